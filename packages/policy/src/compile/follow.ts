import { type Point, UNKNOWN } from "../situation.ts";
import type { CompiledParts } from "./compiled-rule-set.ts";
import { OpenAttributeError } from "./errors.ts";
import { type Prefix, referencesAfter } from "./prefix.ts";

/**
 * Makes the function that decides one tool for one organisation: it looks up where the first attributes lead, and
 * follows the diagram from there. Measured in nanoseconds; everything it needs is at hand in its scope.
 */
export function pathFollower(
  parts: CompiledParts,
  prefix: Prefix,
): (organisation: number, tool: number, point: Point) => number {
  const { ruleSet, diagrams, roots } = parts;
  const { words, attributeBits } = diagrams;
  const attributeMask = (1 << attributeBits) - 1;
  const tools = ruleSet.tools.length;
  const { first: firstAttribute, second: secondAttribute, firstStep, secondStep, combinations } = prefix;
  const afterPrefix = referencesAfter(prefix, diagrams, roots);
  const isOpen = (attribute: number): OpenAttributeError =>
    new OpenAttributeError(ruleSet.vocabulary.attributes[attribute]?.id ?? String(attribute));
  return (organisation, tool, point) => {
    const pair = organisation * tools + tool;
    const first = point[firstAttribute] ?? UNKNOWN;
    const second = point[secondAttribute] ?? UNKNOWN;
    let reference: number | undefined =
      first === UNKNOWN || second === UNKNOWN
        ? roots[pair]
        : afterPrefix[pair * combinations + first * firstStep + second * secondStep];
    if (reference === undefined)
      throw new RangeError(`there is no organisation ${organisation} or tool ${tool}`);
    while (reference >= 0) {
      const value: number = point[reference & attributeMask] ?? UNKNOWN;
      if (value === UNKNOWN) throw isOpen(reference & attributeMask);
      reference = words[(reference >>> attributeBits) + value] ?? -1;
    }
    return ~reference;
  };
}
