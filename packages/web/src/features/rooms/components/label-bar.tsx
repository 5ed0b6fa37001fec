import { useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Dialog } from "../../../primitives/dialog.tsx";
import type { Label, Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { toneOf } from "../model/label.ts";
import { LABEL_SIGNS } from "./label-signs.ts";

/** What a room may hold, always in sight: in words, with a sign and a colour, and who can read along. */
export function LabelBar({ label, hub }: Pick<Room, "label" | "hub">) {
  const t = useRoomMessages().label;
  const { ruleSet, valueName, partyInSentence } = useRoomRules();
  const [explaining, setExplaining] = useState(false);
  const tone = toneOf(ruleSet, label.information);
  const Sign = LABEL_SIGNS[tone];
  return (
    <section className={`label-bar label-bar--${tone}`} aria-label={t.region}>
      <p className="label-bar__level">
        <Sign aria-hidden="true" size={20} />
        {valueName("information", label.information)}
      </p>
      <ul className="label-bar__facts">
        <li>{personalDataWords(label, t, valueName)}</li>
        <li>{t.kept}</li>
        <li>
          <button
            type="button"
            className="label-bar__explain"
            aria-haspopup="dialog"
            onClick={() => setExplaining(true)}
          >
            {t.serverReads}
          </button>
        </li>
      </ul>
      <Dialog open={explaining} title={t.readsTitle} onClose={() => setExplaining(false)}>
        <div className="stack">
          {t.reads(partyInSentence(hub)).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </Dialog>
    </section>
  );
}

/** What a label says of personal data, where it stands without its attribute. */
export function personalDataWords(
  label: Label,
  t: ReturnType<typeof useRoomMessages>["label"],
  valueName: (attribute: string, value: string) => string,
): string {
  return label.personalData === "none"
    ? t.personalData(t.none)
    : valueName("personalData", label.personalData);
}
