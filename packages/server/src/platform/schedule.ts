import { CronExpressionParser } from "cron-parser";
import { type ColumnType, type Kysely, sql } from "kysely";
import type { Clock } from "./clock.ts";
import { type AnyDatabase, type Database, isDatabaseUnavailable } from "./database/database.ts";
import type { Schema } from "./database/migrate.ts";
import { TemporarilyUnavailable } from "./errors.ts";
import type { Log } from "./log.ts";

/** When a job comes round: every so many minutes, or by a cron expression in Dutch time (`"5 0 * * *"`). */
export type Rhythm = number | string;

/** What a job is told when it runs. */
export interface JobMoment {
  /** What time it is, by the server's clock. */
  readonly now: Date;
  /** Ends when the server stops: long work then leaves off, and begins again at the next start. */
  readonly signal: AbortSignal;
}

/** The work of a job. It must bear being done twice: a run that was cut off is done again. */
export type JobWork = (moment: JobMoment) => Promise<void>;

/** Work that comes round by itself: in one process at a time, remembered over restarts. */
export interface Schedule {
  /**
   * Registers a job, before `start`. One with a number of minutes runs at the first look and then so long after
   * its last run began; one with a cron expression at each of its times, and once when times were missed.
   * A job that fails is tried again after one minute, two, four, up to an hour.
   *
   * @param name stable over releases, such as `audit.checkpoint`
   * @throws Error when the name is taken or the rhythm cannot be read
   * @example schedule.every("drafts.publish-planned", "5 0 * * *", ({ now }) => publishPlanned(now));
   */
  every(name: string, rhythm: Rhythm, work: JobWork): void;
  /** Looks now and every few seconds from now on for jobs that are due; the tables must be there. */
  start(): void;
  /**
   * Runs what is due by the clock now, and waits for it. Tests move their clock and call this.
   *
   * @throws TemporarilyUnavailable before the database is there
   */
  runDue(): Promise<void>;
  /** Stops looking, tells running jobs to leave off, and waits for them. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
const LONGEST_RETRY_MS = 60 * MINUTE_MS;
const TIME_ZONE = "Europe/Amsterdam";

interface Job {
  readonly name: string;
  readonly rhythm: Rhythm;
  readonly work: JobWork;
}

/** Makes the schedule. */
export function createSchedule(database: Database, clock: Clock, log: Log): Schedule {
  const jobs = new Map<string, Job>();
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const runWhenDue = async (job: Job): Promise<void> => {
    if (!isDue(job.rhythm, await stateOf(database.use(), job.name, clock.now()), clock.now())) return;
    await database.whenFree(`akkoord-job ${job.name}`, async () => {
      // Another process may have run it between the look and the lock.
      const now = clock.now();
      const state = await stateOf(database.use(), job.name, now);
      if (!isDue(job.rhythm, state, now) || stopping.signal.aborted) return;
      try {
        await job.work({ now, signal: stopping.signal });
        if (!stopping.signal.aborted) await noteRun(database.use(), job.name, now, 0);
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (!isUnavailable(error)) log.error({ error, job: job.name }, "a scheduled job failed");
        await noteRun(database.use(), job.name, now, state.failures + 1);
      }
    });
  };
  const once = (job: Job): Promise<void> => {
    const already = running.get(job.name);
    if (already !== undefined) return already;
    const run = runWhenDue(job).finally(() => running.delete(job.name));
    running.set(job.name, run);
    return run;
  };
  const runDue = async (): Promise<void> => {
    const outcomes = await Promise.allSettled([...jobs.values()].map(once));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  };
  const look = (): void => {
    // Not waited for: a long job does not keep the others from their time.
    runDue().catch((error) => {
      if (!isUnavailable(error)) log.error({ error }, "the schedule could not be followed");
    });
  };
  return {
    every(name, rhythm, work) {
      if (jobs.has(name)) throw new Error(`There is already a job ${name}.`);
      checkRhythm(name, rhythm);
      jobs.set(name, { name, rhythm, work });
    },
    start() {
      clearInterval(timer);
      look();
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    runDue,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await Promise.allSettled(running.values());
    },
  };
}

interface JobState {
  /** When the job was first seen: times of a cron expression count from here. */
  readonly since: Date;
  readonly lastRun: Date | null;
  /** How many times in a row it failed. */
  readonly failures: number;
}

function isDue(rhythm: Rhythm, { since, lastRun, failures }: JobState, now: Date): boolean {
  if (lastRun !== null && failures > 0) {
    return now.getTime() >= lastRun.getTime() + Math.min(MINUTE_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  }
  if (typeof rhythm === "number") {
    return lastRun === null || now.getTime() >= lastRun.getTime() + rhythm * MINUTE_MS;
  }
  return nextTime(rhythm, lastRun ?? since) <= now;
}

function nextTime(cron: string, after: Date): Date {
  return CronExpressionParser.parse(cron, { tz: TIME_ZONE, currentDate: after }).next().toDate();
}

function checkRhythm(name: string, rhythm: Rhythm): void {
  if (typeof rhythm === "string") nextTime(rhythm, new Date(0));
  else if (!(rhythm > 0)) throw new Error(`The job ${name} needs a number of minutes above 0.`);
}

function isUnavailable(error: unknown): boolean {
  return error instanceof TemporarilyUnavailable || isDatabaseUnavailable(error);
}

type ScheduleTables = {
  scheduled_job: {
    name: ColumnType<string, string, never>;
    since: ColumnType<Date, Date, never>;
    last_run: ColumnType<Date | null, null, Date>;
    failures: ColumnType<number, 0, number>;
  };
};

/** When each job last ran, for every process to see. */
export const scheduleSchema: Schema = {
  rights: { scheduled_job: ["select", "insert", "update"] },
  migrations: {
    "2026-11-22-01-schedule": {
      async up(database: Kysely<never>) {
        await sql`
          create table scheduled_job (
            name text primary key,
            since timestamptz not null,
            last_run timestamptz,
            failures integer not null
          )`.execute(database);
      },
    },
  },
};

async function stateOf(database: AnyDatabase, name: string, now: Date): Promise<JobState> {
  const tables = database.$extendTables<ScheduleTables>();
  const known = await tables
    .selectFrom("scheduled_job")
    .selectAll()
    .where("name", "=", name)
    .executeTakeFirst();
  if (known !== undefined) {
    return { since: known.since, lastRun: known.last_run, failures: known.failures };
  }
  await tables
    .insertInto("scheduled_job")
    .values({ name, since: now, last_run: null, failures: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { since: now, lastRun: null, failures: 0 };
}

async function noteRun(database: AnyDatabase, name: string, now: Date, failures: number): Promise<void> {
  await database
    .$extendTables<ScheduleTables>()
    .updateTable("scheduled_job")
    .set({ last_run: now, failures })
    .where("name", "=", name)
    .execute();
}
