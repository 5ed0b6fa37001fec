import { strictness } from "../effect.ts";
import { holdsOn } from "../valid-on.ts";
import { LAYERS, type Rule, type RuleSet } from "../rule-set.ts";
import { type Box, boxOf } from "./boxes.ts";
import { CyclicDefeatError } from "./errors.ts";

/** A rule that holds on the day at hand and that some point can meet, with every reference resolved to an index. */
export interface RuleInForce {
  /** Index into the rules of the rule set. */
  readonly index: number;
  readonly box: Box;
  /** The tools that it names. */
  readonly tools: Int32Array;
  readonly bearers: Int32Array;
  /** Strictness of its effect; -1 when it decides nothing. */
  readonly effect: number;
  readonly isRequired: boolean;
  readonly isStrict: boolean;
  readonly layer: number;
  readonly yieldsTo: Int32Array;
  /** Rules that override it, as indices into the rule set. */
  readonly overriddenBy: readonly number[];
  readonly duties: Int32Array;
  readonly advice: Int32Array;
  /** Its turn when defeats are worked out: whatever can attack it comes earlier. */
  readonly turn: number;
}

/**
 * The rules that can apply on a day, by their index in the rule set; null for the others.
 *
 * @throws CyclicDefeatError when rules set each other aside in a circle.
 */
export function rulesInForce(ruleSet: RuleSet, date: string): readonly (RuleInForce | null)[] {
  const turns = turnsOf(ruleSet);
  const overriddenBy = overridersOf(ruleSet);
  const toolOf = indexOf(ruleSet.tools);
  const organisationOf = indexOf(ruleSet.organisations);
  const dutyOf = indexOf(ruleSet.vocabulary.duties);
  const adviceOf = indexOf(ruleSet.vocabulary.advice);
  return ruleSet.rules.map((rule, index) => {
    if (!holdsOn(rule.valid, date)) return null;
    const box = boxOf(ruleSet.vocabulary, rule.when);
    if (box === null) return null;
    return {
      index,
      box,
      tools: indices(rule.tools.ids, toolOf),
      bearers: indices(rule.bearers, organisationOf),
      effect: rule.effect === null ? -1 : strictness(rule.effect),
      isRequired: rule.effect === "required",
      isStrict: rule.force === "strict",
      layer: LAYERS.indexOf(rule.layer),
      yieldsTo: Int32Array.from(rule.yieldsTo, (layer) => LAYERS.indexOf(layer)),
      overriddenBy: overriddenBy[index] ?? [],
      duties: indices(rule.duties, dutyOf),
      advice: indices(rule.advice, adviceOf),
      turn: turns[index] ?? 0,
    };
  });
}

function indexOf(list: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(list.map((item, index) => [item.id, index]));
}

function indices(ids: readonly string[], indexOfId: ReadonlyMap<string, number>): Int32Array {
  const found = new Set<number>();
  for (const id of ids) {
    const index = indexOfId.get(id);
    if (index !== undefined) found.add(index);
  }
  return Int32Array.from(found).sort();
}

function overridersOf(ruleSet: RuleSet): readonly (readonly number[])[] {
  const indexOfRule = indexOf(ruleSet.rules);
  const overriders: number[][] = ruleSet.rules.map(() => []);
  for (const [index, rule] of ruleSet.rules.entries()) {
    for (const id of rule.overrides) {
      const target = indexOfRule.get(id);
      if (target !== undefined && target !== index) overriders[target]?.push(index);
    }
  }
  return overriders;
}

/**
 * An order in which every rule comes after all rules that can attack it (Kahn 1962). A layer stands between its
 * rules and the rules that yield to it, which keeps the graph small: one edge per rule instead of one per pair.
 */
function turnsOf(ruleSet: RuleSet): readonly number[] {
  const { rules } = ruleSet;
  const indexOfRule = indexOf(rules);
  const targets: number[][] = [...rules.map((): number[] => []), ...LAYERS.map((): number[] => [])];
  const layerNode = (layer: Rule["layer"]): number => rules.length + LAYERS.indexOf(layer);
  for (const [index, rule] of rules.entries()) {
    if (rule.effect !== null) targets[index]?.push(layerNode(rule.layer));
    for (const layer of rule.yieldsTo) targets[layerNode(layer)]?.push(index);
    for (const id of rule.overrides) {
      const target = indexOfRule.get(id);
      if (target !== undefined && target !== index) targets[index]?.push(target);
    }
  }
  const waitingFor = targets.map(() => 0);
  for (const list of targets) for (const target of list) waitingFor[target] = (waitingFor[target] ?? 0) + 1;
  const ready = [...waitingFor.keys()].filter((node) => waitingFor[node] === 0);
  const turns = targets.map(() => -1);
  for (let turn = 0; turn < ready.length; turn++) {
    const node = ready[turn] ?? 0;
    turns[node] = turn;
    for (const target of targets[node] ?? []) {
      const left = (waitingFor[target] ?? 0) - 1;
      waitingFor[target] = left;
      if (left === 0) ready.push(target);
    }
  }
  const stuck = rules.filter((_, index) => turns[index] === -1);
  if (stuck.length > 0) throw new CyclicDefeatError(stuck.map((rule) => rule.id));
  return turns;
}
