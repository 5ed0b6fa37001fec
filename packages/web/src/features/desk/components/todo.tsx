import { problemText, type RuleProblem } from "@akkoord/policy";
import type { DeskMessages } from "../../../messages/desk.nl.ts";
import { useDeskMessages } from "../../../messages/desk.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { pathAt } from "../model/complete.ts";
import { offsetOf } from "../model/read-text.ts";

interface TodoProps {
  readonly text: string;
  readonly problems: readonly RuleProblem[];
  readonly onYaml: () => void;
}

/** What is still missing or wrong, by the name that the form gives it. */
export function Todo({ text, problems, onYaml }: TodoProps) {
  const t = useDeskMessages();
  const { t: words, language } = useMessages();
  if (problems.length === 0) return null;
  return (
    <Alert kind="warning">
      <div className="stack stack--tight problems" role="status">
        <p>
          <b>{t.form.todo}</b>
        </p>
        <ul className="bullets">
          {problems.map((problem) => (
            <li key={`${problem.line}:${problem.column}:${problem.message}`}>
              {t.form.atField(
                fieldName(text, problem, t, words.rules.layer),
                t.yaml.codes[problem.code] ?? t.yaml.otherProblem,
              )}
            </li>
          ))}
        </ul>
        <Disclosure summary={t.form.exactly}>
          <ul className="bullets small">
            {problems.map((problem) => {
              const { message, remedy } = problemText(problem, language);
              return (
                <li key={`${problem.line}:${problem.column}:${problem.message}`}>
                  {message} {remedy}
                </li>
              );
            })}
          </ul>
          <div>
            <Button purpose="subtle" onClick={onYaml}>
              {t.form.toYaml}
            </Button>
          </div>
        </Disclosure>
      </div>
    </Alert>
  );
}

/** What the form calls the place of a problem. */
function fieldName(text: string, problem: RuleProblem, t: DeskMessages, layer: string): string {
  const names: Readonly<Record<string, string>> = {
    id: t.form.id,
    tools: t.form.tools,
    bearers: t.form.bearers,
    effect: t.form.effect,
    duties: t.form.duties,
    advice: t.form.advice,
    valid: t.form.valid,
    words: t.form.words,
    nl: t.form.dutch,
    en: t.form.english,
    source: t.form.source,
    document: t.form.document,
    quote: t.form.quote,
    reading: t.form.reading,
    force: t.form.force,
    yieldsTo: t.form.yieldsTo,
    overrides: t.form.overrides,
    layer,
  };
  // A key without a field of its own, such as an attribute, belongs to the field around it.
  const around = pathAt(text, offsetOf(text, problem.line, problem.column) + 1).filter(isKey);
  const key =
    problem.key === null ? undefined : [...around, problem.key].findLast((one) => Object.hasOwn(names, one));
  return (key === undefined ? undefined : names[key]) ?? t.yaml.inOtherPart(problem.line);
}

function isKey(step: string | number): step is string {
  return typeof step === "string" && step !== "rules";
}
