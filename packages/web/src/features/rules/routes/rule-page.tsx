import { useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { ButtonLink, PlainLink, RouteLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { MY_RULES_TODAY, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { issuerName } from "../../rule-sets/model/names.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { Attribution } from "../components/rule-citation.tsx";
import { useSpeaking } from "../hooks/use-speaking.ts";
import { bearersInWords, conditionInWords, toolsInWords, validInWords } from "../model/rule-in-words.ts";

// Few people may read reports, so nobody else fetches this.
const RuleReports = lazy(async () => {
  const { RuleReports: component } = await import("../../findings/components/reports.tsx");
  return { default: component };
});

/** One rule: its words, the sentence it rests on, how that was read, and everything it says. */
export function RulePage() {
  const { t, say, language } = useMessages();
  const { ruleSet } = useRules(MY_RULES_TODAY);
  const speaking = useSpeaking(ruleSet);
  const session = useSession();
  const { _splat: id = "" } = useParams({ strict: false });
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  const title = rule === undefined ? t.rules.unknownRule : rule.words === null ? rule.id : say(rule.words);
  usePageTitle(title);
  if (rule === undefined)
    return (
      <div className="wrap page stack">
        <Heading level={1}>{title}</Heading>
        <div>
          <ButtonLink to="/regels">{t.rules.title}</ButtonLink>
        </div>
      </div>
    );
  const dutyWords = (ids: readonly string[]) =>
    ruleSet.vocabulary.duties.filter((duty) => ids.includes(duty.id)).map((duty) => say(duty.words));
  const adviceWords = ruleSet.vocabulary.advice
    .filter((tip) => rule.advice.includes(tip.id))
    .map((tip) => say(tip.words));
  const conditions = conditionInWords(rule.when, speaking);
  const overriddenBy = ruleSet.rules.filter((other) => other.overrides.includes(rule.id));
  const linkTo = (ruleId: string): ReactNode => {
    const other = ruleSet.rules.find((candidate) => candidate.id === ruleId);
    return (
      <RouteLink key={ruleId} to="/regels/$" params={{ _splat: ruleId }}>
        {other?.words ? say(other.words) : ruleId}
      </RouteLink>
    );
  };
  const items: { key: string; value: ReactNode }[] = [
    {
      key: t.rules.tools,
      value: rule.tools.named.all ? (
        toolsInWords(rule.tools, speaking)
      ) : (
        <span className="tag-list">
          {rule.tools.ids.map((tool) => (
            <PlainLink key={tool} to="/middelen/$tool" params={{ tool }} className="quiet-link">
              {ruleSet.tools.find((candidate) => candidate.id === tool)?.name ?? tool}
            </PlainLink>
          ))}
        </span>
      ),
    },
    {
      key: t.rules.when,
      value:
        conditions.length === 0 ? (
          t.rules.whenAlways
        ) : (
          <ul>
            {conditions.map((condition) => (
              <li key={condition.name}>
                <b>{condition.name}:</b> {condition.value}
              </li>
            ))}
          </ul>
        ),
    },
    { key: t.rules.bearers, value: bearersInWords(rule.bearersNamed, speaking) },
    { key: t.rules.valid, value: validInWords(rule.valid, speaking) },
  ];
  const duties = dutyWords(rule.duties);
  if (duties.length > 0) items.push({ key: t.rules.duties, value: <Lines lines={duties} /> });
  if (adviceWords.length > 0) items.push({ key: t.rules.advice, value: <Lines lines={adviceWords} /> });
  items.push(
    { key: t.rules.issuer, value: issuerName(ruleSet, rule.issuer, say, t.rules.government) },
    { key: t.rules.layer, value: t.rules.layers[rule.layer] ?? rule.layer },
    {
      key: t.rules.force,
      value: (
        <>
          {t.rules.forces[rule.force] ?? rule.force}
          {rule.yieldsTo.length === 0
            ? null
            : `. ${t.rules.yieldsTo(
                formatList(
                  rule.yieldsTo.map((layer) => inSentence(t.rules.layers[layer] ?? layer)),
                  language,
                ),
              )}`}
        </>
      ),
    },
  );
  if (rule.overrides.length > 0)
    items.push({ key: t.rules.overrides, value: <Links>{rule.overrides.map(linkTo)}</Links> });
  if (overriddenBy.length > 0)
    items.push({
      key: t.rules.overriddenBy,
      value: <Links>{overriddenBy.map((other) => linkTo(other.id))}</Links>,
    });

  return (
    <div className="wrap page">
      <Breadcrumbs current={rule.id}>
        <RouteLink to="/regels">{t.rules.title}</RouteLink>
      </Breadcrumbs>
      <div className="page-head">
        <div>
          {rule.effect === null ? (
            <span className="tag">{t.rules.noEffect}</span>
          ) : (
            <VerdictBadge verdict={rule.effect} large />
          )}
        </div>
        <Heading level={1}>{title}</Heading>
        {rule.effect === "required" ? <Paragraph>{t.rules.otherTools}</Paragraph> : null}
      </div>
      <div className="columns">
        <Card className="stack" aria-labelledby="in-words">
          <Heading level={2} id="in-words">
            {t.rules.inWords}
          </Heading>
          <DataList items={items} />
        </Card>
        <Card className="stack" aria-labelledby="quote">
          <Heading level={2} id="quote">
            {t.rules.quote}
          </Heading>
          <Quote attribution={<Attribution ruleSet={ruleSet} citation={rule.source} />}>
            {rule.source.quote}
          </Quote>
          <Heading level={3}>{t.rules.reading}</Heading>
          <p>{rule.reading === null ? t.rules.readingNone : say(rule.reading)}</p>
        </Card>
        {session?.abilities.includes("feedback.read") ? (
          <Suspense>
            <RuleReports ruleSet={ruleSet} rule={rule.id} />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="stack stack--tight">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Links({ children }: { readonly children: readonly ReactNode[] }) {
  return <span className="stack stack--tight">{children}</span>;
}
