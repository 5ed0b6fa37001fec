import type { Attribute, Condition, RuleSet, Vocabulary } from "./rule-set.ts";
import type { Participant, Situation } from "./situation.ts";
import { type Point, UNKNOWN } from "./situation.ts";

/** The attribute that is derived from who takes part. There is one, and its values are ordered. */
export function derivedAttribute(vocabulary: Vocabulary): Attribute | undefined {
  return vocabulary.attributes.find((attribute) => attribute.scope === "derived");
}

/**
 * The audience that a group of participants makes: one organisation is among itself, several are together,
 * and an outside party raises it to its own value; the highest counts.
 *
 * @returns the value of the derived attribute, or null while nobody is named.
 * @example audienceOf(ruleSet, [{ id: "bzk", attributes: {} }, { id: "szw", attributes: {} }]) // "interdepartmental"
 */
export function audienceOf(ruleSet: RuleSet, participants: readonly Participant[]): string | null {
  const attribute = derivedAttribute(ruleSet.vocabulary);
  if (attribute === undefined || participants.length === 0) return null;
  const order = attribute.values.map((value) => value.id);
  const organisations = new Set(
    participants
      .map((participant) => participant.id)
      .filter((id) => ruleSet.organisations.some((o) => o.id === id)),
  );
  const raisedTo = participants.map((participant) => {
    const party = ruleSet.outsideParties.find((candidate) => candidate.id === participant.id);
    return party === undefined ? 0 : order.indexOf(party.audience);
  });
  const level = Math.max(organisations.size > 1 ? 1 : 0, ...raisedTo);
  return order[level] ?? null;
}

/** The point that one participant stands at, given the whole situation. What is not known is `UNKNOWN`. */
export function pointOf(ruleSet: RuleSet, situation: Situation, participant: Participant): Point {
  const audience = audienceOf(ruleSet, situation.participants);
  return Uint8Array.from(ruleSet.vocabulary.attributes, (attribute) => {
    const value =
      attribute.scope === "derived"
        ? audience
        : attribute.scope === "participant"
          ? participant.attributes[attribute.id]
          : situation.attributes[attribute.id];
    if (value === undefined || value === null) return UNKNOWN;
    const index = attribute.values.findIndex((candidate) => candidate.id === value);
    return index === -1 ? UNKNOWN : index;
  });
}

/** Whether a condition holds at a point, can still hold, or fails. */
export function holdsAt(
  vocabulary: Vocabulary,
  condition: Condition,
  point: Point,
): "holds" | "open" | "fails" {
  let open = false;
  for (const [index, attribute] of vocabulary.attributes.entries()) {
    const allowed = condition[attribute.id];
    if (allowed === undefined) continue;
    const value = point[index] ?? UNKNOWN;
    if (value === UNKNOWN) {
      if (allowed.length < attribute.values.length) open = true;
    } else if (!allowed.includes(attribute.values[value]?.id ?? "")) return "fails";
  }
  return open ? "open" : "holds";
}

/** Whether a fully known point is a situation that cannot occur. */
export function cannotOccur(vocabulary: Vocabulary, point: Point): boolean {
  return vocabulary.impossible.some((condition) => holdsAt(vocabulary, condition, point) === "holds");
}
