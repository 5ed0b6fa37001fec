import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Person } from "../../platform/actor.ts";
import { isDatabaseUnavailable } from "../../platform/database/database.ts";
import { RoomFull } from "../../platform/errors.ts";
import { manyPeople, type OneOfMany, ownerUrlOf } from "../../testing/many-people.ts";
import { connectApp } from "../../testing/matrix-app.ts";
import { startTestServer } from "../../testing/test-server.ts";
import { MOST_MEMBERS } from "./model.ts";
import { by, person, type RoomBench, SERVER, startRoomBench, text } from "./rooms.fixture.ts";
import { roomTables } from "./tables.ts";

let bench: RoomBench;
beforeAll(async () => {
  bench = await startRoomBench();
});
afterAll(() => bench.end());

/** Every message of a room in the order of the log. */
async function log(room: string, as: Person): Promise<{ id: string; body: unknown }[]> {
  const all: { id: string; body: unknown }[] = [];
  let from: string | null = null;
  do {
    const page: Awaited<ReturnType<RoomBench["rooms"]["timeline"]>> = await bench.rooms.timeline(
      by(as),
      room,
      {
        from,
        dir: "f",
        limit: 200,
      },
    );
    for (const { type, event_id, content } of page.chunk)
      if (type === "m.room.message") all.push({ id: event_id, body: content.body });
    from = page.end ?? null;
  } while (from !== null);
  return all;
}

describe("many who send at once", () => {
  test("in one room and in twenty: every message is there once, in an unbroken chain; a reader beside them misses none", async () => {
    const noor = person("Noor", "bzk");
    const senders = Array.from({ length: 49 }, (_, n) => person(`Collega ${n}`, "bzk"));
    const busy = await bench.room(noor, senders);
    const others: string[] = [];
    for (let n = 0; n < 20; n++) others.push(await bench.room(noor));
    const elsewhere = await bench.again();

    const { next_batch: start } = await bench.rooms.sync(by(noor), { since: null, timeoutMs: 0 });
    const seen: string[] = [];
    let writing = true;
    const reading = (async () => {
      let since = start;
      for (;;) {
        const last = !writing;
        const sync = await bench.rooms.sync(by(noor), {
          since,
          timeoutMs: last ? 0 : 200,
          filter: { room: { timeline: { limit: 100 } } },
        });
        for (const [room, told] of Object.entries(sync.rooms.join)) {
          const missed = told.timeline.limited
            ? await between(room, since, told.timeline.prev_batch, noor)
            : [];
          seen.push(...missed, ...told.timeline.events.map(({ event_id }) => event_id));
        }
        since = sync.next_batch;
        if (last) return;
      }
    })();

    const sent = await Promise.all([
      ...[noor, ...senders].map(async (who, n) => {
        const ids: string[] = [];
        // Half of them through another process.
        const rooms = n % 2 === 0 ? bench.rooms : elsewhere;
        for (let k = 0; k < 3; k++)
          ids.push((await rooms.send(busy, text(`${n}-${k}`, `${n}-${k}`), by(who))).eventId);
        return ids;
      }),
      ...others.map(async (room, n) => {
        const ids: string[] = [];
        for (let k = 0; k < 4; k++)
          ids.push(
            (await (k % 2 === 0 ? bench.rooms : elsewhere).send(room, text(`${n}`, `${k}`), by(noor)))
              .eventId,
          );
        return ids;
      }),
    ]);
    writing = false;
    await reading;

    expect(sent.flat()).toHaveLength(50 * 3 + 20 * 4);
    expect(seen.toSorted()).toEqual(sent.flat().toSorted());
    for (const room of [busy, ...others]) {
      expect((await bench.verified(room, noor)).finding).toBeNull();
      const positions = await roomTables(bench.database.use())
        .selectFrom("room_event")
        .select("position")
        .where("room", "=", room)
        .orderBy("position")
        .execute();
      expect(positions.map(({ position }) => position)).toEqual(positions.map((_, n) => n + 1));
    }
    // What is read in the order of the feed comes in the order of the log.
    const feed = await roomTables(bench.database.use())
      .selectFrom("room_feed")
      .select("position")
      .where("room", "=", busy)
      .where("kind", "=", "event")
      .orderBy("stream")
      .execute();
    expect(feed.map(({ position }) => position)).toEqual(feed.map((_, n) => n + 1));
  }, 120_000);

  test("of everything at once: joins, messages, removals and reads end without one waiting for ever", async () => {
    const noor = person("Noor", "bzk");
    const people = Array.from({ length: 30 }, (_, n) => bench.known(person(`Collega ${n}`, "szw")));
    const rooms = await Promise.all([0, 1, 2].map(() => bench.room(noor)));
    await Promise.all(
      people.flatMap((who) =>
        rooms.map(async (room) => {
          await bench.rooms.invite(room, who.id, by(noor));
          await bench.rooms.join(room, by(who));
          await bench.rooms.send(room, text("Hoi"), by(who));
          await bench.rooms.read(by(who), room);
        }),
      ),
    );
    await Promise.all(
      people.map((who) =>
        bench.database
          .use()
          .transaction()
          .execute((transaction) =>
            bench.rooms.within.removeEverywhere(transaction, bench.rooms.userId(by(who)), {
              now: bench.clock.now(),
              by: by(noor).actor,
              successor: null,
            }),
          ),
      ),
    );
    for (const room of rooms) {
      expect((await bench.rooms.read(by(noor), room)).members).toHaveLength(1);
      expect((await bench.verified(room, noor)).finding).toBeNull();
    }
  }, 120_000);
});

