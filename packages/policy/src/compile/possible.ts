import { type Point, UNKNOWN } from "../situation.ts";
import type { CompiledParts } from "./compiled-rule-set.ts";
import {
  attributeOf,
  type Diagrams,
  follow,
  isTerminal,
  levelsOf,
  type Reference,
  terminalValue,
} from "./diagram.ts";
import { KeyTable } from "./tables.ts";

/**
 * The outcomes that a function can give when what is unknown at a point may be anything, in situations that can
 * occur. One walk through two diagrams at once, each pair of nodes once.
 */
export function possibleOutcomes(
  { diagrams, impossible }: CompiledParts,
  root: Reference,
  point: Point,
): number[] {
  const levels = levelsOf(diagrams);
  const seen = new KeyTable(2);
  const found = new Set<number>();
  const visit = (reference: Reference, cannotOccur: Reference): void => {
    if (isTerminal(cannotOccur) && terminalValue(cannotOccur) === 1) return;
    if (isTerminal(reference) && found.has(terminalValue(reference))) return;
    if (isTerminal(reference) && isTerminal(cannotOccur)) {
      found.add(terminalValue(reference));
      return;
    }
    seen.key[0] = reference;
    seen.key[1] = cannotOccur;
    seen.add();
    if (!seen.isNew) return;
    const attribute = firstOf(diagrams, levels, reference, cannotOccur);
    const value = point[attribute] ?? UNKNOWN;
    const from = value === UNKNOWN ? 0 : value;
    const to = value === UNKNOWN ? (diagrams.sizes[attribute] ?? 0) : value + 1;
    for (let next = from; next < to; next++) {
      visit(follow(diagrams, reference, attribute, next), follow(diagrams, cannotOccur, attribute, next));
    }
  };
  visit(root, impossible);
  return [...found];
}

/** The attribute that comes first of those that two functions look at; one of them is a node. */
function firstOf(diagrams: Diagrams, levels: readonly number[], a: Reference, b: Reference): number {
  if (isTerminal(a)) return attributeOf(diagrams, b);
  if (isTerminal(b)) return attributeOf(diagrams, a);
  const first = attributeOf(diagrams, a);
  const second = attributeOf(diagrams, b);
  return (levels[first] ?? 0) <= (levels[second] ?? 0) ? first : second;
}
