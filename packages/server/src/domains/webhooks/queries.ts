import { sql } from "kysely";
import type { Actor } from "../../platform/actor.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Webhook } from "./model.ts";
import { manageableWebhooks } from "./permissions.ts";
import type { WebhookTables } from "./tables.ts";

/** A delivery whose time has come. */
export interface DueDelivery {
  readonly id: string;
  readonly webhook: string;
  readonly url: string;
  readonly secret: string;
  readonly notice: string;
}

/** Reads webhooks. */
export function createWebhookQueries(database: Database) {
  const tables = () => database.use().$extendTables<WebhookTables>();
  return {
    /** The webhooks that somebody may manage, oldest first. */
    async list(actor: Actor): Promise<Webhook[]> {
      const manageable = manageableWebhooks(actor);
      if (manageable === null) return [];
      let query = tables()
        .selectFrom("webhook")
        .leftJoin("webhook_delivery as d", "d.webhook", "webhook.id")
        .select(["webhook.id", "webhook.url", "webhook.organisation", "webhook.active", "webhook.created_at"])
        .select([
          sql<string>`count(*) filter (where d.state = 'waiting')`.as("waiting"),
          sql<string>`count(*) filter (where d.state = 'delivered')`.as("delivered"),
          sql<string>`count(*) filter (where d.state = 'failed')`.as("failed"),
          sql<Date | null>`max(d.last_attempt)`.as("last_attempt"),
          sql<string | null>`(array_agg(d.last_result order by d.last_attempt desc nulls last))[1]`.as(
            "last_result",
          ),
        ])
        .groupBy("webhook.id")
        .orderBy("webhook.created_at")
        .orderBy("webhook.id");
      if ("organisation" in manageable)
        query = query.where("webhook.organisation", "=", manageable.organisation);
      return (await query.execute()).map((row) => ({
        id: row.id,
        url: row.url,
        organisation: row.organisation,
        active: row.active,
        createdAt: row.created_at.toISOString(),
        deliveries: {
          waiting: Number(row.waiting),
          delivered: Number(row.delivered),
          failed: Number(row.failed),
        },
        lastAttempt:
          row.last_attempt === null
            ? null
            : { at: row.last_attempt.toISOString(), result: row.last_result ?? "" },
      }));
    },

    /** Deliveries whose time has come, longest waiting first. */
    async due(now: Date, limit: number): Promise<DueDelivery[]> {
      return tables()
        .selectFrom("webhook_delivery as d")
        .innerJoin("webhook", "webhook.id", "d.webhook")
        .select(["d.id", "d.webhook", "webhook.url", "webhook.secret", "d.notice"])
        .where("d.state", "=", "waiting")
        .where("webhook.active", "=", true)
        .where("d.next_attempt", "<=", now)
        .orderBy("d.next_attempt")
        .orderBy("d.id")
        .limit(limit)
        .execute();
    },
  };
}

/** Reads webhooks. */
export type WebhookQueries = ReturnType<typeof createWebhookQueries>;
