import type { Problem } from "@akkoord/policy";
import type { DeskMessages } from "../../../messages/desk.nl.ts";
import { useDeskMessages } from "../../../messages/desk.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";

/** What is wrong with the text, in the language of the page; the reader's own words follow with the exact names. */
export function problemText(problem: Problem, words: DeskMessages["yaml"]): string {
  return `${words.codes[problem.code] ?? words.otherProblem}\n${problem.message} ${problem.remedy}`;
}

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly onGo: (line: number) => void;
}

/** The mistakes in the text, each with its place and what to do. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  const t = useDeskMessages();
  if (problems.length === 0) return null;
  return (
    <Alert kind="error">
      <div className="stack stack--tight problems" role="status">
        <p>
          <b>{t.yaml.problems(problems.length)}</b>
        </p>
        <ul className="outcomes">
          {problems.map((problem) => (
            <li
              key={`${problem.line}:${problem.column}:${problem.code}:${problem.message}`}
              className="outcome"
            >
              <p>
                <b>{t.yaml.at(problem.line, problem.column)}.</b>{" "}
                {t.yaml.codes[problem.code] ?? t.yaml.otherProblem}
              </p>
              <p className="small" lang="en">
                {problem.message} {problem.remedy}
              </p>
              <div>
                <Button purpose="subtle" onClick={() => onGo(problem.line)}>
                  {t.yaml.goTo(problem.line)}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Alert>
  );
}
