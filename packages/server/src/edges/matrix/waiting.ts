import type { FastifyRequest } from "fastify";
import type { AccessTokens } from "../../domains/sessions/access-tokens.ts";
import type { Holder } from "../../domains/sessions/holders.ts";
import type { SessionQueries } from "../../domains/sessions/queries.ts";
import { bearerTokenOf } from "../../platform/http/callers.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import type { SignedInCaller } from "./signed-in.ts";

/** A request that waits for news. */
export interface Wait {
  /** Ends the wait: the application hung up, the person left, or the server stops. */
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Everyone who waits for news, so that their wait can be ended at once. */
export interface Waiting {
  begin(caller: SignedInCaller, gone: AbortSignal): Wait;
  /** Ends every wait of somebody, or everybody's (null); each then finds out for itself whether they may go on. */
  wake(holder: Pick<Holder, "kind" | "id"> | null): void;
  /** Ends every wait: the server stops. */
  stop(): void;
  /** The server stops: connections must not be kept for more. */
  hasStopped(): boolean;
  /** Looks again whether who sent a request is signed in, however long ago it came. */
  isStillSignedIn(request: FastifyRequest): Promise<boolean>;
}

/** What it needs. */
export interface WaitingParts {
  readonly cookies: Cookies;
  readonly sessions: SessionQueries;
  readonly accessTokens: AccessTokens;
}

/** Keeps track of who waits. */
export function createWaiting({ cookies, sessions, accessTokens }: WaitingParts): Waiting {
  const waits = new Map<string, Set<AbortController>>();
  const keyOf = ({ kind, id }: Pick<Holder, "kind" | "id">) => `${kind}:${id}`;
  let stopped = false;
  return {
    begin({ actor }, gone) {
      const key = keyOf(actor);
      const control = new AbortController();
      const ofHolder = waits.get(key) ?? new Set();
      waits.set(key, ofHolder.add(control));
      if (stopped) control.abort();
      return {
        signal: AbortSignal.any([control.signal, gone]),
        end: () => {
          ofHolder.delete(control);
          if (ofHolder.size === 0 && waits.get(key) === ofHolder) waits.delete(key);
        },
      };
    },
    wake(holder) {
      const woken = holder === null ? [...waits.values()] : [waits.get(keyOf(holder)) ?? []];
      for (const control of woken.flatMap((ofHolder) => [...ofHolder])) control.abort();
    },
    stop() {
      stopped = true;
      this.wake(null);
    },
    hasStopped: () => stopped,
    async isStillSignedIn(request) {
      const bearer = bearerTokenOf(request);
      if (bearer !== null) return (await accessTokens.resolve(bearer)) !== null;
      const session = cookies.sessionToken(request);
      return session !== null && (await sessions.signedIn(session)) !== null;
    },
  };
}
