import type { z } from "zod";
import type { Attribute, AttributePath } from "./attributes.ts";

/** A value in a resource. */
export type Json = z.core.util.JSONType;

/** A resource, or a complex value in one. Made without a prototype, so that no name in a request finds anything there. */
export type Members = { [name: string]: Json };

/** Whether a value has members. */
export function isMembers(value: Json | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member by its name in any case, own ones only. */
export function memberOf(members: Members, name: string): Json | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(members).find((one) => one.toLowerCase() === wanted);
  return key === undefined ? undefined : members[key];
}

/** Every value at a place in a resource; values of a multi-valued attribute one by one. */
export function valuesAt(resource: Members, { extension, attribute, sub }: AttributePath): readonly Json[] {
  const home = extension === null ? resource : memberOf(resource, extension);
  if (!isMembers(home)) return [];
  const values = listed(memberOf(home, attribute.name));
  return sub === null ? values : values.flatMap((value) => subValues(value, sub));
}

/** The values of a part of a complex value. */
export function subValues(value: Json, sub: Attribute): readonly Json[] {
  return isMembers(value) ? listed(memberOf(value, sub.name)) : [];
}

/** Nothing, one value, or each of them. */
export function listed(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.filter((one) => one !== null) : [value];
}
