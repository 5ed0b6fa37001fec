import type { Attribute, RuleSet } from "@akkoord/policy";
import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Chip, ChoiceList } from "../../../primitives/chip.tsx";
import { valueName } from "../../rule-sets/model/names.ts";

interface AttributeChipProps {
  readonly ruleSet: RuleSet;
  readonly attribute: Attribute;
  readonly value: string | null;
  /** Null opens the attribute again. */
  readonly onChoose: (value: string | null) => void;
}

/** One attribute of the situation: what was said, or an invitation to say it. */
export function AttributeChip({ ruleSet, attribute, value, onChoose }: AttributeChipProps) {
  const { t, say } = useMessages();
  return (
    <Chip
      name={inSentence(say(attribute.label))}
      value={value === null ? null : inSentence(valueName(ruleSet, attribute.id, value, say))}
      invitation={say(attribute.question)}
      title={say(attribute.question)}
    >
      {(close) => (
        <ChoiceList
          choices={[
            ...attribute.values.map((choice) => ({
              value: choice.id,
              label: say(choice.label),
              help: choice.help === undefined ? undefined : say(choice.help),
            })),
            ...(value === null ? [] : [{ value: "", label: t.situation.dontKnow }]),
          ]}
          chosen={value}
          onChoose={(chosen) => {
            close();
            onChoose(chosen === "" ? null : chosen);
          }}
        />
      )}
    </Chip>
  );
}
