import { useId } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Chip, ChoiceList } from "../../../primitives/chip.tsx";
import { attributeOf } from "../../rule-sets/model/names.ts";
import type { Label } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { LABEL_ATTRIBUTES } from "../model/label.ts";

interface LabelChoiceProps {
  readonly legend: string;
  readonly help?: string;
  readonly value: { readonly [attribute in keyof Label]: string | null };
  readonly error?: string | null;
  readonly onChange: (change: Partial<Label>) => void;
}

/** The two parts of a label, each changeable in place. */
export function LabelChoice({ legend, help, value, error = null, onChange }: LabelChoiceProps) {
  const id = useId();
  const { say } = useMessages();
  const { ruleSet, valueName } = useRoomRules();
  return (
    <fieldset className="fieldset" aria-describedby={`${id}-help`}>
      <legend className="utrecht-form-label label-choice__legend">{legend}</legend>
      <div id={`${id}-help`}>
        {help === undefined ? null : <p className="utrecht-form-field-description">{help}</p>}
        {error === null ? null : (
          <p className="utrecht-form-field-error-message" role="alert">
            {error}
          </p>
        )}
      </div>
      <ul className="chips">
        {LABEL_ATTRIBUTES.map((attribute) => {
          const found = attributeOf(ruleSet, attribute);
          const chosen = value[attribute];
          if (found === undefined) return null;
          return (
            <li key={attribute}>
              <Chip
                name={say(found.label).toLowerCase()}
                value={chosen === null ? null : valueName(attribute, chosen)}
                invitation={say(found.question)}
                title={say(found.question)}
              >
                {(close) => (
                  <ChoiceList
                    choices={found.values.map((one) => ({
                      value: one.id,
                      label: say(one.label),
                      help: one.help === undefined ? undefined : say(one.help),
                    }))}
                    chosen={chosen}
                    onChoose={(id) => {
                      onChange({ [attribute]: id });
                      close();
                    }}
                  />
                )}
              </Chip>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
