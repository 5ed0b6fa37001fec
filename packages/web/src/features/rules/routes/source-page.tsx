import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { ButtonLink, ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { MY_RULES_TODAY, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { RuleItem } from "../components/rule-item.tsx";
import { useSpeaking } from "../hooks/use-speaking.ts";
import { sourceDate } from "../model/rule-in-words.ts";

/** One source: what it is, the rules that rest on it, and its sentences that are no rule. */
export function SourcePage() {
  const { t, say } = useMessages();
  const { ruleSet } = useRules(MY_RULES_TODAY);
  const speaking = useSpeaking(ruleSet);
  const { source: id } = useParams({ strict: false });
  const source = ruleSet.sources.find((candidate) => candidate.id === id);
  usePageTitle(source?.title ?? t.rules.unknownSource);
  if (source === undefined)
    return (
      <div className="wrap page stack">
        <Heading level={1}>{t.rules.unknownSource}</Heading>
        <div>
          <ButtonLink to="/regels">{t.rules.title}</ButtonLink>
        </div>
      </div>
    );
  const rules = ruleSet.rules.filter((rule) => rule.source.document === source.id);
  const clauses = ruleSet.untranslatables.filter((clause) => clause.source.document === source.id);
  const items: { key: string; value: ReactNode }[] = [
    { key: t.rules.author, value: source.author },
    {
      key: t.rules.date,
      value: source.dateNote === undefined ? sourceDate(source.date, speaking) : say(source.dateNote),
    },
  ];
  if (source.url !== null)
    items.push({
      key: t.rules.openSource,
      value: <ExternalLink href={source.url}>{source.url}</ExternalLink>,
    });
  return (
    <div className="wrap page">
      <Breadcrumbs current={source.title}>
        <RouteLink to="/regels">{t.rules.title}</RouteLink>
      </Breadcrumbs>
      <div className="page-head">
        <Heading level={1}>{source.title}</Heading>
      </div>
      <div className="stack stack--wide">
        {source.fictional ? <Alert kind="warning">{t.rules.fictional}</Alert> : null}
        <Card as="div">
          <DataList items={items} />
        </Card>
        <section className="stack" aria-labelledby="rules-title">
          <Heading level={2} id="rules-title">
            {t.rules.quotedHere}
          </Heading>
          <p className="small">{t.rules.count(rules.length)}</p>
          <ul className="rule-list">
            {rules.map((rule) => (
              <RuleItem key={rule.id} ruleSet={ruleSet} rule={rule} />
            ))}
          </ul>
        </section>
        {clauses.length === 0 ? null : (
          <section className="stack" aria-labelledby="clauses-title">
            <Heading level={2} id="clauses-title">
              {t.rules.untranslatablesTitle}
            </Heading>
            <ul className="rule-list">
              {clauses.map((clause) => (
                <li key={clause.id} className="rule-item">
                  <Quote
                    attribution={
                      clause.source.place === undefined ? null : t.rules.place(clause.source.place)
                    }
                  >
                    {clause.source.quote}
                  </Quote>
                  <p className="small">
                    <b>{t.rules.why}:</b> {say(clause.why)}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
