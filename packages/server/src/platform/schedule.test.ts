import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createDatabase } from "./database/database.ts";
import { TemporarilyUnavailable } from "./errors.ts";
import { createLog } from "./log.ts";
import { createSchedule, type Rhythm, scheduleSchema } from "./schedule.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await startTestDatabase(scheduleSchema);
});
afterAll(() => store.end());

let names = 0;
/** A job of its own on a clock that stands still until it is moved. */
function job(rhythm: Rhythm, options: { readonly fails?: () => boolean; readonly name?: string } = {}) {
  const name = options.name ?? `tests.job-${names++}`;
  const runs: string[] = [];
  let now = new Date("2026-11-21T12:00:00Z");
  const lines: string[] = [];
  const log = createLog("error", { write: (line) => lines.push(line) });
  const schedule = createSchedule(store.database, { now: () => now }, log);
  schedule.every(name, rhythm, async (moment) => {
    runs.push(moment.now.toISOString());
    if (options.fails?.()) throw new Error("not today");
  });
  return {
    name,
    runs,
    logged: () => lines.join(""),
    at: async (time: string) => {
      now = new Date(time);
      await schedule.runDue();
      return runs.length;
    },
  };
}

describe("a job every so many minutes", () => {
  test("runs at the first look, and again only when the time has passed", async () => {
    const { at } = job(60);
    expect(await at("2026-11-21T12:00:00Z")).toBe(1);
    expect(await at("2026-11-21T12:59:59Z")).toBe(1);
    expect(await at("2026-11-21T13:00:00Z")).toBe(2);
  });

  test("goes on where it was after a restart", async () => {
    const before = job(60);
    await before.at("2026-11-21T12:00:00Z");
    const after = job(60, { name: before.name });
    expect(await after.at("2026-11-21T12:30:00Z")).toBe(0);
    expect(await after.at("2026-11-21T13:00:00Z")).toBe(1);
  });

  test("that missed several turns runs once", async () => {
    const { at } = job(60);
    await at("2026-11-21T12:00:00Z");
    expect(await at("2026-11-22T12:00:00Z")).toBe(2);
    expect(await at("2026-11-22T12:00:01Z")).toBe(2);
  });
});

describe("a job at a time of the day", () => {
  test("waits for its first time, in Dutch time", async () => {
    const { at } = job("5 0 * * *");
    expect(await at("2026-11-21T12:00:00Z")).toBe(0);
    expect(await at("2026-11-21T23:04:59Z")).toBe(0);
    expect(await at("2026-11-21T23:05:00Z")).toBe(1);
    expect(await at("2026-11-22T12:00:00Z")).toBe(1);
    expect(await at("2026-11-22T23:05:00Z")).toBe(2);
  });

  test("keeps to Dutch time when the clock changes", async () => {
    const { at } = job("5 0 * * *");
    await at("2026-03-28T12:00:00Z");
    expect(await at("2026-03-29T22:04:59Z")).toBe(1);
    expect(await at("2026-03-29T22:05:00Z")).toBe(2);
  });

  test("is caught up on after its time was missed", async () => {
    const before = job("5 0 * * *");
    await before.at("2026-11-21T12:00:00Z");
    const after = job("5 0 * * *", { name: before.name });
    expect(await after.at("2026-11-22T09:00:00Z")).toBe(1);
  });
});

describe("a job that fails", () => {
  test("is tried again after one minute, then two, and says so in the log", async () => {
    let broken = true;
    const { at, logged } = job("5 0 * * *", { fails: () => broken });
    await at("2026-11-21T12:00:00Z");
    expect(await at("2026-11-21T23:05:00Z")).toBe(1);
    expect(logged()).toContain("a scheduled job failed");
    expect(await at("2026-11-21T23:05:59Z")).toBe(1);
    expect(await at("2026-11-21T23:06:00Z")).toBe(2);
    expect(await at("2026-11-21T23:07:59Z")).toBe(2);
    broken = false;
    expect(await at("2026-11-21T23:08:00Z")).toBe(3);
    expect(await at("2026-11-22T12:00:00Z")).toBe(3);
  });
});

describe("several processes", () => {
  test("do a job once between them", async () => {
    const second = createDatabase(createLog("silent"));
    second.connect(store.url);
    const now = new Date("2026-11-21T12:00:00Z");
    let runs = 0;
    const processes = [store.database, second].map((database) => {
      const schedule = createSchedule(database, { now: () => now }, createLog("silent"));
      schedule.every("tests.shared", 60, async () => {
        runs += 1;
      });
      return schedule;
    });
    await Promise.all(processes.flatMap((each) => [each.runDue(), each.runDue()]));
    await Promise.all(processes.map((each) => each.runDue()));
    await second.close();
    expect(runs).toBe(1);
  });
});

describe("stopping", () => {
  test("tells a running job to leave off, waits for it, and has it done again at the next start", async () => {
    const now = new Date("2026-11-21T12:00:00Z");
    const schedule = createSchedule(store.database, { now: () => now }, createLog("silent"));
    const begun = Promise.withResolvers<void>();
    let leftOff = false;
    schedule.every("tests.long", 60, async ({ signal }) => {
      begun.resolve();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      leftOff = true;
    });
    schedule.start();
    await begun.promise;
    await schedule.stop();
    expect(leftOff).toBe(true);
    const again = job(60, { name: "tests.long" });
    expect(await again.at("2026-11-21T12:00:01Z")).toBe(1);
  });
});

describe("registering", () => {
  test.each(["every night", "61 0 * * *", 0, Number.NaN])("refuses the rhythm %s", (rhythm) => {
    const schedule = createSchedule(store.database, { now: () => new Date() }, createLog("silent"));
    expect(() => schedule.every("tests.rhythm", rhythm, async () => {})).toThrow();
  });

  test("refuses a name twice", () => {
    const schedule = createSchedule(store.database, { now: () => new Date() }, createLog("silent"));
    schedule.every("tests.twice", 60, async () => {});
    expect(() => schedule.every("tests.twice", 60, async () => {})).toThrow("already");
  });

  test("runs nothing before the database is there", async () => {
    const unconnected = createDatabase(createLog("silent"));
    const schedule = createSchedule(unconnected, { now: () => new Date() }, createLog("silent"));
    schedule.every("tests.early", 60, async () => {});
    await expect(schedule.runDue()).rejects.toThrow(TemporarilyUnavailable);
  });
});
