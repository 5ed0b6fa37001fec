import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { listWebhooks } from "../api.ts";

/** The systems that you manage, kept fresh while you look. */
export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => listWebhooks(signal),
  refetchInterval: 10_000,
});

/** Something to do with a webhook. */
export type WebhookAction =
  | { readonly kind: "add"; readonly url: string; readonly organisation: string | null }
  | { readonly kind: "switch"; readonly id: string; readonly active: boolean }
  | { readonly kind: "remove"; readonly id: string };

/** Adds, switches or removes one; adding gives the secret, once. */
export function useWebhookAction() {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: (action: WebhookAction): Promise<{ readonly secret: string } | null> => {
      const options = { csrfToken, language };
      if (action.kind === "add") {
        return send("/v1/webhooks", { url: action.url, organisation: action.organisation }, options);
      }
      if (action.kind === "switch") {
        return send(`/v1/webhooks/${action.id}/_switch`, { active: action.active }, options);
      }
      return send(`/v1/webhooks/${action.id}`, undefined, { ...options, method: "DELETE" });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
}
