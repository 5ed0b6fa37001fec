import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { formatDate } from "../../../messages/format.ts";
import { useGuestMessages } from "../../../messages/guests.ts";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { RefusalNote } from "../../rooms/components/refusal-note.tsx";
import { refusalIn } from "../../rooms/model/refusal.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn } from "../../rule-sets/model/names.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { GuestLink } from "../api.ts";
import { AskLink } from "../components/ask-link.tsx";
import { linkQuery, useEnter } from "../hooks/use-guests.ts";

/** A token is 256 bits, written in 43 characters. */
const TOKEN = /^[\w-]{43}$/;

/** Where a link out of a mail leads: looking uses nothing up, the button does. */
export function LandingPage() {
  const t = useGuestMessages().landing;
  const { token = "" } = useParams({ strict: false });
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide guest-page">
      {TOKEN.test(token) ? <Landing token={token} /> : <Dead title={t.brokenTitle} detail={t.broken} />}
    </div>
  );
}

function Landing({ token }: { readonly token: string }) {
  const t = useGuestMessages().landing;
  const { language } = useMessages();
  const link = useQuery(linkQuery(token, language));
  const { error } = link;
  if (link.data !== undefined) return <Invitation link={link.data} token={token} />;
  if (error instanceof ServerRefusalError && error.status !== 503)
    return <Dead title={titleOf(error) ?? t.brokenTitle} detail={error.detail ?? ""} />;
  if (error !== null)
    return (
      <>
        <Heading level={1}>{t.title}</Heading>
        <Alert kind="error" announce>
          <p>{t.unreachable}</p>
        </Alert>
        <div>
          <Button onClick={() => void link.refetch()}>{t.retry}</Button>
        </div>
      </>
    );
  return (
    <>
      <Heading level={1}>{t.title}</Heading>
      <p role="status">{t.loading}</p>
    </>
  );
}

function Invitation({ link, token }: { readonly link: GuestLink; readonly token: string }) {
  const t = useGuestMessages().landing;
  const { language } = useMessages();
  const navigate = useNavigate();
  const session = useSession();
  const { ruleSet, date } = useRules(TODAYS_RULES);
  const enter = useEnter();
  const organisation = ruleSet.organisations.find(({ id }) => id === link.sponsor.organisation);
  const inside = session?.person ?? session?.guest ?? null;
  const facts = [
    { key: t.until, value: formatDate(link.until, language) },
    ...(link.reason === null ? [] : [{ key: t.reason, value: link.reason }]),
  ];
  const goIn = () =>
    enter.mutateAsync(token).then(
      (room) =>
        room === null ? undefined : navigate({ to: "/ruimtes/$id", params: { id: room }, replace: true }),
      // The page itself says what went wrong.
      () => undefined,
    );
  return (
    <>
      <div className="page-head">
        <Heading level={1}>{link.kind === "invitation" ? t.title : t.titleBack}</Heading>
        <Paragraph purpose="lead">
          {t.hello(link.guest.name)}{" "}
          {t.invites(
            link.sponsor.name,
            organisation === undefined ? null : organisationOn(organisation, date).name,
            link.room.name,
          )}
        </Paragraph>
      </div>
      <Card className="stack">
        <DataList items={facts} />
        {link.kind === "invitation" ? (
          <section className="stack stack--tight" aria-labelledby="good-to-know">
            <Heading level={2} id="good-to-know" appearance="level-3">
              {t.goodToKnow}
            </Heading>
            <ul className="bullets">
              {t.facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          </section>
        ) : null}
        {enter.isError ? <EnterFailure error={enter.error} /> : null}
        {link.usableHere ? (
          <>
            {inside === null ? null : <p>{t.signedInAs(inside.name)}</p>}
            <div>
              <Button
                purpose="primary"
                busy={enter.isPending}
                unavailable={enter.isPending}
                onClick={() => void goIn()}
              >
                {t.enter}
              </Button>
            </div>
            {link.kind === "invitation" ? <p className="small">{t.decline}</p> : null}
          </>
        ) : (
          <>
            <Alert kind="warning">
              <p>{t.elsewhere}</p>
            </Alert>
            <AskLink />
          </>
        )}
      </Card>
    </>
  );
}

function EnterFailure({ error }: { readonly error: Error }) {
  const t = useGuestMessages().landing;
  const refusal = refusalIn(error);
  if (refusal !== null) return <RefusalNote refusal={refusal} announce />;
  return (
    <Alert kind="error" announce>
      <p>
        {error instanceof UnreachableError ? t.unreachable : t.failed}{" "}
        {error instanceof ServerRefusalError ? error.detail : null}
      </p>
    </Alert>
  );
}

/** A link that leads nowhere, and the way to a new one. */
function Dead({ title, detail }: { readonly title: string; readonly detail: string }) {
  const t = useGuestMessages().ask;
  return (
    <>
      <div className="page-head">
        <Heading level={1}>{title}</Heading>
        <Paragraph purpose="lead">{detail}</Paragraph>
      </div>
      <Card className="stack" aria-labelledby="new-link">
        <Heading level={2} id="new-link" appearance="level-3">
          {t.newLink}
        </Heading>
        <AskLink />
      </Card>
    </>
  );
}

function titleOf({ problem }: ServerRefusalError): string | null {
  const title = typeof problem === "object" && problem !== null ? Reflect.get(problem, "title") : null;
  return typeof title === "string" ? title : null;
}
