import { useMemo } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { onDay } from "../../answer/model/decide.ts";
import { MY_RULES_TODAY, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { RuleCitations } from "../../rules/components/rule-citation.tsx";
import type { Label, Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { outlookOf } from "../model/relabel-outlook.ts";
import { ROOM_TOOL } from "../model/workplace-matters.ts";

/** More names than this are counted. */
const MOST_NAMES = 5;

/** What will happen in a room with another label: who can no longer read, and whether it stands still. */
export function RelabelOutlook({ room, label }: { readonly room: Room; readonly label: Label }) {
  const t = useRoomMessages().relabel;
  const { partyName } = useRoomRules();
  const rules = useRules(MY_RULES_TODAY);
  const outlook = useMemo(
    () => outlookOf(onDay(rules.decider, rules.date), room, label),
    [rules, room, label],
  );
  if (outlook.fits)
    return (
      <div className="outlook">
        <p>{room.pause === null ? t.fits : t.resumes}</p>
        <p className="small">{t.stays}</p>
      </div>
    );
  const { losing } = outlook;
  return (
    <div className="outlook">
      <h3 className="group-title">{t.whatHappens}</h3>
      <ul className="bullets">
        {losing.slice(0, MOST_NAMES).map((member) => (
          <li key={member.userId}>
            <b>
              {t.lose(
                member.name,
                member.kind === "guest" ? t.guest : partyName(member.organisation ?? room.hub),
              )}
            </b>
          </li>
        ))}
        {losing.length > MOST_NAMES ? <li>{t.loseMany(losing.length - MOST_NAMES)}</li> : null}
        <li>{t.pauses}</li>
        <li>{t.stays}</li>
      </ul>
      {outlook.rules.length === 0 ? null : (
        <Disclosure summary={t.because}>
          <RuleCitations ruleSet={rules.ruleSet} ruleIds={outlook.rules} toolId={ROOM_TOOL} />
        </Disclosure>
      )}
    </div>
  );
}
