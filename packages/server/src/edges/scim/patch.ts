import { z } from "zod";
import {
  type AttributePath,
  findAttribute,
  findExtension,
  isNotKept,
  type ResourceKind,
} from "./attributes.ts";
import { coerceOne, coerceValue, homeOf, setMember } from "./coerce.ts";
import { readValueFilter, type ValueFilter } from "./filter.ts";
import { isMembers, type Json, listed, type Members } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";

const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** A change of a resource, as clients send it. */
export const patchShape = z.looseObject({
  schemas: z
    .array(z.string())
    .refine((schemas) => schemas.includes(PATCH_SCHEMA), { error: `must hold ${PATCH_SCHEMA}` }),
  Operations: z
    .array(z.looseObject({ op: z.string(), path: z.string().optional(), value: z.json().optional() }))
    .min(1),
});

/** A change of a resource. */
export type Patch = z.output<typeof patchShape>;

const OPERATIONS = ["add", "replace", "remove"] as const;
type Operation = (typeof OPERATIONS)[number];

/**
 * Changes a resource as RFC 7644 §3.5.2 says: all operations, or none. Takes what Entra ID and Okta send as well:
 * operations in any case, no path, names with dots in the value, texts for true and false, a value for an address
 * that is not there yet.
 *
 * @returns the changed resource; the one that was given stays as it was
 * @throws ScimProblem naming what is wrong
 * @example
 * applyPatch(USERS, noor, { schemas: […], Operations: [{ op: "Replace", path: "active", value: "False" }] })
 */
export function applyPatch(kind: ResourceKind, resource: Members, patch: Patch): Members {
  const changed = structuredClone(resource);
  for (const { op, path, value } of patch.Operations) {
    const operation = OPERATIONS.find((one) => one === op.toLowerCase());
    if (operation === undefined) throw problem("invalidSyntax", `"${op}" is no operation.`);
    if (path === undefined || path === "") applyWhole(kind, changed, operation, value);
    else applyAt(kind, changed, operation, path, value);
  }
  return changed;
}

/** Without a path the value is a piece of the resource. */
function applyWhole(
  kind: ResourceKind,
  resource: Members,
  operation: Operation,
  value: Json | undefined,
): void {
  if (operation === "remove") throw problem("noTarget", "Removing needs a path.");
  if (!isMembers(value ?? null)) throw problem("invalidValue", "Without a path the value must be an object.");
  for (const [name, part] of Object.entries(isMembers(value) ? value : {})) {
    // Clients send these along with what they change.
    if (["schemas", "id", "meta"].includes(name.toLowerCase())) continue;
    applyAt(kind, resource, operation, name, part);
  }
}

/** `attribute`, `attribute.part`, `attribute[filter]` or `attribute[filter].part`, after a URN or not. */
const PATH = /^((?:urn:[^[\]]+:)?[$\w.-]+)(?:\[(.*)\](?:\.([$\w]+))?)?$/is;

function applyAt(
  kind: ResourceKind,
  resource: Members,
  operation: Operation,
  written: string,
  value: Json | undefined,
): void {
  if (isNotKept(kind, written)) return;
  const extension = findExtension(kind, written);
  if (extension !== null) {
    if (operation === "remove" || value === null) delete resource[extension.id];
    else if (!isMembers(value)) throw problem("invalidValue", `"${written}" must be an object.`);
    else {
      for (const [name, one] of Object.entries(value))
        applyAt(kind, resource, operation, `${extension.id}:${name}`, one);
    }
    return;
  }
  const [, before = "", filter, part] = PATH.exec(written) ?? [];
  const path = findAttribute(kind, part === undefined ? before : `${before}.${part}`);
  if (path === null) throw problem("invalidPath", `There is no attribute "${written}".`);
  const { attribute, sub } = path;
  if ([attribute, sub].some((one) => one?.mutability === "readOnly") || attribute.name === "schemas")
    throw problem("mutability", `"${written}" cannot be changed.`);
  if (operation !== "remove" && value === undefined)
    throw problem("invalidValue", `"${written}" needs a value.`);
  if (filter === undefined) applyToAttribute(resource, operation, path, value);
  else if (!attribute.multiValued) throw problem("invalidPath", `"${attribute.name}" has one value.`);
  else applyToValues(resource, operation, path, readValueFilter(attribute, filter), value);
}

