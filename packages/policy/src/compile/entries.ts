/**
 * An entry is one number for an outcome: its index in the lowest 22 bits, then in 6 bits what its duties ask of the
 * situation, and in the highest 3 bits how strict its effect is, so that the larger entry is the stricter one.
 */

/** How many outcomes entries can tell apart; the last index is left out, so that it can mean "not known". */
export const MOST_OUTCOMES = 0x3fffff;

/** The bits of an entry that tell the index of the outcome. */
export const OUTCOME_ONLY = 0x3fffff;

/** All bits of an entry. */
export const WHOLE_ENTRY = -1;

/** The largest demand that an entry can hold. */
export const LARGEST_DEMAND = 0x3f;

/** The entry of an outcome. */
export function packEntry(outcome: number, demand: number, effect: number): number {
  return outcome | (demand << 22) | (effect << 28);
}

/** The index of the outcome in an entry. */
export function outcomeOf(entry: number): number {
  return entry & OUTCOME_ONLY;
}

/** What the duties of the outcome in an entry ask of the situation; zero when nothing. */
export function demandOf(entry: number): number {
  return (entry >>> 22) & LARGEST_DEMAND;
}

/** The strictness of the effect in an entry. */
export function effectOf(entry: number): number {
  return entry >>> 28;
}

/** The smallest entry of outcomes with an effect of this strictness. */
export function smallestEntry(effect: number): number {
  return effect << 28;
}
