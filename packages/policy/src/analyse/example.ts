import { derivedAttribute } from "../points.ts";
import type { RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import type { Example } from "./finding.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Space } from "./space.ts";

/** More tools than this make an example no clearer. */
const MOST_TOOLS = 12;

/**
 * Works out one situation of a finding's region. It can be asked about as it stands: the derived attribute is left out, and
 * somebody takes part who brings it about.
 */
export function exampleOf(space: Space, finding: RawFinding): Example {
  const { ruleSet, date } = space.compiled;
  const point = finding.region.isEmpty ? pointWhere(ruleSet, finding.rule) : finding.region.examplePoint();
  const concerned = finding.kind === "dead-rule" ? finding.organisations.slice(0, 1) : finding.organisations;
  return {
    situation: {
      date,
      attributes: Object.fromEntries(
        ruleSet.vocabulary.attributes.flatMap(({ id, scope, values }, index) =>
          scope === "derived" ? [] : [[id, values[point[index] ?? 0]?.id ?? ""]],
        ),
      ),
      participants: participantsFor(space, concerned, point),
    },
    outcomes: finding.region.isEmpty ? [] : outcomesAt(space, finding, concerned, point),
  };
}

/** A condition that no situation meets has no example; its own values say best what it is about. */
function pointWhere({ rules, vocabulary }: RuleSet, rule: string | undefined): Point {
  const when = rules.find(({ id }) => id === rule)?.when ?? {};
  return Uint8Array.from(vocabulary.attributes, ({ id, values }) =>
    Math.max(
      0,
      values.findIndex((value) => when[id]?.includes(value.id) ?? true),
    ),
  );
}

/** Those concerned, and whoever it takes for the audience to be what it is at the point. */
function participantsFor(space: Space, concerned: readonly string[], point: Point): readonly string[] {
  const { ruleSet } = space.compiled;
  const level = space.audienceAttribute === -1 ? 0 : (point[space.audienceAttribute] ?? 0);
  const audience = derivedAttribute(ruleSet.vocabulary)?.values[level]?.id;
  const party = ruleSet.outsideParties.find((candidate) => candidate.audience === audience);
  // A rule whose bearers are all gone has nobody who could ask.
  if (level === 0 || concerned.length === 0) return concerned;
  if (level > 1) return party === undefined ? concerned : [...concerned, party.id];
  if (concerned.length > 1) return concerned;
  const other = space.organisations
    .map((index) => ruleSet.organisations[index]?.id ?? "")
    .find((id) => !concerned.includes(id));
  return other === undefined ? concerned : [...concerned, other];
}

function outcomesAt(
  space: Space,
  finding: RawFinding,
  concerned: readonly string[],
  point: Point,
): Example["outcomes"] {
  const { compiled } = space;
  const { organisations, tools } = compiled.ruleSet;
  const indices = concerned.map((id) => organisations.findIndex((organisation) => organisation.id === id));
  const shown = toolsThatMatter(space, finding, indices, point);
  return indices.flatMap((organisation) =>
    shown.map((tool) => ({
      organisation: organisations[organisation]?.id ?? "",
      tool: tools[tool]?.id ?? "",
      outcome: compiled.decide(organisation, tool, point),
    })),
  );
}

/** The tool that it is about; else of the tools that serve the activity those that rules speak of, if any. */
function toolsThatMatter(
  space: Space,
  { kind, tool, rule }: RawFinding,
  organisations: readonly number[],
  point: Point,
): readonly number[] {
  const { compiled, activities, activityAttribute } = space;
  const { tools, rules } = compiled.ruleSet;
  if (tool !== undefined) return [tools.findIndex(({ id }) => id === tool)];
  const activity = activities.find(({ value }) => value === point[activityAttribute]);
  const serving = activity?.tools ?? [...tools.keys()];
  if (rule !== undefined) {
    const named = rules.find(({ id }) => id === rule)?.tools.ids ?? [];
    return serving.filter((index) => named.includes(tools[index]?.id ?? "")).slice(0, MOST_TOOLS);
  }
  const effects = (index: number): readonly string[] =>
    organisations.map((organisation) => compiled.decide(organisation, index, point).effect);
  const isShown = (index: number): boolean =>
    kind === "coalition-gap"
      ? effects(index).some((effect) => OPEN.has(effect))
      : effects(index).some((effect) => effect !== "unspecified");
  const spoken = serving.filter(isShown);
  return (spoken.length > 0 ? spoken : serving).slice(0, MOST_TOOLS);
}

const OPEN: ReadonlySet<string> = new Set(["required", "recommended", "permitted"]);
