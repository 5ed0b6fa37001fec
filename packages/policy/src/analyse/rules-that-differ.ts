import type { Condition, Period, Rule, RuleSet } from "../rule-set.ts";

/** A rule as it was and as it will be; null where it is not there. */
export interface RuleChange {
  readonly before: Rule | null;
  readonly after: Rule | null;
}

/** The rules that decide otherwise in another rule set. A rule whose words alone changed is not among them. */
export function rulesThatDiffer(before: RuleSet, after: RuleSet): readonly RuleChange[] {
  const earlier = new Map(before.rules.map((rule) => [rule.id, rule]));
  const changes: RuleChange[] = [];
  for (const rule of after.rules) {
    const known = earlier.get(rule.id) ?? null;
    earlier.delete(rule.id);
    if (known === null || !decidesAlike(known, rule)) changes.push({ before: known, after: rule });
  }
  for (const rule of earlier.values()) changes.push({ before: rule, after: null });
  return changes;
}

/** Whether two versions of a rule decide the same in every situation, on every day. */
function decidesAlike(a: Rule, b: Rule): boolean {
  return (
    a === b ||
    (a.effect === b.effect &&
      a.force === b.force &&
      a.layer === b.layer &&
      samePeriod(a.valid, b.valid) &&
      sameList(a.tools.ids, b.tools.ids) &&
      sameList(a.bearers, b.bearers) &&
      sameList(a.yieldsTo, b.yieldsTo) &&
      sameList(a.overrides, b.overrides) &&
      sameList(a.duties, b.duties) &&
      sameList(a.advice, b.advice) &&
      sameCondition(a.when, b.when))
  );
}

function samePeriod(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Lists that hold the same in another order may count as different: that only costs time. */
function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameCondition(a: Condition, b: Condition): boolean {
  const ids = Object.keys(a);
  return (
    ids.length === Object.keys(b).length &&
    ids.every((id) => sameList(a[id] ?? [], b[id] ?? [])) &&
    ids.every((id) => id in b)
  );
}
