import type { Vocabulary } from "../rule-set.ts";
import { type OutcomeRecords, RECORD_WORDS } from "./outcome-table.ts";
import { word } from "./tables.ts";

/** Part of a demand: one of some values of an attribute. */
export interface DemandPart {
  readonly attribute: number;
  /** Per value: 1 when it meets the duty. */
  readonly meets: Uint8Array;
}

/**
 * What the duties of outcomes ask of the situation. Lists of duties that ask the same are one demand; demand
 * zero asks nothing.
 */
export class Demands {
  readonly #outcomes: OutcomeRecords;
  /** Per list of duties. */
  readonly #demandOf: Int32Array;
  readonly #parts: (readonly DemandPart[])[] = [[]];

  constructor({ attributes, duties }: Vocabulary, outcomes: OutcomeRecords) {
    this.#outcomes = outcomes;
    const asks = duties.map(({ constraint }): readonly DemandPart[] => {
      const attribute = attributes.findIndex(({ id }) => id === constraint?.attribute);
      const values = attributes[attribute]?.values ?? [];
      if (constraint === undefined || attribute === -1) return [];
      const meets = Uint8Array.from(values, ({ id }) => (constraint.values.includes(id) ? 1 : 0));
      return [{ attribute, meets }];
    });
    const { starts, words } = outcomes.duties;
    const known = new Map([["", 0]]);
    this.#demandOf = Int32Array.from({ length: starts.length - 1 }, (_, list) => {
      const ofList = Array.from(words.subarray(word(starts, list), word(starts, list + 1)));
      const parts = simplified(ofList.flatMap((duty) => asks[duty] ?? []));
      const key = parts.map(({ attribute, meets }) => `${attribute}:${meets.join("")}`).join();
      const before = known.get(key);
      if (before !== undefined) return before;
      const demand = this.#parts.push(parts) - 1;
      known.set(key, demand);
      return demand;
    });
  }

  /** How many different demands there are. */
  get count(): number {
    return this.#parts.length;
  }

  /** The demand of an outcome. */
  of(outcome: number): number {
    return this.#demandOf[word(this.#outcomes.records, outcome * RECORD_WORDS + 3)] ?? 0;
  }

  /** The parts of a demand; all must be met. */
  partsOf(demand: number): readonly DemandPart[] {
    return this.#parts[demand] ?? [];
  }
}

/** One part per attribute, in the order of the attributes: what meets all parts about it. */
function simplified(parts: readonly DemandPart[]): readonly DemandPart[] {
  const perAttribute = new Map<number, Uint8Array>();
  for (const { attribute, meets } of parts) {
    const before = perAttribute.get(attribute);
    perAttribute.set(
      attribute,
      before === undefined ? meets : meets.map((value, i) => value & (before[i] ?? 0)),
    );
  }
  return [...perAttribute]
    .map(([attribute, meets]) => ({ attribute, meets }))
    .sort((a, b) => a.attribute - b.attribute);
}
