import type { RuleSet } from "@akkoord/policy";
import {
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconEqualNot,
  IconListCheck,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Badge, type Tone } from "../../../primitives/badge.tsx";
import { Button } from "../../../primitives/button.tsx";
import { participantName, toolName } from "../../rule-sets/model/names.ts";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import { conditionInWords } from "../../rules/model/rule-in-words.ts";
import type { ChangeGroup, ChangeKind } from "../model/what-changes.ts";

const SIGNS: Readonly<Record<ChangeKind, { readonly tone: Tone; readonly icon: typeof IconCheck }>> = {
  opens: { tone: "go", icon: IconCheck },
  closes: { tone: "stop", icon: IconX },
  contested: { tone: "split", icon: IconEqualNot },
  settled: { tone: "go", icon: IconCheck },
  stricter: { tone: "care", icon: IconArrowDown },
  looser: { tone: "go", icon: IconArrowUp },
  duties: { tone: "brand", icon: IconListCheck },
};

/** How many are shown before somebody asks for all. */
const SOME = 4;

/** What changes for whom: people first, then the situations. */
export function ChangeList({
  ruleSet,
  groups,
}: {
  readonly ruleSet: RuleSet;
  readonly groups: readonly ChangeGroup[];
}) {
  const t = useDeskMessages();
  const [all, setAll] = useState(false);
  if (groups.length === 0) return <p>{t.live.none}</p>;
  const shown = all ? groups : groups.slice(0, SOME);
  const isEstimate = ruleSet.organisations.some(({ headcount }) => headcount === undefined);
  return (
    <>
      {isEstimate ? <p className="small">{t.live.estimated}</p> : null}
      <ul className="outcomes">
        {shown.map((group) => (
          <ChangeItem key={group.key} ruleSet={ruleSet} group={group} />
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

function ChangeItem({ ruleSet, group }: { readonly ruleSet: RuleSet; readonly group: ChangeGroup }) {
  const t = useDeskMessages();
  const { t: words, say, language } = useMessages();
  const speaking = useSpeaking(ruleSet);
  const number = new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB");
  const people = t.live.people(number.format(roundPeople(group.people)));
  const { tone, icon } = SIGNS[group.kind];
  const [box = {}, ...others] = group.boxes;
  const where = conditionInWords(box, speaking)
    .map(({ name, value }) => `${name.toLowerCase()}: ${value}`)
    .join(", ");
  const effects = (list: ChangeGroup["from"]) =>
    formatList(
      list.map((effect) => words.verdict[effect].toLowerCase()),
      language,
      "or",
    );
  return (
    <li className="outcome">
      <div className="outcome__head">
        <h3 className="outcome__title">{t.live[group.kind](people, toolName(ruleSet, group.tool))}</h3>
        <Badge tone={tone} icon={icon}>
          {t.live.badges[group.kind]}
        </Badge>
      </div>
      <p className="small">
        {t.live.forWhom(
          formatList(
            group.organisations.map((id) => participantName(ruleSet, id, say)),
            language,
          ),
        )}{" "}
        {group.from.join() === group.to.join()
          ? null
          : `${t.live.was} ${effects(group.from)}, ${t.live.becomes} ${effects(group.to)}. `}
        {where === "" ? t.live.everywhere : `${where.charAt(0).toUpperCase()}${where.slice(1)}`}
        {where !== "" && others.length > 0 ? `, ${t.live.regions(others.length)}` : null}
        {where === "" ? null : "."}
      </p>
    </li>
  );
}

/** People are known in hundreds at best; small numbers stay as they are. */
function roundPeople(people: number): number {
  return people < 1000 ? people : Math.round(people / 100) * 100;
}
