import {
  type Answer,
  ask,
  BY_STRICTNESS,
  type CompiledRuleSet,
  checkSituation,
  compile,
  type Fault,
  type Faults,
  nearest,
  type OutcomeEffect,
  problemOf,
  type RuleProblem,
  type RuleSet,
  SituationError,
  type SituationInput,
  type SourceDocument,
  type SourceNode,
  type Words,
} from "@akkoord/policy";
import { differenceOf, type ScenarioDifference } from "./scenario-difference.ts";

/** What an answer must say, or what it says. */
export interface Expectation {
  /** Effect by tool id. */
  readonly expect: Readonly<Record<string, OutcomeEffect>>;
  /** The whole common set, best first; null when the scenario says nothing of it. */
  readonly common: readonly string[] | null;
  readonly duties: Readonly<Record<string, readonly string[]>>;
  readonly advice: Readonly<Record<string, readonly string[]>>;
}

/** A question with the answer that must stay true, kept beside the rules. */
export interface Scenario extends Expectation {
  readonly id: string;
  readonly says: Words;
  readonly situation: SituationInput;
}

/** What became of a scenario: `differences` is empty when it still holds. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** In English, as the command line tells them. */
  readonly differences: readonly string[];
  /** The same differences, part by part, with words in both languages. */
  readonly details: readonly ScenarioDifference[];
  /** What the answer says of everything that the scenario speaks of; null when its question cannot be asked. */
  readonly found: Expectation | null;
}

/** Makes a rule set ready for a day; the caller may keep what it made. */
export type Ready = (ruleSet: RuleSet, date: string) => CompiledRuleSet;

/**
 * The scenarios of a document as it stands in `scenarios.yaml`.
 * Malformed scenarios become problems with their place.
 */
export function readScenarioDocument(document: SourceDocument): {
  scenarios: readonly Scenario[];
  problems: readonly RuleProblem[];
} {
  const { file } = document;
  const problems: RuleProblem[] = [...document.problems];
  const report: Report = (fault, said, { place }, key) => {
    problems.push(problemOf(fault, said, { file, ...place, key }));
    return null;
  };
  const list = member(document.root, "scenarios");
  const scenarios = (list?.kind === "list" ? list.items : []).flatMap(
    (node) => readScenario(node, report) ?? [],
  );
  return { scenarios, problems };
}

/**
 * Asks the question of a scenario and lists how the answer differs from what it expects.
 *
 * @example tryScenario(ruleSet, scenario).differences.length === 0 // it still holds
 */
export function tryScenario(
  ruleSet: RuleSet,
  scenario: Scenario,
  ready: Ready = (set, date) => compile(set, date),
): ScenarioResult {
  try {
    const found = answerTo(ruleSet, scenario, ready);
    return result(scenario, differencesOf(scenario, found), found);
  } catch (error) {
    if (error instanceof SituationError)
      return result(
        scenario,
        error.problems.map((problem) => differenceOf("situation", problem)),
        null,
      );
    if (error instanceof RangeError)
      return result(scenario, [differenceOf("unaskable", { detail: error.message })], null);
    throw error;
  }
}

function result(
  scenario: Scenario,
  details: readonly ScenarioDifference[],
  found: Expectation | null,
): ScenarioResult {
  return { scenario, differences: details.map(({ words }) => words.en), details, found };
}

/** What the rules say of everything that a scenario speaks of. */
function answerTo(
  ruleSet: RuleSet,
  scenario: Scenario,
  ready: Ready,
): Expectation & { unknown: readonly ScenarioDifference[] } {
  const situation = checkSituation(ruleSet, scenario.situation);
  const decider = ready(ruleSet, situation.date);
  const all = ask(decider, situation, { help: false });
  const tools = new Set(ruleSet.tools.map(({ id }) => id));
  // A tool that usually serves another activity is asked about by itself.
  const about = (tool: string): Answer["outcomes"][number] | undefined =>
    all.outcomes.find((outcome) => outcome.tool === tool) ??
    (tools.has(tool) ? ask(decider, situation, { help: false, tool }).outcomes[0] : undefined);
  const unknown: ScenarioDifference[] = [];
  const expect = Object.entries(scenario.expect).flatMap(([tool, expected]): [string, OutcomeEffect][] => {
    const effect = about(tool)?.effect;
    if (typeof effect === "string") return [[tool, effect]];
    unknown.push(
      effect === undefined
        ? differenceOf("no-such-tool", { tool, expected })
        : differenceOf("effect", { tool, expected, got: effect }),
    );
    return [];
  });
  const ids = (list: readonly { id: string }[] | undefined) => list?.map(({ id }) => id) ?? [];
  return {
    expect: Object.fromEntries(expect),
    common: scenario.common === null ? null : all.common,
    duties: Object.fromEntries(Object.keys(scenario.duties).map((tool) => [tool, ids(about(tool)?.duties)])),
    advice: Object.fromEntries(Object.keys(scenario.advice).map((tool) => [tool, ids(about(tool)?.advice)])),
    unknown,
  };
}

