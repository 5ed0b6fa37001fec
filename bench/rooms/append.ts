/** How many messages are appended in a second, and how many plain rows PostgreSQL takes in the same time. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { PeerRow, Row } from "./report.ts";
import { openRoom, type Site, type Size, type Someone, say } from "./site.ts";

const SENDERS = [1, 8, 50] as const;
const ROOMS = [1, 20] as const;
/** As many as the server itself holds. */
const CONNECTIONS = 20;
const BODY =
  "Kunnen jullie voor vrijdag naar de tweede versie kijken? Dan gaat hij maandag mee in de stukken.";

/** Something that is done again and again. */
type Work = (n: number) => Promise<unknown>;

/** Measures appending over HTTP, and plain inserts of the same rows by as many connections. */
export async function measureAppend(site: Site, size: Size): Promise<{ rows: Row[]; peers: PeerRow[] }> {
  const rows: Row[] = [];
  const peers: PeerRow[] = [];
  const insert = await insertInto(site);
  try {
    const inserted = new Map<number, number>();
    for (const senders of SENDERS) inserted.set(senders, await perSecond(insert.by(senders), size));
    for (const count of ROOMS) {
      const rooms = await roomsFor(site.people, count);
      for (const senders of SENDERS) {
        const works = site.people.slice(0, senders).map((who, k): Work => {
          const theirs = rooms.filter((_, r) => r % senders === k % count);
          return (n) => say(who, theirs[n % theirs.length] ?? "", BODY);
        });
        const value = await perSecond(works, size);
        const work = `append-${count}-${count === 1 ? "room" : "rooms"}-${senders}-senders`;
        rows.push({ work, value, unit: "1/s" });
        const peer = inserted.get(senders) ?? Number.NaN;
        peers.push({
          name: "plain INSERT",
          work,
          value: peer,
          unit: "1/s",
          ratio: value / peer,
          equivalent: false,
          note: "the same rows into a table with the same indexes, a transaction each, on as many connections as there are senders, at most the 20 that the server has; no HTTP, rules, signature, sealing, audit or news",
        });
      }
    }
  } finally {
    await insert.end();
  }
  return { rows, peers };
}

/** Rooms of which each sender is in those that they send to: with few senders all of them, with many one each. */
async function roomsFor(people: readonly Someone[], count: number): Promise<string[]> {
  const [owner, ...others] = people;
  if (owner === undefined) throw new Error("nobody is there to send");
  const rooms: string[] = [];
  for (let r = 0; r < count; r++) {
    const members = others.filter((_, index) =>
      SENDERS.some((senders) => index + 1 < senders && r % senders === (index + 1) % count),
    );
    rooms.push(await openRoom(owner, members));
  }
  return rooms;
}

/** How often works that begin again as soon as they are done are done in a second. */
async function perSecond(works: readonly Work[], { seconds, warmUpSeconds }: Size): Promise<number> {
  const start = performance.now() + warmUpSeconds * 1_000;
  const end = start + seconds * 1_000;
  let done = 0;
  await Promise.all(
    works.map(async (work) => {
      for (let n = 0; performance.now() < end; n++) {
        await work(n);
        const now = performance.now();
        if (now >= start && now < end) done++;
      }
    }),
  );
  return done / seconds;
}

/** Plain inserts of rows as rooms leave them. */
async function insertInto({ ownerUrl, people }: Site) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: CONNECTIONS });
  // A connection that breaks while nobody uses it.
  pool.on("error", () => {});
  const [owner] = people;
  if (owner === undefined) throw new Error("nobody is there to send");
  const room = await openRoom(owner, []);
  for (let n = 0; n < 20; n++) await say(owner, room, BODY);
  await pool.query("create table bench_insert (like room_event including indexes including storage)");
  const { rows, fields } = await pool.query(
    "select * from room_event where room = $1 and type = 'm.room.message' order by position",
    [room],
  );
  const names = fields.map(({ name }) => name);
  const statement = {
    name: "bench-insert",
    text: `insert into bench_insert (${names.join(", ")}) values (${names.map((_, n) => `$${n + 1}`).join(", ")})`,
  };
  const add = (room: string, n: number) => {
    const row = { ...rows[n % rows.length], room, position: n + 1, event_id: `$${randomUUID()}${room}` };
    return pool.query({ ...statement, values: names.map((name) => row[name]) });
  };
  return {
    by: (connections: number): Work[] =>
      Array.from({ length: connections }, () => {
        const room = `!${randomUUID()}:bench`;
        return (n) => add(room, n);
      }),
    async end() {
      await pool.query("drop table bench_insert");
      await pool.end();
    },
  };
}
