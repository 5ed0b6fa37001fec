import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { formatDate, todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useManageMessages } from "../../../messages/manage.ts";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { ButtonLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { MY_RULES_TODAY, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { toolName } from "../../rule-sets/model/names.ts";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { WaiverRequest } from "../api.ts";
import { ExpiringWaivers } from "../components/expiring-waivers.tsx";
import { WaiverArticle } from "../components/waiver-article.tsx";
import { waiversQuery } from "../hooks/use-waivers.ts";

/** The waivers that somebody asked for, decides on, or is covered by. */
export function WaiversPage() {
  const t = useWaiverMessages().page;
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
      {session === undefined ? null : session.signedIn ? (
        <Waivers decides={session.abilities.includes("waivers.decide")} />
      ) : (
        <p>
          {t.signInFirst}{" "}
          <a className="nl-link" href={signInAddress("/beheer/ontheffingen")}>
            {manage.signIn}
          </a>
        </p>
      )}
    </div>
  );
}

function Waivers({ decides }: { readonly decides: boolean }) {
  const words = useWaiverMessages();
  const t = words.page;
  const newest = useQuery(waiversQuery(null));
  const granted = useQuery(waiversQuery("granted"));
  const rules = useRules(MY_RULES_TODAY);
  const [done, setDone] = useState<"agree" | "refuse" | "withdraw" | null>(null);
  const today = todayInTheNetherlands(new Date());
  const all = newest.data ?? [];
  const running = granted.data ?? [];
  const toDecide = all.filter((waiver) => waiver.abilities.includes("agree"));
  const isOpen = ({ state }: WaiverRequest) => state === "requested" || state === "partly-agreed";
  const waiting = all.filter((waiver) => isOpen(waiver) && !toDecide.includes(waiver));
  const ended = all.filter((waiver) => !isOpen(waiver) && waiver.state !== "granted");
  const show = (waivers: readonly WaiverRequest[], unfolded: boolean) => (
    <ul className="notice-list">
      {waivers.map((waiver) => (
        <li key={waiver.id}>
          <WaiverArticle waiver={waiver} today={today} unfolded={unfolded} onDone={setDone} />
        </li>
      ))}
    </ul>
  );
  if (newest.isError || granted.isError) return <Alert kind="warning">{t.offline}</Alert>;
  if (newest.data === undefined || granted.data === undefined) return null;
  return (
    <>
      <div role="status">{done === null ? null : <Alert kind="ok">{words.decide.done[done]}</Alert>}</div>
      <ExpiringWaivers ruleSet={rules.ruleSet} waivers={rules.waivers} />
      {decides ? (
        <Part id="to-decide" title={t.toDecide}>
          {toDecide.length === 0 ? <p>{t.nothingToDecide}</p> : show(toDecide, true)}
        </Part>
      ) : null}
      {waiting.length === 0 ? null : (
        <Part id="waiting" title={t.waiting}>
          {show(waiting, false)}
        </Part>
      )}
      <Part id="running" title={t.running}>
        {running.length === 0 ? <p>{t.noneRunning}</p> : show(running, false)}
      </Part>
      <Covering rules={rules} />
      {ended.length === 0 ? null : <Disclosure summary={t.ended}>{show(ended, false)}</Disclosure>}
      {all.length === 0 && rules.waivers.length === 0 ? (
        <div className="stack">
          <p>{t.none}</p>
          <div>
            <ButtonLink to="/">{t.ask}</ButtonLink>
          </div>
        </div>
      ) : null}
    </>
  );
}

function Part({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="stack" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      {children}
    </section>
  );
}

/** The waivers that hold for whoever looks, also when they did not ask for them. */
function Covering({ rules }: { readonly rules: ReturnType<typeof useRules> }) {
  const { language } = useMessages();
  const t = useWaiverMessages();
  if (rules.waivers.length === 0) return null;
  return (
    <Part id="mine" title={t.page.mine}>
      <ul className="bullets">
        {rules.waivers.map(({ id, tools, valid }) => (
          <li key={id}>
            <RouteLink to="/regels/$" params={{ _splat: `waiver/${id}` }}>
              {tools.map((tool) => toolName(rules.ruleSet, tool)).join(", ")}
            </RouteLink>
            : {t.until(formatDate(valid.to, language))}
          </li>
        ))}
      </ul>
    </Part>
  );
}
