import { useChatMessages } from "../../../messages/chat.ts";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { useRoomRules } from "../../rooms/hooks/use-room-rules.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { HelpingChange, Refusal } from "../model/refusal.ts";

/** The most changes that are shown: more is no help. */
const MOST_CHANGES = 3;

/** What may be done instead, what would make it possible, who can see to that, or where it does belong. */
export function WayOn({ refusal }: { readonly refusal: Refusal }) {
  const t = useChatMessages().refusal;
  const { say, language } = useMessages();
  const { me } = useChat();
  const { alternatives, changes, resolvers, referral } = refusal;
  const others = resolvers.filter(({ userId }) => userId !== me);
  return (
    <>
      {referral === null ? null : <p>{say(referral)}</p>}
      {alternatives.length === 0 ? null : (
        <p>
          {t.instead}{" "}
          {alternatives.map(({ tool, name }, i) => (
            <span key={tool}>
              {i === 0 ? null : " · "}
              <RouteLink to="/middelen/$tool" params={{ tool }}>
                {name}
              </RouteLink>
            </span>
          ))}
        </p>
      )}
      {changes.length === 0 ? null : (
        <div>
          <p>{t.helps}</p>
          <ul className="bullets">
            {changes.slice(0, MOST_CHANGES).map((change) => (
              <li key={JSON.stringify(change)}>
                <Change change={change} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {others.length === 0 ? null : (
        <p>
          {t.resolvers(
            formatList(
              others.map(({ name }) => name),
              language,
              "or",
            ),
          )}
        </p>
      )}
    </>
  );
}

function Change({ change }: { readonly change: HelpingChange }) {
  const t = useChatMessages().refusal;
  const { say } = useMessages();
  const { ruleSet, partyName, valueName } = useRoomRules();
  if (change.kind === "without-participant") return t.helpWithout(inSentence(partyName(change.participant)));
  const attribute = attributeOf(ruleSet, change.attribute);
  const value = inSentence(valueName(change.attribute, change.to));
  return attribute === undefined ? value : t.helpAttribute(inSentence(say(attribute.label)), value);
}
