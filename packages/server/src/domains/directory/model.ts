import type { RuleSet } from "@akkoord/policy";
import { type Person, ROLES, type Role } from "../../platform/actor.ts";

/** Someone as an identity provider describes them. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own id for the person. */
  readonly subject: string;
  readonly name: string;
  /** Our id of an organisation, its TOOI address, or nothing. */
  readonly organisation: string | null;
  readonly roles: readonly string[];
}

/** A person as the list of access rights shows them. */
export interface KnownPerson extends Omit<Person, "kind"> {
  /** UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
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
