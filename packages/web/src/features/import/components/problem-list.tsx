import { type ImportProblem, type WordTables, writeCsv } from "@akkoord/exchange";
import type { RuleSet } from "@akkoord/policy";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { saveFile } from "../../../platform/save-file.ts";
import { Button } from "../../../primitives/button.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { groupProblems, withWord } from "../model/mend.ts";
import { CellLinks } from "./cell-links.tsx";
import { ChosenWords } from "./chosen-words.tsx";
import { MendChoice, type TableNames } from "./mend-choice.tsx";

interface ProblemListProps {
  readonly ruleSet: RuleSet;
  readonly problems: readonly ImportProblem[];
  readonly words: WordTables;
  readonly onWords: (words: WordTables) => void;
  /** Absent for lists. */
  readonly names?: TableNames;
}

/** How many groups are shown at first. */
const SOME = 20;

/** Everything that could not be read, with a choice beside it where a choice mends it. */
export function ProblemList({ ruleSet, problems, words, onWords, names }: ProblemListProps) {
  const t = useImportMessages();
  const { say } = useMessages();
  const [all, setAll] = useState(false);
  const groups = groupProblems(problems);
  const shown = all ? groups : groups.slice(0, SOME);

  function download(): void {
    const lines = problems.map(({ cell, value, message, remedy }) => [
      cell,
      value,
      say(message),
      say(remedy),
    ]);
    saveFile(t.problems.downloadName, "text/csv;charset=utf-8", writeCsv([t.problems.csv, ...lines]));
  }

  return (
    <section className="stack" aria-labelledby="problems-title">
      <div className="row row--spread">
        <Heading level={2} id="problems-title" aria-live="polite">
          {t.problems.title(problems.length)}
        </Heading>
        {problems.length === 0 ? null : (
          <Button purpose="subtle" icon={<IconDownload aria-hidden="true" size={20} />} onClick={download}>
            {t.problems.download}
          </Button>
        )}
      </div>
      {groups.length === 0 ? null : (
        <ul className="import-problems">
          {shown.map((group) => (
            <li key={group.key} className="import-problem">
              <p>
                <b>{say(group.problem.message)}</b>
              </p>
              <p className="small">
                <CellLinks cells={group.cells} />
                {say(group.problem.remedy)}
              </p>
              <MendChoice
                ruleSet={ruleSet}
                group={group}
                onWord={(fix, meaning) => onWords(withWord(words, fix, meaning))}
                names={names}
              />
            </li>
          ))}
        </ul>
      )}
      {groups.length > shown.length ? (
        <Button purpose="subtle" onClick={() => setAll(true)}>
          {t.preview.all(groups.length)}
        </Button>
      ) : null}
      <ChosenWords ruleSet={ruleSet} words={words} onWords={onWords} />
    </section>
  );
}
