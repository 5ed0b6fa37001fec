import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { RouteLink } from "../../../primitives/link.tsx";
import type { HelpingChange, Refusal } from "../../chat/model/refusal.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";

/** The most changes that are shown: more is no help. */
const MOST_CHANGES = 3;

interface RefusalWayOnProps {
  readonly refusal: Refusal;
  /** User id of who looks, who need not be told to ask themselves. */
  readonly me?: string;
}

/** The way on from a refusal: where it belongs, what may be used instead, what would help, and who can see to that. */
export function RefusalWayOn({ refusal, me }: RefusalWayOnProps) {
  const { say, language } = useMessages();
  const t = useRoomMessages().refusal;
  const { referral, alternatives, changes } = refusal;
  const resolvers = refusal.resolvers.filter(({ userId }) => userId !== me);
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
      {resolvers.length === 0 ? null : (
        <p>
          {t.askResolvers(
            formatList(
              resolvers.map(({ name }) => name),
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
  const t = useRoomMessages().refusal;
  const { say } = useMessages();
  const { ruleSet, partyInSentence, valueName } = useRoomRules();
  if (change.kind === "without-participant") return t.helpWithout(partyInSentence(change.participant));
  const attribute = attributeOf(ruleSet, change.attribute);
  const value = inSentence(valueName(change.attribute, change.to));
  return attribute === undefined ? value : t.helpAttribute(inSentence(say(attribute.label)), value);
}
