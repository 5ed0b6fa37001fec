/** A value that JSON can hold. Members that are `undefined` count as absent. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object that JSON can hold. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Whether a value is an object with members: not null, not a list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The member of that name which an object has of its own. What people send may carry any key, also `constructor` or
 * `__proto__`, and must never reach what JavaScript itself put there.
 */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
