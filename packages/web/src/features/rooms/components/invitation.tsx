import { useNavigate } from "@tanstack/react-router";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import type { RoomSummary } from "../api.ts";
import { useLabelWords, useRoomRules } from "../hooks/use-room-rules.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { DeedFailure } from "./deed-failure.tsx";

/** An invitation in the list: what it is for, who asks, and yes or no. */
export function Invitation({
  room,
  onDeclined,
}: {
  readonly room: RoomSummary;
  readonly onDeclined: () => void;
}) {
  const t = useRoomMessages().list;
  const navigate = useNavigate();
  const deed = useRoomDeed(room.id);
  const labelWords = useLabelWords();
  const { partyName } = useRoomRules();
  const hub = partyName(room.hub);
  const answer = (kind: "join" | "leave") =>
    deed.mutateAsync({ kind }).then(
      () => {
        if (kind === "join") void navigate({ to: "/ruimtes/$id", params: { id: room.id } });
        else onDeclined();
      },
      // The card itself says what went wrong.
      () => undefined,
    );
  return (
    <article className="invitation" aria-labelledby={`invitation-${room.id}`}>
      <h4 className="invitation__title" id={`invitation-${room.id}`}>
        <bdi>{room.name}</bdi>
      </h4>
      <p className="invitation__label">{labelWords(room.label)}</p>
      <p className="invitation__by">
        {room.invitedBy === null ? t.invitedFrom(hub) : t.invitedBy(room.invitedBy.name, hub)}
      </p>
      <div className="invitation__actions">
        <Button
          purpose="primary"
          aria-label={t.acceptRoom(room.name)}
          unavailable={deed.isPending}
          onClick={() => void answer("join")}
        >
          {t.accept}
        </Button>
        <Button
          purpose="subtle"
          aria-label={t.declineRoom(room.name)}
          unavailable={deed.isPending}
          onClick={() => void answer("leave")}
        >
          {t.decline}
        </Button>
      </div>
      <DeedFailure error={deed.error} onAgain={() => void answer("join")} />
    </article>
  );
}
