import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Chip, ChoiceList } from "../../../primitives/chip.tsx";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useWorkplace } from "../hooks/use-workplace.ts";
import type { WorkplaceAttribute } from "../model/workplace-matters.ts";

interface WorkplacePickerProps {
  /** What to ask for. */
  readonly attributes: readonly WorkplaceAttribute[];
  /** Everything asked for was told. */
  readonly onTold?: () => void;
}

/** “Waarop werk je nu?”: says to the server where somebody works now, in as far as the rules depend on it. */
export function WorkplacePicker({ attributes, onTold }: WorkplacePickerProps) {
  const t = useRoomMessages().workplace;
  const { say } = useMessages();
  const { ruleSet, valueName } = useRoomRules();
  const { workplace, say: tell, failed } = useWorkplace();
  const said = attributes.flatMap((attribute) => {
    const value = workplace[attribute];
    return value === null ? [] : [valueName(attribute, value)];
  });
  return (
    <Chip
      name={t.name}
      value={said.length === 0 ? null : said.map((one, i) => (i === 0 ? one : inSentence(one))).join(", ")}
      invitation={t.invitation}
      title={t.title}
    >
      {(close) => (
        <div className="stack">
          <p className="small">{t.lead}</p>
          {failed ? (
            <Alert kind="error" announce>
              <p>{t.failed}</p>
            </Alert>
          ) : null}
          {attributes.map((attribute) => {
            const question = attributeOf(ruleSet, attribute);
            if (question === undefined) return null;
            return (
              <section key={attribute} className="stack stack--tight" aria-label={say(question.question)}>
                <h3 className="group-title">{say(question.question)}</h3>
                <ChoiceList
                  choices={question.values.map((value) => ({
                    value: value.id,
                    label: say(value.label),
                    help: value.help === undefined ? undefined : say(value.help),
                  }))}
                  chosen={workplace[attribute]}
                  onChoose={(value) => {
                    const next = { ...workplace, [attribute]: value };
                    const isAll = attributes.every((one) => next[one] !== null);
                    tell(next, {
                      onSuccess: () => {
                        if (!isAll) return;
                        close();
                        onTold?.();
                      },
                    });
                  }}
                />
              </section>
            );
          })}
        </div>
      )}
    </Chip>
  );
}
