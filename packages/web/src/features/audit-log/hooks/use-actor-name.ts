import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn } from "../../rule-sets/model/names.ts";
import type { AuditEntry, KnownPerson } from "../api.ts";

/** Says who did something: the name that goes with an id, which the trail itself does not hold. */
export function useActorName(people: readonly KnownPerson[]): (actor: AuditEntry["actor"]) => string {
  const t = useAuditLogMessages().actors;
  const { ruleSet, date } = useRules(TODAYS_RULES);
  return ({ type, id, organisation }) => {
    if (type === "anonymous") return t.anonymous;
    if (type === "system") return t.system(id ?? "");
    const name = people.find((person) => person.id === id)?.name ?? id ?? "";
    const known = ruleSet.organisations.find((one) => one.id === organisation);
    const abbreviation = known === undefined ? organisation : organisationOn(known, date).abbreviation;
    return abbreviation === null ? name : t.of(name, abbreviation);
  };
}
