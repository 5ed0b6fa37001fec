import type { Clock } from "../../platform/clock.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { NoticeQueries } from "../notices/queries.ts";
import { noteAttempt, sealPurpose } from "./commands.ts";
import { cloudEvent, signatureHeaders } from "./model.ts";
import { type PostOptions, post } from "./post.ts";
import type { DueDelivery, WebhookQueries } from "./queries.ts";

/** What delivering needs. */
export interface DeliveryParts {
  readonly webhooks: WebhookQueries;
  readonly notices: NoticeQueries;
  readonly commands: Commands;
  readonly seal: Seal;
  readonly clock: Clock;
  /** The `source` of the events. */
  readonly source: string;
  readonly options: PostOptions;
}

const AT_ONCE = 20;

/** Sends everything whose time has come, and notes how it went. A delivery that is cut off is sent again. */
export async function deliverDue(parts: DeliveryParts, caller: Caller, signal: AbortSignal): Promise<void> {
  for (;;) {
    const due = await parts.webhooks.due(parts.clock.now(), AT_ONCE);
    await Promise.all(due.map((delivery) => deliver(parts, delivery, caller)));
    if (due.length < AT_ONCE || signal.aborted) return;
  }
}

async function deliver(parts: DeliveryParts, delivery: DueDelivery, caller: Caller): Promise<void> {
  const notice = await parts.notices.notice(delivery.notice);
  const note = (result: string, delivered: boolean) =>
    parts.commands.execute(noteAttempt, { delivery: delivery.id, result, delivered }, caller);
  if (notice === null) return void (await note("notice-gone", false));
  const body = JSON.stringify(cloudEvent(delivery.id, parts.source, notice));
  const secret = secretOf(parts.seal, delivery);
  if (secret === null) return void (await note("secret-unreadable", false));
  const headers = {
    "Content-Type": "application/cloudevents+json; charset=utf-8",
    "User-Agent": "Akkoord",
    ...signatureHeaders(secret, delivery.id, parts.clock.now(), body),
  };
  const result = await post(delivery.url, headers, body, parts.options);
  if ("status" in result) await note(String(result.status), result.status >= 200 && result.status < 300);
  else await note(result.failure, false);
}

/** Null when it was sealed with another key: that must not keep the messages of others waiting. */
function secretOf(seal: Seal, { secret, webhook }: DueDelivery): string | null {
  try {
    return seal.open(secret, sealPurpose(webhook));
  } catch {
    return null;
  }
}
