import type { RuleSet } from "@akkoord/policy";
import { type Person, ROLES, type Role } from "../../platform/actor.ts";
import type { PersonSource } from "./tables.ts";

/** Someone as an identity provider describes them. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own id for the person. */
  readonly subject: string;
  readonly name: string;
  /** What they sign in with, as the provider calls it; null when it does not say. */
  readonly userName: string | null;
  /** Null when the provider does not say, or did not verify it. */
  readonly email: string | null;
  /** Our id of an organisation, its TOOI address, or nothing. */
  readonly organisation: string | null;
  readonly roles: readonly string[];
}

/** Whether somebody may work here: not yet told to begin, active, or gone. */
export const PERSON_STATES = ["active", "waiting", "ended"] as const;

/** Whether somebody may work here. */
export type PersonState = (typeof PERSON_STATES)[number];

/** A person as the list of access rights shows them. */
export interface KnownPerson extends Omit<Person, "kind"> {
  readonly userName: string | null;
  readonly department: string | null;
  readonly state: PersonState;
  readonly source: PersonSource;
  /** UTC. */
  readonly firstSeen: string;
  /** When they last signed in, UTC; null for never. */
  readonly lastSeen: string | null;
  /** UTC. */
  readonly endedAt: string | null;
}

/** A person, as far as colleagues need to know. */
export type PersonName = Pick<Person, "id" | "name" | "organisation">;

/**
 * The roles that count: those we know. Whoever signs in is a civil servant.
 *
 * @example knownRoles(["auditor", "wizard"]) // ["civil-servant", "auditor"]
 */
export function knownRoles(roles: readonly string[]): readonly Role[] {
  return ROLES.filter((role) => role === "civil-servant" || roles.includes(role));
}

/** The state of somebody. */
export function stateOf(person: { readonly active: boolean; readonly ended_at: Date | null }): PersonState {
  if (person.active) return "active";
  return person.ended_at === null ? "waiting" : "ended";
}

/**
 * Our id of an organisation that somebody else names: by our id in any case, by its TOOI address, by its
 * abbreviation; null when it is none of ours.
 *
 * @example organisationId(ruleSet, "https://identifier.overheid.nl/tooi/id/ministerie/mnre1034") // "bzk"
 */
export function organisationId(ruleSet: Pick<RuleSet, "organisations">, named: string): string | null {
  const wanted = named.trim().toLowerCase();
  const tail = wanted.split("/").at(-1) ?? wanted;
  const found = ruleSet.organisations.find(
    ({ id, tooi, abbreviation }) =>
      id === wanted ||
      abbreviation.toLowerCase() === wanted ||
      (tooi !== null && (tooi.toLowerCase() === wanted || tooi.toLowerCase().split("/").at(-1) === tail)),
  );
  return found?.id ?? null;
}
