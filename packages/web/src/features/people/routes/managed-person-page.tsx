import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import "../people.css";
import type { ManagedPerson } from "../api.ts";
import { CertificateView } from "../components/certificate-view.tsx";
import { EndPerson } from "../components/end-person.tsx";
import { PersonDetails } from "../components/person-details.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { managedPersonQuery } from "../hooks/use-people.ts";

/** One of your people: the way to end their access, and afterwards the certificate of it. */
export function ManagedPersonPage() {
  const { id } = useParams({ from: "/medewerkers/$id" });
  const words = usePeopleMessages();
  const t = words.managed;
  const session = useSession();
  const leads = session?.abilities.includes("people.lead") ?? false;
  const { data: person, error, refetch } = useQuery({ ...managedPersonQuery(id), enabled: leads });
  const [said, setSaid] = useState<string | null>(null);
  const name = person?.name ?? t.title;
  usePageTitle(name);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={name}>
          <RouteLink to="/medewerkers">{t.title}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>
          <bdi>{name}</bdi>
        </Heading>
        {person == null ? null : (
          <p>
            <StateBadge state={person.state} />
          </p>
        )}
      </div>
      <div role="status" className="no-print">
        {said === null ? null : <Alert kind="ok">{said}</Alert>}
      </div>
      {session === undefined || leads ? null : session.signedIn ? (
        <Alert>{t.nobody}</Alert>
      ) : (
        <Alert>
          <ExternalLink href={signInAddress(`/medewerkers/${id}`)}>{t.signIn}</ExternalLink>
        </Alert>
      )}
      {person === null ? <Alert kind="warning">{t.notFound}</Alert> : null}
      {error === null ? null : (
        <div className="stack">
          <Alert kind="error">{words.failed}</Alert>
          <div>
            <Button onClick={() => void refetch()}>{words.retry}</Button>
          </div>
        </div>
      )}
      {person == null ? null : (
        <>
          {person.state === "ended" ? (
            <CertificateView person={person.id} names={namesIn(person)} />
          ) : (
            <>
              <PersonDetails person={person} />
              <EndPerson person={person} by="manager" onDone={setSaid} />
            </>
          )}
          <p className="small no-print">{words.audited}</p>
        </>
      )}
    </div>
  );
}

/** What the people are called whom the certificate of somebody names by id alone. */
function namesIn({ certificate }: ManagedPerson): ReadonlyMap<string, string> {
  const named = [certificate?.endedBy, certificate?.successor].flatMap((person) => person ?? []);
  return new Map(named.map(({ id, name }) => [id, name]));
}
