import type { RuleSet } from "@akkoord/policy";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { participantName } from "../../rule-sets/model/names.ts";

/** Who decides for owners of rules, in a sentence: "de coördinatoren van het Rijk en de security officers van BZK". */
export function useOwnerNames(ruleSet: RuleSet): (owners: readonly string[]) => string {
  const { say, language } = useMessages();
  const t = useWaiverMessages().owners;
  return (owners) =>
    formatList(
      owners.map((owner) =>
        ruleSet.organisations.some(({ id }) => id === owner)
          ? t.organisation(participantName(ruleSet, owner, say))
          : t.government,
      ),
      language,
    );
}
