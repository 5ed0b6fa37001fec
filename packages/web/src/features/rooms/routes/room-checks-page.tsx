import { useQuery } from "@tanstack/react-query";
import { useManageMessages } from "../../../messages/manage.ts";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { listRoomChecks } from "../checks-api.ts";
import { RoomCheckCard } from "../components/room-check-card.tsx";

/** How often to look while rooms are being decided again. */
const LOOK_MS = 2_000;

/** Whether rooms still fit after rules and waivers changed, for who is in charge of those. */
export function RoomChecksPage() {
  const t = useRoomMessages().checks;
  const manage = useManageMessages();
  const session = useSession();
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={manage.sections.rooms.title}>
          <RouteLink to="/beheer">{manage.title}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session === undefined ? null : session.abilities.includes("rooms.watch") ? (
        <Checks />
      ) : session.signedIn ? (
        <Alert kind="warning">{t.notAllowed}</Alert>
      ) : (
        <p>
          {manage.signInFirst}{" "}
          <a className="nl-link" href={signInAddress("/beheer/ruimtes")}>
            {manage.signIn}
          </a>
        </p>
      )}
    </div>
  );
}

function Checks() {
  const t = useRoomMessages().checks;
  const { data: checks, isError } = useQuery({
    queryKey: ["room-checks"],
    queryFn: ({ signal }) => listRoomChecks(signal),
    refetchInterval: ({ state }) =>
      state.data?.some(({ finishedAt }) => finishedAt === null) ? LOOK_MS : false,
    refetchOnWindowFocus: true,
  });
  if (isError) return <Alert kind="warning">{t.failed}</Alert>;
  if (checks === undefined) return null;
  if (checks.length === 0) return <p>{t.none}</p>;
  return (
    <ul className="notice-list">
      {checks.map((check) => (
        <li key={check.id}>
          <RoomCheckCard check={check} />
        </li>
      ))}
    </ul>
  );
}
