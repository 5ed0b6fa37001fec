import type { DutyInAnswer, RuleSet } from "@akkoord/policy";
import { IconBulb, IconCircle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useMessages } from "../../../messages/language.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import type { ToolView } from "../model/answer-view.ts";

const SIGNS = { met: IconCircleCheck, open: IconCircle, impossible: IconCircleX };

/** The words of a duty. */
export function useDutyWords(ruleSet: RuleSet): (id: string) => string {
  const { say } = useMessages();
  return (id) => {
    const duty = ruleSet.vocabulary.duties.find((candidate) => candidate.id === id);
    return duty === undefined ? id : say(duty.words);
  };
}

function Condition({ ruleSet, duty }: { readonly ruleSet: RuleSet; readonly duty: DutyInAnswer }) {
  const { t } = useMessages();
  const words = useDutyWords(ruleSet);
  const Sign = SIGNS[duty.status];
  const status = { met: t.answer.dutyMet, open: t.answer.dutyOpen, impossible: t.answer.dutyImpossible }[
    duty.status
  ];
  return (
    <li className={`condition condition--${duty.status}`}>
      <Sign aria-hidden="true" size={24} />
      <span>
        {words(duty.id)}{" "}
        <span className="condition__status">{duty.certain ? status : t.answer.dutyMaybe}</span>
      </span>
    </li>
  );
}

/** The conditions that come with a tool, each with whether it is met here, and the tips. */
export function ToolConditions({ ruleSet, view }: { readonly ruleSet: RuleSet; readonly view: ToolView }) {
  const { t, say } = useMessages();
  const words = useDutyWords(ruleSet);
  const { duties, advice } = view.outcome;
  if (duties.length === 0 && advice.length === 0) return null;
  return (
    <ul className="conditions">
      {duties.map((duty) => (
        <Condition key={duty.id} ruleSet={ruleSet} duty={duty} />
      ))}
      {advice.map((tip) => {
        const found = ruleSet.vocabulary.advice.find((candidate) => candidate.id === tip.id);
        return (
          <li key={tip.id} className="condition condition--tip">
            <IconBulb aria-hidden="true" size={24} />
            <span>
              <VisuallyHidden>{t.answer.tipsTitle}: </VisuallyHidden>
              {found === undefined ? tip.id : say(found.words)}
              {tip.atOddsWith === null ? null : (
                <span className="condition__status"> {t.answer.tipAtOdds(words(tip.atOddsWith))}</span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