describe("a process that is killed", () => {
  const run = (room: string, sender: Person, dieAfter: number | null) => {
    const { url, keyFolder, signingKey } = bench;
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL("./sending-process.fixture.ts", import.meta.url)),
        JSON.stringify({ url, keyFolder, signingKey, sender, room, dieAfter }),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const acknowledged: string[] = [];
    let rest = "";
    child.stdout.on("data", (data) => {
      const lines = `${rest}${data}`.split("\n");
      rest = lines.pop() ?? "";
      acknowledged.push(...lines);
    });
    const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
    return { child, acknowledged, ended };
  };

  test("between writing down and saying so: the same attempt gives the same event", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    const { acknowledged, ended } = run(room, noor, 2);
    await ended;
    const before = await log(room, noor);
    expect(before.map(({ body }) => body)).toEqual(["Bericht 0", "Bericht 1", "Bericht 2"]);
    expect(acknowledged).toEqual(before.slice(0, 2).map(({ id }) => id));
    const again = await bench.rooms.send(room, text("Bericht 2", "2"), by(noor));
    expect(again.eventId).toBe(before[2]?.id);
    expect(await log(room, noor)).toEqual(before);
  });

  test("at any moment loses nothing that it acknowledged, and whoever tries again doubles nothing", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    const { child, acknowledged, ended } = run(room, noor, null);
    await new Promise<void>((resolve) => {
      child.stdout.on("data", () => {
        if (acknowledged.length >= 12) resolve();
      });
    });
    child.kill("SIGKILL");
    await ended;
    const sent = acknowledged.length;
    for (let n = 0; n <= sent; n++) {
      const { eventId } = await bench.rooms.send(room, text(`Bericht ${n}`, String(n)), by(noor));
      if (n < sent) expect(eventId).toBe(acknowledged[n]);
    }
    expect((await log(room, noor)).map(({ body }) => body)).toEqual(
      Array.from({ length: sent + 1 }, (_, n) => `Bericht ${n}`),
    );
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });
});

test("a database that is restarted under load loses nothing that was acknowledged; whoever tries again doubles nothing, and news comes again", async () => {
  const noor = person("Noor", "bzk");
  const senders = Array.from({ length: 6 }, (_, n) => person(`Collega ${n}`, "bzk"));
  const room = await bench.room(noor, senders);
  const acknowledged: string[] = [];
  let troubles = 0;
  const untilItWorks = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        // Anything else would be told to people as a fault of ours.
        expect(isDatabaseUnavailable(error), String(error)).toBe(true);
        troubles++;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const sending = senders.map(async (who, n) => {
    for (let k = 0; k < 10; k++) {
      const sent = await untilItWorks(() => bench.rooms.send(room, text(`${n}-${k}`, `${k}`), by(who)));
      acknowledged.push(sent.eventId);
    }
  });
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(5), { timeout: 30_000, interval: 5 });
  process.kill(await postmaster(), "SIGKILL");
  await Promise.all(sending);
  expect(troubles).toBeGreaterThan(0);
  expect((await log(room, noor)).map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted());
  expect(acknowledged).toHaveLength(60);
  expect((await bench.verified(room, noor)).finding).toBeNull();

  const { next_batch: since } = await bench.rooms.sync(by(noor), { since: null, timeoutMs: 0 });
  const waiting = bench.rooms.sync(by(noor), { since, timeoutMs: 25_000 });
  const { eventId } = await bench.rooms.send(room, text("Er is weer nieuws"), by(noor));
  expect((await waiting).rooms.join[room]?.timeline.events).toMatchObject([{ event_id: eventId }]);
}, 120_000);

