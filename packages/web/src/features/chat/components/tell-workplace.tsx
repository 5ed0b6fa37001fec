import { useChatMessages } from "../../../messages/chat.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { useWorkplace } from "../../rooms/hooks/use-workplace.ts";
import { WORKPLACE_ATTRIBUTES } from "../../rooms/model/workplace.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";

interface TellWorkplaceProps {
  /** The attributes that the rules depend on. */
  readonly missing: readonly string[];
  readonly onTold: () => void;
}

/** Asks, in place, what the rules must know of how somebody works now; a choice sends what was refused. */
export function TellWorkplace({ missing, onTold }: TellWorkplaceProps) {
  const t = useChatMessages().refusal;
  const { say } = useMessages();
  const { ruleSet } = useRules(TODAYS_RULES);
  const { workplace, say: tell, failed } = useWorkplace();
  const asked = WORKPLACE_ATTRIBUTES.filter((attribute) => missing.includes(attribute));
  return (
    <div className="stack stack--tight">
      {failed ? (
        <Alert kind="error" announce>
          <p>{t.tellFailed}</p>
        </Alert>
      ) : null}
      {asked.map((attribute) => {
        const found = attributeOf(ruleSet, attribute);
        if (found === undefined) return null;
        return (
          <fieldset key={attribute} className="fieldset">
            <legend className="group-title">{say(found.question)}</legend>
            <div className="chat-choices">
              {found.values.map((value) => (
                <button
                  key={value.id}
                  type="button"
                  className="chip"
                  aria-pressed={workplace[attribute] === value.id}
                  onClick={() => {
                    const next = { ...workplace, [attribute]: value.id };
                    const isAll = asked.every((one) => next[one] !== null);
                    tell(next, { onSuccess: isAll ? onTold : undefined });
                  }}
                >
                  {say(value.label)}
                </button>
              ))}
            </div>
          </fieldset>
        );
      })}
      <p className="tiny">{t.tell}</p>
    </div>
  );
}
