import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { listWaivers, type WaiverRequest, type WaiverState } from "../api.ts";

/** Waivers that whoever is signed in may see. */
export function waiversQuery(state: WaiverState | null) {
  return queryOptions({
    queryKey: ["waivers", state],
    queryFn: ({ signal }) => listWaivers(state, signal),
    refetchOnWindowFocus: true,
  });
}

/** Who a new waiver covers. */
export type NewCover =
  | { readonly kind: "organisation" }
  | { readonly kind: "people"; readonly people: readonly string[] }
  | { readonly kind: "team"; readonly name: string; readonly people: readonly string[] };

/** A change to waivers: a request, or something done to one. */
export type WaiverDeed =
  | { readonly kind: "request"; readonly body: object }
  | {
      readonly kind: "agree" | "refuse" | "withdraw";
      readonly id: string;
      readonly body: { readonly reason: string } & object;
    };

/** Asks for a waiver, decides on one, or withdraws one. Answers follow at once. */
export function useWaiverDeed() {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: (deed: WaiverDeed) => {
      const path = deed.kind === "request" ? "/v1/waivers" : `/v1/waivers/${deed.id}/_${deed.kind}`;
      return send<WaiverRequest>(path, deed.body, { csrfToken, language });
    },
    networkMode: "always",
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["waivers"] });
      await client.invalidateQueries({ queryKey: ["covering-waivers"] });
    },
  });
}
