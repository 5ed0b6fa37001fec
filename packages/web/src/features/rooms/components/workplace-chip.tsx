import { useMemo } from "react";
import { onDay } from "../../answer/model/decide.ts";
import { MY_RULES_TODAY, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import type { Room } from "../api.ts";
import { useWorkplace } from "../hooks/use-workplace.ts";
import { partiesIn } from "../model/people.ts";
import { workplaceMatters } from "../model/workplace-matters.ts";
import { WorkplacePicker } from "./workplace-picker.tsx";

/** How somebody works now, where the rules of a room depend on it. Guests have no rules of their own. */
export function WorkplaceChip({ room }: { readonly room: Room }) {
  const rules = useRules(MY_RULES_TODAY);
  const { workplace } = useWorkplace();
  const mine = useSession()?.person?.organisation ?? null;
  const { members, hub, label } = room;
  const matters = useMemo(
    () =>
      mine === null
        ? []
        : workplaceMatters(
            onDay(rules.decider, rules.date),
            { label, parties: partiesIn({ hub, members }) },
            mine,
            workplace,
          ),
    [rules, members, hub, label, mine, workplace],
  );
  if (matters.length === 0 || room.closedAt !== null || room.pause !== null) return null;
  return (
    <div className="room-header__workplace">
      <WorkplacePicker attributes={matters} />
    </div>
  );
}
