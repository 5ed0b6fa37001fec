/**
 * Regions of the situations that table rules speak of. A dimension is an attribute, or whose rules are asked for; per
 * dimension a region names the values that fit. A dimension that is not named fits with every value.
 */
export type Region = ReadonlyMap<string, readonly string[]>;

/** All values of every dimension. */
export type Space = ReadonlyMap<string, readonly string[]>;

/** What is in both regions; null when nothing is. */
export function intersect(a: Region, b: Region): Region | null {
  const both = new Map(a);
  for (const [dimension, values] of b) {
    const earlier = both.get(dimension);
    const shared = earlier === undefined ? values : earlier.filter((value) => values.includes(value));
    if (shared.length === 0) return null;
    both.set(dimension, shared);
  }
  return both;
}

/** What is in the first region and not in the second, in parts that do not overlap. */
export function subtract(space: Space, region: Region, hole: Region): readonly Region[] {
  if (intersect(region, hole) === null) return [region];
  const parts: Region[] = [];
  let inside = region;
  for (const [dimension, values] of hole) {
    const present = inside.get(dimension) ?? space.get(dimension) ?? [];
    const outside = present.filter((value) => !values.includes(value));
    if (outside.length > 0) parts.push(new Map(inside).set(dimension, outside));
    inside = new Map(inside).set(
      dimension,
      present.filter((value) => values.includes(value)),
    );
  }
  return parts;
}
