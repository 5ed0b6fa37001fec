import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import type { ChatClient } from "../client/chat-client.ts";
import { useChatPart } from "../hooks/use-chat-client.ts";

/** A line that is gone for so short is not worth a word. */
const PATIENCE_MS = 2_000;

/** That the connection is gone, or that this device cannot keep what is not sent. */
export function ConnectionNote({ client }: { readonly client: ChatClient }) {
  const t = useChatMessages().connection;
  const connection = useChatPart(client, (state) => state.connection);
  const isUnkept = useChatPart(client, (state) => !state.keepsUnsent && state.queue.length > 0);
  const isAway = connection === "offline" || connection === "retrying";
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isAway) {
      setLong(false);
      return;
    }
    const timer = setTimeout(() => setLong(true), connection === "offline" ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isAway, connection]);

  // What only this page has is lost with it.
  useEffect(() => {
    if (!isUnkept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isUnkept]);

  return (
    <div role="status">
      {isLong && isAway ? (
        <p className="chat-connection">
          <IconPlugConnectedX aria-hidden="true" size={18} />
          {connection === "offline" ? t.offline : t.retrying}
        </p>
      ) : null}
      {isUnkept ? <p className="chat-connection">{t.notKept}</p> : null}
    </div>
  );
}
