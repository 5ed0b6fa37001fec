import type { RuleSet } from "@akkoord/policy";
import { useMessages } from "../../../messages/language.tsx";
import type { Speaking } from "../model/rule-in-words.ts";

/** What is needed to say a rule in the chosen language. */
export function useSpeaking(ruleSet: RuleSet): Speaking {
  const { t, say, language } = useMessages();
  return { ruleSet, t, say, language };
}
