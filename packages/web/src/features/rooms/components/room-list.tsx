import { IconLock, IconPlayerPause, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { cx } from "../../../primitives/cx.ts";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import type { RoomSummary } from "../api.ts";
import { roomsQuery } from "../hooks/use-rooms.ts";
import { closedRooms, invitations, openRooms } from "../model/room-list.ts";
import { Invitation } from "./invitation.tsx";
import "../../../styles/count.css";

// Comes after the list itself.
const RoomDuties = lazy(() =>
  import("../../reviews/components/room-duties.tsx").then((module) => ({ default: module.RoomDuties })),
);

interface RoomListProps {
  /** The room that is open, if any. */
  readonly openRoom: string | null;
  /** Nothing is open beside it, so its title names the page. */
  readonly leads: boolean;
}

/** The rooms somebody is in and is invited to. */
export function RoomList({ openRoom, leads }: RoomListProps) {
  const t = useRoomMessages();
  const { data: rooms, isError, refetch } = useQuery(roomsQuery);
  const [said, setSaid] = useState("");
  const Title = leads ? "h1" : "h2";
  const closed = closedRooms(rooms ?? []);
  return (
    <nav className="rooms__list" aria-label={t.list.label}>
      <Title className={cx("rooms__title", leads && "rooms__title--leads")}>{t.list.title}</Title>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {isError && rooms === undefined ? (
        <Alert kind="warning">
          <p>{t.failure.title}</p>
          <Button onClick={() => void refetch()}>{t.failure.retry}</Button>
        </Alert>
      ) : null}
      {rooms === undefined && !isError ? (
        <p className="small rooms__note" role="status">
          {t.loadingList}
        </p>
      ) : null}
      <Invitations rooms={invitations(rooms ?? [])} onDeclined={(room) => setSaid(t.list.declined(room))} />
      <Rooms rooms={openRooms(rooms ?? [])} openRoom={openRoom} />
      <PlainLink to="/ruimtes/nieuw" className="rooms__new">
        <IconPlus aria-hidden="true" size={20} />
        {t.list.new}
      </PlainLink>
      <Suspense fallback={null}>
        <RoomDuties />
      </Suspense>
      {closed.length === 0 ? null : (
        <Disclosure
          summary={t.list.showClosed(closed.length)}
          open={closed.some(({ id }) => id === openRoom)}
        >
          <Rooms rooms={closed} openRoom={openRoom} />
        </Disclosure>
      )}
    </nav>
  );
}

function Invitations({
  rooms,
  onDeclined,
}: {
  readonly rooms: readonly RoomSummary[];
  readonly onDeclined: (room: string) => void;
}) {
  const t = useRoomMessages().list;
  if (rooms.length === 0) return null;
  return (
    <section className="rooms__invitations" aria-labelledby="invitations-title">
      <h3 className="rooms__subtitle" id="invitations-title">
        {t.invitations}
      </h3>
      <ul className="rooms__cards">
        {rooms.map((room) => (
          <li key={room.id}>
            <Invitation room={room} onDeclined={() => onDeclined(room.name)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rooms({
  rooms,
  openRoom,
}: {
  readonly rooms: readonly RoomSummary[];
  readonly openRoom: string | null;
}) {
  if (rooms.length === 0) return null;
  return (
    <ul className="rooms__items">
      {rooms.map((room) => (
        <li key={room.id}>
          <PlainLink
            to="/ruimtes/$id"
            params={{ id: room.id }}
            className={cx("room-item", room.closedAt !== null && "room-item--closed")}
            aria-current={room.id === openRoom ? "page" : undefined}
          >
            <span className="room-item__name">
              <bdi>{room.name}</bdi>
              <State room={room} />
            </span>
            <Counts room={room} />
          </PlainLink>
        </li>
      ))}
    </ul>
  );
}

function State({ room }: { readonly room: RoomSummary }) {
  const t = useRoomMessages().list;
  if (room.closedAt !== null)
    return (
      <span className="room-item__state">
        <IconLock aria-hidden="true" size={16} /> {t.closed}
      </span>
    );
  if (room.paused !== null)
    return (
      <span className="room-item__state room-item__state--paused">
        <IconPlayerPause aria-hidden="true" size={16} /> {room.shut ? t.shut : t.paused}
      </span>
    );
  return null;
}

/** The most that a badge counts; more than this is many. */
const MANY = 99;

function Counts({ room }: { readonly room: RoomSummary }) {
  const t = useRoomMessages().list;
  if (room.unread === 0 && room.mentions === 0) return null;
  return (
    <span className="room-item__counts">
      {room.mentions === 0 ? null : (
        <span className="count count--mention">
          <span aria-hidden="true">@</span>
          <VisuallyHidden>{t.mentions(room.mentions)}, </VisuallyHidden>
        </span>
      )}
      {room.unread === 0 ? null : (
        <span className="count">
          <span aria-hidden="true">{room.unread > MANY ? `${MANY}+` : room.unread}</span>
          <VisuallyHidden>{t.unread(room.unread)}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}
