import { useChatMessages } from "../../../messages/chat.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { RefusingRules } from "../../rooms/components/refusal-note.tsx";
import { useChat } from "../hooks/use-chat.ts";
import { changedBy } from "../model/messages.ts";
import type { Entry, Refused } from "../model/queue.ts";
import { TellWorkplace } from "./tell-workplace.tsx";

interface RefusedNoteProps {
  readonly entry: Entry;
}

/** Error codes of the server, by what they mean to people. */
const MEANINGS = {
  M_TOO_LARGE: "too-large",
  M_NOT_FOUND: "gone",
  M_DUPLICATE_ANNOTATION: "twice",
} as const;

/** Why something was not sent, where it was written, with the way on. Only its writer sees it. */
export function RefusedNote({ entry }: RefusedNoteProps) {
  const t = useChatMessages();
  const { client, write } = useChat();
  if (entry.state.kind !== "refused") return null;
  const { why } = entry.state;
  const { transactionId, deed } = entry;
  const isText = deed.kind === "event" && deed.type === "m.room.message";
  const isNew = isText && changedBy(entry) === null;
  const title =
    deed.kind === "removal"
      ? t.state.notRemoved
      : isNew
        ? t.state.notSent
        : deed.type === "m.reaction"
          ? t.state.notReacted
          : t.state.notChanged;
  return (
    <section className="chat-refused" aria-label={t.refusal.label}>
      <p>
        <b>{title}.</b> <Sentence why={why} />
      </p>
      <WayOn why={why} />
      {why.refusal?.code === "workplace-needed" ? (
        <TellWorkplace missing={why.refusal.missing} onTold={() => client.retry(transactionId)} />
      ) : null}
      {why.refusal === null ? null : <RefusingRules rules={why.refusal.rules} />}
      <div className="chat-refused__actions">
        <button type="button" className="chat-link" onClick={() => client.retry(transactionId)}>
          {t.refusal.sendAgain}
        </button>
        {isText ? (
          <button type="button" className="chat-link" onClick={() => write({ kind: "mend", entry })}>
            {t.refusal.edit}
          </button>
        ) : null}
        <button type="button" className="chat-link" onClick={() => client.discard(transactionId)}>
          {t.refusal.remove}
        </button>
      </div>
      <p className="tiny">{t.refusal.kept}</p>
    </section>
  );
}

/** Why, in one sentence. */
function Sentence({ why }: { readonly why: Refused }) {
  const { codes } = useChatMessages().refusal;
  const { say } = useMessages();
  if (why.refusal !== null) return say(why.refusal.sentence);
  const meaning = Object.entries(MEANINGS).find(([code]) => code === why.code)?.[1];
  return codes[meaning ?? "other"];
}

/** What may be done instead, who can resolve it, or where it does belong. */
function WayOn({ why }: { readonly why: Refused }) {
  const t = useChatMessages().refusal;
  const { say, language } = useMessages();
  const { refusal } = why;
  if (refusal === null) return null;
  const { alternatives, resolvers, referral, rules } = refusal;
  const [first] = rules;
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
      {resolvers.length === 0 ? null : (
        <p>
          {t.resolvers(
            formatList(
              resolvers.map(({ name }) => name),
              language,
              "or",
            ),
          )}
        </p>
      )}
      {first?.source?.url == null ? null : (
        <p className="small">
          <ExternalLink href={first.source.url} target="_blank" rel="noopener noreferrer">
            {first.source.title}
          </ExternalLink>
        </p>
      )}
    </>
  );
}
