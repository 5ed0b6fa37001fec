import "../findings.css";
import type { RuleSet } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { toolName } from "../../rule-sets/model/names.ts";
import type { FeedbackByRule } from "../api.ts";
import { useFeedbackByRule } from "../hooks/use-findings.ts";

/** Reports that landed at one rule, for who may read them; nothing where there are none. */
export function RuleReports({ ruleSet, rule }: { readonly ruleSet: RuleSet; readonly rule: string }) {
  const f = useFindingsMessages();
  const { data } = useFeedbackByRule(rule);
  const [found] = data ?? [];
  if (found === undefined) return null;
  return (
    <Card className="stack" aria-labelledby="rule-reports">
      <Heading level={2} id="rule-reports">
        {f.reportsTitle}
      </Heading>
      <p>{f.reportsLead}</p>
      <Reported ruleSet={ruleSet} reported={found} />
    </Card>
  );
}

/** Reports at the rules that cause a finding, and at its tool where no rule speaks. */
export function CauseReports({
  ruleSet,
  causes,
  tool,
}: {
  readonly ruleSet: RuleSet;
  readonly causes: readonly string[];
  readonly tool: string | null;
}) {
  const { say } = useMessages();
  const f = useFindingsMessages();
  const { data } = useFeedbackByRule(null);
  if (data === undefined) return null;
  const found = data.filter((one) => (one.rule === null ? one.tool === tool : causes.includes(one.rule)));
  return (
    <Card className="stack" aria-labelledby="reports">
      <Heading level={2} id="reports">
        {f.reportsTitle}
      </Heading>
      <p>{found.length === 0 ? f.reportsNone : f.reportsAtRules}</p>
      {found.map((one) => {
        const rule = ruleSet.rules.find((candidate) => candidate.id === one.rule);
        return (
          <section key={`${one.rule} ${one.tool}`} className="stack stack--tight">
            <Heading level={3}>
              {one.rule === null ? (
                f.noRuleFor(toolName(ruleSet, one.tool ?? ""))
              ) : (
                <RouteLink to="/regels/$" params={{ _splat: one.rule }}>
                  {rule?.words ? say(rule.words) : one.rule}
                </RouteLink>
              )}
            </Heading>
            <Reported ruleSet={ruleSet} reported={one} />
          </section>
        );
      })}
    </Card>
  );
}

function Reported({ ruleSet, reported }: { readonly ruleSet: RuleSet; readonly reported: FeedbackByRule }) {
  const { language } = useMessages();
  const f = useFindingsMessages();
  return (
    <>
      <p>
        <b>{f.reports(reported.count)}</b>. {f.reportsNewest}:
      </p>
      <ul className="history">
        {reported.newest.map((report) => (
          <li key={report.id}>
            <p className="break-anywhere" lang="nl">
              “{report.reason}”
            </p>
            <p className="small">
              {formatMoment(report.receivedAt, language)}
              {report.tool === null ? "" : `, ${toolName(ruleSet, report.tool)}`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
