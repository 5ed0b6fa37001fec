import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { ButtonLink } from "../../../primitives/link.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { roomsQuery } from "../hooks/use-rooms.ts";

/** Beside the list while no room is open. A guest, who has one room, goes there. */
export function RoomsStartPage() {
  const t = useRoomMessages().start;
  const { data: rooms } = useQuery(roomsQuery);
  const guest = useSession()?.guest ?? null;
  usePageTitle(t.documentTitle);
  if (guest !== null) return <Navigate to="/ruimtes/$id" params={{ id: guest.room }} replace />;
  if (rooms === undefined) return null;
  const none = rooms.length === 0;
  return (
    <div className={none ? "room-state" : "room-state room-state--beside"}>
      <h2 className="nl-heading nl-heading--level-2">{none ? t.emptyTitle : t.chooseTitle}</h2>
      <p className="room-state__lead">{none ? t.emptyLead : t.chooseLead}</p>
      <div className="row">
        <ButtonLink to="/ruimtes/nieuw" purpose={none ? "primary" : "secondary"}>
          {t.open}
        </ButtonLink>
        {none ? <ButtonLink to="/">{t.ask}</ButtonLink> : null}
      </div>
    </div>
  );
}
