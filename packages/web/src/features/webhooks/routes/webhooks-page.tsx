import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useManageMessages } from "../../../messages/manage.ts";
import { useNoticeMessages } from "../../../messages/notices.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn } from "../../rule-sets/model/names.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { Webhook } from "../api.ts";
import { AddWebhook } from "../components/add-webhook.tsx";
import { useWebhookAction, webhooksQuery } from "../hooks/use-webhooks.ts";

/** The systems that are told what changes. */
export function WebhooksPage() {
  const t = useNoticeMessages().webhooks;
  const manage = useManageMessages();
  const session = useSession();
  const mayManage = session?.abilities.includes("webhooks.manage") ?? false;
  const { data: webhooks } = useQuery({ ...webhooksQuery, enabled: mayManage });
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
      {session !== undefined && !mayManage ? <Alert kind="warning">{t.notAllowed}</Alert> : null}
      {mayManage ? <AddWebhook /> : null}
      {webhooks === undefined ? null : (
        <section className="stack" aria-labelledby="webhooks-title">
          <Heading level={2} id="webhooks-title">
            {t.list}
          </Heading>
          {webhooks.length === 0 ? <p>{t.none}</p> : null}
          <ul className="notice-list">
            {webhooks.map((webhook) => (
              <li key={webhook.id}>
                <WebhookCard webhook={webhook} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function WebhookCard({ webhook }: { readonly webhook: Webhook }) {
  const t = useNoticeMessages().webhooks;
  const { language } = useMessages();
  const { ruleSet, date } = useRules(TODAYS_RULES);
  const action = useWebhookAction();
  const [removing, setRemoving] = useState(false);
  const { deliveries, lastAttempt, organisation } = webhook;
  const about = ruleSet.organisations.find(({ id }) => id === organisation);
  return (
    <Card as="article" className="stack stack--tight">
      <Heading level={3} className="break-anywhere">
        {webhook.url}
      </Heading>
      <p>
        <b>{webhook.active ? t.on : t.off}</b> ·{" "}
        {about === undefined ? t.all : t.about(organisationOn(about, date).abbreviation)}
      </p>
      <p className="small">{t.counts(deliveries.delivered, deliveries.waiting, deliveries.failed)}</p>
      {lastAttempt === null ? null : (
        <p className="small">
          {t.lastAttempt(
            formatMoment(lastAttempt.at, language),
            t.results[lastAttempt.result] ?? t.status(lastAttempt.result),
          )}
        </p>
      )}
      <div className="row">
        <Button
          busy={action.isPending}
          onClick={() => action.mutate({ kind: "switch", id: webhook.id, active: !webhook.active })}
        >
          {webhook.active ? t.switchOff : t.switchOn}
        </Button>
        <Button purpose="subtle" onClick={() => setRemoving(true)}>
          {t.remove}
        </Button>
      </div>
      <Dialog open={removing} title={t.removeTitle} onClose={() => setRemoving(false)}>
        <div className="stack">
          <p>{t.removeText}</p>
          <div className="row">
            <Button purpose="primary" onClick={() => action.mutate({ kind: "remove", id: webhook.id })}>
              {t.remove}
            </Button>
            <Button onClick={() => setRemoving(false)}>{t.cancel}</Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}
