import { useMemo } from "react";
import { onDay } from "../../answer/model/decide.ts";
import { MY_RULES_TODAY, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import type { Label } from "../api.ts";
import { fitAsTold } from "../model/fit-as-told.ts";
import type { Told } from "../model/workplace.ts";
import { type FitBeforehand, useFit } from "./use-fit.ts";
import { useWorkplace } from "./use-workplace.ts";

/**
 * What the rules would say of a room with this label and these parties, with what somebody told of how they work but
 * did not say to the server yet.
 *
 * @param participants null asks nothing
 */
export function useFitAsTold(
  label: Label | null,
  participants: readonly string[] | null,
  told: Told,
): FitBeforehand {
  const asked = useFit(label, participants);
  const rules = useRules(MY_RULES_TODAY);
  const mine = useSession()?.person?.organisation ?? null;
  const { workplace } = useWorkplace();
  return useMemo(() => {
    if (asked == null || mine === null || label === null || participants === null) return asked;
    const room = { label, parties: participants };
    return fitAsTold(onDay(rules.decider, rules.date), room, { mine, said: workplace, told }, asked);
  }, [asked, rules, mine, workplace, told, label, participants]);
}
