import { LAYERS, type Rule } from "../rule-set.ts";
import { findDefeatCycle } from "./defeat-order.ts";
import { type Fields, type Located, readItems, report, reportUnknown } from "./reading.ts";
import { part } from "./subject.ts";

/** Where each rule of the documents stands. */
export function placesOfRules(parts: readonly Fields[]): ReadonlyMap<string, Located> {
  const places = new Map<string, Located>();
  for (const part of parts)
    for (const at of part.items("rules")) {
      const id = entriesOf(at).find((entry) => entry.key === "id")?.value;
      if (id?.kind === "scalar" && typeof id.value === "string" && !places.has(id.value))
        places.set(id.value, at);
    }
  return places;
}

/**
 * Overrides must exist, must not relax a higher strict rule, and must not run in a circle.
 *
 * @param rules the whole rule set
 * @param places where rules stand that were just read; the others were found right before
 */
export function checkOverrides(rules: readonly Rule[], places: ReadonlyMap<string, Located>): void {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const rule of rules) {
    const at = places.get(rule.id);
    for (const id of rule.overrides) {
      const target = byId.get(id);
      if (target === undefined) {
        if (at !== undefined) reportUnknown(overrideIn(at, id), part("rule"), id, [...byId.keys()]);
      } else if (relaxesFloor(rule, target)) reportRelaxed(rule, target, places);
    }
  }
  const read = rules.filter((rule) => places.has(rule.id));
  const cycle = findDefeatCycle(rules, read);
  const at = cycle?.flatMap((id) => places.get(id) ?? [])[0];
  if (cycle !== null && at !== undefined) report(at, "circle", { rules: cycle }, null);
}

function relaxesFloor(rule: Rule, target: Rule): boolean {
  return target.force === "strict" && LAYERS.indexOf(rule.layer) > LAYERS.indexOf(target.layer);
}

function reportRelaxed(rule: Rule, target: Rule, places: ReadonlyMap<string, Located>): void {
  const at = places.get(rule.id);
  const targetAt = places.get(target.id);
  const { id, layer, issuer } = rule;
  if (at !== undefined)
    report(
      overrideIn(at, target.id),
      "relaxes-floor",
      { rule: id, layer, target: target.id, targetLayer: target.layer, targetIssuer: target.issuer },
      "overrides",
    );
  else if (targetAt !== undefined)
    report(targetAt, "relaxed-already", { rule: id, layer, issuer, target: target.id }, "force");
}

/** The place in a rule that names what it overrides; the rule itself when that cannot be found. */
function overrideIn(at: Located, id: string): Located {
  const overrides = entriesOf(at).find((entry) => entry.key === "overrides")?.value;
  const items = overrides === undefined ? [] : readItems({ ...at, node: overrides, key: "overrides" });
  return items.find(({ node }) => node.kind === "scalar" && node.value === id) ?? at;
}

function entriesOf({ node }: Located) {
  return node.kind === "map" ? node.entries : [];
}
