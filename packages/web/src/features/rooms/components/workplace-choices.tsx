import { useMessages } from "../../../messages/language.tsx";
import { ChoiceList } from "../../../primitives/chip.tsx";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import type { Told, WorkplaceAttribute } from "../model/workplace.ts";

interface WorkplaceChoicesProps {
  /** What to ask for. */
  readonly attributes: readonly WorkplaceAttribute[];
  readonly told: Told;
  /** What it is called not to say it; left out: that is no choice here. */
  readonly unsaid?: string;
  /** With null when they would rather not say. */
  readonly onChoose: (attribute: WorkplaceAttribute, value: string | null) => void;
}

/** The questions about how somebody works, in the words of the rules. */
export function WorkplaceChoices({ attributes, told, unsaid, onChoose }: WorkplaceChoicesProps) {
  const { say } = useMessages();
  const { ruleSet } = useRoomRules();
  return attributes.map((attribute) => {
    const question = attributeOf(ruleSet, attribute);
    if (question === undefined) return null;
    return (
      <section key={attribute} className="stack stack--tight" aria-label={say(question.question)}>
        <h3 className="group-title">{say(question.question)}</h3>
        <ChoiceList
          choices={[
            ...question.values.map((value) => ({
              value: value.id,
              label: say(value.label),
              help: value.help === undefined ? undefined : say(value.help),
            })),
            ...(unsaid === undefined ? [] : [{ value: "", label: unsaid }]),
          ]}
          chosen={told[attribute] ?? (unsaid === undefined ? null : "")}
          onChoose={(value) => onChoose(attribute, value === "" ? null : value)}
        />
      </section>
    );
  });
}
