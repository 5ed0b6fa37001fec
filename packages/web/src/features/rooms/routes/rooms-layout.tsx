import { Outlet, useLocation, useParams } from "@tanstack/react-router";
import { Suspense } from "react";

import { cx } from "../../../primitives/cx.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { RoomList } from "../components/room-list.tsx";
import { RoomLoading } from "../components/room-loading.tsx";
import { RoomsGate } from "../components/rooms-gate.tsx";
import { useRoomsFresh } from "../hooks/use-rooms-fresh.ts";
import { useKeptWorkplace } from "../hooks/use-workplace.ts";
import "../rooms.css";

/** Everything about rooms: for who is signed in the list at the left, and what is open beside it. */
export function RoomsLayout() {
  return (
    <RoomsGate>
      <SignedInRooms />
    </RoomsGate>
  );
}

function SignedInRooms() {
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, "") });
  const { id = null } = useParams({ strict: false });
  const isGuest = useSession()?.guest != null;
  const leads = path === "/ruimtes";
  useRoomsFresh();
  useKeptWorkplace();
  return (
    <div className={cx("rooms", leads && "rooms--list", isGuest && "rooms--guest")}>
      {isGuest ? null : <RoomList openRoom={id} leads={leads} />}
      <div className="rooms__main">
        <Suspense fallback={<RoomLoading />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
