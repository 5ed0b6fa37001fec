import type { Attribute, Condition, Period } from "@akkoord/policy";

/**
 * The end of an imported rule's id: the tool, and the situations in words. The same row gives the same id each time, so
 * that importing a list again replaces its rules.
 *
 * @example conditionId(attributes, { information: ["public", "internal"] }) // "information-to-internal"
 */
export function conditionId(attributes: readonly Attribute[], when: Condition): string {
  const parts = attributes.flatMap((attribute) => {
    const values = when[attribute.id];
    return values === undefined ? [] : [`${attribute.id}-${valuesId(attribute, values)}`];
  });
  return parts.length === 0 ? "always" : parts.join("/");
}

function valuesId(attribute: Attribute, values: readonly string[]): string {
  const order = attribute.values.map((value) => value.id);
  const places = values.map((value) => order.indexOf(value));
  const first = Math.min(...places);
  const last = Math.max(...places);
  const isRange = attribute.ordered && values.length > 1 && last - first === values.length - 1;
  if (isRange && first === 0) return `to-${order[last] ?? ""}`;
  if (isRange && last === order.length - 1) return `from-${order[first] ?? ""}`;
  return values.join(".");
}

/** The part of an id that tells rules of different periods apart. */
export function periodId({ from, to }: Period): string {
  return `${from === null ? "" : `/from-${from}`}${to === null ? "" : `/to-${to}`}`;
}
