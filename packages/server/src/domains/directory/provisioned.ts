import { z } from "zod";

/** What an organisation's administration tells of somebody, as SCIM has it; without id, version and groups. */
export type ProvisionedResource = Readonly<Record<string, z.core.util.JSONType>>;

/** Somebody as their organisation's administration describes them. */
export const provisionedInput = z.object({
  userName: z.string().min(1).max(255),
  externalId: z.string().min(1).max(255).nullable(),
  name: z.string().min(1).max(200),
  email: z.string().min(1).max(320).nullable(),
  active: z.boolean(),
  /** The organisation by whatever name they give it; null when they do not say. */
  organisation: z.string().max(300).nullable(),
  department: z.string().min(1).max(300).nullable(),
  /** The id of the manager, when it is one of ours. */
  manager: z.string().max(255).nullable(),
  /** The whole, to answer with. */
  resource: z.record(z.string(), z.json()),
});

/** Somebody as their organisation's administration describes them. */
export type Provisioned = z.output<typeof provisionedInput>;

/** A group that somebody is in. */
export interface GroupName {
  readonly id: string;
  readonly name: string;
}

/** Somebody as their organisation's administration sees them here. */
export interface ProvisionedPerson {
  readonly id: string;
  readonly version: number;
  readonly userName: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly active: boolean;
  readonly department: string | null;
  /** The id of a person. */
  readonly manager: string | null;
  /** What they told before; null for somebody who signed in before they were told of. */
  readonly resource: ProvisionedResource | null;
  readonly groups: readonly GroupName[];
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** A group as an organisation's administration keeps it. */
export const groupInput = z.object({
  displayName: z.string().min(1).max(255),
  externalId: z.string().min(1).max(255).nullable(),
});

/** A group of people, kept for an organisation's administration. */
export interface ProvisionedGroup {
  readonly id: string;
  readonly version: number;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** Something a lookup asks for exactly; all of them must hold. */
export interface Lookup {
  readonly attribute: "id" | "userName" | "externalId" | "displayName";
  readonly value: string;
}
