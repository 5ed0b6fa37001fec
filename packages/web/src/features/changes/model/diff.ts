import { canonicalJson, holdsOn, type IsoDate, type Rule } from "@akkoord/policy";

/** The parts of a rule that can differ, in the order people read them. */
export const FIELDS = [
  "effect",
  "tools",
  "when",
  "bearers",
  "valid",
  "duties",
  "advice",
  "words",
  "source",
  "reading",
  "issuer",
  "layer",
  "force",
  "yieldsTo",
  "overrides",
] as const;

/** A part of a rule that can differ. */
export type Field = (typeof FIELDS)[number];

/** A rule that is in both, but says something else. */
export interface ChangedRule {
  readonly before: Rule;
  readonly after: Rule;
  readonly fields: readonly Field[];
}

/** What differs between two lists of rules. */
export interface Difference {
  readonly added: readonly Rule[];
  readonly removed: readonly Rule[];
  readonly changed: readonly ChangedRule[];
}

/** Compares two lists of rules by their ids. */
export function diffRules(before: readonly Rule[], after: readonly Rule[]): Difference {
  const earlier = new Map(before.map((rule) => [rule.id, rule]));
  const later = new Set(after.map((rule) => rule.id));
  return {
    added: after.filter((rule) => !earlier.has(rule.id)),
    removed: before.filter((rule) => !later.has(rule.id)),
    changed: after.flatMap((rule) => {
      const old = earlier.get(rule.id);
      if (old === undefined) return [];
      const fields = FIELDS.filter((field) => canonicalJson(old[field]) !== canonicalJson(rule[field]));
      return fields.length === 0 ? [] : [{ before: old, after: rule, fields }];
    }),
  };
}

/** The rules that hold on a day. */
export function rulesOn(rules: readonly Rule[], date: IsoDate): readonly Rule[] {
  return rules.filter((rule) => holdsOn(rule.valid, date));
}
