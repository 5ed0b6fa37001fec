import { IconFileCertificate, IconLink, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { ButtonLink } from "../../../primitives/link.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { ANSWER_PATH } from "../hooks/use-question.ts";
import { type Question, writeFragment } from "../model/question.ts";

interface AnswerActionsProps {
  readonly rules: Rules;
  readonly question: Question;
  /** The rules allow a room here: whether that is the thing to do, or a thing that may be done too. */
  readonly room: "first" | "also" | null;
  readonly onReceipt: () => void;
}

/** The link that gives this answer again, whenever it is opened: it fixes the day and the rule set. */
export function lastingLink(question: Question, rules: Rules): string {
  const fixed = { ...question, date: rules.date, ruleSet: rules.published.hash };
  return `${location.origin}${ANSWER_PATH}#${writeFragment(fixed)}`;
}

/** What can be done with an answer: pass it on, print it, keep a proof. */
export function AnswerActions({ rules, question, room, onReceipt }: AnswerActionsProps) {
  const { t } = useMessages();
  const [said, setSaid] = useState<string | null>(null);

  async function share(): Promise<void> {
    const url = lastingLink(question, rules);
    const onPhone = matchMedia("(pointer: coarse)").matches && "share" in navigator;
    try {
      if (onPhone) await navigator.share({ url, title: t.answer.documentTitle });
      else await navigator.clipboard.writeText(url);
      if (!onPhone) setSaid(t.answer.shared);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      setSaid(t.answer.shareFailed);
    }
  }

  return (
    <div className="answer__actions no-print">
      {room === null ? null : (
        <div>
          <ButtonLink
            to="/ruimtes/nieuw"
            hash={writeFragment(question)}
            purpose={room === "first" ? "primary" : "secondary"}
          >
            {t.answer.openRoom}
          </ButtonLink>
        </div>
      )}
      <div className="row">
        <Button icon={<IconLink aria-hidden="true" size={20} />} onClick={() => void share()}>
          {t.answer.share}
        </Button>
        <Button purpose="subtle" icon={<IconPrinter aria-hidden="true" size={20} />} onClick={() => print()}>
          {t.answer.print}
        </Button>
        <Button
          purpose="subtle"
          icon={<IconFileCertificate aria-hidden="true" size={20} />}
          onClick={onReceipt}
        >
          {t.answer.receipt}
        </Button>
      </div>
      <p className="small" role="status">
        {said === null ? "" : `${said} ${t.answer.shareExplain}`}
      </p>
    </div>
  );
}
