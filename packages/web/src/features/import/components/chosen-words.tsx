import type { WordTables } from "@akkoord/exchange";
import type { RuleSet } from "@akkoord/policy";
import { useImportMessages } from "../../../messages/import.ts";
import { Button } from "../../../primitives/button.tsx";
import { useMeanings } from "../hooks/use-meanings.ts";
import { type ChosenWord, chosenWords, withoutWord } from "../model/mend.ts";

interface ChosenWordsProps {
  readonly ruleSet: RuleSet;
  readonly words: WordTables;
  readonly onWords: (words: WordTables) => void;
}

/** The meanings that somebody gave to words, each to be taken back. */
export function ChosenWords({ ruleSet, words, onWords }: ChosenWordsProps) {
  const t = useImportMessages().problems;
  const meanings = useMeanings(ruleSet);
  const chosen = chosenWords(words);
  if (chosen.length === 0) return null;
  const inWords = ({ table, meaning }: ChosenWord): string =>
    meanings(table).find(({ value }) => value === meaning)?.label ??
    (table === "tools" ? t.newTool.toLowerCase() : meaning);
  return (
    <div className="stack stack--tight">
      <h3 className="group-title">{t.chosen}</h3>
      <ul className="import-problems">
        {chosen.map((one) => (
          <li key={`${JSON.stringify(one.table)} ${one.word}`} className="row row--spread">
            <span>{t.undo(one.word, inWords(one))}</span>
            <Button purpose="subtle" onClick={() => onWords(withoutWord(words, one))}>
              {t.take}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
