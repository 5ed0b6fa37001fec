import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useSession } from "../../session/hooks/use-session.ts";
import type { ChatClient } from "../client/chat-client.ts";
import { clientOf, endClient, keepGoing, rememberCsrfToken } from "../client/current-client.ts";
import { type ChatState, NOTHING_KNOWN } from "../client/state.ts";

/** The client of who is signed in, kept going while this screen is there; null while that is nobody or not known. */
export function useChatClient(): ChatClient | null {
  const session = useSession();
  const queries = useQueryClient();
  const csrfToken = session?.csrfToken ?? null;
  const who = whoIs(session);
  const client = useMemo(() => (who === null ? null : clientOf(who)), [who]);
  const state = useChatState(client);
  const isEnded = state.connection === "signed-out";
  const isSignedOut = session !== undefined && who === null;
  const endedWith = useRef<string | null>(null);

  useEffect(() => {
    rememberCsrfToken(csrfToken, () => void queries.invalidateQueries({ queryKey: ["session"] }));
  }, [csrfToken, queries]);
  useEffect(() => (client === null ? undefined : keepGoing(client)), [client]);
  useEffect(() => {
    if (isSignedOut) endClient();
  }, [isSignedOut]);
  useEffect(() => {
    if (!isEnded || client === null) return;
    // The server knows of no session: the page must know it too. A new one goes on where the old one ended.
    if (endedWith.current !== null && endedWith.current !== csrfToken) {
      endedWith.current = null;
      client.start();
      return;
    }
    endedWith.current = csrfToken;
    void queries.invalidateQueries({ queryKey: ["session"] });
  }, [isEnded, client, csrfToken, queries]);
  return client;
}

function whoIs(session: ReturnType<typeof useSession>): string | null {
  if (session?.person != null) return `u-${session.person.id}`;
  return session?.guest == null ? null : `g-${session.guest.id}`;
}

const NOBODY = { watch: () => () => undefined, state: () => NOTHING_KNOWN };

/** What the client knows now. */
export function useChatState(client: ChatClient | null): ChatState {
  const { watch, state } = client ?? NOBODY;
  return useSyncExternalStore(
    useCallback((listener: () => void) => watch(listener), [watch]),
    state,
  );
}

/** A part of what the client knows; the screen follows that part alone. */
export function useChatPart<Part>(client: ChatClient | null, part: (state: ChatState) => Part): Part {
  const { watch, state } = client ?? NOBODY;
  return useSyncExternalStore(
    useCallback((listener: () => void) => watch(listener), [watch]),
    () => part(state()),
  );
}
