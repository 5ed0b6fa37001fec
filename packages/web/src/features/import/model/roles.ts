import type { ColumnRole } from "@akkoord/exchange";
import type { Attribute, Condition } from "@akkoord/policy";

/** The roles that need nothing more said, in the order in which people choose. */
export const PLAIN_ROLES = [
  "tool",
  "verdict",
  "condition",
  "valid-from",
  "valid-to",
  "quote",
  "place",
  "supplier",
  "ignore",
] as const;

/** A role as the value of a choice. */
export function roleKey(role: ColumnRole): string {
  return role.as === "attribute" ? `attribute:${role.attribute}` : role.as;
}

/** The role that a choice means. */
export function roleOf(key: string): ColumnRole {
  if (key.startsWith("attribute:"))
    return { as: "attribute", attribute: key.slice("attribute:".length), empty: "error" };
  const as = PLAIN_ROLES.find((known) => known === key) ?? "ignore";
  if (as === "tool") return { as, empty: "error" };
  return as === "verdict" ? { as, when: {} } : { as };
}

/** The situations of a verdict column as the value of a choice; empty for all. */
export function whenKey(when: Condition): string {
  return Object.keys(when).length === 0 ? "" : JSON.stringify(when);
}

/** One choice per value of every attribute, for a verdict column. */
export function whenChoices(
  attributes: readonly Attribute[],
): readonly { when: Condition; attribute: Attribute; value: string }[] {
  return attributes.flatMap((attribute) =>
    attribute.values.map((value) => ({ when: { [attribute.id]: [value.id] }, attribute, value: value.id })),
  );
}
