import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { searchEntries } from "../domains/audit/queries.ts";
import { auditWriter } from "../domains/audit/write.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { ANONYMOUS, hasRole } from "./actor.ts";
import { type Bus, createBus, type DomainEvent } from "./bus.ts";
import { systemClock } from "./clock.ts";
import { type Commands, command, createCommands } from "./command.ts";
import { InvalidInput, NotAllowed, NotFound, NotSignedIn } from "./errors.ts";
import { createOutbox, type Outbox } from "./jobs.ts";
import { createLog } from "./log.ts";

type NoteTables = { note: { text: string } };

let test_: TestDatabase;
let outbox: Outbox;
let bus: Bus;
let commands: Commands;

beforeAll(async () => {
  test_ = await startTestDatabase({
    rights: { note: ["select", "insert"] },
    migrations: {
      "2026-01-01-note": {
        async up(database: Kysely<never>) {
          await sql`create table note (text text primary key)`.execute(database);
        },
      },
    },
  });
  const log = createLog("silent");
  bus = createBus(log);
  outbox = createOutbox(test_.database, bus, log);
  await outbox.start();
  commands = createCommands({
    database: test_.database,
    audit: auditWriter,
    outbox,
    clock: systemClock,
    onEnd: () => {},
  });
});
afterAll(async () => {
  await outbox.stop();
  await test_.end();
});

const OPERATOR = {
  kind: "person",
  id: "7a4a5e4e-0000-4000-8000-000000000001",
  name: "Op",
  organisation: "bzk",
  roles: ["operator"],
} as const;
const AUDITOR = { ...OPERATOR, roles: ["auditor"] } as const;
const from = (actor: typeof OPERATOR | typeof AUDITOR | typeof ANONYMOUS) =>
  ({ actor, origin: { channel: "http", address: "192.0.2.1" }, traceId: "t-1" }) as const;

const writeNote = command({
  name: "notes.write",
  on: "note",
  input: z.object({ text: z.string().min(1), ending: z.enum(["stop", "break", "refuse"]).optional() }),
  may: (actor) => hasRole(actor, "operator"),
  async run({ input, transaction }) {
    await transaction.$extendTables<NoteTables>().insertInto("note").values({ text: input.text }).execute();
    if (input.ending === "stop") throw new NotFound();
    if (input.ending === "refuse") throw new NotAllowed();
    if (input.ending === "break") throw new Error("broken");
    return {
      output: input.text.length,
      object: { type: "note", id: input.text },
      events: [{ type: "notes.written", data: { note: input.text } }],
    };
  },
});

const notes = async () =>
  (await test_.database.use().$extendTables<NoteTables>().selectFrom("note").select("text").execute()).map(
    ({ text }) => text,
  );
const lastEntry = async () => (await searchEntries(test_.database.use(), { limit: 1 }))[0];

describe("a command", () => {
  test("changes state and leaves an audit entry with action, object, result, origin, actor and time", async () => {
    const before = Date.now();
    expect(await commands.execute(writeNote, { text: "one" }, from(OPERATOR))).toBe(3);
    expect(await notes()).toContain("one");
    const entry = await lastEntry();
    expect(entry).toMatchObject({
      action: "notes.write",
      object: { type: "note", id: "one" },
      result: "succeeded",
      reason: null,
      origin: { channel: "http", address: "192.0.2.1" },
      actor: { type: "person", id: OPERATOR.id, organisation: "bzk" },
      traceId: "t-1",
    });
    expect(Date.parse(entry?.timestamp ?? "")).toBeGreaterThanOrEqual(before);
  });

  test("that is not allowed changes nothing and is in the audit trail as refused", async () => {
    await expect(commands.execute(writeNote, { text: "two" }, from(AUDITOR))).rejects.toThrow(NotAllowed);
    expect(await notes()).not.toContain("two");
    expect(await lastEntry()).toMatchObject({
      action: "notes.write",
      result: "refused",
      reason: "not-allowed",
    });
  });

  test("of someone unknown asks them to sign in", async () => {
    await expect(commands.execute(writeNote, { text: "three" }, from(ANONYMOUS))).rejects.toThrow(
      NotSignedIn,
    );
    expect(await lastEntry()).toMatchObject({ result: "refused", actor: { type: "anonymous", id: null } });
  });

  test.each([
    ["stop", "failed", "not-found"],
    ["break", "failed", "unexpected"],
    ["refuse", "refused", "not-allowed"],
  ])("that stops half-way (%s) leaves nothing but its audit entry: %s", async (ending, result, reason) => {
    await expect(
      commands.execute(writeNote, { text: `half-${ending}`, ending }, from(OPERATOR)),
    ).rejects.toThrow();
    expect(await notes()).not.toContain(`half-${ending}`);
    expect(await lastEntry()).toMatchObject({ result, reason });
  });

  test("does not begin with input of the wrong shape, and says what is wrong", async () => {
    await expect(commands.execute(writeNote, { text: 7 }, from(OPERATOR))).rejects.toThrow(InvalidInput);
    // PostgreSQL cannot keep this character: it is refused here, instead of failing there.
    await expect(commands.execute(writeNote, { text: "a\u0000" }, from(OPERATOR))).rejects.toMatchObject({
      details: { members: { violations: [{ path: "text" }] } },
    });
  });
});

describe("an event of a command", () => {
  test("arrives on the bus", async () => {
    const heard: DomainEvent[] = [];
    const end = bus.subscribe("notes.written", (event) => void heard.push(event));
    await commands.execute(writeNote, { text: "heard" }, from(OPERATOR));
    await vi.waitFor(() => expect(heard.map(({ data }) => data.note)).toContain("heard"), {
      timeout: 10_000,
    });
    end();
  });

  test("comes again when a listener failed", async () => {
    let attempts = 0;
    const end = bus.subscribe("notes.written", (event) => {
      if (event.data.note !== "again") return;
      attempts += 1;
      if (attempts === 1) throw new Error("not now");
    });
    await commands.execute(writeNote, { text: "again" }, from(OPERATOR));
    await vi.waitFor(() => expect(attempts).toBe(2), { timeout: 20_000 });
    end();
  }, 25_000);

  test("never leaves when the command failed", async () => {
    const heard: DomainEvent[] = [];
    const end = bus.subscribe("notes.written", (event) => void heard.push(event));
    await commands.execute(writeNote, { text: "lost", ending: "break" }, from(OPERATOR)).catch(() => {});
    await commands.execute(writeNote, { text: "after" }, from(OPERATOR));
    await vi.waitFor(() => expect(heard.map(({ data }) => data.note)).toContain("after"), {
      timeout: 10_000,
    });
    expect(heard.map(({ data }) => data.note)).not.toContain("lost");
    end();
  });
});
