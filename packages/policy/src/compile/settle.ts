import { strictness } from "../effect.ts";
import { LAYERS } from "../rule-set.ts";
import { rowWidth, setBit } from "./boxes.ts";
import { CONTESTED, type OutcomeTable } from "./outcome-table.ts";
import type { RuleInForce } from "./rules-in-force.ts";
import { grown, type ListTable, word } from "./tables.ts";

/** A rule that speaks of the tool at hand. */
export interface Speaker {
  readonly rule: RuleInForce;
  /** The rule names the tool itself; false where it forbids it by requiring another. */
  readonly namesTool: boolean;
}

const PERMITTED = strictness("permitted");
const DISCOURAGED = strictness("discouraged");
const UNSPECIFIED = strictness("unspecified");
const PROHIBITED = strictness("prohibited");
const EFFECTS = PROHIBITED + 1;

/**
 * Settles what a set of applicable rules comes to: the definition of `interpret`, on sets of bits.
 * Rule `i` of the rules at hand is bit `i & 31` of word `i >> 5`.
 */
export class Settler {
  readonly #outcomes: OutcomeTable;
  #speakers: readonly Speaker[] = [];
  #width = 1;
  #strict = new Int32Array(1);
  #withEffect = new Int32Array(EFFECTS);
  #speaking = new Int32Array(1);
  #dutiful = new Int32Array(1);
  #ofLayer = new Int32Array(LAYERS.length);
  /** Per rule at hand that can be attacked, in the order of their turn: its place, then its attackers as a row of bits. */
  #attacks = new Int32Array(64);
  #attacked = 0;
  /** Per rule at hand: where its entry in `#attacks` starts, plus one. */
  #attackOf = new Int32Array(64);
  readonly #placeOf: Int32Array;
  #undefeated = new Int32Array(1);
  #chosen = new Int32Array(1);
  /** Whether the rules at hand come in the order of the rule set. */
  #isInOrder = true;
  #found = new Int32Array(32);
  #list = new Int32Array(256);
  readonly #union: Int32Array;

  /**
   * @param rules how many rules have a number.
   * @param marks how many duties or tips the vocabulary has, whichever is more.
   */
  constructor(outcomes: OutcomeTable, rules: number, marks: number) {
    this.#outcomes = outcomes;
    this.#placeOf = new Int32Array(rules);
    this.#union = new Int32Array((marks + 31) >> 5);
  }

