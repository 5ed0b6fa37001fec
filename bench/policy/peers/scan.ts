import { type RuleSet, strictness } from "@akkoord/policy";
import { setsAside, type SpeakingRule, speakingRules } from "../formula.ts";
import type { Question } from "../workload.ts";

/**
 * The honest opponent: no diagrams, but everything else that is easy. The rules of each organisation and tool are
 * picked beforehand, their conditions are bit masks, their attackers are bits, and nothing is allocated.
 * It gives the effect, whether it is contested, and the decisive rules as bits: all of a decision but its lists.
 */
export class Scan {
  readonly #pairs: readonly ScanPair[];
  readonly #tools: number;
  /** Bits of the decisive rules of the last decision, over the rules of its pair. */
  decisive = 0;
  contested = false;

  constructor(ruleSet: RuleSet, date: string) {
    this.#tools = ruleSet.tools.length;
    this.#pairs = ruleSet.organisations.flatMap((_, organisation) =>
      ruleSet.tools.map((_, tool) => scanPair(ruleSet, speakingRules(ruleSet, date, organisation, tool))),
    );
  }

  /** Strictness of the effect; the decisive rules are left in `decisive`. */
  decide({ organisation, tool, point }: Question): number {
    const pair = this.#pairs[organisation * this.#tools + tool];
    if (pair === undefined) return strictness("unspecified");
    const { tests, attackers, strict, effects } = pair;
    let applies = 0;
    for (let rule = 0; rule < tests.length; rule++) {
      const test = tests[rule] ?? NO_TEST;
      let i = 0;
      while (i < test.length && (((test[i + 1] ?? 0) >>> (point[test[i] ?? 0] ?? 0)) & 1) === 1) i += 2;
      if (i >= test.length) applies |= 1 << rule;
    }
    for (let i = 0; i < attackers.length; i += 2) {
      if ((applies & (attackers[i + 1] ?? 0)) !== 0) applies &= ~(1 << (attackers[i] ?? 0));
    }
    return this.#settle(applies, strict, effects);
  }

  /** Ids of the rules that decided last, for the question asked. */
  decisiveIds({ organisation, tool }: Question): readonly string[] {
    const ids = this.#pairs[organisation * this.#tools + tool]?.ids ?? [];
    return ids.filter((_, rule) => ((this.decisive >>> rule) & 1) === 1);
  }

  #settle(undefeated: number, strict: number, effects: Int32Array): number {
    let cap = -1;
    let inFavour = -1;
    let against = -1;
    for (let effect = 0; effect < effects.length; effect++) {
      const saying = undefeated & (effects[effect] ?? 0);
      if ((saying & strict) !== 0) cap = effect;
      if ((saying & ~strict) === 0) continue;
      if (effect > PERMITTED) against = effect;
      else if (inFavour === -1) inFavour = effect;
    }
    const agreed = against === -1 ? inFavour : against;
    const effect = Math.max(cap, agreed);
    this.contested = against !== -1 && inFavour !== -1;
    this.decisive = 0;
    if (effect === -1) return UNSPECIFIED;
    const same = undefeated & (effects[effect] ?? 0);
    this.decisive = same & strict;
    if (agreed === effect) {
      const all = effects.reduce((bits, row) => bits | row, 0);
      this.decisive |= (this.contested ? undefeated & all : same) & ~strict;
    }
    return effect;
  }
}

const PERMITTED = strictness("permitted");
const UNSPECIFIED = strictness("unspecified");
const NO_TEST = new Int32Array(0);

interface ScanPair {
  readonly ids: readonly string[];
  /** Per rule: pairs of an attribute and the bits of the values it allows. */
  readonly tests: readonly Int32Array[];
  /** Pairs of a rule and the bits of its attackers, attackers before what they attack. */
  readonly attackers: Int32Array;
  readonly strict: number;
  /** Per strictness: the rules with that effect. */
  readonly effects: Int32Array;
}

function scanPair(ruleSet: RuleSet, speaking: readonly SpeakingRule[]): ScanPair {
  if (speaking.length > 32) throw new RangeError("the scan holds at most 32 rules per organisation and tool");
  const effects = new Int32Array(6);
  let strict = 0;
  for (const [rule, { rule: { force }, effect }] of speaking.entries()) {
    if (effect === null) continue;
    const place = strictness(effect);
    effects[place] = (effects[place] ?? 0) | (1 << rule);
    if (force === "strict") strict |= 1 << rule;
  }
  return {
    ids: speaking.map(({ rule }) => rule.id),
    tests: speaking.map(({ rule }) => testOf(ruleSet, rule.when)),
    attackers: attackersOf(speaking),
    strict,
    effects,
  };
}

function testOf(ruleSet: RuleSet, when: Readonly<Record<string, readonly string[]>>): Int32Array {
  const test = ruleSet.vocabulary.attributes.flatMap(({ id, values }, attribute) => {
    const allowed = when[id];
    if (allowed === undefined) return [];
    return [attribute, values.reduce((bits, value, i) => (allowed.includes(value.id) ? bits | (1 << i) : bits), 0)];
  });
  return Int32Array.from(test);
}

function attackersOf(speaking: readonly SpeakingRule[]): Int32Array {
  const rows: number[] = [];
  const done = new Set<SpeakingRule>();
  const visit = (target: SpeakingRule): void => {
    if (done.has(target)) return;
    done.add(target);
    const attackers = speaking.filter((attacker) => setsAside(attacker, target));
    for (const attacker of attackers) visit(attacker);
    if (attackers.length === 0) return;
    rows.push(
      speaking.indexOf(target),
      attackers.reduce((bits, attacker) => bits | (1 << speaking.indexOf(attacker)), 0),
    );
  };
  for (const target of speaking) visit(target);
  return Int32Array.from(rows);
}
