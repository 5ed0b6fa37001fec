/** What a SCIM attribute is like (RFC 7643 §2.2), as far as ours differ. */
export interface Attribute {
  readonly name: string;
  readonly type: "string" | "boolean" | "dateTime" | "reference" | "complex";
  readonly description: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: "readWrite" | "readOnly" | "immutable";
  readonly returned: "always" | "default" | "request";
  readonly uniqueness: "none" | "server";
  readonly referenceTypes?: readonly string[];
  readonly canonicalValues?: readonly string[];
  readonly subAttributes: readonly Attribute[];
}

/** A schema: attributes under one URN. */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** A kind of resource: its own schema, and those that extend it. */
export interface ResourceKind {
  readonly name: "User" | "Group";
  readonly endpoint: string;
  readonly description: string;
  readonly core: Schema;
  readonly extensions: readonly Schema[];
  /**
   * What the standard knows and we do not keep, because we have no use for it: attributes and parts of them, with the
   * URN of the extension before them. Changes to these are taken and forgotten; refusing them would keep an
   * organisation from telling the rest.
   */
  readonly notKept: readonly string[];
}

/** A place in a resource: an attribute, of the resource itself or of an extension, and perhaps a part of it. */
export interface AttributePath {
  /** URN of the extension; null for the resource itself. */
  readonly extension: string | null;
  readonly attribute: Attribute;
  readonly sub: Attribute | null;
}

export const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE_SCHEMA = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

type Rest = Partial<Omit<Attribute, "name" | "type" | "description">>;

function attribute(name: string, type: Attribute["type"], description: string, rest: Rest = {}): Attribute {
  return {
    name,
    type,
    description,
    multiValued: false,
    required: false,
    caseExact: type === "reference",
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    subAttributes: [],
    ...rest,
  };
}

const text = (name: string, description: string, rest?: Rest) => attribute(name, "string", description, rest);
const READ_ONLY = { mutability: "readOnly" } as const;

/** What every resource has. These stand in no schema (RFC 7643 §3.1). */
export const COMMON_ATTRIBUTES: readonly Attribute[] = [
  attribute("schemas", "reference", "The schemas that the resource follows.", {
    multiValued: true,
    returned: "always",
    caseExact: true,
    referenceTypes: ["uri"],
  }),
  text("id", "Our id.", { ...READ_ONLY, caseExact: true, returned: "always", uniqueness: "server" }),
  text("externalId", "The client's own id.", { caseExact: true }),
  attribute("meta", "complex", "About the resource.", {
    ...READ_ONLY,
    subAttributes: [
      text("resourceType", "Its kind.", { ...READ_ONLY, caseExact: true }),
      attribute("created", "dateTime", "When it was made.", READ_ONLY),
      attribute("lastModified", "dateTime", "When it last changed.", READ_ONLY),
      attribute("location", "reference", "Its address.", { ...READ_ONLY, referenceTypes: ["uri"] }),
      text("version", "Its version, as in the ETag header.", { ...READ_ONLY, caseExact: true }),
    ],
  }),
];

const USER: Schema = {
  id: USER_SCHEMA,
  name: "User",
  description: "Somebody who works for the organisation. Only what is needed here is kept.",
  attributes: [
    text("userName", "What they sign in with.", { required: true, uniqueness: "server" }),
    attribute("name", "complex", "The parts of their name.", {
      subAttributes: [
        text("formatted", "The whole name."),
        text("familyName", "Family name."),
        text("givenName", "First name."),
        text("middleName", "What stands between, such as “van der”."),
      ],
    }),
    text("displayName", "The name that colleagues see."),
    attribute("active", "boolean", "Whether they may work here. When false they lose all access at once."),
    attribute("emails", "complex", "The e-mail address for work. Of several one is kept; others are not.", {
      multiValued: true,
      subAttributes: [
        text("value", "The address."),
        text("display", "The address, for people.", READ_ONLY),
        text("type", "What it is for.", { canonicalValues: ["work"] }),
        attribute("primary", "boolean", "The one to use; at most one."),
      ],
    }),
    attribute("groups", "complex", "The groups that they are in.", {
      ...READ_ONLY,
      multiValued: true,
      subAttributes: [
        text("value", "Id of the group.", { ...READ_ONLY, caseExact: true }),
        attribute("$ref", "reference", "Address of the group.", { ...READ_ONLY, referenceTypes: ["Group"] }),
        text("display", "Name of the group.", READ_ONLY),
        text("type", "Always direct.", { ...READ_ONLY, canonicalValues: ["direct"] }),
      ],
    }),
  ],
};

