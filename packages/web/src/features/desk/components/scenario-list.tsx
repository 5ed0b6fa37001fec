import type { RuleSet } from "@akkoord/policy";
import type { Expectation, ScenarioDifference } from "@akkoord/policy-files/browser";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { toolName } from "../../rule-sets/model/names.ts";
import type { LiveScenarioResult } from "../worker-messages.ts";

const SOME = 3;

/** The scenarios as the draft leaves them: red ones written out, green ones in a word. */
export function ScenarioList({
  ruleSet,
  results,
}: {
  readonly ruleSet: RuleSet;
  readonly results: readonly LiveScenarioResult[];
}) {
  const t = useDeskMessages();
  const { say } = useMessages();
  const red = results.filter(({ state }) => state === "red");
  const green = results.filter(({ state }) => state === "green");
  const link = (
    <p>
      <RouteLink to="/beheer/scenarios">{t.live.addScenario}</RouteLink>
    </p>
  );
  if (results.length === 0)
    return (
      <>
        <p>{t.live.noScenarios}</p>
        {link}
      </>
    );
  return (
    <>
      {red.length === 0 ? (
        <p className="scenario scenario--green">
          <IconCheck aria-hidden="true" size={22} />
          <span>{t.live.allGreen(results.length)}</span>
        </p>
      ) : null}
      <ul className="scenarios">
        {red.map(({ scenario, found, details, stateBefore }) => (
          <li key={scenario.id} className="scenario scenario--red">
            <IconX aria-hidden="true" size={22} />
            <div className="stack stack--tight">
              <span>
                {say(scenario.says)}{" "}
                <b className="scenario__state">{stateBefore === "red" ? t.live.redBefore : t.live.red}</b>
              </span>
              <ExpectedAndGot ruleSet={ruleSet} expected={scenario} got={found} details={details} />
            </div>
          </li>
        ))}
        {green.slice(0, red.length === 0 ? SOME : 0).map(({ scenario }) => (
          <li key={scenario.id} className="scenario scenario--green">
            <IconCheck aria-hidden="true" size={22} />
            <span>
              {say(scenario.says)} <span className="visually-hidden">{t.live.green}</span>
            </span>
          </li>
        ))}
      </ul>
      {green.length > (red.length === 0 ? SOME : 0) ? (
        <Disclosure summary={t.live.others(green.length - (red.length === 0 ? SOME : 0))}>
          <ul className="scenarios">
            {green.slice(red.length === 0 ? SOME : 0).map(({ scenario }) => (
              <li key={scenario.id} className="scenario scenario--green">
                <IconCheck aria-hidden="true" size={22} />
                <span>
                  {say(scenario.says)} <span className="visually-hidden">{t.live.green}</span>
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
      {link}
    </>
  );
}

interface ExpectedAndGotProps {
  readonly ruleSet: RuleSet;
  readonly expected: Expectation;
  /** Null when the question cannot be asked under these rules. */
  readonly got: Expectation | null;
  readonly details: readonly ScenarioDifference[];
}

/** What a scenario expects beside what the answer says, where they differ. */
export function ExpectedAndGot({ ruleSet, expected, got, details }: ExpectedAndGotProps) {
  const t = useDeskMessages();
  const { say, language } = useMessages();
  if (got === null)
    return (
      <ul className="bullets small">
        {details.map(({ words }) => (
          <li key={words.en}>{say(words)}</li>
        ))}
      </ul>
    );
  const names = (ids: readonly string[]) =>
    ids.length === 0
      ? t.live.nothing
      : formatList(
          ids.map((id) => toolName(ruleSet, id)),
          language,
        );
  const effects = Object.entries(expected.expect).filter(([tool, effect]) => got.expect[tool] !== effect);
  const missing = (key: "duties" | "advice") =>
    Object.entries(expected[key]).flatMap(([tool, ids]) =>
      ids
        .filter((id) => !(got[key][tool] ?? []).includes(id))
        .map((id) => ({
          tool,
          words: ruleSet.vocabulary[key].find((one) => one.id === id)?.words ?? null,
          id,
        })),
    );
  const common = expected.common;
  return (
    <dl className="expected">
      {effects.map(([tool, effect]) => {
        const now = got.expect[tool];
        return (
          <div key={tool}>
            <dt>{toolName(ruleSet, tool)}</dt>
            <dd>
              {t.live.expected} <VerdictBadge verdict={effect} />
            </dd>
            <dd>
              {t.live.got} {now === undefined ? t.live.nothing : <VerdictBadge verdict={now} />}
            </dd>
          </div>
        );
      })}
      {common === null || common.join() === got.common?.join() ? null : (
        <div>
          <dt>{t.live.common}</dt>
          <dd>
            {t.live.expected} {names(common)}
          </dd>
          <dd>
            {t.live.got} {names(got.common ?? [])}
          </dd>
        </div>
      )}
      {[...missing("duties"), ...missing("advice")].map(({ tool, words, id }) => (
        <div key={`${tool} ${id}`}>
          <dt>{toolName(ruleSet, tool)}</dt>
          <dd>
            {t.live.expected} {words === null ? id : say(words)}
          </dd>
          <dd>
            {t.live.got} {t.live.nothing}
          </dd>
        </div>
      ))}
    </dl>
  );
}
