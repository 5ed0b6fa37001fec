import type { GroupName, ProvisionedGroup } from "../../domains/directory/provisioned.ts";
import { plainLine } from "../../platform/plain-line.ts";
import { GROUP_SCHEMA } from "./attributes.ts";
import { isMembers, type Json, listed, type Members } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";
import { etagOf } from "./users.ts";

/** What a client can change of a group. */
export function groupSource(group: ProvisionedGroup, members: readonly GroupName[]): Members {
  const { externalId } = group;
  return {
    displayName: group.displayName,
    ...(externalId === null ? {} : { externalId }),
    ...(members.length === 0 ? {} : { members: members.map(({ id }) => ({ value: id })) }),
  };
}

/** A group as clients get it. @param members null when they are not wanted. @param base address of the SCIM service */
export function groupResource(
  group: ProvisionedGroup,
  members: readonly GroupName[] | null,
  base: string,
): Members {
  const shown: Json[] = (members ?? []).map(({ id, name }) => ({
    value: id,
    $ref: `${base}/Users/${id}`,
    type: "User",
    display: name,
  }));
  return {
    schemas: [GROUP_SCHEMA],
    id: group.id,
    ...groupSource(group, []),
    ...(shown.length === 0 ? {} : { members: shown }),
    meta: {
      resourceType: "Group",
      created: group.createdAt.toISOString(),
      lastModified: group.changedAt.toISOString(),
      location: `${base}/Groups/${group.id}`,
      version: etagOf(group),
    },
  };
}

/**
 * What a group says to us, from the resource as it is to be.
 *
 * @throws ScimProblem `invalidValue` when there is no name, or a member is no user
 */
export function groupFrom(source: Members): {
  group: { displayName: string; externalId: string | null };
  members: string[];
} {
  const displayName =
    typeof source.displayName === "string" ? plainLine(source.displayName).slice(0, 255) : "";
  if (displayName === "") throw new ScimProblem(400, "invalidValue", "displayName must not be empty.");
  const { externalId } = source;
  const members = listed(source.members).map((member) => {
    const value = isMembers(member) ? member.value : undefined;
    const isGroup =
      isMembers(member) && typeof member.type === "string" && member.type.toLowerCase() === "group";
    if (typeof value !== "string" || isGroup)
      throw new ScimProblem(400, "invalidValue", "members must be users, named by their id.");
    return value;
  });
  return {
    group: { displayName, externalId: typeof externalId === "string" ? externalId.slice(0, 255) : null },
    members: [...new Set(members)],
  };
}
