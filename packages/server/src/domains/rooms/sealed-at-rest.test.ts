import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type JsonValue, type PublicKeys, readServerKeys, verifyLog } from "@akkoord/room";
import { nodeVerifier } from "@akkoord/room/node";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RoomKeyDestroyed, RoomOpen } from "../../platform/errors.ts";
import { type KeyService, KeyServiceUnavailable } from "../../platform/key-service.ts";
import { newSigningKey } from "../audit/signing-key.ts";
import { createRoomKeys } from "./keys.ts";
import {
  by,
  fileKeys,
  person,
  type RoomBench,
  roomsOn,
  SERVER,
  startRoomBench,
  text,
  within,
} from "./rooms.fixture.ts";
import { openContent, type RoomKey, sealContent } from "./seal-content.ts";
import { roomSigner } from "./signer.ts";
import { roomTables } from "./tables.ts";

let bench: RoomBench;
beforeAll(async () => {
  bench = await startRoomBench();
});
afterAll(() => bench.end());

const operator = person("Ilse", "bzk", "operator");
const recordsManager = person("Thijs", "bzk", "records-manager");

describe("a sealed content", () => {
  const key: RoomKey = { version: 1, bytes: Buffer.alloc(32, 7) };
  const place = { room: "!r:x", id: "$e" };
  const sealed = sealContent({ body: "Geheim" }, key, place);

  test("opens with its key, in its place", () => {
    expect(openContent(sealed, key, place)).toEqual({ body: "Geheim" });
    expect(sealContent({ body: "Geheim" }, key, place)).not.toEqual(sealed);
  });

  test.each([
    ["another event", key, { ...place, id: "$f" }],
    ["another room", key, { ...place, room: "!s:x" }],
    ["another version of the key", { ...key, version: 2 }, place],
    ["another key", { ...key, bytes: Buffer.alloc(32, 8) }, place],
  ])("does not open for %s", (_, other, elsewhere) => {
    expect(() => openContent(sealed, other, elsewhere)).toThrow();
  });

  test("does not open when a single bit of it changed", () => {
    for (const at of [0, 12, 28, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openContent(changed, key, place)).toThrow();
    }
  });
});

describe("the database", () => {
  test("holds nothing of what people say, nor of what they and their rooms are called", async () => {
    const canaries = [
      "Kanarie-bericht",
      "Kanarie-ruimte",
      "Kanarie-doel",
      "Kanarie-naam",
      "Kanarie-gast",
      "🐤",
      "kanarie-data",
    ];
    const noor = person("Kanarie-naam", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram], {
      name: "Kanarie-ruimte",
      purpose: { text: "Kanarie-doel", activity: null },
    });
    await bench.guest(room, noor, "Kanarie-gast");
    const { eventId } = await bench.rooms.send(room, text("Kanarie-bericht", "t1"), by(noor));
    await bench.rooms.send(
      room,
      {
        type: "m.reaction",
        content: { "m.relates_to": { rel_type: "m.annotation", event_id: eventId, key: "🐤" } },
        transactionId: null,
      },
      by(bram),
    );
    await bench.rooms.redact(room, { eventId, reason: "Kanarie-bericht", transactionId: null }, by(noor));
    await bench.rooms.kick(room, bench.rooms.userId(by(bram)), by(noor), "Kanarie-bericht");
    await bench.rooms.accountData.put(room, "org.x", { note: "kanarie-data" }, by(noor));
    await bench.rooms.accountData.put(null, "org.x", { note: "kanarie-data" }, by(noor));
    const dump = await everything();
    expect(dump).toContain(room);
    expect(canaries.filter((canary) => dump.includes(canary))).toEqual([]);
    // They are there all the same, for members.
    const { chunk } = await bench.rooms.timeline(by(noor), room, { from: null, dir: "b", limit: 50 });
    expect(JSON.stringify(chunk)).toContain("🐤");
  });

  test("does not let anybody change the log, not even its owner", async () => {
    const client = new pg.Client({ connectionString: bench.ownerUrl });
    await client.connect();
    try {
      for (const change of [
        "update room_event set sender = 'x'",
        "delete from room_event",
        "truncate room_event",
      ])
        await expect(client.query(change)).rejects.toThrow(/only grows/);
    } finally {
      await client.end();
    }
  });

  test("whose rows somebody swaps gives an error instead of other words", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    const one = await bench.rooms.send(room, text("Ja"), by(noor));
    const two = await bench.rooms.send(room, text("Nee"), by(noor));
    const client = new pg.Client({ connectionString: bench.ownerUrl });
    await client.connect();
    try {
      await client.query("alter table room_event disable trigger all");
      await client.query(
        `update room_event a set sealed = b.sealed from room_event b
         where (a.event_id, b.event_id) in (($1, $2), ($2, $1))`,
        [one.eventId, two.eventId],
      );
      await client.query("alter table room_event enable trigger all");
    } finally {
      await client.end();
    }
    await expect(bench.rooms.event(by(noor), room, one.eventId)).rejects.toThrow();
  });
});

