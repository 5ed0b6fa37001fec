import type { RuleSet } from "@akkoord/policy";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import type { ChangedScenario } from "../api.ts";
import { formatTime } from "../model/format-time.ts";
import { ExpectedAndGot } from "./scenario-list.tsx";

interface ChangedScenariosProps {
  readonly ruleSet: RuleSet;
  readonly scenarios: readonly ChangedScenario[];
}

/** What colleagues did to the scenarios that guard the draft: who approves it, agrees with that too. */
export function ChangedScenarios({ ruleSet, scenarios }: ChangedScenariosProps) {
  const t = useDeskMessages().actions;
  if (scenarios.length === 0) return null;
  return (
    <section className="stack stack--tight" aria-labelledby="changed-scenarios-title">
      <h3 className="group-title" id="changed-scenarios-title">
        {t.changedTitle}
      </h3>
      <p className="small">{t.changedText}</p>
      <ul className="scenarios">
        {scenarios.map((scenario) => (
          <Line key={scenario.id} ruleSet={ruleSet} scenario={scenario} />
        ))}
      </ul>
    </section>
  );
}

function Line({
  ruleSet,
  scenario: { what, before, now, by, at },
}: {
  readonly ruleSet: RuleSet;
  readonly scenario: ChangedScenario;
}) {
  const t = useDeskMessages().actions;
  const { say, language } = useMessages();
  const names = formatList(
    by.map(({ name }) => name),
    language,
  );
  const title = say(before.title);
  return (
    <li className="scenario">
      <div className="stack stack--tight">
        <span>“{title}”</span>
        <span className="small">{t.changedBy(what, names, formatTime(at, language))}</span>
        {now === null || say(now.title) === title ? null : <span>{t.changedInto(say(now.title))}</span>}
        {now === null ? null : (
          <ExpectedAndGot ruleSet={ruleSet} expected={before.expected} got={now.expected} details={[]} />
        )}
      </div>
    </li>
  );
}
