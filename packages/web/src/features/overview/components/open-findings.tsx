import { FINDING_KINDS, type RuleSet } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useOverviewMessages } from "../../../messages/overview.ts";
import { Card } from "../../../primitives/card.tsx";
import { PlainLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useFeedbackByRule, useWorklist } from "../../findings/hooks/use-findings.ts";
import { toolName } from "../../rule-sets/model/names.ts";
import { useSession } from "../../session/hooks/use-session.ts";

const MOST_REPORTED = 5;

/** How many findings are open per kind, and the rules that people report most: for who works on them. */
export function OpenFindings({ ruleSet }: { readonly ruleSet: RuleSet }) {
  const { say } = useMessages();
  const o = useOverviewMessages();
  const f = useFindingsMessages();
  const session = useSession();
  const works = session?.abilities.includes("findings.work") ?? false;
  const { data } = useWorklist(
    { kind: null, organisation: null, owner: null, state: "open", page: 1 },
    works,
  );
  const reported = useFeedbackByRule(null).data;
  if (!works) return null;
  return (
    <>
      {data === undefined ? null : (
        <section className="stack" aria-labelledby="open-findings">
          <div className="row row--spread">
            <Heading level={2} id="open-findings">
              {o.findingsTitle}
            </Heading>
            <RouteLink to="/beheer/knelpunten">{o.findingsAll}</RouteLink>
          </div>
          <ul className="kind-counts">
            {FINDING_KINDS.map((kind) => (
              <li key={kind}>
                <PlainLink
                  to="/beheer/knelpunten"
                  hash={`kind=${kind}`}
                  className={`kind-count kind-count--${kind}`}
                >
                  <span className="kind-count__number">{data.counts.kinds[kind]}</span>
                  <span>{f.kinds[kind]}</span>
                </PlainLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {reported === undefined ? null : (
        <Card className="stack" aria-labelledby="most-reported">
          <Heading level={2} id="most-reported">
            {o.reportsTitle}
          </Heading>
          <p>{reported.length === 0 ? o.reportsNone : o.reportsLead}</p>
          <ol className="bullets">
            {reported.slice(0, MOST_REPORTED).map(({ rule: id, tool, count }) => {
              const rule = ruleSet.rules.find((candidate) => candidate.id === id);
              return (
                <li key={`${id} ${tool}`}>
                  {id === null ? (
                    o.noRuleFor(toolName(ruleSet, tool ?? ""))
                  ) : (
                    <RouteLink to="/regels/$" params={{ _splat: id }}>
                      {rule?.words ? say(rule.words) : id}
                    </RouteLink>
                  )}
                  : {o.reports(count)}
                </li>
              );
            })}
          </ol>
        </Card>
      )}
    </>
  );
}
