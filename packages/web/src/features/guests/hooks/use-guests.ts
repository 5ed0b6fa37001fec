import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { ROOMS_KEY } from "../../rooms/hooks/use-rooms.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { askForLink, doToGuest, enterWithLink, type GuestDeed, listGuests, lookAtLink } from "../api.ts";

/** The guests that whoever is signed in answers for. */
export const guestsQuery = queryOptions({
  queryKey: ["guests"],
  queryFn: ({ signal }) => listGuests(signal),
  refetchOnWindowFocus: true,
});

/** What a link out of a mail leads to. Asked once: a link that is used is not looked at again. */
export function linkQuery(token: string, language: string) {
  return queryOptions({
    queryKey: ["guest-link", token, language],
    queryFn: () => lookAtLink(token, language),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

function useChangeOptions() {
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return { csrfToken, language };
}

/** Invites, renews, removes. Lists of guests and rooms follow at once. */
export function useGuestDeed() {
  const client = useQueryClient();
  const options = useChangeOptions();
  return useMutation({
    mutationFn: (deed: GuestDeed) => doToGuest(deed, options),
    networkMode: "always",
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: guestsQuery.queryKey });
      await client.invalidateQueries({ queryKey: ROOMS_KEY });
    },
  });
}

/** Comes in with a link; from then on this browser is the guest's. */
export function useEnter() {
  const client = useQueryClient();
  const options = useChangeOptions();
  return useMutation({
    mutationFn: (token: string) => enterWithLink(token, options),
    networkMode: "always",
    // Nothing of who was here before stays in sight.
    onSuccess: () => client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "guest-link" }),
  });
}

/** Asks for a link by mail. */
export function useAskForLink() {
  const options = useChangeOptions();
  return useMutation({
    mutationFn: (email: string) => askForLink(email, options),
    networkMode: "always",
  });
}
