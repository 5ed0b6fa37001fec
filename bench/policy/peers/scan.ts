import { type Condition, type RuleSet, strictness } from "@akkoord/policy";
import { bindingRules, rulesAbout, type SpeakingRule, setsAside } from "../formula.ts";
import type { Question } from "../workload.ts";

/**
 * The honest opponent: no diagrams, but everything else that is easy. The rules of each organisation and tool are
 * picked beforehand, their conditions are bit masks, their attackers are bits, all of it stands in one array in the
 * order in which it is read, and nothing is allocated. It gives the effect, whether it is contested, and the
 * decisive rules as bits: all of a decision but its lists.
 */
export class Scan {
  /** Per organisation and tool: where its block starts in `#words`. */
  readonly #starts: Int32Array;
  readonly #words: Int32Array;
  readonly #ids: readonly (readonly string[])[];
  readonly #tools: number;
  /** Bits of the decisive rules of the last decision, over the rules of its organisation and tool. */
  decisive = 0;
  contested = false;

  constructor(ruleSet: RuleSet, date: string) {
    this.#tools = ruleSet.tools.length;
    const words: number[] = [];
    const starts: number[] = [];
    const ids: (readonly string[])[] = [];
    for (const organisation of ruleSet.organisations.keys()) {
      const bound = bindingRules(ruleSet, date, organisation);
      for (const { id } of ruleSet.tools) {
        const speaking = rulesAbout(bound, id);
        starts.push(words.length);
        ids.push(speaking.map(({ rule }) => rule.id));
        writeBlock(words, ruleSet, speaking);
      }
    }
    this.#starts = Int32Array.from(starts);
    this.#words = Int32Array.from(words);
    this.#ids = ids;
  }

  /** Strictness of the effect; the decisive rules are left in `decisive`. */
  decide({ organisation, tool, point }: Question): number {
    const words = this.#words;
    let at = this.#starts[organisation * this.#tools + tool] ?? 0;
    const rules = words[at++] ?? 0;
    let applies = 0;
    for (let rule = 0; rule < rules; rule++) {
      const next = words[at++] ?? 0;
      while (at < next && (((words[at + 1] ?? 0) >>> (point[words[at] ?? 0] ?? 0)) & 1) === 1) at += 2;
      if (at >= next) applies |= 1 << rule;
      at = next;
    }
    const attacks = words[at++] ?? 0;
    for (; at < attacks; at += 2) {
      if ((applies & (words[at + 1] ?? 0)) !== 0) applies &= ~(1 << (words[at] ?? 0));
    }
    return this.#settle(applies, at);
  }

  /** Ids of the rules that decided last, for the question asked. */
  decisiveIds({ organisation, tool }: Question): readonly string[] {
    const ids = this.#ids[organisation * this.#tools + tool] ?? [];
    return ids.filter((_, rule) => ((this.decisive >>> rule) & 1) === 1);
  }

  /** @param at where the masks stand: strict, speaking, then one per strictness. */
  #settle(undefeated: number, at: number): number {
    const words = this.#words;
    const strict = words[at] ?? 0;
    let cap = -1;
    let inFavour = -1;
    let against = -1;
    for (let effect = 0; effect < EFFECTS; effect++) {
      const saying = undefeated & (words[at + 2 + effect] ?? 0);
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
    const same = undefeated & (words[at + 2 + effect] ?? 0);
    this.decisive = same & strict;
    if (agreed === effect) {
      this.decisive |= (this.contested ? undefeated & (words[at + 1] ?? 0) : same) & ~strict;
    }
    return effect;
  }
}

const PERMITTED = strictness("permitted");
const UNSPECIFIED = strictness("unspecified");
const EFFECTS = strictness("prohibited") + 1;

/** The block of one organisation and tool: its rules, its attacks, its masks. */
function writeBlock(words: number[], ruleSet: RuleSet, speaking: readonly SpeakingRule[]): void {
  if (speaking.length > 32) throw new RangeError("the scan holds at most 32 rules per organisation and tool");
  words.push(speaking.length);
  for (const { rule } of speaking) writeList(words, testOf(ruleSet, rule.when));
  writeList(words, attacksAmong(speaking));
  const masks = new Int32Array(2 + EFFECTS);
  for (const [place, { rule, effect }] of speaking.entries()) {
    if (effect === null) continue;
    const chosen = [1, 2 + strictness(effect), ...(rule.force === "strict" ? [0] : [])];
    for (const mask of chosen) masks[mask] = (masks[mask] ?? 0) | (1 << place);
  }
  words.push(...masks);
}

/** Where the list ends, then the list. */
function writeList(words: number[], list: readonly number[]): void {
  words.push(words.length + 1 + list.length, ...list);
}

/** Pairs of an attribute and the bits of the values that it allows. */
function testOf(ruleSet: RuleSet, when: Condition): readonly number[] {
  return ruleSet.vocabulary.attributes.flatMap(({ id, values }, attribute) => {
    const allowed = when[id];
    if (allowed === undefined) return [];
    return [
      attribute,
      values.reduce((bits, value, i) => (allowed.includes(value.id) ? bits | (1 << i) : bits), 0),
    ];
  });
}

/** Pairs of a rule and the bits of its attackers, attackers before what they attack. */
function attacksAmong(speaking: readonly SpeakingRule[]): readonly number[] {
  const attacks: number[] = [];
  const done = new Set<SpeakingRule>();
  const visit = (target: SpeakingRule): void => {
    if (done.has(target)) return;
    done.add(target);
    const attackers = speaking.filter((attacker) => setsAside(attacker, target));
    for (const attacker of attackers) visit(attacker);
    if (attackers.length === 0) return;
    attacks.push(
      speaking.indexOf(target),
      attackers.reduce((bits, attacker) => bits | (1 << speaking.indexOf(attacker)), 0),
    );
  };
  for (const target of speaking) visit(target);
  return attacks;
}
