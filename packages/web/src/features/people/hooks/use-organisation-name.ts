import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";

/** What organisations are called today, short and in full, and those to choose from. */
export function useOrganisationNames() {
  const { ruleSet, date } = useRules(TODAYS_RULES);
  const known = (id: string | null) => {
    const found = ruleSet.organisations.find((organisation) => organisation.id === id);
    return found === undefined ? null : organisationOn(found, date);
  };
  return {
    short: (id: string | null) => known(id)?.abbreviation ?? id ?? "",
    full: (id: string | null) => known(id)?.name ?? id ?? "",
    choices: organisationsOn(ruleSet, date).map((organisation) => {
      const { name, abbreviation } = organisationOn(organisation, date);
      return { value: organisation.id, label: name, search: `${name} ${abbreviation}` };
    }),
  };
}