function differencesOf(
  scenario: Scenario,
  found: Expectation & { unknown: readonly ScenarioDifference[] },
): readonly ScenarioDifference[] {
  const { common } = scenario;
  return [
    ...Object.entries(scenario.expect).flatMap(([tool, expected]) => {
      const now = found.expect[tool];
      return now === undefined || now === expected
        ? []
        : [differenceOf("effect", { tool, expected, got: [now] })];
    }),
    ...found.unknown,
    ...(common === null || common.join() === found.common?.join()
      ? []
      : [differenceOf("common", { expected: common, got: found.common ?? [] })]),
    ...missing("duty", scenario.duties, found.duties),
    ...missing("tip", scenario.advice, found.advice),
  ];
}

function missing(
  kind: "duty" | "tip",
  wanted: Readonly<Record<string, readonly string[]>>,
  found: Readonly<Record<string, readonly string[]>>,
): readonly ScenarioDifference[] {
  return Object.entries(wanted).flatMap(([tool, ids]) =>
    ids.filter((id) => found[tool]?.includes(id) !== true).map((id) => differenceOf(kind, { tool, id })),
  );
}

const SCENARIO_KEYS = [
  "id",
  "says",
  "date",
  "attributes",
  "participants",
  "expect",
  "common",
  "duties",
  "advice",
];

/** Notes a problem of a scenario; there is none to give back then. */
type Report = <F extends Fault>(fault: F, said: Faults[F], node: SourceNode, key: string | null) => null;

function readScenario(node: SourceNode, report: Report): Scenario | null {
  if (node.kind !== "map") return report("scenario-not-keys", {}, node, null);
  const allowed = SCENARIO_KEYS;
  const stray = node.entries.find((entry) => !allowed.includes(entry.key))?.key;
  if (stray !== undefined) {
    const near = nearest(stray, allowed);
    return report("scenario-key", { key: stray, near, allowed }, node, stray);
  }
  const id = text(member(node, "id"));
  const date = text(member(node, "date"));
  if (id === null || date === null)
    return report("scenario-without-id", {}, node, id === null ? "id" : "date");
  const effects = Object.entries(texts(member(node, "expect"))).map(
    ([tool, effect]) => [tool, BY_STRICTNESS.find((e) => e === effect)] as const,
  );
  const wrong = effects.find(([, effect]) => effect === undefined)?.[0];
  if (wrong !== undefined)
    return report("scenario-effect", { id, tool: wrong, allowed: BY_STRICTNESS }, node, "expect");
  const says = texts(member(node, "says"));
  const common = member(node, "common");
  return {
    id,
    says: { nl: says.nl ?? id, en: says.en ?? id },
    situation: {
      date,
      attributes: texts(member(node, "attributes")),
      participants: list(member(node, "participants")),
    },
    expect: Object.fromEntries(
      effects.flatMap(([tool, effect]) => (effect === undefined ? [] : [[tool, effect]])),
    ),
    common: common === null ? null : list(common),
    duties: lists(member(node, "duties")),
    advice: lists(member(node, "advice")),
  };
}

function member(node: SourceNode, key: string): SourceNode | null {
  return node.kind === "map" ? (node.entries.find((entry) => entry.key === key)?.value ?? null) : null;
}

function text(node: SourceNode | null): string | null {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
}

function texts(node: SourceNode | null): Readonly<Record<string, string>> {
  if (node?.kind !== "map") return {};
  return Object.fromEntries(node.entries.map((entry) => [entry.key, text(entry.value) ?? ""]));
}

function list(node: SourceNode | null): readonly string[] {
  return node?.kind === "list" ? node.items.flatMap((item) => text(item) ?? []) : [];
}

function lists(node: SourceNode | null): Readonly<Record<string, readonly string[]>> {
  return node?.kind === "map"
    ? Object.fromEntries(node.entries.map((entry) => [entry.key, list(entry.value)]))
    : {};
}
