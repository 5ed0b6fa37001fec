import { useNavigate } from "@tanstack/react-router";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import type { Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { BackToRooms } from "./back-to-rooms.tsx";
import { DeedFailure } from "./deed-failure.tsx";
import { LabelBar } from "./label-bar.tsx";

/** A room that somebody is invited to: what it is for and who asks, before anything that was said. */
export function RoomInvitation({ room }: { readonly room: Room }) {
  const words = useRoomMessages();
  const t = words.room;
  const navigate = useNavigate();
  const deed = useRoomDeed(room.id);
  const { partyName } = useRoomRules();
  const { invitedBy } = room.you;
  const hub = partyName(room.hub);
  // The page itself says what went wrong.
  const join = () => void deed.mutateAsync({ kind: "join" }).catch(() => undefined);
  const decline = () =>
    void deed.mutateAsync({ kind: "leave" }).then(
      () => navigate({ to: "/ruimtes" }),
      () => undefined,
    );
  return (
    <section className="room room--invitation" aria-labelledby="room-title">
      <LabelBar label={room.label} hub={room.hub} />
      <div className="room-state">
        <BackToRooms />
        <h1 className="nl-heading nl-heading--level-2" id="room-title">
          {t.invitedTitle(room.name)}
        </h1>
        <p className="room-state__lead">
          {invitedBy === null ? t.invitedLeadNobody(hub) : t.invitedLead(invitedBy.name, hub)}
        </p>
        {room.purpose.text === "" ? null : (
          <p>
            <bdi>{room.purpose.text}</bdi>
          </p>
        )}
        <DeedFailure error={deed.error} onAgain={join} />
        <div className="row">
          <Button purpose="primary" busy={deed.isPending} unavailable={deed.isPending} onClick={join}>
            {words.list.accept}
          </Button>
          <Button purpose="subtle" unavailable={deed.isPending} onClick={decline}>
            {words.list.decline}
          </Button>
        </div>
      </div>
    </section>
  );
}
