import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  Answer,
  OutcomeEffect,
  Problem,
  RuleSet,
  SituationInput,
  SourceNode,
  Words,
} from "@akkoord/policy";
import { ask, BY_STRICTNESS, checkSituation, compile, nearest, SituationError } from "@akkoord/policy";
import { readYaml } from "./yaml.ts";

/** A question with the answer that must stay true, kept beside the rules. */
export interface Scenario {
  readonly id: string;
  readonly says: Words;
  readonly situation: SituationInput;
  /** Effect by tool id. */
  readonly expect: Readonly<Record<string, OutcomeEffect>>;
  /** The whole common set, best first; null when the scenario says nothing of it. */
  readonly common: readonly string[] | null;
  readonly duties: Readonly<Record<string, readonly string[]>>;
  readonly advice: Readonly<Record<string, readonly string[]>>;
}

/** What became of a scenario: `differences` is empty when it still holds. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly differences: readonly string[];
}

/**
 * Reads `scenarios.yaml` of a policy folder; none when the file is absent.
 * Malformed scenarios become problems with their place.
 */
export async function readScenarios(
  folder: string,
): Promise<{ scenarios: readonly Scenario[]; problems: readonly Problem[] }> {
  const file = join(folder, "scenarios.yaml");
  if (!existsSync(file)) return { scenarios: [], problems: [] };
  const document = readYaml(file, await readFile(file, "utf8"));
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

/** Asks the question of a scenario and lists how the answer differs from what it expects. */
export function tryScenario(ruleSet: RuleSet, scenario: Scenario): ScenarioResult {
  try {
    const situation = checkSituation(ruleSet, scenario.situation);
    const decider = compile(ruleSet, situation.date);
    const all = ask(decider, situation, { help: false });
    // A tool that usually serves another activity is asked about by itself.
    const about = (tool: string): Answer["outcomes"][number] | undefined =>
      all.outcomes.find((outcome) => outcome.tool === tool) ??
      ask(decider, situation, { help: false, tool }).outcomes[0];
    const differences = [
      ...Object.entries(scenario.expect).flatMap(([tool, effect]) => {
        const found = about(tool)?.effect;
        return found === effect ? [] : [`${tool}: expected ${effect}, found ${String(found)}`];
      }),
      ...(scenario.common === null || scenario.common.join() === all.common.join()
        ? []
        : [
            `in common: expected ${scenario.common.join(", ") || "nothing"}, found ${all.common.join(", ") || "nothing"}`,
          ]),
      ...missing("duty", scenario.duties, (tool) => about(tool)?.duties),
      ...missing("tip", scenario.advice, (tool) => about(tool)?.advice),
    ];
    return { scenario, differences };
  } catch (error) {
    if (error instanceof SituationError || error instanceof RangeError)
      return { scenario, differences: [error.message] };
    throw error;
  }
}

function missing(
  kind: string,
  wanted: Readonly<Record<string, readonly string[]>>,
  found: (tool: string) => readonly { id: string }[] | undefined,
): readonly string[] {
  return Object.entries(wanted).flatMap(([tool, ids]) => {
    const present = found(tool)?.map((item) => item.id) ?? [];
    return ids.filter((id) => !present.includes(id)).map((id) => `${tool}: the ${kind} ${id} is missing`);
  });
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
