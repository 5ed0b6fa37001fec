import { problemText, type RuleProblem } from "@akkoord/policy";
import { useDeskMessages } from "../../../messages/desk.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";

interface ProblemListProps {
  readonly problems: readonly RuleProblem[];
  readonly onGo: (line: number) => void;
}

/** The mistakes in the text, each with its place and what to do. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  const t = useDeskMessages();
  const { language } = useMessages();
  if (problems.length === 0) return null;
  return (
    <Alert kind="error">
      <div className="stack stack--tight problems" role="status">
        <p>
          <b>{t.yaml.problems(problems.length)}</b>
        </p>
        <ul className="outcomes">
          {problems.map((problem) => {
            const { message, remedy } = problemText(problem, language);
            return (
              <li
                key={`${problem.line}:${problem.column}:${problem.code}:${problem.message}`}
                className="outcome"
              >
                <p>
                  <b>{t.yaml.at(problem.line, problem.column)}.</b> {message} {remedy}
                </p>
                <div>
                  <Button purpose="subtle" onClick={() => onGo(problem.line)}>
                    {t.yaml.goTo(problem.line)}
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </Alert>
  );
}