function applyToAttribute(
  resource: Members,
  operation: Operation,
  { extension, attribute, sub }: AttributePath,
  value: Json | undefined,
): void {
  const home = homeOf(resource, extension);
  const now = home[attribute.name];
  if (sub !== null) {
    // A part of every value there is, or of the one value.
    const targets = attribute.multiValued ? listed(now).filter(isMembers) : [isMembers(now) ? now : {}];
    for (const target of targets) {
      setMember(target, sub.name, operation === "remove" ? undefined : coerceValue(sub, value ?? null));
    }
    setMember(home, attribute.name, attribute.multiValued ? nonEmpty(targets) : nonEmpty(targets)?.[0]);
  } else if (operation === "remove") {
    // Some clients name in the value which values go.
    const gone = attribute.multiValued && value !== undefined ? listed(value) : null;
    const isGone =
      gone === null ? () => true : amongst(gone.flatMap((one) => coerceOne(attribute, one) ?? []));
    const left = listed(now).filter((one) => !isGone(one));
    setMember(home, attribute.name, left.length === 0 ? undefined : left);
  } else {
    const given = coerceValue(attribute, value ?? null);
    if (attribute.multiValued && operation === "add") {
      const isThere = amongst(listed(now));
      const added = listed(given).filter((one) => !isThere(one));
      setMember(home, attribute.name, withOnePrimary([...listed(now), ...added], added));
    } else if (attribute.type === "complex" && !attribute.multiValued && isMembers(now) && isMembers(given)) {
      Object.assign(now, given);
    } else if (given !== undefined || isNothing(value)) {
      setMember(home, attribute.name, attribute.multiValued ? withOnePrimary(listed(given), []) : given);
    }
  }
  if (extension !== null && Object.keys(home).length === 0) delete resource[extension];
}

function applyToValues(
  resource: Members,
  operation: Operation,
  { extension, attribute, sub }: AttributePath,
  filter: ValueFilter,
  value: Json | undefined,
): void {
  const home = homeOf(resource, extension);
  const values = listed(home[attribute.name]);
  const hit = values.filter((one) => filter.matches(one));
  if (operation === "remove") {
    if (sub === null) {
      const left = values.filter((one) => !hit.includes(one));
      setMember(home, attribute.name, left.length === 0 ? undefined : left);
      return;
    }
    for (const one of hit) if (isMembers(one)) delete one[sub.name];
    setMember(home, attribute.name, nonEmpty(values.filter(isMembers)));
    return;
  }
  // A filter that says all of what the value must be makes it when it is not there: clients count on that.
  if (hit.length === 0 && filter.equal === null)
    throw problem("noTarget", `No value of "${attribute.name}" fits the filter.`);
  const targets: Json[] = hit.length === 0 ? [{ ...filter.equal }] : [...hit];
  for (const target of targets) {
    if (!isMembers(target)) continue;
    if (sub !== null) setMember(target, sub.name, coerceValue(sub, value ?? null));
    else {
      const given = coerceOne(attribute, value ?? null);
      if (isMembers(given ?? null)) Object.assign(target, given);
    }
  }
  const all = hit.length === 0 ? [...values, ...targets] : values;
  setMember(home, attribute.name, withOnePrimary(all, targets));
}

/** Whether a client says that there is no value, and not only tells what we do not keep. */
function isNothing(value: Json | undefined): boolean {
  return !isMembers(value) || Object.keys(value).length === 0;
}

/** At most one value is the primary one: the one that was made so last (RFC 7643 §2.4). */
function withOnePrimary(values: readonly Json[], changed: readonly Json[]): Json[] | undefined {
  const primaries = values.filter((one) => isMembers(one) && one.primary === true);
  const keep = primaries.findLast((one) => changed.includes(one)) ?? primaries.at(-1);
  for (const one of primaries) if (one !== keep && isMembers(one)) one.primary = false;
  return values.length === 0 ? undefined : [...values];
}

/** Values that still say something; undefined when none do. */
function nonEmpty(values: readonly Members[]): Members[] | undefined {
  const left = values.filter((one) => Object.keys(one).length > 0);
  return left.length === 0 ? undefined : left;
}

/** Whether a value is one of these. Groups have thousands of members, so those that cannot be it are not looked at. */
function amongst(values: readonly Json[]): (one: Json) => boolean {
  const byName = new Map<string, Json[]>();
  for (const value of values) {
    const name = nameOf(value);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [value]);
    else same.push(value);
  }
  return (one) => (byName.get(nameOf(one)) ?? []).some((other) => isSame(one, other));
}

/** What a value is told apart by: its id or address, or all of it. */
function nameOf(value: Json): string {
  if (isMembers(value) && typeof value.value === "string") return value.value.toLowerCase();
  return JSON.stringify(value);
}

/** Of values with one address, those for another use are others. */
function isSame(one: Json, other: Json): boolean {
  const types = [one, other].map((value) =>
    isMembers(value) && typeof value.type === "string" ? value.type.toLowerCase() : null,
  );
  return types.includes(null) || types[0] === types[1];
}

function problem(
  scimType: "invalidSyntax" | "invalidPath" | "invalidValue" | "noTarget" | "mutability",
  detail: string,
) {
  return new ScimProblem(400, scimType, detail);
}
