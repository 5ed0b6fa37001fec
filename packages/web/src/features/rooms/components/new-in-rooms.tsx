import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import { roomsQuery } from "../hooks/use-rooms.ts";
import { waiting } from "../model/room-list.ts";
import "../../../styles/count.css";

/** How often to look while no room is open; an open room hears it at once. */
const LOOK_MS = 60_000;

/** The most that is counted; more than this is many. */
const MANY = 99;

/** How much waits in somebody's rooms, behind the word in the menu. */
export function NewInRooms() {
  const { t } = useMessages();
  const { data: rooms } = useQuery({ ...roomsQuery, refetchInterval: LOOK_MS, retry: false });
  const count = waiting(rooms ?? []);
  if (count === 0) return null;
  return (
    <span className="count count--menu">
      <span aria-hidden="true">{count > MANY ? `${MANY}+` : count}</span>
      <VisuallyHidden>{t.nav.new(count)}</VisuallyHidden>
    </span>
  );
}
