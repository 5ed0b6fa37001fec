import { ask, type RuleSet } from "@akkoord/policy";
import { useMemo } from "react";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { onDay } from "../../answer/model/decide.ts";
import { participantVerdict } from "../../answer/model/participants.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { toolName } from "../../rule-sets/model/names.ts";
import type { WaiverRequest } from "../api.ts";
import { useCoverWords } from "../hooks/use-cover-words.ts";

/** For who decides: what the rules say now, what would change, and what may be used there already. */
export function Consequences({
  ruleSet,
  waiver,
}: {
  readonly ruleSet: RuleSet;
  readonly waiver: WaiverRequest;
}) {
  const { t: common, language } = useMessages();
  const t = useWaiverMessages().waiver;
  const rules = useRules(TODAYS_RULES);
  const coverWords = useCoverWords(ruleSet);
  const { before, alternatives } = useMemo(() => {
    const situation = { ...waiver.situation, date: rules.date };
    const decider = onDay(rules.decider, rules.date);
    const own = ask(decider, situation, { tool: waiver.tool, help: false }).outcomes[0]?.participants.find(
      ({ participant }) => participant === waiver.organisation,
    );
    return {
      before: own === undefined ? null : participantVerdict(own),
      alternatives: ask(decider, situation, { help: false }).common,
    };
  }, [rules, waiver]);
  const tool = toolName(ruleSet, waiver.tool);
  return (
    <section className="stack stack--tight">
      <h4 className="group-title">{t.consequences}</h4>
      <ul className="bullets">
        {before === null ? null : <li>{t.before(tool, inSentence(common.verdict[before]))}</li>}
        <li>{t.after(tool, coverWords(waiver))}</li>
        <li>
          {alternatives.length === 0
            ? t.noAlternatives
            : t.alternatives(
                formatList(
                  alternatives.map((id) => toolName(ruleSet, id)),
                  language,
                ),
              )}
        </li>
      </ul>
    </section>
  );
}