  /** Takes the rules at hand, in any order. */
  prepare(speakers: readonly Speaker[]): void {
    const width = rowWidth(speakers.length);
    this.#speakers = speakers;
    this.#width = width;
    this.#strict = cleared(this.#strict, width);
    this.#withEffect = cleared(this.#withEffect, width * EFFECTS);
    this.#speaking = cleared(this.#speaking, width);
    this.#dutiful = cleared(this.#dutiful, width);
    this.#ofLayer = cleared(this.#ofLayer, width * LAYERS.length);
    this.#undefeated = cleared(this.#undefeated, width);
    this.#chosen = cleared(this.#chosen, width);
    this.#attackOf = cleared(this.#attackOf, speakers.length);
    if (this.#found.length < speakers.length * 2) this.#found = new Int32Array(speakers.length * 4);
    this.#isInOrder = true;
    let latest = -1;
    for (const [place, { rule, namesTool }] of speakers.entries()) {
      if (rule.position < latest) this.#isInOrder = false;
      latest = rule.position;
      this.#placeOf[rule.number] = place + 1;
      const effect = namesTool ? rule.effect : PROHIBITED;
      if (rule.isStrict) setBit(this.#strict, 0, place);
      if (effect !== -1) {
        setBit(this.#withEffect, effect * width, place);
        setBit(this.#speaking, 0, place);
        setBit(this.#ofLayer, rule.layer * width, place);
      }
      if (namesTool && (rule.duties !== null || rule.advice !== null)) setBit(this.#dutiful, 0, place);
    }
    this.#prepareAttacks();
    for (const { rule } of speakers) this.#placeOf[rule.number] = 0;
  }

  /** The index of the outcome when the rules with these bits apply. */
  settle(bits: Int32Array, from: number): number {
    const width = this.#width;
    this.#setAside(bits, from);
    const cap = this.#strictest(true, 0, PROHIBITED);
    const against = this.#strictest(false, DISCOURAGED, PROHIBITED);
    const inFavour = this.#loosest();
    const contested = against !== -1 && inFavour !== -1;
    const agreed = against === -1 ? inFavour : against;
    const effect = Math.max(cap, agreed);
    this.#chosen.fill(0, 0, width);
    if (effect !== -1) {
      this.#choose(effect, true);
      if (agreed === effect) this.#choose(contested ? -1 : effect, false);
    }
    const outcomes = this.#outcomes;
    return outcomes.add(
      (effect === -1 ? UNSPECIFIED : effect) + (contested ? CONTESTED : 0),
      this.#keep(outcomes.decisive, this.#listDecisive()),
      this.#keep(outcomes.defeated, this.#listDefeats(bits, from)),
      this.#keep(outcomes.duties, this.#listMarks(true)),
      this.#keep(outcomes.advice, this.#listMarks(false)),
    );
  }

  /**
   * Who contests when the rules with these bits apply: the undefeated defeasible rules for and against, in the order of
   * the rule set, as the index of their list. The empty list where they agree. An outcome does not name them where a
   * strict rule settles the effect anyway.
   */
  contest(bits: Int32Array, from: number, lists: ListTable): number {
    this.#setAside(bits, from);
    const isContested = this.#strictest(false, DISCOURAGED, PROHIBITED) !== -1 && this.#loosest() !== -1;
    if (!isContested) return 0;
    this.#chosen.fill(0, 0, this.#width);
    this.#choose(-1, false);
    return this.#keep(lists, this.#listDecisive());
  }

  #keep(table: ListTable, length: number): number {
    return table.add(this.#list, length);
  }

  #prepareAttacks(): void {
    const stride = this.#width + 1;
    this.#attacked = 0;
    const attackable = this.#speakers
      .filter(({ rule }) => rule.yieldsTo.length + rule.overriddenBy.length > 0)
      .sort((a, b) => a.rule.turn - b.rule.turn);
    for (const { rule } of attackable) {
      const at = this.#attacked * stride;
      if (at + stride > this.#attacks.length) this.#attacks = grown(this.#attacks, at + stride);
      const place = word(this.#placeOf, rule.number) - 1;
      this.#attacks[at] = place;
      let any = 0;
      for (let i = 0; i < this.#width; i++) {
        let row = 0;
        for (const layer of rule.yieldsTo) row |= word(this.#ofLayer, layer * this.#width + i);
        this.#attacks[at + 1 + i] = row;
      }
      for (const index of rule.overriddenBy) {
        const attacker = word(this.#placeOf, index) - 1;
        if (attacker >= 0) setBit(this.#attacks, at + 1, attacker);
      }
      for (let i = 0; i < this.#width; i++) any |= word(this.#attacks, at + 1 + i);
      if (any === 0) continue;
      this.#attackOf[place] = at + 1;
      this.#attacked++;
    }
  }

  /** Leaves in `#undefeated` the rules that no undefeated rule attacks. */
  #setAside(bits: Int32Array, from: number): void {
    const width = this.#width;
    const undefeated = this.#undefeated;
    for (let i = 0; i < width; i++) undefeated[i] = bits[from + i] ?? 0;
    for (let entry = 0; entry < this.#attacked; entry++) {
      const at = entry * (width + 1);
      const place = word(this.#attacks, at);
      let attackers = 0;
      for (let i = 0; i < width; i++) attackers |= word(this.#attacks, at + 1 + i) & word(undefeated, i);
      if (attackers !== 0) undefeated[place >> 5] = word(undefeated, place >> 5) & ~(1 << (place & 31));
    }
  }

  #has(effect: number, strict: boolean): boolean {
    for (let i = 0; i < this.#width; i++) {
      const force = strict ? word(this.#strict, i) : ~word(this.#strict, i);
      if ((word(this.#undefeated, i) & force & word(this.#withEffect, effect * this.#width + i)) !== 0)
        return true;
    }
    return false;
  }

  #strictest(strict: boolean, from: number, to: number): number {
    for (let effect = to; effect >= from; effect--) if (this.#has(effect, strict)) return effect;
    return -1;
  }

  #loosest(): number {
    for (let effect = 0; effect <= PERMITTED; effect++) if (this.#has(effect, false)) return effect;
    return -1;
  }

  /** Adds to `#chosen` the undefeated rules of a force with an effect, or with any effect when it is -1. */
  #choose(effect: number, strict: boolean): void {
    for (let i = 0; i < this.#width; i++) {
      const force = strict ? word(this.#strict, i) : ~word(this.#strict, i);
      const says = effect === -1 ? word(this.#speaking, i) : word(this.#withEffect, effect * this.#width + i);
      this.#chosen[i] = word(this.#chosen, i) | (word(this.#undefeated, i) & force & says);
    }
  }

  #listDecisive(): number {
    const count = this.#find(0);
    for (let i = 0; i < count; i++) this.#put(i, this.#ruleAt(word(this.#found, i)));
    return count;
  }

  #listDefeats(bits: Int32Array, from: number): number {
    let any = 0;
    for (let i = 0; i < this.#width; i++) {
      const row = (bits[from + i] ?? 0) & ~word(this.#undefeated, i);
      this.#chosen[i] = row;
      any |= row;
    }
    if (any === 0) return 0;
    const defeated = this.#find(0);
    let length = 0;
    for (let i = 0; i < defeated; i++) length = this.#listDefeatsOf(word(this.#found, i), defeated, length);
    return length;
  }

  #listDefeatsOf(place: number, room: number, before: number): number {
    const target = this.#speakers[place]?.rule;
    const attackers = word(this.#attackOf, place);
    for (let i = 0; i < this.#width; i++) {
      this.#chosen[i] = word(this.#attacks, attackers + i) & word(this.#undefeated, i);
    }
    const count = this.#find(room);
    let length = before;
    for (let i = 0; i < count; i++) {
      const attacker = this.#ruleAt(word(this.#found, room + i));
      length = this.#put(length, target?.number ?? 0);
      length = this.#put(length, attacker);
      length = this.#put(length, target?.overriddenBy.includes(attacker) === true ? 1 : 0);
    }
    return length;
  }

  /** Puts the places of the rules in `#chosen` in `#found`, from `room` on, in the order of the rule set. */
  #find(room: number): number {
    let count = 0;
    for (let i = 0; i < this.#width; i++) {
      for (let row = word(this.#chosen, i); row !== 0; row &= row - 1) {
        const place = i * 32 + lowestBit(row);
        let at = room + count++;
        if (!this.#isInOrder) at = this.#makeRoom(room, at, place);
        this.#found[at] = place;
      }
    }
    return count;
  }

  /** Moves up the places whose rules come later in the rule set, and tells where this one belongs. */
  #makeRoom(from: number, end: number, place: number): number {
    const position = this.#positionOf(place);
    let at = end;
    while (at > from && this.#positionOf(word(this.#found, at - 1)) > position) {
      this.#found[at] = word(this.#found, at - 1);
      at--;
    }
    return at;
  }

  #positionOf(place: number): number {
    return this.#speakers[place]?.rule.position ?? 0;
  }

  /** The duties (or the tips) of the undefeated rules that name the tool, in the order of the vocabulary. */
  #listMarks(duties: boolean): number {
    const union = this.#union;
    let any = false;
    for (let i = 0; i < this.#width; i++) {
      for (let row = word(this.#undefeated, i) & word(this.#dutiful, i); row !== 0; row &= row - 1) {
        const rule = this.#speakers[i * 32 + lowestBit(row)]?.rule;
        const marks = duties ? rule?.duties : rule?.advice;
        if (marks === null || marks === undefined) continue;
        any = true;
        for (let j = 0; j < marks.length; j++) union[j] = word(union, j) | word(marks, j);
      }
    }
    if (!any) return 0;
    let length = 0;
    for (let j = 0; j < union.length; j++) {
      for (let row = word(union, j); row !== 0; row &= row - 1)
        length = this.#put(length, j * 32 + lowestBit(row));
      union[j] = 0;
    }
    return length;
  }

  #ruleAt(place: number): number {
    return this.#speakers[place]?.rule.number ?? 0;
  }

  #put(length: number, value: number): number {
    if (length >= this.#list.length) this.#list = grown(this.#list, length + 1);
    this.#list[length] = value;
    return length + 1;
  }
}

function lowestBit(row: number): number {
  return 31 - Math.clz32(row & -row);
}

function cleared(words: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (words.length < length) return new Int32Array(length * 2);
  words.fill(0, 0, length);
  return words;
}
