import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { fetchJson, send } from "../../../platform/http.ts";
import { forgetWhoWasSignedIn, storedValue } from "../../../platform/stored.ts";

/** Who is signed in, and what they may do. */
export interface Session {
  readonly signedIn: boolean;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly organisation: string | null;
    readonly roles: readonly string[];
  } | null;
  /** Somebody from outside, who was invited into one room. */
  readonly guest: {
    readonly id: string;
    readonly name: string;
    readonly room: string;
    readonly until: string;
  } | null;
  /** What they said about how they work now, in values of the vocabulary. */
  readonly workplace: {
    readonly device: string | null;
    readonly location: string | null;
    readonly role: string | null;
  };
  readonly csrfToken: string | null;
  readonly abilities: readonly string[];
  /** The people to sign in as are made up. */
  readonly demo: boolean;
}

const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => fetchJson<Session>("/v1/session", { signal }),
  staleTime: 60_000,
  retry: false,
});

/** The session, or undefined while it is unknown or the device is offline: asking needs none. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}

/** Whether it cannot be found out who is signed in. */
export function useSessionFailed(): boolean {
  return useQuery(sessionQuery).isError;
}

/** When somebody last signed out on this device, so that other tabs hear of it. */
export const signedOutAt = storedValue("akkoord.signed-out-at", (value) =>
  typeof value === "number" ? value : 0,
);

/** Ends the session on this device. */
export function useSignOut() {
  const client = useQueryClient();
  const session = useSession();
  const { language } = useMessages();
  return useMutation({
    mutationFn: () => send("/sign-out", undefined, { csrfToken: session?.csrfToken ?? null, language }),
    onSuccess: () => {
      forgetWhoWasSignedIn();
      signedOutAt.set(Date.now());
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

/** Where to sign in and come back to this page. The part after `#` stays out: it may hold a situation. */
export function signInAddress(path: string): string {
  return `/sign-in?returnTo=${encodeURIComponent(path)}`;
}
