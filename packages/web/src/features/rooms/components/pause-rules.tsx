import { useRuleSet } from "../../rule-sets/hooks/use-rules.ts";
import { RuleCitations } from "../../rules/components/rule-citation.tsx";
import type { Pause } from "../api.ts";
import { ROOM_TOOL } from "../model/workplace-matters.ts";

/** The rules by which a room stands still, with the sentences they rest on. */
export function PauseRules({ pause }: { readonly pause: Pick<Pause, "rules" | "ruleSet"> }) {
  const ruleSet = useRuleSet(pause.ruleSet);
  return <RuleCitations ruleSet={ruleSet} ruleIds={pause.rules} toolId={ROOM_TOOL} />;
}
