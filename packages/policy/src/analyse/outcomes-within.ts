import {
  attributeOf,
  childOf,
  type Diagrams,
  isTerminal,
  levelsOf,
  type Reference,
  terminalValue,
} from "../compile/diagram.ts";
import { word } from "../compile/tables.ts";
import { NOWHERE } from "./operations.ts";
import { PairMemo, UNKNOWN_RESULT } from "./pair-memo.ts";
import type { Space } from "./space.ts";

/**
 * Makes the function that tells which outcomes the rules give an organisation and tool somewhere in a region: indices for
 * `compiled.outcome`, in increasing order. One walk through two diagrams at once, each pair of nodes once.
 *
 * @example outcomesWithin(space)(organisation, tool, region.root).map((index) => space.compiled.outcome(index))
 */
export function outcomesWithin(
  space: Space,
): (organisation: number, tool: number, region: Reference) => readonly number[] {
  const { compiled, store } = space;
  const collect = terminalsWithin(compiled.diagrams, store);
  const tools = compiled.ruleSet.tools.length;
  return (organisation, tool, region) => collect(word(compiled.roots, organisation * tools + tool), region);
}

/**
 * Makes the function that tells which values a function takes somewhere in a region. The two may be in different stores,
 * as long as these have the same attributes in the same order.
 */
export function terminalsWithin(
  diagrams: Diagrams,
  regions: Diagrams,
): (root: Reference, region: Reference) => readonly number[] {
  const levels = levelsOf(diagrams);
  const seen = new PairMemo();
  let found = new Set<number>();
  const visit = (reference: Reference, region: Reference): void => {
    if (region === NOWHERE) return;
    if (isTerminal(reference)) {
      found.add(terminalValue(reference));
      return;
    }
    if (seen.get(reference, region) !== UNKNOWN_RESULT) return;
    seen.set(reference, region, 1);
    const level = levels[attributeOf(diagrams, reference)] ?? 0;
    const regionLevel = isTerminal(region)
      ? Number.POSITIVE_INFINITY
      : (levels[attributeOf(regions, region)] ?? 0);
    const attribute = level <= regionLevel ? attributeOf(diagrams, reference) : attributeOf(regions, region);
    for (let value = 0; value < (diagrams.sizes[attribute] ?? 0); value++) {
      visit(
        level <= regionLevel ? childOf(diagrams, reference, value) : reference,
        regionLevel <= level ? childOf(regions, region, value) : region,
      );
    }
  };
  return (root, region) => {
    seen.clear();
    found = new Set();
    visit(root, region);
    return [...found].sort((a, b) => a - b);
  };
}
