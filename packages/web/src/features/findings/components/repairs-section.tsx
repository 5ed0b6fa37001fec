import type { IsoDate, RepairStep, RuleSet } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { participantName, toolName } from "../../rule-sets/model/names.ts";
import { useRepairs } from "../hooks/use-findings.ts";
import { ownerName } from "../model/owner.ts";
import { ListState } from "./list-state.tsx";

interface RepairsSectionProps {
  readonly ruleSet: RuleSet;
  readonly finding: string;
  readonly date: IsoDate | null;
}

/** What would end a finding, and whose signature each way needs. */
export function RepairsSection({ ruleSet, finding, date }: RepairsSectionProps) {
  const { say, language } = useMessages();
  const f = useFindingsMessages();
  const repairs = useRepairs(finding, date);
  return (
    <Card className="stack" aria-labelledby="repairs">
      <Heading level={2} id="repairs">
        {f.repairs}
      </Heading>
      <ListState pending={repairs.isPending} error={repairs.error} onRetry={() => void repairs.refetch()} />
      {repairs.data === undefined ? null : (
        <>
          <p>{repairs.data.none === null ? f.repairsLead : f.noRepairs[repairs.data.none]}</p>
          {repairs.data.blockedBy.length === 0 ? null : (
            <ul className="bullets">
              {repairs.data.blockedBy.map((rule) => (
                <li key={rule}>
                  <RuleLink ruleSet={ruleSet} id={rule} />
                </li>
              ))}
            </ul>
          )}
          <ol>
            {repairs.data.repairs.map((repair) => (
              <li key={JSON.stringify(repair.steps)} className="repair">
                <p className="rule-item__words">{say(repair.sentence)}</p>
                <ul className="bullets">
                  {repair.steps.map((step) => (
                    <li key={JSON.stringify(step)}>
                      <StepInWords ruleSet={ruleSet} step={step} />
                    </li>
                  ))}
                </ul>
                <p className="small">
                  {f.signatures(
                    formatList(
                      repair.owners.map((owner) => ownerName(ruleSet, owner, f.government)),
                      language,
                    ),
                  )}
                </p>
              </li>
            ))}
          </ol>
          {repairs.data.complete ? null : <p className="small">{f.moreRepairs}</p>}
        </>
      )}
    </Card>
  );
}

function StepInWords({ ruleSet, step }: { readonly ruleSet: RuleSet; readonly step: RepairStep }) {
  const { say } = useMessages();
  const f = useFindingsMessages();
  if (step.kind === "change-rule")
    return (
      <>
        {f.steps.changeRule}: <RuleLink ruleSet={ruleSet} id={step.rule} />
      </>
    );
  return (
    <>
      {f.steps.admitTool(toolName(ruleSet, step.tool), participantName(ruleSet, step.organisation, say))}
      {step.overrides.map((id) => (
        <span key={id}>
          , {f.steps.overriding} <RuleLink ruleSet={ruleSet} id={id} />
        </span>
      ))}
    </>
  );
}

function RuleLink({ ruleSet, id }: { readonly ruleSet: RuleSet; readonly id: string }) {
  const { say } = useMessages();
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  return (
    <RouteLink to="/regels/$" params={{ _splat: id }}>
      {rule?.words ? say(rule.words) : id}
    </RouteLink>
  );
}
