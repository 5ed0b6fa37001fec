/** Whether the duties of an outcome can be met: each by itself in the situation, and together. */
import type { DutyStatus } from "./answer-types.ts";
import type { Duty, Vocabulary } from "./rule-set.ts";
import { type Point, UNKNOWN } from "./situation.ts";

/** Duties that cannot be met: one that the situation rules out, or several that exclude each other. */
export interface Clash {
  readonly duties: readonly string[];
  readonly attribute: string;
}

/** Whether one duty is met at a point, still to be seen to, or impossible there. */
export function dutyStatus(vocabulary: Vocabulary, duty: Duty, point: Point): DutyStatus {
  if (duty.constraint === undefined) return "open";
  const { attribute: id, values } = duty.constraint;
  const index = vocabulary.attributes.findIndex((attribute) => attribute.id === id);
  const value = point[index] ?? UNKNOWN;
  if (value === UNKNOWN) return "open";
  return values.includes(vocabulary.attributes[index]?.values[value]?.id ?? "") ? "met" : "impossible";
}

/** The duties of one participant that cannot be met at its point, alone or together. */
export function clashesAt(
  vocabulary: Vocabulary,
  dutyIds: readonly string[],
  point: Point,
): readonly Clash[] {
  const duties = vocabulary.duties.filter((duty) => dutyIds.includes(duty.id));
  const impossible = duties.flatMap((duty): Clash[] =>
    dutyStatus(vocabulary, duty, point) === "impossible" && duty.constraint !== undefined
      ? [{ duties: [duty.id], attribute: duty.constraint.attribute }]
      : [],
  );
  return [...impossible, ...exclusions(vocabulary, duties)];
}

/**
 * Duties that constrain the same attribute to values without one in common: the pairs that exclude each other,
 * or all of them when only together they leave nothing.
 */
export function exclusions(vocabulary: Vocabulary, duties: readonly Duty[]): readonly Clash[] {
  const constrained = new Set(duties.map((duty) => duty.constraint?.attribute));
  return vocabulary.attributes.flatMap((attribute): Clash[] => {
    if (!constrained.has(attribute.id)) return [];
    const onIt = duties.filter((duty) => duty.constraint?.attribute === attribute.id);
    const common = attribute.values.filter((value) =>
      onIt.every((duty) => duty.constraint?.values.includes(value.id)),
    );
    if (onIt.length < 2 || common.length > 0) return [];
    const pairs = onIt.flatMap((a, i) =>
      onIt
        .slice(i + 1)
        .flatMap((b) => (excludes(a, b) ? [{ duties: [a.id, b.id], attribute: attribute.id }] : [])),
    );
    return pairs.length > 0 ? pairs : [{ duties: onIt.map((duty) => duty.id), attribute: attribute.id }];
  });
}

/** Whether two constraints on the same attribute have no value in common. */
export function excludes(a: Pick<Duty, "constraint">, b: Pick<Duty, "constraint">): boolean {
  if (a.constraint === undefined || b.constraint === undefined) return false;
  if (a.constraint.attribute !== b.constraint.attribute) return false;
  const { values } = b.constraint;
  return !a.constraint.values.some((value) => values.includes(value));
}
