import { compile } from "../compile/index.ts";
import type { IsoDate, Rule, RuleSet } from "../rule-set.ts";
import type { Box, RepairStep } from "./finding.ts";
import { EVERYWHERE } from "./operations.ts";
import { admission } from "./repair-search.ts";
import { Space, type SpaceOptions } from "./space.ts";

/** What a repair is for: whose situations, and which. */
export interface Place {
  readonly organisations: readonly string[];
  readonly boxes: readonly Box[];
}

/**
 * Takes the steps of a repair: the rules as they would be. A rule that is changed no longer holds in the region for the
 * organisations of the finding, and holds everywhere else as before; a tool that is admitted is permitted in the region by new
 * rules of the organisation. New rules quote nothing yet.
 *
 * @example mended(ruleSet, finding, repair.steps, "2020-12-01")
 */
export function mended(
  ruleSet: RuleSet,
  place: Place,
  steps: readonly RepairStep[],
  date: IsoDate,
  options: SpaceOptions = {},
): RuleSet {
  // Without rules: only the space matters here.
  const space = new Space(compile({ ...ruleSet, rules: [] }, date, options), options);
  const changed = new Set(steps.flatMap((step) => (step.kind === "change-rule" ? [step.rule] : [])));
  const pieces = new Map(
    ruleSet.rules.filter(({ id }) => changed.has(id)).map((rule) => [rule.id, outside(space, rule, place)]),
  );
  const idsOf = (id: string): readonly string[] => pieces.get(id)?.map((piece) => piece.id) ?? [id];
  const rules = ruleSet.rules.flatMap((rule) => pieces.get(rule.id) ?? [rule]);
  const admitted = steps.flatMap((step) => (step.kind === "admit-tool" ? admitting(step, place, date) : []));
  return {
    ...ruleSet,
    rules: [...rules, ...admitted].map((rule) =>
      rule.overrides.some((id) => changed.has(id))
        ? { ...rule, overrides: rule.overrides.flatMap(idsOf) }
        : rule,
    ),
  };
}

/** What is left of a rule: for others as it was, for the organisations of the finding the boxes outside of the region. */
function outside(space: Space, rule: Rule, { organisations, boxes }: Place): readonly Rule[] {
  const others = rule.bearers.filter((bearer) => !organisations.includes(bearer));
  const concerned = rule.bearers.filter((bearer) => organisations.includes(bearer));
  const { operations } = space;
  const region = boxes.reduce(
    (all, box) => operations.or(all, space.functionOf(box)),
    operations.not(EVERYWHERE),
  );
  const left = space.region(operations.minus(space.functionOf(rule.when), region));
  const narrower = left.isEmpty
    ? []
    : left.allBoxes().map((when) => ({ ...rule, when, bearers: concerned, bearersNamed: concerned }));
  const kept = others.length === 0 ? [] : [{ ...rule, bearers: others, bearersNamed: others }];
  return [...kept, ...narrower].map((piece, n) =>
    n === 0 ? piece : { ...piece, id: `${rule.id}/${n + 1}` },
  );
}

function admitting(
  step: RepairStep & { readonly kind: "admit-tool" },
  { boxes }: Place,
  date: IsoDate,
): readonly Rule[] {
  return boxes.map((box, n) => {
    const rule = admission(step, box);
    return { ...rule, id: `${rule.id}/${n + 1}`, valid: { from: date, to: null } };
  });
}
