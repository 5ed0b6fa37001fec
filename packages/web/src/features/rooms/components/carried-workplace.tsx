import { useState } from "react";
import { inSentence } from "../../../messages/format.ts";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { type Told, WORKPLACE_ATTRIBUTES } from "../model/workplace.ts";
import { WorkplaceChoices } from "./workplace-choices.tsx";

interface CarriedWorkplaceProps {
  /** What the answer said. */
  readonly given: Told;
  /** What holds now. */
  readonly told: Told;
  readonly onChange: (told: Told) => void;
}

/** What somebody told in an answer of how they work, taken along to a new room; changeable before it is said anywhere. */
export function CarriedWorkplace({ given, told, onChange }: CarriedWorkplaceProps) {
  const t = useRoomMessages().new.carried;
  const { valueName } = useRoomRules();
  const [changing, setChanging] = useState(false);
  const asked = WORKPLACE_ATTRIBUTES.filter((attribute) => given[attribute] !== undefined);
  if (asked.length === 0) return null;
  const parts = WORKPLACE_ATTRIBUTES.flatMap((attribute) => {
    const value = told[attribute];
    return value === undefined ? [] : [t.part[attribute](inSentence(valueName(attribute, value)))];
  });
  const isAsGiven = asked.every((attribute) => told[attribute] === given[attribute]);
  const close = () => setChanging(false);
  return (
    <div className="stack stack--tight">
      <div className="carried">
        <p role="status">{parts.length === 0 ? t.nothing : t.work(parts.join(", "), isAsGiven)}</p>
        <Button aria-haspopup="dialog" onClick={() => setChanging(true)}>
          {t.change}
          <VisuallyHidden> {t.changeWhat}</VisuallyHidden>
        </Button>
      </div>
      {parts.length === 0 ? null : <p className="small">{t.when}</p>}
      <Dialog open={changing} title={t.title} onClose={close}>
        <div className="stack">
          <WorkplaceChoices
            attributes={asked}
            told={told}
            unsaid={t.unsaid}
            onChoose={(attribute, value) => {
              const { [attribute]: _, ...others } = told;
              onChange(value === null ? others : { ...others, [attribute]: value });
            }}
          />
          <div>
            <Button purpose="primary" onClick={close}>
              {t.close}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}