describe("thousands who try to come in at once", () => {
  test("are let in once each when they were invited, and not at all when not; everybody else goes on meanwhile", async () => {
    const server = await startTestServer({ RATE_LIMIT: "300" });
    const agent = new Agent({ keepAlive: true, maxSockets: 500 });
    const client = new pg.Client({ connectionString: await ownerUrlOf(server) });
    await client.connect();
    try {
      const noor = await connectApp(server, "demo-noor");
      const crowd = await manyPeople(server, 46);
      const [invited, strangers, flooder] = [crowd.slice(0, 30), crowd.slice(30, 45), crowd.slice(45)];
      const opened = await noor.ask("POST", "/client/v3/createRoom", {
        name: "Drukte",
        initial_state: [
          { type: "nl.akkoord.label", content: { information: "internal", personalData: "none" } },
        ],
      });
      const room: string = opened.body.room_id;
      const userId = ({ id }: OneOfMany) => `@u-${id}:${room.slice(room.indexOf(":") + 1)}`;
      const path = `/client/v3/rooms/${encodeURIComponent(room)}`;
      const invitations = await Promise.all(
        invited.map((one) => noor.ask("POST", `${path}/invite`, { user_id: userId(one) })),
      );
      expect(new Set(invitations.map(({ status }) => status))).toEqual(new Set([200]));

      /** Whether everybody else goes on. */
      const look = async () => {
        const start = performance.now();
        const [ready, said] = await Promise.all([
          fetch(`${server.url}/health/ready`),
          noor.ask("PUT", `${path}/send/m.room.message/${randomUUID()}`, { msgtype: "m.text", body: "Hoi" }),
        ]);
        return { ready: ready.status, said: said.status, took: performance.now() - start };
      };
      const looks: ReturnType<typeof look>[] = [];
      const join =
        (who: OneOfMany, id = room) =>
        () =>
          postWith(agent, server.url, `/_matrix/client/v3/join/${encodeURIComponent(id)}`, who.token);
      const times = <T>(count: number, work: (n: number) => T): T[] =>
        Array.from({ length: count }, (_, n) => work(n));
      const tries = {
        strangers: strangers.flatMap((who) => times(20, () => join(who))),
        madeUp: strangers.flatMap((who) => times(5, () => join(who, `!${randomUUID()}:akkoord.localhost`))),
        flood: flooder.flatMap((who) => times(1_600, () => join(who))),
        // Each twice, and one of them again and again.
        invited: invited.flatMap((who, n) => times(n === 0 ? 62 : 2, () => join(who))),
      };
      const {
        strangers: ofStrangers = [],
        madeUp = [],
        flood: flooded = [],
        invited: ofInvited = [],
      } = await allMixed(tries, (answered) => {
        if (answered % 250 === 1) looks.push(look());
      });
      expect([ofStrangers, madeUp, flooded, ofInvited].flat().length).toBeGreaterThan(2_000);
      expect(looks.length).toBeGreaterThan(5);
      for (const { ready, said, took } of await Promise.all(looks)) {
        expect([ready, said]).toEqual([200, 200]);
        expect(took).toBeLessThan(20_000);
      }

      const statuses = (of: readonly number[]) => Map.groupBy(of, (status) => status);
      const count = (of: Map<number, number[]>, status: number) => of.get(status)?.length ?? 0;
      const [outside, flood, inside] = [
        statuses([...ofStrangers, ...madeUp]),
        statuses(flooded),
        statuses(ofInvited),
      ];
      // Refused and written down, or told to come back.
      for (const tried of [outside, flood])
        expect([...tried.keys()].filter((status) => status !== 403 && status !== 429)).toEqual([]);
      expect(count(outside, 403)).toBeGreaterThanOrEqual(strangers.length);
      expect(count(flood, 429)).toBeGreaterThanOrEqual(1_000);
      expect([...inside.keys()]).toEqual([200]);

      const { body } = await noor.ask("GET", `${path}/joined_members`);
      const { [noor.userId]: _, "@akkoord:akkoord.localhost": __, ...joined } = body.joined;
      expect(Object.keys(joined).toSorted()).toEqual(invited.map(userId).toSorted());
      const { rows: joins } = await client.query(
        `select state_key, count(*)::integer as times from room_event
         where room = $1 and type = 'm.room.member' and sender = state_key and position > 14 group by 1`,
        [room],
      );
      expect(joins).toHaveLength(invited.length);
      expect(new Set(joins.map(({ times }) => times))).toEqual(new Set([1]));
      const { rows: written } = await client.query(
        `select result, count(*)::integer as times from audit_entry where action = 'rooms.join' group by 1`,
      );
      expect(Object.fromEntries(written.map(({ result, times }) => [result, times]))).toEqual({
        succeeded: count(inside, 200),
        failed: count(outside, 403) + count(flood, 403),
      });
    } finally {
      agent.destroy();
      await client.end();
      await server.end();
    }
  }, 120_000);

  test("are never more than a room takes", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    const places = 5;
    // With Noor, and Akkoord itself that does not count.
    const there = Array.from({ length: MOST_MEMBERS - 1 - places }, (_, n) => ({
      room,
      user_id: `@u-${n}:${SERVER}`,
      kind: "person" as const,
      membership: "join" as const,
      position: 1,
      since: 1,
      sees_from: 1,
      reads_since: 1,
      shut: false,
    }));
    await roomTables(bench.database.use()).insertInto("room_member").values(there).execute();
    const doors = [await bench.again(), await bench.again()];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const who = bench.known(person(`Collega ${n}`, "bzk"));
        try {
          await doors[n % 2]?.invite(room, who.id, by(noor));
          await doors[n % 2]?.join(room, by(who));
          return "in";
        } catch (error) {
          return error instanceof RoomFull ? "full" : error;
        }
      }),
    );
    expect(outcomes.toSorted()).toEqual([...Array(7).fill("full"), ...Array(places).fill("in")]);
  });
});

