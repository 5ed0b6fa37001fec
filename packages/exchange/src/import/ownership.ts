import { GOVERNMENT_WIDE_OWNER, type Rule, type RuleSet } from "@akkoord/policy";
import type { Ownership } from "./imported.ts";

/** Who makes imported rules and whom they bind. */
export type Ownerly = Pick<Rule, "issuer" | "layer" | "force" | "yieldsTo" | "bearers" | "bearersNamed">;

/**
 * What imported rules have in common: an organisation makes rules of its own layer for itself; the government makes
 * government-wide rules, for the groups that are named, or otherwise for everyone.
 *
 * @throws RangeError when the owner is unknown: whoever calls has checked that.
 */
export function ownerly(ruleSet: RuleSet, { owner, bearers }: Ownership): Ownerly {
  const all = ruleSet.organisations.map((organisation) => organisation.id);
  const common = { issuer: owner, force: "defeasible", yieldsTo: [] } as const;
  if (owner !== GOVERNMENT_WIDE_OWNER) {
    if (!all.includes(owner)) throw new RangeError(`There is no organisation "${owner}".`);
    return { ...common, layer: "organisation", bearers: [owner], bearersNamed: [owner] };
  }
  const named = bearers ?? all;
  const bound = new Set(
    named.flatMap((name) => ruleSet.groups.find((group) => group.id === name)?.members ?? [name]),
  );
  return {
    ...common,
    layer: "government-wide",
    bearers: all.filter((id) => bound.has(id)),
    bearersNamed: named,
  };
}

/** A selection of tools by their ids alone. */
export function toolsById(ids: readonly string[]): Rule["tools"] {
  return { ids, named: { ids, tags: [], facts: [], except: [], all: false } };
}
