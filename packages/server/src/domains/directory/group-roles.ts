import { ROLES, type Role } from "../../platform/actor.ts";

/** A group of an organisation whose members have roles in Akkoord. */
export interface GroupRole {
  readonly organisation: string;
  /** The group's display name. */
  readonly group: string;
  readonly roles: readonly Role[];
}

/**
 * Reads which groups give which roles. The organisation is always named: a group of that name elsewhere gives nothing.
 *
 * @returns null when the text cannot be read
 * @example readGroupRoles("bzk:Akkoord beheer=operator; szw:CISO=security-officer,auditor")
 */
export function readGroupRoles(text: string): readonly GroupRole[] | null {
  const entries = text
    .split(";")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const read = entries.map(readEntry);
  return read.every((entry) => entry !== null) ? read : null;
}

/** The roles that somebody of an organisation has through the groups they are in. */
export function rolesThrough(
  groupRoles: readonly GroupRole[],
  organisation: string | null,
  groups: readonly string[],
): readonly Role[] {
  const names = groups.map((name) => name.toLowerCase());
  return groupRoles
    .filter((entry) => entry.organisation === organisation && names.includes(entry.group.toLowerCase()))
    .flatMap(({ roles }) => roles);
}

function readEntry(entry: string): GroupRole | null {
  const [, organisation = "", group = "", named = ""] = /^([\w-]+):(.+)=([^=]+)$/.exec(entry) ?? [];
  const wanted = named.split(",").map((role) => role.trim());
  const roles = ROLES.filter((role) => wanted.includes(role));
  if (group.trim() === "" || roles.length === 0 || roles.length !== new Set(wanted).size) return null;
  return { organisation: organisation.toLowerCase(), group: group.trim(), roles };
}
