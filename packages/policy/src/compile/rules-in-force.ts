import { strictness } from "../effect.ts";
import { LAYERS, type Rule, type RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { type Box, boxMaker, rowWidth, setBit } from "./boxes.ts";
import { CyclicDefeatError } from "./errors.ts";

/** A rule that holds on the day at hand and that some point can meet, with every reference resolved to an index. */
export interface RuleInForce {
  /** Its number among all rules that the compiled form knows; see {@link RuleNumbers}. */
  readonly number: number;
  /** Its place in the rule set. */
  readonly position: number;
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
  /** Numbers of the rules that override it. */
  readonly overriddenBy: readonly number[];
  /** Its duties as a row of bits over those of the vocabulary; null when it has none. */
  readonly duties: Int32Array | null;
  /** Its tips likewise. */
  readonly advice: Int32Array | null;
  /** Its turn when defeats are worked out: whatever can attack it comes earlier. */
  readonly turn: number;
}

/**
 * Numbers for rule ids that stay the same while the rule set around them changes, so that what was compiled
 * for the rules that stay needs no change.
 */
export class RuleNumbers {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a rule id; a new id gets the next one. */
  numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.ids.length;
    this.#numbers.set(id, number);
    this.ids.push(id);
    return number;
  }
}

/**
 * The rules that can apply on a day, in the order of the rule set.
 *
 * @param isWanted leaves out rules that do not matter to the caller.
 * @throws CyclicDefeatError when rules set each other aside in a circle.
 */
export function rulesInForce(
  ruleSet: RuleSet,
  date: string,
  numbers: RuleNumbers,
  isWanted: (rule: Rule) => boolean = () => true,
): readonly RuleInForce[] {
  for (const { id } of ruleSet.rules) numbers.numberOf(id);
  const turns = turnsOf(ruleSet);
  const overriddenBy = overridersOf(ruleSet, numbers);
  const boxOf = boxMaker(ruleSet.vocabulary);
  const toolOf = indexOf(ruleSet.tools);
  const organisationOf = indexOf(ruleSet.organisations);
  const dutyOf = indexOf(ruleSet.vocabulary.duties);
  const adviceOf = indexOf(ruleSet.vocabulary.advice);
  return ruleSet.rules.flatMap((rule, index): RuleInForce[] => {
    if (!holdsOn(rule.valid, date) || !isWanted(rule)) return [];
    const box = boxOf(rule.when);
    if (box === null) return [];
    const inForce = {
      number: numbers.numberOf(rule.id),
      position: index,
      box,
      tools: indices(rule.tools.ids, toolOf),
      bearers: indices(rule.bearers, organisationOf),
      effect: rule.effect === null ? -1 : strictness(rule.effect),
      isRequired: rule.effect === "required",
      isStrict: rule.force === "strict",
      layer: LAYERS.indexOf(rule.layer),
      yieldsTo: Int32Array.from(rule.yieldsTo, (layer) => LAYERS.indexOf(layer)),
      overriddenBy: overriddenBy[index] ?? [],
      duties: rowOf(rule.duties, dutyOf),
      advice: rowOf(rule.advice, adviceOf),
      turn: turns[index] ?? 0,
    };
    return [inForce];
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

function rowOf(ids: readonly string[], indexOfId: ReadonlyMap<string, number>): Int32Array | null {
  const found = indices(ids, indexOfId);
  if (found.length === 0) return null;
  const row = new Int32Array(rowWidth(indexOfId.size));
  for (const index of found) setBit(row, 0, index);
  return row;
}

function overridersOf(ruleSet: RuleSet, numbers: RuleNumbers): readonly (readonly number[])[] {
  const indexOfRule = indexOf(ruleSet.rules);
  const overriders: number[][] = ruleSet.rules.map(() => []);
  for (const [index, rule] of ruleSet.rules.entries()) {
    for (const id of rule.overrides) {
      const target = indexOfRule.get(id);
      if (target !== undefined && target !== index) overriders[target]?.push(numbers.numberOf(rule.id));
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
