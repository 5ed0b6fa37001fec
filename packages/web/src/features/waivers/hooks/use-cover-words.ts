import type { RuleSet } from "@akkoord/policy";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { participantName } from "../../rule-sets/model/names.ts";
import type { WaiverRequest } from "../api.ts";

/** Who a waiver covers, in words. */
export function useCoverWords(
  ruleSet: RuleSet,
): (waiver: Pick<WaiverRequest, "cover" | "organisation">) => string {
  const { say, language } = useMessages();
  const t = useWaiverMessages().waiver;
  return ({ cover, organisation }) => {
    if (cover.kind === "organisation") return t.everyone(participantName(ruleSet, organisation, say));
    if (cover.people.length === 0) return t.nobody;
    const names = formatList(
      cover.people.map(({ name }) => name),
      language,
    );
    return cover.kind === "team" ? t.team(cover.name, names) : names;
  };
}
