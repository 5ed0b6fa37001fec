import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Card } from "../../../primitives/card.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { formatTime } from "../../desk/model/format-time.ts";
import type { CheckCounts, RoomCheck } from "../checks-api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import "../checks.css";

interface RoomCheckCardProps {
  readonly check: RoomCheck;
  /** Of its heading, in the outline of the page. */
  readonly level: 2 | 3;
}

/** One time that rooms were decided again: why, how far, and what came of it. */
export function RoomCheckCard({ check, level }: RoomCheckCardProps) {
  const t = useRoomMessages().checks;
  const { language } = useMessages();
  const { partyName } = useRoomRules();
  const outcome = useOutcome();
  const { finishedAt, startedAt, done, rooms, organisations } = check;
  return (
    <Card as="article" className="stack stack--tight">
      <Heading level={level} appearance="level-3">
        {t.cause[check.cause]}
      </Heading>
      <p className="small">{formatTime(check.requestedAt, language)}</p>
      {finishedAt === null ? (
        <>
          <p role="status">{startedAt === null ? t.waiting : t.running(done, rooms)}</p>
          {startedAt === null ? null : (
            <progress
              className="check-progress"
              aria-label={t.progress}
              value={done}
              max={Math.max(rooms, 1)}
            />
          )}
        </>
      ) : (
        <p>{outcome(check)}</p>
      )}
      {organisations.length < 2 ? null : (
        <Disclosure summary={t.perOrganisation}>
          <ul className="bullets">
            {organisations.map((one) => (
              <li key={one.organisation}>
                {partyName(one.organisation)}: {outcome(one)}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Card>
  );
}

/** What came of a check, on one line. */
function useOutcome(): (counts: CheckCounts) => string {
  const t = useRoomMessages().checks;
  return ({ rooms, paused, resumed }) =>
    [
      t.done(rooms),
      ...(paused > 0 ? [t.paused(paused)] : []),
      ...(resumed > 0 ? [t.resumed(resumed)] : []),
      ...(rooms > 0 && paused + resumed === 0 ? [t.unchanged] : []),
    ].join(" · ");
}
