import type { Reference } from "../compile/diagram.ts";
import type { Rule } from "../rule-set.ts";
import { EVERYWHERE } from "./operations.ts";
import type { Space } from "./space.ts";

/**
 * Where tools count: the points whose activity one of them serves. Without the attribute `activity` nothing can be served
 * or not, and they count everywhere.
 *
 * @param tools indices.
 */
export function whereServed(space: Space, tools: readonly number[]): Reference {
  if (space.activityAttribute === -1) return EVERYWHERE;
  const served = new Set(
    space.activities
      .filter((activity) => activity.tools.some((tool) => tools.includes(tool)))
      .map(({ value }) => value),
  );
  return space.operations.where(space.activityAttribute, (value) => served.has(value));
}

/** The indices of the tools that a rule says something of: those it names, or all when it requires one. */
export function toolsSpokenOf(space: Space, rule: Rule): readonly number[] {
  const { tools } = space.compiled.ruleSet;
  const named = new Set(rule.tools.ids);
  return [...tools.keys()].filter((tool) => rule.effect === "required" || named.has(tools[tool]?.id ?? ""));
}
