import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { participantInSentence, participantName, valueName } from "../../rule-sets/model/names.ts";
import type { Label } from "../api.ts";

/** The rules of today with the names that rooms need: of organisations, outside parties and values. */
export function useRoomRules() {
  const { say } = useMessages();
  const { ruleSet, date } = useRules(TODAYS_RULES);
  return {
    ruleSet,
    date,
    partyName: (id: string) => participantName(ruleSet, id, say),
    /** The same inside a sentence. */
    partyInSentence: (id: string) => participantInSentence(ruleSet, id, say),
    valueName: (attribute: string, value: string) => valueName(ruleSet, attribute, value, say),
  };
}

/**
 * A label in words, on one line.
 *
 * @example "Vertrouwelijk · geen persoonsgegevens"
 */
export function useLabelWords(): (label: Label) => string {
  const { valueName: name } = useRoomRules();
  return ({ information, personalData }) =>
    `${name("information", information)} · ${inSentence(name("personalData", personalData))}`;
}
