import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useGuestMessages } from "../../../messages/guests.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { ButtonLink, ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { Guest } from "../api.ts";
import { GuestCard } from "../components/guest-card.tsx";
import { guestsQuery } from "../hooks/use-guests.ts";

/** The guests that somebody answers for. */
export function GuestsPage() {
  const t = useGuestMessages().list;
  const session = useSession();
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={t.title}>
          <RouteLink to="/ruimtes">{t.back}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session === undefined ? null : session.person === null ? (
        <p>
          {t.signInFirst} <ExternalLink href={signInAddress("/ruimtes/gasten")}>{t.signIn}</ExternalLink>
        </p>
      ) : (
        <Guests />
      )}
    </div>
  );
}

function Guests() {
  const t = useGuestMessages().list;
  const { data, isError } = useQuery(guestsQuery);
  const [said, setSaid] = useState<string | null>(null);
  if (isError) return <Alert kind="warning">{t.offline}</Alert>;
  if (data === undefined) return null;
  const current = data.guests
    .filter(({ state }) => state !== "ended")
    .toSorted((one, other) => one.until.localeCompare(other.until));
  const ended = data.guests.filter(({ state }) => state === "ended");
  const show = (guests: readonly Guest[]) => (
    <ul className="notice-list">
      {guests.map((guest) => (
        <li key={guest.id}>
          <GuestCard guest={guest} longestDays={data.longestDays} onDone={setSaid} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <div role="status">{said === null ? null : <Alert kind="ok">{said}</Alert>}</div>
      {current.length === 0 ? (
        <div className="stack">
          <p>{t.none}</p>
          <div>
            <ButtonLink to="/ruimtes">{t.toRooms}</ButtonLink>
          </div>
        </div>
      ) : (
        <section className="stack" aria-labelledby="current-guests">
          <Heading level={2} id="current-guests">
            {t.current}
          </Heading>
          {show(current)}
        </section>
      )}
      {ended.length === 0 ? null : <Disclosure summary={t.ended}>{show(ended)}</Disclosure>}
    </>
  );
}
