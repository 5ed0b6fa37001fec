import type { RuleSet } from "@akkoord/policy";
import type { Meaning, Unclear, Understood } from "@akkoord/understand";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { ChoiceList } from "../../../primitives/chip.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { attributeOf, participantName, toolName, valueName } from "../../rule-sets/model/names.ts";
import type { ChangeOptions } from "../hooks/use-question.ts";
import type { Question } from "../model/question.ts";
import { answersUnclear, isSettled, partsOf } from "../model/unclear.ts";

/** Below this somebody should look whether it was read well. */
const SURE = 0.9;

function useMeaningName(ruleSet: RuleSet): (meaning: Meaning) => string {
  const { t, say } = useMessages();
  return (meaning) => {
    if (meaning.kind === "attribute") return valueName(ruleSet, meaning.attribute, meaning.value, say);
    if (meaning.kind === "tool") return toolName(ruleSet, meaning.value);
    return meaning.value === "own-organisation"
      ? t.understood.ownOrganisation
      : participantName(ruleSet, meaning.value, say);
  };
}

/** The typed sentence with the words that counted marked, and what each was taken to mean. */
export function UnderstoodQuestion({
  ruleSet,
  understood,
}: {
  readonly ruleSet: RuleSet;
  readonly understood: Understood;
}) {
  const { t } = useMessages();
  const nameOf = useMeaningName(ruleSet);
  if (understood.parts.length === 0 && understood.unclear.length === 0)
    return <p className="understood understood--nothing">{t.understood.nothing}</p>;
  return (
    <div className="understood">
      <Disclosure
        summary={
          <>
            <span className="visually-hidden">{t.understood.title}: </span>
            <bdi className="understood__sentence">
              {partsOf(understood).map((piece) =>
                piece.part === null ? (
                  <span key={piece.start}>{piece.text}</span>
                ) : (
                  <mark
                    key={piece.start}
                    className={piece.part.confidence < SURE ? "mark mark--unsure" : "mark"}
                  >
                    {piece.text}
                  </mark>
                ),
              )}
            </bdi>
          </>
        }
      >
        <p className="small">{t.understood.intro}</p>
        <ul className="bullets">
          {understood.parts.map((part) => (
            <li key={`${part.start} ${part.kind} ${part.value}`}>
              {t.understood.means(part.text, nameOf(part))}
              {part.confidence < SURE ? ` (${t.understood.unsure.toLowerCase()})` : null}
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}

/** Tools that were named but that the sources do not know: said, since there is nothing to choose. */
export function NotInCatalogue({ understood }: { readonly understood: Understood }) {
  const { t } = useMessages();
  return (
    <>
      {understood.unclear
        .filter((unclear) => unclear.candidates.length === 0)
        .map((unclear) => (
          <Alert key={unclear.start} kind="warning">
            <p>{t.understood.notInCatalogue(unclear.text)}</p>
          </Alert>
        ))}
    </>
  );
}

/** How an unclear word is called among what somebody said not to know. */
export function unclearKey(unclear: Unclear): string {
  return `unclear ${unclear.start}`;
}

/**
 * The first word that was heard but can mean more than one thing, and was not settled or passed over.
 * What is said of somebody else needs no settling: the asker's own role or place is asked when it matters.
 */
export function firstUnclear(
  understood: Understood | null | undefined,
  question: Question,
  skipped: readonly string[],
): Unclear | null {
  return (
    understood?.unclear.find(
      (unclear) =>
        unclear.candidates.length > 0 &&
        unclear.reason !== "somebody-else" &&
        !isSettled(unclear, question) &&
        !skipped.includes(unclearKey(unclear)),
    ) ?? null
  );
}

interface UnclearCardProps {
  readonly ruleSet: RuleSet;
  readonly unclear: Unclear;
  readonly question: Question;
  readonly onChange: (question: Question, options?: ChangeOptions) => void;
}

/** What a word or sentence can mean, asked in one sentence. */
export function useUnclearTitle(unclear: Unclear | null): string {
  const { t } = useMessages();
  if (unclear === null) return "";
  return unclear.kind === "tool" && unclear.reason === "several"
    ? t.understood.unclearTool
    : t.understood.unclear(unclear.text);
}

/** A word that can mean more than one thing: asked, never guessed. */
export function UnclearCard({ ruleSet, unclear, question, onChange }: UnclearCardProps) {
  const { t, say } = useMessages();
  const nameOf = useMeaningName(ruleSet);
  const title = useUnclearTitle(unclear);
  const helpOf = (meaning: Meaning): string | undefined => {
    if (meaning.kind !== "attribute") return undefined;
    const value = attributeOf(ruleSet, meaning.attribute)?.values.find(
      (candidate) => candidate.id === meaning.value,
    );
    return value?.help === undefined ? undefined : say(value.help);
  };
  return (
    <Card className="step">
      <p className="step__progress">{t.steps.first}</p>
      <Heading level={1} tabIndex={-1}>
        {title}
      </Heading>
      <ChoiceList
        choices={unclear.candidates.map((candidate, index) => ({
          value: String(index),
          label: nameOf(candidate),
          help: helpOf(candidate),
        }))}
        chosen={null}
        onChoose={(index) => {
          const candidate = unclear.candidates[Number(index)];
          if (candidate !== undefined) onChange(answersUnclear(question, candidate));
        }}
      />
      <Button purpose="subtle" onClick={() => onChange(question, { skip: unclearKey(unclear) })}>
        {t.understood.noneOfThese}
      </Button>
    </Card>
  );
}
