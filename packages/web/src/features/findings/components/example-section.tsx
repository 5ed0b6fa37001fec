import type { Finding, RuleSet } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { ANSWER_PATH } from "../../answer/hooks/use-question.ts";
import { writeFragment } from "../../answer/model/question.ts";
import { attributeOf, participantName, toolName, valueName } from "../../rule-sets/model/names.ts";
import { exampleQuestion } from "../model/example-link.ts";

/** One situation of the finding, what the rules say there, and the answer that people get there. */
export function ExampleSection({
  ruleSet,
  finding,
}: {
  readonly ruleSet: RuleSet;
  readonly finding: Finding;
}) {
  const { say } = useMessages();
  const f = useFindingsMessages();
  const { situation, outcomes } = finding.example;
  const items = Object.entries(situation.attributes).map(([attribute, value]) => ({
    key: say(attributeOf(ruleSet, attribute)?.label ?? { nl: attribute, en: attribute }),
    value: inSentence(valueName(ruleSet, attribute, value, say)),
  }));
  const participants = situation.participants.map((id) => participantName(ruleSet, id, say)).join(", ");
  return (
    <Card className="stack" aria-labelledby="example">
      <Heading level={2} id="example">
        {f.example}
      </Heading>
      <p>{f.exampleLead}</p>
      <dl className="box">
        {[{ key: f.organisations, value: participants }, ...items].map(({ key, value }) => (
          <div key={key} className="box__part">
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {outcomes.length === 0 ? null : (
        <>
          <Heading level={3}>{f.outcomes}</Heading>
          <ul className="stack stack--tight">
            {outcomes.map(({ organisation, tool, outcome }) => (
              <li key={`${organisation} ${tool}`} className="example-outcome">
                <VerdictBadge verdict={outcome.contested ? "contested" : outcome.effect} />
                <span>{f.toolAt(toolName(ruleSet, tool), participantName(ruleSet, organisation, say))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <ButtonLink to={ANSWER_PATH} hash={writeFragment(exampleQuestion(finding))}>
          {f.openExample}
        </ButtonLink>
      </div>
    </Card>
  );
}
