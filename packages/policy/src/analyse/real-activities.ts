import type { Box } from "./finding.ts";
import { NOWHERE } from "./operations.ts";
import type { Region } from "./region.ts";

/**
 * Leaves out of the boxes of a region activities that only occur in situations that cannot: a box may be widened by those,
 * and “meet or sign, somebody else invites” says too much where nobody else ever invites to sign.
 */
export function withRealActivities(region: Region, boxes: readonly Box[]): readonly Box[] {
  const { space } = region;
  const attributes = space.compiled.ruleSet.vocabulary.attributes;
  const attribute = attributes[space.activityAttribute];
  if (attribute === undefined) return boxes;
  return boxes.map((box) => {
    const inBox = space.operations.and(region.root, space.functionOf(box));
    const real = attribute.values.filter(({ id }, value) => {
      if (box.activity !== undefined && !box.activity.includes(id)) return false;
      const there = space.operations.where(space.activityAttribute, (candidate) => candidate === value);
      return space.operations.and(inBox, there) !== NOWHERE;
    });
    if (real.length === attribute.values.length || real.length === box.activity?.length) return box;
    const narrower: Record<string, readonly string[]> = { ...box, activity: real.map(({ id }) => id) };
    return Object.fromEntries(
      attributes.flatMap(({ id }) => {
        const values = narrower[id];
        return values === undefined ? [] : [[id, values]];
      }),
    );
  });
}