const ENTERPRISE: Schema = {
  id: ENTERPRISE_SCHEMA,
  name: "EnterpriseUser",
  description: "Where somebody works.",
  attributes: [
    text(
      "organization",
      "The organisation: our id, its TOOI address or its abbreviation. Another is a move.",
    ),
    text("department", "Department."),
    attribute("manager", "complex", "Their manager, who takes over when they leave.", {
      subAttributes: [
        text("value", "Id of the user.", { caseExact: true }),
        attribute("$ref", "reference", "Address of the user.", { referenceTypes: ["User"] }),
        text("displayName", "Name of the manager.", READ_ONLY),
      ],
    }),
  ],
};

const GROUP: Schema = {
  id: GROUP_SCHEMA,
  name: "Group",
  description: "People of the organisation under one name; it may give them roles here.",
  attributes: [
    text("displayName", "Name of the group.", { required: true, uniqueness: "server" }),
    attribute("members", "complex", "Who is in it: users, no groups.", {
      multiValued: true,
      subAttributes: [
        text("value", "Id of the user.", { mutability: "immutable", caseExact: true }),
        attribute("$ref", "reference", "Address of the user.", {
          mutability: "immutable",
          referenceTypes: ["User"],
        }),
        text("type", "Always User.", { mutability: "immutable", canonicalValues: ["User"] }),
        text("display", "Name of the user.", READ_ONLY),
      ],
    }),
  ],
};

/** Users. */
export const USERS: ResourceKind = {
  name: "User",
  endpoint: "/Users",
  description: "People of the organisation",
  core: USER,
  extensions: [ENTERPRISE],
  notKept: [
    ...["nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone", "password"],
    ...["phoneNumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509Certificates"],
    ...["name.honorificPrefix", "name.honorificSuffix"],
    ...["employeeNumber", "costCenter", "division"].map((name) => `${ENTERPRISE_SCHEMA}:${name}`),
  ],
};

/** Groups. */
export const GROUPS: ResourceKind = {
  name: "Group",
  endpoint: "/Groups",
  description: "Groups of people of the organisation",
  core: GROUP,
  extensions: [],
  notKept: [],
};

/** Every kind of resource. */
export const KINDS: readonly ResourceKind[] = [USERS, GROUPS];

/**
 * Finds the attribute that a path names, whatever its case.
 *
 * @param path such as `userName`, `name.givenName`, or with the URN of a schema before it
 * @returns null when there is no such attribute
 * @example findAttribute(USERS, "NAME.givenname")?.sub?.name // "givenName"
 */
export function findAttribute(kind: ResourceKind, path: string): AttributePath | null {
  const { schema, rest } = splitUrn(kind, path);
  if (schema === null) return null;
  const [name = "", subName, ...more] = rest.split(".");
  if (more.length > 0) return null;
  const own = schema === kind.core ? [...COMMON_ATTRIBUTES, ...schema.attributes] : schema.attributes;
  const found = named(own, name);
  const sub = subName === undefined ? null : named(found?.subAttributes ?? [], subName);
  if (found === undefined || sub === undefined) return null;
  return { extension: schema === kind.core ? null : schema.id, attribute: found, sub };
}

/** The extension that is named by its URN alone; null when the path is something else. */
export function findExtension(kind: ResourceKind, path: string): Schema | null {
  return kind.extensions.find(({ id }) => id.toLowerCase() === path.toLowerCase()) ?? null;
}

/** Whether a path names something that the standard knows and we do not keep. */
export function isNotKept(kind: ResourceKind, path: string): boolean {
  const { schema, rest } = splitUrn(kind, path);
  const before = schema === kind.core || schema === null ? "" : `${schema.id}:`;
  const names = [/^[^.[]*/.exec(rest)?.[0] ?? "", rest].map((name) => `${before}${name}`.toLowerCase());
  return schema !== null && kind.notKept.some((one) => names.includes(one.toLowerCase()));
}

function splitUrn(kind: ResourceKind, path: string): { schema: Schema | null; rest: string } {
  if (!path.toLowerCase().startsWith("urn:")) return { schema: kind.core, rest: path };
  const schema = [kind.core, ...kind.extensions].find(({ id }) =>
    path.toLowerCase().startsWith(`${id.toLowerCase()}:`),
  );
  return schema === undefined
    ? { schema: null, rest: "" }
    : { schema, rest: path.slice(schema.id.length + 1) };
}

function named(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((one) => one.name.toLowerCase() === name.toLowerCase());
}
