import type { Finding, RuleSet } from "@akkoord/policy";
import { IconArrowDown, IconArrowUp, IconCheck, IconEqualNot, IconQuestionMark } from "@tabler/icons-react";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Badge } from "../../../primitives/badge.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { EMPTY_QUESTION, writeFragment } from "../../answer/model/question.ts";
import { participantName, toolName } from "../../rule-sets/model/names.ts";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import { conditionInWords } from "../../rules/model/rule-in-words.ts";
import type { FindingGroup } from "../model/findings-difference.ts";

const SOME = 4;

/** The places where rules fail that the draft makes or mends, worst first. */
export function FindingList({
  ruleSet,
  groups,
}: {
  readonly ruleSet: RuleSet;
  readonly groups: readonly FindingGroup[];
}) {
  const t = useDeskMessages();
  const [all, setAll] = useState(false);
  if (groups.length === 0) return <p>{t.live.noFindings}</p>;
  return (
    <>
      <ul className="outcomes">
        {(all ? groups : groups.slice(0, SOME)).map((group) => (
          <li key={group.key} className="outcome">
            <div className="outcome__head">
              <h3 className="outcome__title">{t.live.kinds[group.kind]}</h3>
              <StateBadge group={group} />
            </div>
            <FindingText finding={group.finding} />
            {group.count > 1 ? <p className="small">{t.live.alike(group.count - 1)}</p> : null}
            <FindingExample
              ruleSet={ruleSet}
              finding={group.finding}
              intro={group.state === "closed" ? t.live.exampleBefore : t.live.exampleThen}
            />
          </li>
        ))}
      </ul>
      {groups.length > SOME ? (
        <Button purpose="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t.live.showLess : t.live.showAll(groups.length)}
        </Button>
      ) : null}
    </>
  );
}

function StateBadge({ group: { state, kind } }: { readonly group: FindingGroup }) {
  const t = useDeskMessages();
  if (state === "closed")
    return (
      <Badge tone="go" icon={IconCheck}>
        {t.live.closed}
      </Badge>
    );
  if (state === "smaller")
    return (
      <Badge tone="go" icon={IconArrowDown}>
        {t.live.smaller}
      </Badge>
    );
  if (state === "larger")
    return (
      <Badge tone="care" icon={IconArrowUp}>
        {t.live.larger}
      </Badge>
    );
  return kind === "norm-conflict" ? (
    <Badge tone="split" icon={IconEqualNot}>
      {t.live.made["norm-conflict"]}
    </Badge>
  ) : (
    <Badge tone="none" icon={IconQuestionMark}>
      {t.live.made.other}
    </Badge>
  );
}

/** A finding in a sentence. */
export function FindingText({ finding }: { readonly finding: Finding }) {
  const { say } = useMessages();
  return <p className="small">{say(finding.sentence)}</p>;
}

interface FindingExampleProps {
  readonly ruleSet: RuleSet;
  readonly finding: Finding;
  readonly intro: string;
}

/** One situation of a finding: what the rules say there, and a link to the answer as it is now. */
export function FindingExample({ ruleSet, finding, intro }: FindingExampleProps) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const speaking = useSpeaking(ruleSet);
  const { situation, outcomes } = finding.example;
  const [asker = null, ...others] = situation.participants;
  const asked = Object.fromEntries(
    Object.entries(situation.attributes).filter(
      ([id]) => ruleSet.vocabulary.attributes.find((attribute) => attribute.id === id)?.scope !== "derived",
    ),
  );
  const told = conditionInWords(
    Object.fromEntries(Object.entries(asked).map(([id, value]) => [id, [value]])),
    speaking,
  );
  const fragment = writeFragment({
    ...EMPTY_QUESTION,
    asker,
    others,
    attributes: asked,
    date: situation.date,
    tool: finding.tool ?? null,
  });
  return (
    <Disclosure summary={t.live.example}>
      <p className="small">
        {situation.participants.map((id) => participantName(ruleSet, id, say)).join(", ")}.{" "}
        {told.map(({ name, value }) => `${name}: ${value}`).join(", ")}.
      </p>
      <p className="small">{intro}</p>
      <ul className="example-outcomes">
        {outcomes.map(({ organisation, tool, outcome }) => (
          <li key={`${organisation} ${tool}`}>
            <span>
              {participantName(ruleSet, organisation, say)}, {toolName(ruleSet, tool)}
            </span>
            <VerdictBadge verdict={outcome.contested ? "contested" : outcome.effect} />
          </li>
        ))}
      </ul>
      <p>
        <RouteLink to="/antwoord" hash={fragment}>
          {t.live.exampleNow}
        </RouteLink>
      </p>
    </Disclosure>
  );
}
