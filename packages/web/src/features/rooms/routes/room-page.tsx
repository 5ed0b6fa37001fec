import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { Room } from "../api.ts";
import { OpenRoom } from "../components/open-room.tsx";
import { RoomGone } from "../components/room-gone.tsx";
import { RoomInvitation } from "../components/room-invitation.tsx";
import { RoomLoading } from "../components/room-loading.tsx";
import { roomQuery } from "../hooks/use-rooms.ts";

/** The part of the address after `#` that shows who is in a room instead of what is said there. */
const PEOPLE = "mensen";

/** One room. */
export function RoomPage() {
  const { id } = useParams({ from: "/ruimtes/$id" });
  return <RoomById key={id} id={id} />;
}

function RoomById({ id }: { readonly id: string }) {
  const t = useRoomMessages().failure;
  const { data: room, isError, refetch } = useQuery(roomQuery(id));
  const wasHere = useRef(false);
  useEffect(() => {
    if (room != null) wasHere.current = true;
  }, [room]);
  if (room === null) return <RoomGone wasHere={wasHere.current} />;
  if (room !== undefined) return <ShownRoom room={room} />;
  if (!isError) return <RoomLoading />;
  return (
    <div className="room-state">
      <Alert kind="warning">
        <p>{t.title}</p>
        <Button onClick={() => void refetch()}>{t.retry}</Button>
      </Alert>
    </div>
  );
}

function ShownRoom({ room }: { readonly room: Room }) {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  usePageTitle(room.name);
  if (room.you.membership === "invite") return <RoomInvitation room={room} />;
  const showPeople = (shown: boolean) =>
    void navigate({
      to: "/ruimtes/$id",
      params: { id: room.id },
      hash: shown ? PEOPLE : "",
      resetScroll: false,
      hashScrollIntoView: false,
    });
  return <OpenRoom room={room} showsPeople={hash === PEOPLE} onShowPeople={showPeople} />;
}
