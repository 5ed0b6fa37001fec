import { IconDeviceLaptop } from "@tabler/icons-react";
import { formatDate, formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import type { ChangeOptions } from "../hooks/use-question.ts";
import type { Question } from "../model/question.ts";

/** With which rules the answer was decided, and where. */
export function RuleSetNote({ rules, link }: { readonly rules: Rules; readonly link: string }) {
  const { t, language } = useMessages();
  const { hash, publishedAt } = rules.published;
  return (
    <p className="tiny rule-set-note">
      <IconDeviceLaptop aria-hidden="true" size={18} />
      <span>
        {t.answer.local}
        <br />
        {t.answer.ruleSet(formatMoment(publishedAt, language), `${hash.slice(0, 4)}…${hash.slice(-4)}`)}
        <span className="only-print">
          <br />
          {link}
        </span>
      </span>
    </p>
  );
}

interface OtherRulesProps {
  readonly rules: Rules;
  readonly question: Question;
  readonly onChange: (question: Question, options?: ChangeOptions) => void;
}

/** Says so when the answer is not about today, or not by the rules of today. */
export function OtherRules({ rules, question, onChange }: OtherRulesProps) {
  const { t, language } = useMessages();
  const gone = question.ruleSet !== null && question.ruleSet !== rules.published.hash;
  const older = question.ruleSet !== null && !gone && rules.inForce.hash !== rules.published.hash;
  const otherDay = rules.date !== rules.today;
  return (
    <>
      {gone ? <Alert kind="warning">{t.answer.ruleSetGone}</Alert> : null}
      {older ? (
        <Alert>
          <p>{t.answer.pinned(formatMoment(rules.published.publishedAt, language))}</p>
          <Button onClick={() => onChange({ ...question, ruleSet: null })}>{t.answer.useCurrent}</Button>
        </Alert>
      ) : null}
      {otherDay ? (
        <Alert>
          <p>{t.answer.onDate(formatDate(rules.date, language))}</p>
          <Button onClick={() => onChange({ ...question, date: null, ruleSet: null })}>
            {t.answer.backToToday}
          </Button>
        </Alert>
      ) : null}
    </>
  );
}
