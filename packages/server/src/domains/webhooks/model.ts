import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Notice } from "../notices/model.ts";

/** A system that wants to hear what changes. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Only notices of this organisation; null for all. */
  readonly organisation: string | null;
  /** Off when it was switched off by hand, or answered that it is gone. */
  readonly active: boolean;
  /** UTC. */
  readonly createdAt: string;
  readonly deliveries: { readonly waiting: number; readonly delivered: number; readonly failed: number };
  /** How the last attempt ended: the status, or why there was none; null before the first. */
  readonly lastAttempt: { readonly at: string; readonly result: string } | null;
}

/** What it takes to add one. */
export const webhookInput = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: "must be an address such as https://example.nl/akkoord" })
      .max(500)
      .refine((url) => new URL(url).username === "" && new URL(url).password === "", {
        error: "must hold no user name or password; messages are signed instead",
      }),
    organisation: z.string().max(100).nullable().default(null),
  })
  .meta({ id: "NewWebhook" });

/**
 * How long to wait before each next attempt, in seconds; after the last one the delivery has failed.
 * Together somewhat more than three days.
 */
export const WAITS_S = [0, 10, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** The type of the events, as CloudEvents name them. */
export const NOTICE_TYPE = "nl.akkoord.werkafspraken-gewijzigd";

/**
 * A notice as a CloudEvent 1.0 in structured mode, following the NL GOV profile: `source` is a URN, `type` is in
 * reverse DNS, `time` is in UTC.
 *
 * @param id of the delivery: the same for every attempt, so that receivers can tell doubles
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function cloudEvent(id: string, source: string, notice: Notice): Readonly<Record<string, unknown>> {
  return {
    specversion: "1.0",
    id,
    source,
    type: NOTICE_TYPE,
    subject: notice.organisation,
    time: notice.madeAt,
    datacontenttype: "application/json",
    data: notice,
  };
}

/**
 * The headers by which a receiver knows that a message is ours, whole and fresh: HMAC-SHA-256 over id, time and
 * body, as Standard Webhooks describes.
 *
 * @param secret as the receiver got it: `whsec_` and base64
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1_000);
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  };
}