describe("a new key of a room", () => {
  test("is for what is said from then on; what was said stays readable", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    await bench.rooms.send(room, text("Met de eerste"), by(noor));
    expect(await bench.rooms.rotateKey(room, by(operator))).toEqual({ version: 2 });
    await bench.rooms.send(room, text("Met de tweede"), by(noor));
    const versions = await roomTables(bench.database.use())
      .selectFrom("room_event")
      .select("key_version")
      .where("room", "=", room)
      .orderBy("position", "desc")
      .limit(2)
      .execute();
    expect(versions.map(({ key_version }) => key_version)).toEqual([2, 1]);
    for (const rooms of [bench.rooms, await bench.again()]) {
      const { chunk } = await rooms.timeline(by(noor), room, { from: null, dir: "b", limit: 2 });
      expect(chunk.map(({ content }) => content.body)).toEqual(["Met de tweede", "Met de eerste"]);
    }
    await expect(bench.rooms.rotateKey(room, by(noor))).rejects.toMatchObject({ code: "not-allowed" });
    const elsewhere = person("Elders", "szw", "records-manager");
    await expect(bench.rooms.rotateKey(room, by(elsewhere))).rejects.toMatchObject({ code: "not-allowed" });
  });
});

describe("a new master key", () => {
  const wrappedBy = async () =>
    (
      await roomTables(bench.database.use())
        .selectFrom("room_key")
        .select(["wrapped_by"])
        .distinct()
        .execute()
    ).map(({ wrapped_by }) => wrapped_by);

  test("wraps the keys of all rooms, after which the old one is gone", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    await bench.rooms.send(room, text("Blijft leesbaar"), by(noor));
    const before = (await readFile(join(bench.keyFolder, "master-key"), "utf8")).trim();
    const { version, rewrapped } = await bench.rooms.rotateMasterKey(by(operator));
    expect(rewrapped).toBeGreaterThan(0);
    expect(await wrappedBy()).toEqual([version]);
    const file = await readFile(join(bench.keyFolder, "master-key"), "utf8");
    expect(file.trim().split("\n")).toHaveLength(1);
    expect(file).not.toContain(before);
    for (const rooms of [bench.rooms, await bench.again()]) {
      const { chunk } = await rooms.timeline(by(noor), room, { from: null, dir: "b", limit: 1 });
      expect(chunk[0]?.content.body).toBe("Blijft leesbaar");
    }
    await bench.room(noor);
    expect(await wrappedBy()).toEqual([version]);
    await expect(bench.rooms.rotateMasterKey(by(recordsManager))).rejects.toMatchObject({
      code: "not-allowed",
    });
  });

  test("is finished where an attempt stopped halfway", async () => {
    const noor = person("Noor", "bzk");
    for (let n = 0; n < 3; n++) await bench.room(noor);
    const real = fileKeys(bench.keyFolder);
    let left = 2;
    const failing: KeyService = {
      ...real,
      async wrap(name, key) {
        if (left-- <= 0) throw new KeyServiceUnavailable("stopped halfway");
        return real.wrap(name, key);
      },
    };
    // Steps of one key, so that stopping leaves some rewrapped.
    await expect(createRoomKeys(bench.database, failing, { step: 1 }).rewrapAll()).rejects.toThrow();
    const halfway = await wrappedBy();
    expect(halfway).toHaveLength(2);
    const { version } = await bench.rooms.rotateMasterKey(by(operator));
    expect(halfway).toContain(version);
    expect(await wrappedBy()).toEqual([version]);
    expect((await readFile(join(bench.keyFolder, "master-key"), "utf8")).trim().split("\n")).toHaveLength(1);
  });
});

