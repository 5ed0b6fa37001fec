import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { useManageMessages } from "../../../messages/manage.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import "../../../styles/desk.css";
import "../audit-log.css";
import { CheckCard } from "../components/check-card.tsx";
import { CheckpointList } from "../components/checkpoint-list.tsx";
import { EntryList } from "../components/entry-list.tsx";
import { SearchForm } from "../components/search-form.tsx";
import { peopleQuery } from "../hooks/use-audit-log.ts";
import { EVERYTHING } from "../model/search.ts";

/** The audit trail, for auditors: is it intact, who did what, and what to keep elsewhere. */
export function AuditLogPage() {
  const t = useAuditLogMessages();
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
      {session === undefined ? null : session.abilities.includes("audit.read") ? (
        <Trail />
      ) : session.signedIn ? (
        <Alert kind="warning">{t.notAllowed}</Alert>
      ) : (
        <Alert>
          <ExternalLink href={signInAddress("/beheer/logboek")}>{t.signIn}</ExternalLink>
        </Alert>
      )}
    </div>
  );
}

function Trail() {
  const [{ search, round }, setAsked] = useState({ search: EVERYTHING, round: 1 });
  const { data: people = [] } = useQuery(peopleQuery);
  return (
    <>
      <CheckCard />
      <SearchForm people={people} onSearch={(next) => setAsked({ search: next, round: round + 1 })} />
      <EntryList search={search} round={round} people={people} />
      <CheckpointList />
    </>
  );
}
