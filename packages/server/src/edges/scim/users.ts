import type { Provisioned, ProvisionedPerson } from "../../domains/directory/provisioned.ts";
import { plainLine } from "../../platform/plain-line.ts";
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from "./attributes.ts";
import { isMembers, type Json, listed, type Members } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";

/** What a client can change of a user, as it told us before. */
export function userSource(person: ProvisionedPerson): Members {
  const { externalId } = person;
  const told: Members =
    person.resource === null
      ? {
          displayName: person.name,
          ...(person.email === null
            ? {}
            : { emails: [{ value: person.email, type: "work", primary: true }] }),
        }
      : structuredClone({ ...person.resource });
  return {
    ...told,
    userName: person.userName,
    ...(externalId === null ? {} : { externalId }),
    active: person.active,
  };
}

/**
 * What is kept of a user: of the addresses one for work, and never one that is said to be for something else. Everything
 * else that we have no use for is left out while it is read.
 */
export function keptOf(source: Members): Members {
  const { emails: _emails, ...rest } = source;
  const kept = workEmail(source);
  return kept === undefined ? rest : { ...rest, emails: [kept] };
}

/** A user as clients get it. @param base address of the SCIM service */
export function userResource(person: ProvisionedPerson, base: string): Members {
  const source = userSource(person);
  const enterprise = source[ENTERPRISE_SCHEMA];
  const groups: Json[] = person.groups.map(({ id, name }) => ({
    value: id,
    $ref: `${base}/Groups/${id}`,
    display: name,
    type: "direct",
  }));
  return {
    schemas: [USER_SCHEMA, ...(enterprise === undefined ? [] : [ENTERPRISE_SCHEMA])],
    id: person.id,
    ...source,
    ...(enterprise === undefined ? {} : { [ENTERPRISE_SCHEMA]: withManager(enterprise, base) }),
    ...(groups.length === 0 ? {} : { groups }),
    meta: {
      resourceType: "User",
      created: person.createdAt.toISOString(),
      lastModified: person.changedAt.toISOString(),
      location: `${base}/Users/${person.id}`,
      version: etagOf(person),
    },
  };
}

/** The version of a resource, as in its ETag header. */
export function etagOf({ version }: { readonly version: number }): string {
  return `W/"${version}"`;
}

/**
 * What a user says to us, from the resource as it is to be.
 *
 * @throws ScimProblem `invalidValue` when there is no user name
 */
export function provisionedFrom(told: Members): Provisioned {
  const source = keptOf(told);
  const userName = textOf(source.userName);
  if (userName === null) throw new ScimProblem(400, "invalidValue", "userName must not be empty.");
  const enterprise = source[ENTERPRISE_SCHEMA];
  const work = isMembers(enterprise) ? enterprise : {};
  const { userName: _name, externalId: _id, active: _active, ...resource } = source;
  return {
    userName,
    externalId: textOf(source.externalId),
    name: nameOf(source) ?? userName.slice(0, 200),
    email: textOf(workEmail(source)?.value, 320),
    // Left out: they may work here.
    active: source.active !== false,
    organisation: textOf(work.organization),
    department: textOf(work.department),
    manager: isMembers(work.manager) ? textOf(work.manager.value) : null,
    resource,
  };
}

/** The name that colleagues see: the one to display, else the whole, else its parts. */
function nameOf(source: Members): string | null {
  const parts = isMembers(source.name) ? source.name : {};
  const put = [parts.givenName, parts.middleName, parts.familyName].flatMap((part) => textOf(part) ?? []);
  return textOf(source.displayName, 200) ?? textOf(parts.formatted, 200) ?? textOf(put.join(" "), 200);
}

/** The address to use: one for work, else one of which nobody says what it is for; the primary one when there are more. */
function workEmail(source: Members): Members | undefined {
  const emails = listed(source.emails).filter(isMembers);
  const ofType = (type: string | null) =>
    emails.filter((one) => (typeof one.type === "string" ? one.type.toLowerCase() : null) === type);
  const fitting = [ofType("work"), ofType(null)].find((some) => some.length > 0) ?? [];
  return fitting.find(({ primary }) => primary === true) ?? fitting[0];
}

/** A text on one line that cannot pretend to be another; null for none. */
function textOf(value: Json | undefined, most = 255): string | null {
  const text = typeof value === "string" ? plainLine(value).slice(0, most) : "";
  return text === "" ? null : text;
}

function withManager(enterprise: Json, base: string): Json {
  if (!isMembers(enterprise) || !isMembers(enterprise.manager)) return enterprise;
  const { value } = enterprise.manager;
  if (typeof value !== "string") return enterprise;
  return { ...enterprise, manager: { ...enterprise.manager, $ref: `${base}/Users/${value}` } };
}