describe("a destroyed key", () => {
  test("takes what was said and all names away, in the database and in a copy of it from before; the log still verifies", async () => {
    const noor = person("Noor Kanarie", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram], { name: "Te vernietigen" });
    const { eventId } = await bench.rooms.send(room, text("Nooit meer te lezen"), by(noor));
    await bench.rooms.accountData.put(room, "org.x", { note: "weg" }, by(noor));
    const other = await bench.again();
    await other.read(by(noor), room);
    const copy = await roomTables(bench.database.use())
      .selectFrom("room_key")
      .selectAll()
      .where("room", "=", room)
      .execute();

    await expect(bench.rooms.destroyKey(room, by(recordsManager))).rejects.toThrow(RoomOpen);
    await bench.rooms.close(room, by(noor));
    await expect(bench.rooms.destroyKey(room, by(operator))).rejects.toMatchObject({ code: "not-allowed" });
    await bench.rooms.destroyKey(room, by(recordsManager));
    await bench.rooms.destroyKey(room, by(recordsManager));

    for (const rooms of [bench.rooms, other]) {
      const view = await rooms.read(by(noor), room);
      expect(view).toMatchObject({ name: "", destroyed: true });
      const seen = JSON.stringify([
        view,
        await rooms.event(by(noor), room, eventId),
        await rooms.timeline(by(noor), room, { from: null, dir: "b", limit: 50 }),
        await rooms.state(by(noor), room),
        await rooms.sync(by(noor), { since: null, timeoutMs: 0 }),
      ]);
      for (const gone of ["Nooit meer te lezen", "Te vernietigen", "Noor Kanarie", '"weg"'])
        expect(seen).not.toContain(gone);
      expect(seen).toContain(eventId);
    }
    const report = await bench.verified(room, noor);
    expect(report.finding).toBeNull();
    expect(report.contents.gone).toBeGreaterThan(5);
    await expect(bench.rooms.rotateKey(room, by(operator))).rejects.toThrow(RoomKeyDestroyed);

    // Somebody puts the rows of a backup back, beside the master key of today.
    await within(bench.database.use(), async (transaction) => {
      for (const { version, wrapped, wrapped_by } of copy)
        await sql`update room_key set wrapped = ${wrapped}, wrapped_by = ${wrapped_by}, destroyed_at = null
                  where room = ${room} and version = ${version}`.execute(transaction);
      await sql`update room set destroyed_at = null where id = ${room}`.execute(transaction);
    });
    const restored = await bench.again();
    expect((await restored.event(by(noor), room, eventId)).content).toEqual({});
  });
});

describe("a signing key that is changed", () => {
  test("stays published beside the new one, so that rooms of before and after verify; and may come back", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    const before = published(await bench.rooms.publishedKeys());
    expect(before.keys).toEqual({ [bench.signer.keyId]: bench.signer.publicKey });

    bench.clock.forward(60_000);
    const signer = roomSigner(SERVER, newSigningKey());
    const later = roomsOn({ ...bench, signer });
    await later.upkeep.start();
    try {
      await later.send(room, text("Met een andere sleutel"), by(noor));
      const document = await later.publishedKeys();
      expect(document).toMatchObject({
        verify_keys: { [signer.keyId]: { key: signer.publicKey } },
        old_verify_keys: {
          [bench.signer.keyId]: { key: bench.signer.publicKey, expired_ts: bench.clock.moment.getTime() },
        },
      });
      const lines: string[] = [];
      for await (const part of await later.exportLog(room, by(noor)))
        lines.push(...part.split("\n").slice(0, -1));
      const check = (keys: PublicKeys) => verifyLog(lines, { keys, verifier: nodeVerifier() }).finding?.kind;
      expect(check(published(document).keys)).toBeUndefined();
      expect(check({ [signer.keyId]: signer.publicKey })).toBe("unknown-key");
    } finally {
      await later.upkeep.stop();
    }

    bench.clock.forward(60_000);
    const back = published(await (await bench.again()).publishedKeys());
    expect(Object.keys(back.keys).toSorted()).toEqual([bench.signer.keyId, signer.keyId].toSorted());
    expect(await bench.rooms.publishedKeys()).toMatchObject({
      verify_keys: { [bench.signer.keyId]: {} },
      old_verify_keys: { [signer.keyId]: { expired_ts: bench.clock.moment.getTime() } },
    });
  });
});

/** What somebody takes over of published keys, once their signature was checked. */
function published(document: JsonValue) {
  const known = readServerKeys(document, nodeVerifier());
  if (known === null) throw new Error("the published keys are not signed as they should");
  return known;
}

test("a master key that is not ours is never written, and what it no longer holds cannot be read", async () => {
  const file = join(bench.keyFolder, "mounted-key");
  const { createFileKeyService } = await import("../../platform/master-key.ts");
  await writeFile(file, `# of the operator\n${Buffer.alloc(32, 1).toString("base64")}\n`);
  const service = createFileKeyService({
    file,
    ours: false,
    secretsDir: join(bench.keyFolder, "mounted-secrets"),
  });
  const wrapped = await service.wrap("!r:x", Buffer.alloc(32, 9));
  const before = await readFile(file, "utf8");
  await service.renew();
  await service.retire("none");
  expect(await readFile(file, "utf8")).toBe(before);
  await writeFile(file, `${Buffer.alloc(32, 2).toString("base64")}\n`);
  const later = createFileKeyService({
    file,
    ours: false,
    secretsDir: join(bench.keyFolder, "mounted-secrets"),
  });
  await expect(later.unwrap("!r:x", wrapped)).rejects.toMatchObject({ code: "key-gone" });
});

/** Every row of every table there is, as text, with the bytes in them also as text. */
async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: bench.ownerUrl });
  await client.connect();
  try {
    const tables = await client.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const parts: string[] = [];
    for (const { schema, name } of tables.rows) {
      const { rows } = await client.query(
        `select * from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
      );
      for (const row of rows)
        parts.push(
          JSON.stringify(row),
          ...Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString("utf8") : "")),
        );
    }
    return parts.join("\n");
  } finally {
    await client.end();
  }
}
