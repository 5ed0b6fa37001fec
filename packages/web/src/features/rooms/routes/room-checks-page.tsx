import { useManageMessages } from "../../../messages/manage.ts";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { OwnerlessRooms } from "../components/ownerless-rooms.tsx";
import { RoomChecks } from "../components/room-checks.tsx";

/**
 * Rooms as a whole: those that nobody leads, for who gives them an owner; and whether rooms still fit after rules and
 * waivers changed, for who is in charge of those.
 */
export function RoomChecksPage() {
  const words = useRoomMessages();
  const t = words.checks;
  const manage = useManageMessages();
  const session = useSession();
  usePageTitle(t.documentTitle);
  const abilities = session?.abilities ?? [];
  const appoints = abilities.includes("rooms.appoint");
  const watches = abilities.includes("rooms.watch");
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={manage.sections.rooms.title}>
          <RouteLink to="/beheer">{manage.title}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{appoints ? words.ownerless.pageTitle : t.title}</Heading>
        {appoints ? null : <Paragraph purpose="lead">{t.lead}</Paragraph>}
      </div>
      {appoints ? <OwnerlessRooms /> : null}
      {watches && appoints ? (
        <section className="stack" aria-labelledby="checks-title">
          <Heading level={2} id="checks-title">
            {t.title}
          </Heading>
          <p>{t.lead}</p>
          <RoomChecks level={3} />
        </section>
      ) : watches ? (
        <RoomChecks level={2} />
      ) : null}
      {session === undefined || appoints || watches ? null : session.signedIn ? (
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
