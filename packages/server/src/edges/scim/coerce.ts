import type { Attribute, ResourceKind } from "./attributes.ts";
import { findAttribute, findExtension, isNotKept } from "./attributes.ts";
import { isMembers, type Json, listed, type Members } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";

/** The longest text that an attribute holds. */
const LONGEST_TEXT = 1_000;

/**
 * What a client sends as a whole resource, in our own names: what is unknown or ours to say is left out, what has the
 * wrong type is refused. Attributes of an extension may stand under its URN or with the URN before each name.
 *
 * @throws ScimProblem `invalidValue` or `invalidSyntax`
 */
export function coerceResource(kind: ResourceKind, body: Json): Members {
  if (!isMembers(body)) throw new ScimProblem(400, "invalidSyntax", "The body must be an object.");
  const resource: Members = {};
  for (const [name, value] of Object.entries(body)) {
    const extension = findExtension(kind, name);
    if (extension === null) put(kind, resource, name, value);
    else if (isMembers(value)) {
      for (const [part, one] of Object.entries(value)) put(kind, resource, `${extension.id}:${part}`, one);
    }
  }
  return resource;
}

function put(kind: ResourceKind, resource: Members, name: string, value: Json): void {
  const path = findAttribute(kind, name);
  if (path === null || path.sub !== null || isNotKept(kind, name)) return;
  if (path.attribute.mutability === "readOnly" || path.attribute.name === "schemas") return;
  const coerced = coerceValue(path.attribute, value);
  if (coerced === undefined) return;
  setMember(homeOf(resource, path.extension), path.attribute.name, coerced);
}

/** The part of a resource where an extension's attributes stand; made when it is not there. */
export function homeOf(resource: Members, extension: string | null): Members {
  if (extension === null) return resource;
  const found = resource[extension];
  if (isMembers(found)) return found;
  const made: Members = {};
  resource[extension] = made;
  return made;
}

/** Sets a member. Names come from our own definitions alone, never from a request. */
export function setMember(members: Members, name: string, value: Json | undefined): void {
  if (value === undefined) delete members[name];
  else members[name] = value;
}

/**
 * A value as the attribute's definition has it; undefined for nothing: null, an empty text or an empty list
 * (RFC 7643 §2.5).
 *
 * @throws ScimProblem `invalidValue`
 */
export function coerceValue(attribute: Attribute, value: Json): Json | undefined {
  if (attribute.multiValued) {
    const values = listed(value).flatMap((one) => coerceOne(attribute, one) ?? []);
    return values.length === 0 ? undefined : values;
  }
  // Some clients send a list of one.
  return coerceOne(attribute, Array.isArray(value) && value.length <= 1 ? (value[0] ?? null) : value);
}

/** One value of an attribute, also of a multi-valued one. */
export function coerceOne(attribute: Attribute, value: Json): Json | undefined {
  if (value === null || value === "") return undefined;
  switch (attribute.type) {
    case "complex":
      return coerceComplex(attribute, value);
    case "boolean":
      return coerceBoolean(attribute, value);
    default:
      if (typeof value === "number") return String(value);
      if (typeof value !== "string") throw wrong(attribute, "a text");
      if (value.length > LONGEST_TEXT) throw wrong(attribute, `at most ${LONGEST_TEXT} characters`);
      return value;
  }
}

/** Some clients write `"False"`, as a text. */
function coerceBoolean(attribute: Attribute, value: Json): boolean {
  const word = String(value).toLowerCase();
  if (word !== "true" && word !== "false") throw wrong(attribute, "true or false");
  return word === "true";
}

/** Some clients send only the value of what has parts, such as the id of a manager. */
function coerceComplex(attribute: Attribute, value: Json): Json | undefined {
  const given = typeof value === "string" ? { value } : value;
  if (!isMembers(given)) throw wrong(attribute, "an object");
  const members: Members = {};
  for (const [name, part] of Object.entries(given)) {
    const sub = attribute.subAttributes.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (sub === undefined || sub.mutability === "readOnly") continue;
    setMember(members, sub.name, coerceValue(sub, part));
  }
  return Object.keys(members).length === 0 ? undefined : members;
}

function wrong({ name }: Attribute, what: string): ScimProblem {
  return new ScimProblem(400, "invalidValue", `${name} must be ${what}.`);
}
