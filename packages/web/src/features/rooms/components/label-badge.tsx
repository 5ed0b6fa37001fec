import { useRoomMessages } from "../../../messages/rooms.ts";
import { Badge } from "../../../primitives/badge.tsx";
import type { Label } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { toneOf } from "../model/label.ts";
import { personalDataWords } from "./label-bar.tsx";
import { LABEL_SIGNS } from "./label-signs.ts";

/** What a room may hold, on one line: in words, with a sign and a colour. */
export function LabelBadge({ label }: { readonly label: Label }) {
  const t = useRoomMessages().label;
  const { ruleSet, valueName } = useRoomRules();
  const tone = toneOf(ruleSet, label.information);
  return (
    <p className="row">
      <Badge tone={tone} icon={LABEL_SIGNS[tone]}>
        {valueName("information", label.information)}
      </Badge>
      <span>{personalDataWords(label, t, valueName)}</span>
    </p>
  );
}
