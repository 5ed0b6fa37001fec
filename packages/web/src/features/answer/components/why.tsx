import type { RuleSet } from "@akkoord/policy";
import { useMessages } from "../../../messages/language.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { participantName } from "../../rule-sets/model/names.ts";
import { RuleCitation, RuleCitations } from "../../rules/components/rule-citation.tsx";
import { decisiveRules, type ToolView } from "../model/answer-view.ts";
import { participantVerdict } from "../model/participants.ts";

/** Why a tool came out as it did: the rules behind it, one tap away, with the sentences they rest on. */
export function Why({
  ruleSet,
  view,
  title,
}: {
  readonly ruleSet: RuleSet;
  readonly view: ToolView;
  readonly title: string;
}) {
  const { t } = useMessages();
  const rules = decisiveRules(view.outcome);
  const defeats = view.outcome.participants.flatMap((participant) => participant.defeated);
  const defeated = [...new Map(defeats.map((defeat) => [defeat.rule, defeat])).values()];
  if (rules.length === 0 && defeated.length === 0) return null;
  return (
    <Disclosure
      summary={
        <>
          {title} <span className="disclosure__count">{t.answer.rulesBehind(rules.length)}</span>
        </>
      }
    >
      <div className="stack">
        <ParticipantVerdicts ruleSet={ruleSet} view={view} />
        <RuleCitations ruleSet={ruleSet} ruleIds={rules} toolId={view.tool.id} />
        {defeated.length === 0 ? null : (
          <section className="stack">
            <h3 className="group-title">{t.answer.defeatedTitle}</h3>
            {defeated.map((defeat) => (
              <div key={defeat.rule} className="defeated">
                <RuleCitation ruleSet={ruleSet} ruleId={defeat.rule} toolId={view.tool.id} />
                <DefeatedBy ruleSet={ruleSet} by={defeat.by} />
              </div>
            ))}
          </section>
        )}
      </div>
    </Disclosure>
  );
}

function DefeatedBy({ ruleSet, by }: { readonly ruleSet: RuleSet; readonly by: string }) {
  const { t, say } = useMessages();
  const rule = ruleSet.rules.find((candidate) => candidate.id === by);
  return <p className="small">{t.answer.defeatedBy(rule?.words ? say(rule.words) : by)}</p>;
}

/** Where the organisations that take part do not agree: each with its own verdict. */
export function ParticipantVerdicts({
  ruleSet,
  view,
}: {
  readonly ruleSet: RuleSet;
  readonly view: ToolView;
}) {
  const { t, say } = useMessages();
  const verdicts = view.outcome.participants.map((participant) => ({
    id: participant.participant,
    verdict: participantVerdict(participant),
  }));
  if (new Set(verdicts.map((entry) => entry.verdict)).size < 2) return null;
  return (
    <div className="per-participant">
      <span className="small">{t.answer.perParticipant}</span>
      <ul className="row">
        {verdicts.map((entry) => (
          <li key={entry.id} className="row row--tight">
            <b>{participantName(ruleSet, entry.id, say)}</b> <VerdictBadge verdict={entry.verdict} />
          </li>
        ))}
      </ul>
    </div>
  );
}
