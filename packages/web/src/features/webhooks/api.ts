import { fetchJson } from "../../platform/http.ts";

/** A system that is told what changes. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly organisation: string | null;
  readonly active: boolean;
  readonly deliveries: { readonly waiting: number; readonly delivered: number; readonly failed: number };
  readonly lastAttempt: { readonly at: string; readonly result: string } | null;
}

/** The systems that you manage. */
export async function listWebhooks(signal?: AbortSignal): Promise<readonly Webhook[]> {
  const { webhooks } = await fetchJson<{ webhooks: readonly Webhook[] }>("/v1/webhooks", { signal });
  return webhooks;
}
