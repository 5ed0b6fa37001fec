import type { Database } from "../../platform/database/database.ts";
import type { Notifier } from "./notifier.ts";
import { NEWS_CHANNEL } from "./tables.ts";

/**
 * Brings the news of the database to who waits for it in this process: what any process committed, in whatever
 * transaction, and nothing that was rolled back.
 *
 * @returns a function that ends it
 */
export function followNews(database: Database, notifier: Notifier): () => Promise<void> {
  return database.listen(NEWS_CHANNEL, (about) => notifier.wake(about));
}
