import type { Citation, RuleSet } from "@akkoord/policy";
import { formatDate } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import { issuerName } from "../../rule-sets/model/names.ts";

/** Where a quote stands: the source as a link, its date and the place in it. */
export function Attribution({
  ruleSet,
  citation,
}: {
  readonly ruleSet: RuleSet;
  readonly citation: Citation;
}) {
  const { t, language } = useMessages();
  const source = ruleSet.sources.find((candidate) => candidate.id === citation.document);
  if (source === undefined) return <>{citation.document}</>;
  return (
    <>
      <RouteLink to="/bronnen/$source" params={{ source: source.id }}>
        {source.title}
      </RouteLink>
      {", "}
      {source.date === null ? t.rules.noDate.toLowerCase() : formatDate(source.date, language)}
      {citation.place === undefined ? null : `, ${citation.place}`}
      {source.fictional ? ` (${t.rules.fictional.toLowerCase()})` : null}
    </>
  );
}

interface RuleCitationProps {
  readonly ruleSet: RuleSet;
  readonly ruleId: string;
  /** The tool it counts for, so that a rule that requires another one can say so. */
  readonly toolId?: string;
}

/** A rule as it counts in an answer: in words, with the sentence it rests on and how that was read. */
export function RuleCitation({ ruleSet, ruleId, toolId }: RuleCitationProps) {
  const { t, say } = useMessages();
  const rule = ruleSet.rules.find((candidate) => candidate.id === ruleId);
  if (rule === undefined) return null;
  return (
    <article className="citation">
      {rule.words === null ? null : <p className="citation__words">{say(rule.words)}</p>}
      {toolId === undefined || rule.tools.ids.includes(toolId) ? null : (
        <p className="small">{t.rules.otherTools}</p>
      )}
      <Quote attribution={<Attribution ruleSet={ruleSet} citation={rule.source} />}>
        {rule.source.quote}
      </Quote>
      {rule.reading === null ? null : (
        <p className="small">
          <b>{t.rules.reading}:</b> {say(rule.reading)}
        </p>
      )}
      <p className="small">
        {t.rules.issuer} {issuerName(ruleSet, rule.issuer, say, t.rules.government)}.{" "}
        <RouteLink to="/regels/$" params={{ _splat: rule.id }}>
          {t.answer.readRule}
          <span className="visually-hidden">: {rule.words === null ? rule.id : say(rule.words)}</span>
        </RouteLink>
      </p>
    </article>
  );
}

/** Several rules, one under the other. */
export function RuleCitations({
  ruleSet,
  ruleIds,
  toolId,
}: {
  readonly ruleSet: RuleSet;
  readonly ruleIds: readonly string[];
  readonly toolId?: string;
}) {
  return (
    <div className="citations">
      {ruleIds.map((id) => (
        <RuleCitation key={id} ruleSet={ruleSet} ruleId={id} toolId={toolId} />
      ))}
    </div>
  );
}
