import { createMatrixApi } from "../matrix/api.ts";
import { type ChatClient, createChatClient } from "./chat-client.ts";
import { inTurns } from "./courier.ts";
import { keptMessages } from "./kept-messages.ts";
import { browserNetwork } from "./network.ts";

/** How long it goes on after the last screen that needs it: somebody who goes from one room to the next stays in. */
const LINGER_MS = 30_000;

let current: { readonly who: string; readonly client: ChatClient } | null = null;
let csrfToken: string | null = null;
let askSession: () => void = () => undefined;
let users = 0;
let lingering: ReturnType<typeof setTimeout> | undefined;

/** The storage of this browser; null where it is switched off. */
function storageHere(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** An id that nobody gave before, also where the page does not come over https. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/**
 * The client of who is signed in: one per tab. Of somebody else nothing stays.
 *
 * @param who what tells people apart on this device
 */
export function clientOf(who: string): ChatClient {
  if (current?.who === who) return current.client;
  endClient();
  const client = createChatClient({
    api: createMatrixApi(
      () => csrfToken,
      () => askSession(),
    ),
    network: browserNetwork,
    kept: keptMessages(storageHere(), who),
    alone: inTurns,
    now: Date.now,
    random: Math.random,
    newId,
  });
  current = { who, client };
  if (users > 0) client.start();
  return client;
}

/** Lets go of everything: nobody is signed in any more. */
export function endClient(): void {
  current?.client.end();
  current = null;
}

/**
 * The proof that the page itself asks, as the session has it now.
 *
 * @param ask finds out anew who is signed in
 */
export function rememberCsrfToken(token: string | null, ask: () => void): void {
  csrfToken = token;
  askSession = ask;
}

/** Keeps the client going while a screen needs it. @returns what the screen calls when it no longer does */
export function keepGoing(client: ChatClient): () => void {
  users += 1;
  clearTimeout(lingering);
  client.start();
  return () => {
    users -= 1;
    if (users > 0) return;
    lingering = setTimeout(() => current?.client.stop(), LINGER_MS);
  };
}
