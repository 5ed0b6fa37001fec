import type { Reference } from "../compile/diagram.ts";
import { ownerOf } from "../owner.ts";
import { LAYERS, type Rule, type RuleSet } from "../rule-set.ts";
import type { Trouble } from "./ended.ts";
import type { RepairStep } from "./finding.ts";
import { speaksOf } from "./narrow.ts";
import { NOWHERE } from "./operations.ts";
import type { Space } from "./space.ts";

const OWN_LAYER = "organisation";

/** Whether nobody may be asked to change a rule: law and treaties are not for those who make rules here. */
export function isFixed({ layer }: Rule): boolean {
  return layer === "law" || layer === "treaty";
}

/**
 * The steps that could help to end a trouble: change a rule that holds somewhere in the region, or let an organisation
 * permit a tool by a rule of its own. Law and treaty rules are never among the first, nor overridden by the second; neither
 * are strict rules of a higher layer.
 *
 * @param space of the rules in force that decide for the organisations and tools concerned.
 */
export function possibleSteps(space: Space, trouble: Trouble, region: Reference): readonly RepairStep[] {
  const { ruleSet } = space.compiled;
  const there = ruleSet.rules.filter(
    (rule) =>
      rule.bearers.some((bearer) => trouble.organisations.includes(bearer)) &&
      space.operations.and(region, space.functionOf(rule.when)) !== NOWHERE,
  );
  const changes = there
    .filter((rule) => !isFixed(rule))
    .map(
      (rule): RepairStep => ({
        kind: "change-rule",
        rule: rule.id,
        owner: ownerOf(ruleSet, rule.issuer),
      }),
    );
  // A tool whose duties cannot be met is not helped by being permitted once more.
  if (trouble.kind === "unworkable") return changes;
  const admissions = trouble.tools.flatMap((tool) =>
    trouble.organisations.map(
      (organisation): RepairStep => ({
        kind: "admit-tool",
        tool,
        organisation,
        owner: organisation,
        overrides: there.filter((rule) => mustBeOverridden(rule, tool, organisation)).map(({ id }) => id),
      }),
    ),
  );
  return [...changes, ...admissions];
}

/** Whether a rule stands in the way of an organisation's own rule for a tool, and may be overridden by name. */
function mustBeOverridden(rule: Rule, tool: string, organisation: string): boolean {
  if (!rule.bearers.includes(organisation) || !isAgainst(rule, tool)) return false;
  if (rule.yieldsTo.includes(OWN_LAYER) || isFixed(rule)) return false;
  return rule.force === "defeasible" || LAYERS.indexOf(rule.layer) >= LAYERS.indexOf(OWN_LAYER);
}

/** Whether a rule speaks against a tool: itself, or by requiring another. */
function isAgainst(rule: Rule, tool: string): boolean {
  if (!speaksOf(rule, tool)) return false;
  if (rule.effect === "required") return !rule.tools.ids.includes(tool);
  return rule.effect === "discouraged" || rule.effect === "prohibited";
}

/** The law and treaty rules that speak against one of the tools somewhere in a region. */
export function fixedAgainst(space: Space, trouble: Trouble, region: Reference): readonly string[] {
  const { rules }: RuleSet = space.compiled.ruleSet;
  return rules
    .filter(
      (rule) =>
        isFixed(rule) &&
        rule.bearers.some((bearer) => trouble.organisations.includes(bearer)) &&
        (trouble.tools.some((tool) => isAgainst(rule, tool)) || rule.duties.length > 0) &&
        space.operations.and(region, space.functionOf(rule.when)) !== NOWHERE,
    )
    .map(({ id }) => id);
}
