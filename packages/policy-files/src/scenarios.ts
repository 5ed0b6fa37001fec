import type {
  Answer,
  CompiledRuleSet,
  OutcomeEffect,
  Problem,
  RuleSet,
  SituationInput,
  SourceDocument,
  SourceNode,
  Words,
} from "@akkoord/policy";
import { ask, BY_STRICTNESS, checkSituation, compile, nearest, SituationError } from "@akkoord/policy";

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
  readonly differences: readonly string[];
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
  problems: readonly Problem[];
} {
  const { file } = document;
  const problems: Problem[] = [...document.problems];
  const list = member(document.root, "scenarios");
  const scenarios = (list?.kind === "list" ? list.items : []).flatMap((node) => {
    const scenario = readScenario(node);
    if (typeof scenario !== "string") return [scenario];
    problems.push({
      code: "shape",
      file,
      ...node.place,
      message: scenario,
      remedy: "Look at the other scenarios for the form.",
    });
    return [];
  });
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
    return { scenario, differences: differencesOf(scenario, found), found };
  } catch (error) {
    if (error instanceof SituationError || error instanceof RangeError)
      return { scenario, differences: [error.message], found: null };
    throw error;
  }
}

/** What the rules say of everything that a scenario speaks of. */
function answerTo(ruleSet: RuleSet, scenario: Scenario, ready: Ready): Expectation & { unknown: string[] } {
  const situation = checkSituation(ruleSet, scenario.situation);
  const decider = ready(ruleSet, situation.date);
  const all = ask(decider, situation, { help: false });
  const tools = new Set(ruleSet.tools.map(({ id }) => id));
  // A tool that usually serves another activity is asked about by itself.
  const about = (tool: string): Answer["outcomes"][number] | undefined =>
    all.outcomes.find((outcome) => outcome.tool === tool) ??
    (tools.has(tool) ? ask(decider, situation, { help: false, tool }).outcomes[0] : undefined);
  const unknown: string[] = [];
  const expect = Object.entries(scenario.expect).flatMap(([tool, expected]): [string, OutcomeEffect][] => {
    const effect = about(tool)?.effect;
    if (typeof effect === "string") return [[tool, effect]];
    unknown.push(
      `${tool}: expected ${expected}, found ${effect === undefined ? "no such tool" : effect.join(" or ")}`,
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

function differencesOf(scenario: Scenario, found: Expectation & { unknown: string[] }): readonly string[] {
  return [
    ...Object.entries(scenario.expect).flatMap(([tool, effect]) => {
      const now = found.expect[tool];
      return now === undefined || now === effect ? [] : [`${tool}: expected ${effect}, found ${now}`];
    }),
    ...found.unknown,
    ...(scenario.common === null || scenario.common.join() === found.common?.join()
      ? []
      : [
          `in common: expected ${scenario.common.join(", ") || "nothing"}, found ${found.common?.join(", ") || "nothing"}`,
        ]),
    ...missing("duty", scenario.duties, found.duties),
    ...missing("tip", scenario.advice, found.advice),
  ];
}

function missing(
  kind: string,
  wanted: Readonly<Record<string, readonly string[]>>,
  found: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return Object.entries(wanted).flatMap(([tool, ids]) =>
    ids
      .filter((id) => found[tool]?.includes(id) !== true)
      .map((id) => `${tool}: the ${kind} ${id} is missing`),
  );
}

function readScenario(node: SourceNode): Scenario | string {
  const known = ["id", "says", "date", "attributes", "participants", "expect", "common", "duties", "advice"];
  if (node.kind !== "map") return "a scenario must be a set of keys and values.";
  const stray = node.entries.find((entry) => !known.includes(entry.key));
  if (stray !== undefined)
    return `a scenario does not know the key "${stray.key}"; did you mean "${nearest(stray.key, known) ?? known.join(", ")}"?`;
  const id = text(member(node, "id"));
  const date = text(member(node, "date"));
  if (id === null || date === null) return "a scenario needs an id and a date.";
  const effects = Object.entries(texts(member(node, "expect"))).map(
    ([tool, effect]) => [tool, BY_STRICTNESS.find((e) => e === effect)] as const,
  );
  const wrong = effects.find(([, effect]) => effect === undefined);
  if (wrong !== undefined)
    return `scenario "${id}" expects an unknown effect for ${wrong[0]}; use one of ${BY_STRICTNESS.join(", ")}.`;
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
