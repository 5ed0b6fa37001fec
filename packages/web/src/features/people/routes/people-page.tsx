import { useState } from "react";
import { useManageMessages } from "../../../messages/manage.ts";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import "../people.css";
import { PeopleList } from "../components/people-list.tsx";
import { PeopleSearchForm } from "../components/people-search.tsx";
import { EVERYBODY } from "../model/search.ts";

/** Who is known here, what they may do, and who has no access any more. */
export function PeoplePage() {
  const t = usePeopleMessages();
  const manage = useManageMessages();
  const session = useSession();
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={t.title}>
          <RouteLink to="/beheer">{manage.title}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session === undefined ? null : session.abilities.includes("people.read") ? (
        <People
          everywhere={
            session.person?.roles.some((role) => role === "operator" || role === "auditor") ?? false
          }
          manages={session.abilities.includes("people.manage")}
        />
      ) : session.signedIn ? (
        <Alert kind="warning">{t.notAllowed}</Alert>
      ) : (
        <Alert>
          <ExternalLink href={signInAddress("/beheer/personen")}>{t.signIn}</ExternalLink>
        </Alert>
      )}
    </div>
  );
}

function People({ everywhere, manages }: { readonly everywhere: boolean; readonly manages: boolean }) {
  const t = usePeopleMessages();
  const [{ search, round }, setAsked] = useState({ search: EVERYBODY, round: 1 });
  return (
    <>
      {manages ? (
        <p>
          <RouteLink to="/beheer/personen/koppelingen">{t.clients.link}</RouteLink>
        </p>
      ) : null}
      <PeopleSearchForm
        everywhere={everywhere}
        onSearch={(next) => setAsked({ search: next, round: round + 1 })}
      />
      <PeopleList search={search} round={round} />
      <p className="small">{t.audited}</p>
    </>
  );
}
