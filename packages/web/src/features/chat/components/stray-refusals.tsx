import { useConversation } from "../hooks/use-chat.ts";
import { type Item, strayRefusals } from "../model/messages.ts";
import { RefusedNote } from "./refused-note.tsx";

/** What was refused and is about a message that is not in sight. */
export function StrayRefusals({ items }: { readonly items: readonly Item[] }) {
  const { entries, state } = useConversation();
  // While the window lies in the past, one's own messages on their way are not shown in it.
  const stray = state.timeline.live ? strayRefusals(items, entries) : [];
  if (stray.length === 0) return null;
  return (
    <div className="chat-stray">
      {stray.map((entry) => (
        <RefusedNote key={entry.transactionId} entry={entry} />
      ))}
    </div>
  );
}