/**
 * Begins everything at once, with the kinds mixed.
 *
 * @param onAnswer hears how many were answered
 */
async function allMixed<Kind extends string>(
  tries: Readonly<Record<Kind, readonly (() => Promise<number>)[]>>,
  onAnswer: (answered: number) => void,
): Promise<Record<string, number[]>> {
  const outcomes: Record<string, number[]> = {};
  const mixed = Object.entries<readonly (() => Promise<number>)[]>(tries)
    .flatMap(([kind, all]) => all.map((attempt, n) => ({ kind, attempt, place: n / all.length })))
    .sort((one, other) => one.place - other.place);
  let answered = 0;
  await Promise.all(
    mixed.map(async ({ kind, attempt }) => {
      const status = await attempt();
      outcomes[kind] = [...(outcomes[kind] ?? []), status];
      onAnswer(++answered);
    }),
  );
  return outcomes;
}

/** The status of a POST with an access token, over connections that are kept. */
function postWith(agent: Agent, url: string, path: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Length": 0 };
    httpRequest(new URL(path, url), { agent, method: "POST", headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    })
      .on("error", reject)
      .end();
  });
}

async function postmaster(): Promise<number> {
  const client = new pg.Client({ connectionString: bench.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("show data_directory");
    return Number((await readFile(join(rows[0].data_directory, "postmaster.pid"), "utf8")).split("\n")[0]);
  } finally {
    await client.end();
  }
}

/** Messages between two tokens of a room, oldest first. */
async function between(room: string, since: string, until: string, as: Person): Promise<string[]> {
  const found: string[] = [];
  let from: string | null = since;
  while (from !== null) {
    const page: Awaited<ReturnType<RoomBench["rooms"]["timeline"]>> = await bench.rooms.timeline(
      by(as),
      room,
      {
        from,
        to: until,
        dir: "f",
        limit: 500,
      },
    );
    found.push(...page.chunk.map(({ event_id }) => event_id));
    from = page.end ?? null;
  }
  return found;
}
