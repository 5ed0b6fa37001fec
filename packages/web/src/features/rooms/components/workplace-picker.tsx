import { inSentence } from "../../../messages/format.ts";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Chip } from "../../../primitives/chip.tsx";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useWorkplace } from "../hooks/use-workplace.ts";
import { toldIn, type WorkplaceAttribute } from "../model/workplace.ts";
import { WorkplaceChoices } from "./workplace-choices.tsx";

interface WorkplacePickerProps {
  /** What to ask for. */
  readonly attributes: readonly WorkplaceAttribute[];
  /** Everything asked for was told. */
  readonly onTold?: () => void;
}

/** “Waarop werk je nu?”: says to the server how somebody works now, in as far as the rules depend on it. */
export function WorkplacePicker({ attributes, onTold }: WorkplacePickerProps) {
  const t = useRoomMessages().workplace;
  const { valueName } = useRoomRules();
  const { workplace, say: tell, failed } = useWorkplace();
  const said = attributes.flatMap((attribute) => {
    const value = workplace[attribute];
    return value === null ? [] : [valueName(attribute, value)];
  });
  const asked = attributes.includes("role") ? (attributes.length === 1 ? t.role : t.all) : t.place;
  return (
    <Chip
      name={asked.name}
      value={said.length === 0 ? null : said.map((one, i) => (i === 0 ? one : inSentence(one))).join(", ")}
      invitation={asked.title}
      title={asked.title}
    >
      {(close) => (
        <div className="stack">
          <p className="small">{attributes.includes("device") ? t.lead : t.leadSession}</p>
          {failed ? (
            <Alert kind="error" announce>
              <p>{t.failed}</p>
            </Alert>
          ) : null}
          <WorkplaceChoices
            attributes={attributes}
            told={toldIn(workplace)}
            onChoose={(attribute, value) => {
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
        </div>
      )}
    </Chip>
  );
}
