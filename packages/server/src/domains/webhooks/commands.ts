import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { Directory } from "../directory/queries.ts";
import { WAITS_S, webhookInput } from "./model.ts";
import { manageableWebhooks, mayManageFor, mayManageWebhooks, mayNoteAttempt } from "./permissions.ts";
import type { WebhookTables } from "./tables.ts";

/** The purpose that secrets of webhooks are sealed for. */
export const sealPurpose = (webhook: string): string => `webhook ${webhook}`;

const SECRET_BYTES = 32;

/** Adds a webhook. The secret is shown this once. */
export function addWebhook({ seal, directory }: { seal: Seal; directory: Directory }) {
  return command({
    name: "webhooks.add",
    on: "webhook",
    input: webhookInput,
    may: (actor, { organisation }) => mayManageFor(actor, organisation),
    async run({ input, now, transaction }) {
      // Refuses an organisation that does not exist.
      if (input.organisation !== null) await directory.organisation(input.organisation, undefined);
      const id = randomUUID();
      const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
      await transaction
        .$extendTables<WebhookTables>()
        .insertInto("webhook")
        .values({
          id,
          url: input.url,
          organisation: input.organisation,
          secret: seal.close(secret, sealPurpose(id)),
          active: true,
          created_at: now,
        })
        .execute();
      return { output: { id, secret }, object: { type: "webhook", id } };
    },
  });
}

const oneWebhook = z.object({ id: z.uuid() });

/** Switches a webhook on or off. */
export const switchWebhook = command({
  name: "webhooks.switch",
  on: "webhook",
  input: oneWebhook.extend({ active: z.boolean() }),
  may: mayManageWebhooks,
  async run({ input, actor, transaction }) {
    let query = transaction
      .$extendTables<WebhookTables>()
      .updateTable("webhook")
      .set({ active: input.active })
      .where("id", "=", input.id);
    const manageable = manageableWebhooks(actor);
    if (manageable !== null && "organisation" in manageable)
      query = query.where("organisation", "=", manageable.organisation);
    const changed = await query.returning("id").executeTakeFirst();
    // Of another organisation, or not there: the same answer.
    if (changed === undefined) throw new NotFound();
    return { output: null, object: { type: "webhook", id: changed.id } };
  },
});

/** Removes a webhook and what was still to be sent to it. */
export const removeWebhook = command({
  name: "webhooks.remove",
  on: "webhook",
  input: oneWebhook,
  may: mayManageWebhooks,
  async run({ input, actor, transaction }) {
    let query = transaction.$extendTables<WebhookTables>().deleteFrom("webhook").where("id", "=", input.id);
    const manageable = manageableWebhooks(actor);
    if (manageable !== null && "organisation" in manageable)
      query = query.where("organisation", "=", manageable.organisation);
    const removed = await query.returning("id").executeTakeFirst();
    if (removed === undefined) throw new NotFound();
    return { output: null, object: { type: "webhook", id: removed.id } };
  },
});

/** Puts a notice in line for every webhook that wants it; once for each, however often it is called. */
export const queueDeliveries = command({
  name: "webhooks.queue",
  on: "notice",
  input: z.object({ notice: z.uuid(), organisation: z.string() }),
  may: mayNoteAttempt,
  async run({ input, now, transaction }) {
    const tables = transaction.$extendTables<WebhookTables>();
    const wanting = await tables
      .selectFrom("webhook")
      .select("id")
      .where("active", "=", true)
      .where((where) =>
        where.or([where("organisation", "is", null), where("organisation", "=", input.organisation)]),
      )
      .execute();
    if (wanting.length > 0) {
      await tables
        .insertInto("webhook_delivery")
        .values(
          wanting.map(({ id }) => ({
            id: randomUUID(),
            webhook: id,
            notice: input.notice,
            state: "waiting" as const,
            attempts: 0,
            next_attempt: now,
            last_attempt: null,
            last_result: null,
          })),
        )
        .onConflict((conflict) => conflict.columns(["webhook", "notice"]).doNothing())
        .execute();
    }
    return { output: wanting.length, object: { type: "notice", id: input.notice } };
  },
});

/** Notes how an attempt went, and when the next one is. A receiver that is gone is switched off. */
export const noteAttempt = command({
  name: "webhooks.note-attempt",
  on: "webhook-delivery",
  input: z.object({ delivery: z.uuid(), result: z.string().max(40), delivered: z.boolean() }),
  may: mayNoteAttempt,
  async run({ input, now, transaction }) {
    const tables = transaction.$extendTables<WebhookTables>();
    const object = { type: "webhook-delivery", id: input.delivery };
    const delivery = await tables
      .selectFrom("webhook_delivery")
      .selectAll()
      .where("id", "=", input.delivery)
      .where("state", "=", "waiting")
      .forUpdate()
      .executeTakeFirst();
    if (delivery === undefined) return { output: null, object };
    const attempts = delivery.attempts + 1;
    const wait = WAITS_S[attempts];
    const isGone = input.result === "410";
    const state = input.delivered ? "delivered" : isGone || wait === undefined ? "failed" : "waiting";
    await tables
      .updateTable("webhook_delivery")
      .set({
        state,
        attempts,
        next_attempt: new Date(now.getTime() + (wait ?? 0) * 1_000),
        last_attempt: now,
        last_result: input.result,
      })
      .where("id", "=", input.delivery)
      .execute();
    if (isGone)
      await tables.updateTable("webhook").set({ active: false }).where("id", "=", delivery.webhook).execute();
    return { output: null, object };
  },
});
