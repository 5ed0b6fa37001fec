import type { Attribute, Condition, RuleSet, Vocabulary } from "../rule-set.ts";

/** Two rule sets over one space: the same vocabulary, organisations and tools, so that they can be compared. */
export interface MergedSpace {
  readonly before: RuleSet;
  readonly after: RuleSet;
}

/**
 * Brings two rule sets over one space: every attribute, value, tool, organisation, duty and tip of either, in the order of
 * the later set, with what only the earlier one has behind. An attribute that one side lacks is irrelevant there: its rules
 * hold whatever the value. A situation counts when it can occur in either.
 *
 * @example const { before, after } = mergedSpace(published, draft)
 */
export function mergedSpace(before: RuleSet, after: RuleSet): MergedSpace {
  const vocabulary = sameJson(before.vocabulary, after.vocabulary)
    ? after.vocabulary
    : mergedVocabulary(before.vocabulary, after.vocabulary);
  const shared = {
    vocabulary,
    organisations: union(after.organisations, before.organisations),
    outsideParties: union(after.outsideParties, before.outsideParties),
    tools: mergedTools(before, after),
  };
  return { before: { ...before, ...shared }, after: { ...after, ...shared } };
}

function mergedVocabulary(before: Vocabulary, after: Vocabulary): Vocabulary {
  const attributes = union(after.attributes, before.attributes).map((attribute): Attribute => {
    const older = before.attributes.find(({ id }) => id === attribute.id);
    return { ...attribute, values: union(attribute.values, older?.values ?? []) };
  });
  return {
    attributes,
    impossible: cannotOccurInEither(cannotOccurIn(before, attributes), cannotOccurIn(after, attributes)),
    duties: union(after.duties, before.duties),
    advice: union(after.advice, before.advice),
  };
}

/** What cannot occur for one side: what it says so, and every value that it does not know. */
function cannotOccurIn(side: Vocabulary, attributes: readonly Attribute[]): readonly Condition[] {
  const unknown = side.attributes.flatMap((own): Condition[] => {
    const all = attributes.find(({ id }) => id === own.id)?.values ?? [];
    const missing = all.filter((value) => !own.values.some(({ id }) => id === value.id));
    return missing.length === 0 ? [] : [{ [own.id]: missing.map(({ id }) => id) }];
  });
  return [...side.impossible, ...unknown];
}

/** The situations of both lists: each condition of one together with each of the other. */
function cannotOccurInEither(one: readonly Condition[], other: readonly Condition[]): readonly Condition[] {
  if (sameJson(one, other)) return one;
  return one.flatMap((a) => other.map((b) => bothHold(a, b))).filter((condition) => condition !== null);
}

function bothHold(a: Condition, b: Condition): Condition | null {
  const both: Record<string, readonly string[]> = { ...a };
  for (const [id, values] of Object.entries(b)) {
    const own = a[id];
    both[id] = own === undefined ? values : values.filter((value) => own.includes(value));
    if (both[id].length === 0) return null;
  }
  return both;
}

/** A tool serves what it serves in either. */
function mergedTools(before: RuleSet, after: RuleSet): RuleSet["tools"] {
  const older = new Map(before.tools.map((tool) => [tool.id, tool]));
  return union(after.tools, before.tools).map((tool) => {
    const activities = older.get(tool.id)?.activities ?? [];
    const more = activities.filter((activity) => !tool.activities.includes(activity));
    return more.length === 0 ? tool : { ...tool, activities: [...tool.activities, ...more] };
  });
}

function union<T extends { readonly id: string }>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (first === second) return first;
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...second.filter(({ id }) => !known.has(id))];
}

function sameJson(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
