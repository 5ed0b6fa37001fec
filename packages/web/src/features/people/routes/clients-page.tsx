import { useQuery } from "@tanstack/react-query";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import "../../../styles/desk.css";
import "../people.css";
import { ClientCard } from "../components/client-card.tsx";
import { MakeClient } from "../components/make-client.tsx";
import { scimClientsQuery } from "../hooks/use-people.ts";

/** The connections with organisations' administrations of people. */
export function ClientsPage() {
  const words = usePeopleMessages();
  const t = words.clients;
  const session = useSession();
  const mayManage = session?.abilities.includes("people.manage") ?? false;
  const { data: clients } = useQuery({ ...scimClientsQuery, enabled: mayManage });
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={t.title}>
          <RouteLink to="/beheer/personen">{words.title}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session !== undefined && !mayManage ? <Alert kind="warning">{t.notAllowed}</Alert> : null}
      {mayManage ? (
        <>
          <div className="stack stack--tight">
            <p className="small">{t.address}</p>
            <code className="people-code">{`${window.location.origin}/scim/v2`}</code>
          </div>
          <MakeClient />
        </>
      ) : null}
      {clients === undefined ? null : (
        <section className="stack" aria-labelledby="clients-title">
          <Heading level={2} id="clients-title">
            {t.list}
          </Heading>
          {clients.length === 0 ? <p>{t.none}</p> : null}
          <ul className="notice-list">
            {clients.map((client) => (
              <li key={client.id}>
                <ClientCard client={client} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
