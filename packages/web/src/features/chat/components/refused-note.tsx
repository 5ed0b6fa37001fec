import { useChatMessages } from "../../../messages/chat.ts";
import { useMessages } from "../../../messages/language.tsx";
import { cx } from "../../../primitives/cx.ts";
import { RefusingRules } from "../../rooms/components/refusal-note.tsx";
import { RefusalWayOn } from "../../rooms/components/refusal-way-on.tsx";
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
  "room-closed": "closed",
} as const;

/** Why something was not sent, where it was written, with the way on. Only its writer sees it. */
export function RefusedNote({ entry }: RefusedNoteProps) {
  const t = useChatMessages();
  const { client, me, write } = useChat();
  if (entry.state.kind !== "refused") return null;
  const { why } = entry.state;
  const { transactionId, deed } = entry;
  // What the rules must still know is a question, not a no.
  const asks = why.refusal?.code === "workplace-needed";
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
    <section className={cx("chat-refused", asks && "chat-refused--question")} aria-label={t.refusal.label}>
      <p>
        <b>{title}.</b> <Sentence why={why} />
      </p>
      {why.refusal === null ? null : <RefusalWayOn refusal={why.refusal} me={me} />}
      {asks && why.refusal !== null ? (
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
