import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { usePeopleMessages } from "../../../messages/people.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import "../people.css";
import type { Person } from "../api.ts";
import { CertificateView } from "../components/certificate-view.tsx";
import { EndPerson, ReinstatePerson } from "../components/end-person.tsx";
import { PersonDetails } from "../components/person-details.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { personQuery } from "../hooks/use-people.ts";

/** One person: who they are, what they may do, and what they lost when they left. */
export function PersonPage() {
  const { id } = useParams({ from: "/beheer/personen/$id" });
  const t = usePeopleMessages();
  const session = useSession();
  const mayRead = session?.abilities.includes("people.read") ?? false;
  const { data: person, error, refetch } = useQuery({ ...personQuery(id), enabled: mayRead });
  const [said, setSaid] = useState<string | null>(null);
  const name = person?.name ?? t.title;
  usePageTitle(name);
  const manages = session?.abilities.includes("people.manage") ?? false;
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={name}>
          <RouteLink to="/beheer/personen">{t.title}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>
          <bdi>{name}</bdi>
        </Heading>
        {person === undefined ? null : (
          <p>
            <StateBadge state={person.state} />
          </p>
        )}
      </div>
      <div role="status" className="no-print">
        {said === null ? null : <Alert kind="ok">{said}</Alert>}
      </div>
      {session === undefined || mayRead ? null : session.signedIn ? (
        <Alert kind="warning">{t.notAllowed}</Alert>
      ) : (
        <Alert>
          <ExternalLink href={signInAddress(`/beheer/personen/${id}`)}>{t.signIn}</ExternalLink>
        </Alert>
      )}
      {error === null ? null : error instanceof ServerRefusalError && error.status < 500 ? (
        <Alert kind="warning">{t.details.notFound}</Alert>
      ) : (
        <div className="stack">
          <Alert kind="error">{t.failed}</Alert>
          <div>
            <Button onClick={() => void refetch()}>{t.retry}</Button>
          </div>
        </div>
      )}
      {person === undefined ? null : (
        <>
          {person.state === "ended" ? <CertificateView person={person.id} /> : null}
          <Details person={person} />
          {manages && person.state !== "ended" && person.id !== session?.person?.id ? (
            <EndPerson person={person} by="operator" onDone={setSaid} />
          ) : null}
          {manages && person.state === "ended" ? <ReinstatePerson person={person} onDone={setSaid} /> : null}
          <p className="small no-print">{t.audited}</p>
        </>
      )}
    </div>
  );
}

function Details({ person }: { readonly person: Person }) {
  const t = usePeopleMessages();
  const { language } = useMessages();
  const words = t.details;
  const day = (moment: string) => formatMoment(moment, language);
  return (
    <PersonDetails
      person={person}
      also={[
        { key: words.roles, value: person.roles.map((role) => t.roles[role] ?? role).join(", ") },
        { key: words.source, value: words.sources[person.source] },
        { key: words.known, value: day(person.firstSeen) },
        { key: words.lastSeen, value: person.lastSeen === null ? words.never : day(person.lastSeen) },
        ...(person.endedAt === null ? [] : [{ key: words.ended, value: day(person.endedAt) }]),
      ]}
    />
  );
}
