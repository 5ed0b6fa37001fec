import { setTimeout as wait } from "node:timers/promises";
import { CompiledQuery, type Kysely } from "kysely";
import { PgBoss } from "pg-boss";
import type { Bus, DomainEvent } from "./bus.ts";
import type { Database } from "./database/database.ts";
import { JOBS_SCHEMA } from "./database/migrate.ts";
import type { Log } from "./log.ts";

/** The outbox: events leave with the transaction that made them, and arrive on the bus at least once. */
export interface Outbox {
  /** Starts the relay; the database must be there. */
  start(): Promise<void>;
  /** Puts events in the outbox, in the caller's transaction. */
  put<T>(transaction: Kysely<T>, events: readonly DomainEvent[]): Promise<void>;
  /** Tells the relay that there is something to do now, instead of at its next look. */
  wake(): void;
  stop(): Promise<void>;
}

/** So long events that are being delivered get when the server stops; they come again after the next start. */
const STOP_LIMIT_MS = 2_000;

const EVENTS = "events";
const UNDELIVERABLE = "events-undeliverable";

/** An outbox kept in the job queue, relayed to the bus. */
export function createOutbox(database: Database, bus: Bus, log: Log): Outbox {
  let boss: PgBoss | null = null;
  let worker = "";
  return {
    async start() {
      const starting = new PgBoss({
        db: { executeSql: (text, values) => database.query(text, values) },
        schema: JOBS_SCHEMA,
        createSchema: false,
        schedule: false,
      });
      starting.on("error", (error) => log.warn({ error }, "the job queue reports an error"));
      starting.on("warning", (warning) => log.warn({ warning: warning.message }, "the job queue warns"));
      await database.exclusively("akkoord-jobs", async () => {
        await starting.start();
        await starting.createQueue(UNDELIVERABLE);
        await starting.createQueue(EVENTS, {
          retryLimit: 30,
          retryBackoff: true,
          retryDelayMax: 3_600,
          deadLetter: UNDELIVERABLE,
        });
      });
      worker = await starting.work<DomainEvent>(EVENTS, { pollingIntervalSeconds: 2 }, async (jobs) => {
        for (const job of jobs) await bus.publish(job.data);
      });
      boss = starting;
    },
    async put(transaction, events) {
      if (events.length === 0) return;
      if (boss === null) throw new Error("The outbox has not been started.");
      await boss.insert(
        EVENTS,
        events.map((event) => ({ id: event.id, data: event })),
        { db: { executeSql: (text, values) => execute(transaction, text, values) } },
      );
    },
    wake() {
      boss?.notifyWorker(worker);
    },
    async stop() {
      if (boss === null) return;
      try {
        // The queue's own way of waiting looks only twice a second whether the work is done.
        const limit = new AbortController();
        await Promise.race([
          boss.offWork(EVENTS).finally(() => limit.abort()),
          wait(STOP_LIMIT_MS, null, { signal: limit.signal }).catch(() => {}),
        ]);
        await boss.stop({ graceful: false });
      } catch (error) {
        log.warn({ error }, "the job queue did not stop in order");
      }
    },
  };
}

async function execute<T>(database: Kysely<T>, text: string, values?: unknown[]) {
  const { rows } = await database.executeQuery(CompiledQuery.raw(text, values));
  return { rows };
}
