import { useMemo } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { readFragment } from "../../answer/model/question.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { BackToRooms } from "../components/back-to-rooms.tsx";
import { NewRoomForm } from "../components/new-room-form.tsx";
import { useNewRoomFragment } from "../hooks/use-kept-fragment.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { fromQuestion } from "../model/new-room.ts";

/** Opens a room, from an answer or directly. */
export function NewRoomPage() {
  const t = useRoomMessages().new;
  const session = useSession();
  const fragment = useNewRoomFragment();
  const { ruleSet } = useRoomRules();
  const mine = session?.person?.organisation ?? null;
  const given = useMemo(() => fromQuestion(ruleSet, readFragment(fragment), mine), [ruleSet, fragment, mine]);
  usePageTitle(t.documentTitle);
  return (
    <div className="rooms__page">
      <div className="new-room stack">
        <div className="new-room__head">
          <BackToRooms />
          <Heading level={1}>{t.title}</Heading>
        </div>
        {mine === null ? (
          <Alert kind="warning">
            <p>{session?.person === null ? t.guest : t.noOrganisation}</p>
          </Alert>
        ) : (
          <NewRoomForm key={fragment} mine={mine} given={given} />
        )}
      </div>
    </div>
  );
}
