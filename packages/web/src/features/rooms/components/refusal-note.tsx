import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { cx } from "../../../primitives/cx.ts";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import type { Refusal, RefusingRule } from "../../chat/model/refusal.ts";
import { WORKPLACE_ATTRIBUTES } from "../model/workplace.ts";
import { RefusalWayOn } from "./refusal-way-on.tsx";
import { WorkplacePicker } from "./workplace-picker.tsx";
import "../../../styles/refusal.css";

interface RefusalNoteProps {
  readonly refusal: Refusal;
  /** Announce it when it appears. */
  readonly announce?: boolean;
  /** What was refused because somebody did not say how they work, can be done again: they said it. */
  readonly onTold?: () => void;
}

/** Why the rules refuse, in one sentence, with what may be done instead and the rule one tap away. */
export function RefusalNote({ refusal, announce = false, onTold }: RefusalNoteProps) {
  const { say } = useMessages();
  const { sentence, rules, missing } = refusal;
  const asked = WORKPLACE_ATTRIBUTES.filter((attribute) => missing.includes(attribute));
  return (
    <div
      className={cx("refusal", refusal.code === "workplace-needed" && "refusal--question")}
      role={announce ? "alert" : undefined}
    >
      <p className="refusal__sentence">{say(sentence)}</p>
      <RefusalWayOn refusal={refusal} />
      {asked.length === 0 ? null : (
        <div>
          <WorkplacePicker attributes={asked} onTold={onTold} />
        </div>
      )}
      <RefusingRules rules={rules} />
    </div>
  );
}

/** The rules behind a refusal, with the sentences they rest on. */
export function RefusingRules({ rules }: { readonly rules: readonly RefusingRule[] }) {
  const t = useRoomMessages().refusal;
  if (rules.length === 0) return null;
  return (
    <Disclosure summary={t.why}>
      <RuleTexts rules={rules} />
    </Disclosure>
  );
}

/** Rules in words, each with the sentence it rests on. */
export function RuleTexts({ rules }: { readonly rules: readonly RefusingRule[] }) {
  return (
    <div className="citations">
      {rules.map((rule) => (
        <RuleText key={rule.id} rule={rule} />
      ))}
    </div>
  );
}

function RuleText({ rule }: { readonly rule: RefusingRule }) {
  const { say } = useMessages();
  const t = useRoomMessages().refusal;
  const { source } = rule;
  return (
    <article className="citation">
      <p className="citation__words">{say(rule.words)}</p>
      {source === null ? null : (
        <Quote
          attribution={
            <>
              {source.url === null ? (
                source.title
              ) : (
                <ExternalLink href={source.url}>{source.title}</ExternalLink>
              )}
              {source.place === null ? null : `, ${source.place}`}
            </>
          }
        >
          {source.quote}
        </Quote>
      )}
      <p className="small">
        <RouteLink to="/regels/$" params={{ _splat: rule.id }}>
          {t.readRule}
          <span className="visually-hidden">: {say(rule.words)}</span>
        </RouteLink>
      </p>
    </article>
  );
}
