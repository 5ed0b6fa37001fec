import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { entryShape, leafOf } from "./entry.ts";
import { createExportCheck, type ExportReport } from "./export-check.ts";
import type { Finding } from "./log-check.ts";
import { append, completeAt, EMPTY_FRONTIER, rootOf } from "./merkle.ts";
import { newSigningKey, readPublicKeys, readSigningKey } from "./signing-key.ts";

/** Somebody with every right in the database, who switches off what protects the trail. */
class Intruder {
  readonly #client: pg.Client;
  constructor(client: pg.Client) {
    this.#client = client;
  }

  async run(statement: string, values: unknown[] = []): Promise<pg.QueryResult> {
    return this.#client.query(statement, values);
  }

  /** Makes the leaves anew from what the entries say now, and the tree over them if asked. */
  async makeAnew(what: "leaves" | "tree"): Promise<{ size: number; root: Uint8Array }> {
    const { rows } = await this.run(`
      select to_jsonb(e) as entry from (
        select sequence, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as timestamp, action,
          jsonb_build_object('type', object_type, 'id', object_id) as object, result, reason, origin, actor,
          trace_id as "traceId" from audit_entry order by sequence) e`);
    if (what === "tree") await this.run("delete from audit_node");
    let frontier = EMPTY_FRONTIER;
    const leaves = rows.map(({ entry }) => leafOf(entryShape.parse(entry)));
    for (const [index, leaf] of leaves.entries()) {
      await this.run("update audit_entry set leaf_hash = $1 where sequence = $2", [
        Buffer.from(leaf),
        index + 1,
      ]);
      const { frontier: grown, completed } = append(frontier, leaf);
      frontier = grown;
      for (const node of what === "tree" ? completed : []) {
        const values = [completeAt(node), node.level, Buffer.from(node.hash)];
        await this.run("insert into audit_node values ($1, $2, $3)", values);
      }
    }
    return { size: frontier.size, root: rootOf(frontier) };
  }
}

const DAY_MS = 86_400_000;
const TABLES = ["audit_entry", "audit_node", "audit_checkpoint", "audit_key", "audit_check"];

/** Stands still but for when a test moves it; not before now, because cookies end by the clock of the machine. */
let now = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2);
let server: TestServer;
let auditor: Browser;
let client: pg.Client;
let intruder: Intruder;
/** Sizes of the checkpoints that were signed while all was well. */
const signed: number[] = [];
const second = () => signed[1] ?? 0;
const last = () => signed[2] ?? 0;
/** An entry after the first checkpoint, well before the second, that makes a pair with the next one. */
const firstOfPair = () => {
  const start = (signed[0] ?? 0) + 2;
  return start % 2 === 1 ? start : start + 1;
};
/** The second checkpoint, as somebody may have kept it elsewhere. */
let notedEarlier: string;
let notedByServer: string;
const notedFile = () => join(server.dataDir, "audit-checkpoint");

beforeAll(async () => {
  server = await startTestServer({}, { clock: { now: () => now } });
  await server.runDueJobs();
  auditor = await server.signedIn("demo-daan");
  for (let round = 0; round < 3; round++) {
    for (let index = 0; index < 7; index++) await auditor.get("/v1/audit-entries?limit=1");
    const { size, note } = await (await auditor.post("/v1/audit-checkpoints", {})).json();
    signed.push(size);
    if (round === 1) notedEarlier = note;
  }
  notedByServer = await readFile(notedFile(), "utf8");
  client = new pg.Client({ connectionString: await ownerUrl(server) });
  await client.connect();
  intruder = new Intruder(client);
  await intruder.run("set session_replication_role = replica");
  for (const table of TABLES) await intruder.run(`create table kept_${table} as table ${table}`);
});
beforeEach(async () => {
  auditor = await server.signedIn("demo-daan");
});
afterEach(async () => {
  await intruder.run("begin");
  for (const table of TABLES) {
    await intruder.run(`delete from ${table}`);
    await intruder.run(`insert into ${table} table kept_${table}`);
  }
  await intruder.run("commit");
  await writeFile(notedFile(), notedByServer);
});
afterAll(async () => {
  await client.end();
  await server.end();
});

/** The owner's address of the embedded database of a server. */
async function ownerUrl({ dataDir }: TestServer): Promise<string> {
  const home = join(dataDir, "postgresql-18");
  const port = (await readFile(join(home, "cluster", "postmaster.pid"), "utf8")).split("\n")[3];
  const password = (await readFile(join(home, "password"), "utf8")).trim();
  return `postgres://akkoord_owner:${encodeURIComponent(password)}@127.0.0.1:${port}/akkoord`;
}

const verify = async (): Promise<{ intact: boolean; finding: Finding | null }> =>
  (await auditor.post("/v1/audit-entries/_verify", {})).json();

async function exported(query = ""): Promise<string[]> {
  const answer = await auditor.get(`/v1/audit-exports${query}`);
  expect(answer.status).toBe(200);
  return (await answer.text()).split("\n").slice(0, -1);
}

function checked(
  lines: readonly string[],
  noted: string | null = null,
  pem: string | null = null,
): ExportReport {
  const check = createExportCheck({ keys: pem === null ? null : readPublicKeys(pem), noted });
  for (const line of lines) if (!check.line(line)) break;
  return check.end();
}

describe("a trail that nobody touched", () => {
  test("is intact by every check, also in a stretch of it", async () => {
    expect(await verify()).toMatchObject({ intact: true, finding: null });
    const whole = await exported();
    expect(checked(whole, notedEarlier)).toMatchObject({ intact: true, noted: second(), from: 1 });
    expect(checked(whole).checkpoints).toBeGreaterThanOrEqual(3);
    for (const [from, to] of [
      [1, 1],
      [3, 9],
      [second() + 1, last()],
      [last(), last()],
    ]) {
      const report = checked(await exported(`?from=${from}&to=${to}`));
      expect(report).toMatchObject({ intact: true, from, to, entries: (to ?? 0) - (from ?? 0) + 1 });
    }
  });
});

interface Case {
  readonly what: string;
  readonly how: () => Promise<unknown>;
  readonly finding: () => Partial<Finding>;
  /** What an export shows, when that is not the same; nothing when it holds no such thing. */
  readonly inExport?: () => Partial<Finding> | "nothing";
}

const CASES: readonly Case[] = [
  ...[
    "action = 'x'",
    "result = 'refused'",
    "object_id = 'x'",
    "occurred_at = occurred_at + interval '1 ms'",
  ].map((change) => ({
    what: `changing a field: ${change}`,
    how: () => intruder.run(`update audit_entry set ${change} where sequence = 5`),
    finding: () => ({ kind: "changed", sequence: 5, upTo: 5 }) as const,
  })),
  ...["origin", "actor"].map((field) => ({
    what: `changing the ${field}`,
    how: () =>
      intruder.run(
        `update audit_entry set ${field} = jsonb_set(${field}, '{${field === "actor" ? "id" : "address"}}', '"x"') where sequence = 5`,
      ),
    finding: () => ({ kind: "changed", sequence: 5, upTo: 5 }) as const,
  })),
  {
    what: "deleting a row in the middle",
    how: () => intruder.run("delete from audit_entry where sequence = 6"),
    finding: () => ({ kind: "missing", sequence: 6 }),
  },
  {
    what: "deleting a row and moving the others up",
    how: async () => {
      await intruder.run("delete from audit_entry where sequence = 6");
      await intruder.run("update audit_entry set sequence = sequence + 1000000 where sequence > 6");
      await intruder.run("update audit_entry set sequence = sequence - 1000001 where sequence > 1000000");
    },
    finding: () => ({ kind: "changed", sequence: 6 }),
  },
  {
    what: "swapping two rows",
    how: () =>
      intruder.run(
        "update audit_entry a set action = b.action, object_type = b.object_type, object_id = b.object_id, actor = b.actor, origin = b.origin, occurred_at = b.occurred_at, leaf_hash = b.leaf_hash from audit_entry b where (a.sequence, b.sequence) in ((3, 9), (9, 3))",
      ),
    finding: () => ({ kind: "changed", sequence: 3 }),
  },
  {
    what: "cutting off the end",
    how: async () => {
      await intruder.run("delete from audit_entry where sequence > $1", [last() - 4]);
      await intruder.run("delete from audit_node where complete_at > $1", [last() - 4]);
    },
    // Asking for the check is an entry itself, in the place of the first one that is gone.
    finding: () => ({ kind: "cut-off", sequence: last() - 2, upTo: last() }),
    // By then more entries have come in their place.
    inExport: () => ({ kind: "root-differs", sequence: second() + 1, upTo: last() }),
  },
  {
    what: "changing an entry with its leaf hash",
    how: async () => {
      await intruder.run("update audit_entry set action = 'x' where sequence = $1", [firstOfPair()]);
      await intruder.makeAnew("leaves");
    },
    finding: () => ({ kind: "tree-differs", sequence: firstOfPair(), upTo: firstOfPair() + 1 }),
    inExport: () => ({ kind: "root-differs" }),
  },
  {
    what: "changing an entry and making the whole tree anew",
    how: async () => {
      await intruder.run("update audit_entry set action = 'x' where sequence = $1", [second() - 1]);
      await intruder.makeAnew("tree");
    },
    finding: () => ({ kind: "root-differs", sequence: (signed[0] ?? 0) + 1, upTo: second() }),
  },
  {
    what: "changing a hash of the tree",
    how: () => intruder.run("update audit_node set hash = sha256('x') where complete_at = 8 and level = 2"),
    finding: () => ({ kind: "tree-differs", sequence: 5, upTo: 8 }),
    inExport: () => "nothing",
  },
  {
    what: "deleting a hash of the tree",
    how: () => intruder.run("delete from audit_node where complete_at = 8 and level = 3"),
    finding: () => ({ kind: "tree-differs", sequence: 1, upTo: 8 }),
    inExport: () => "nothing",
  },
  {
    what: "changing what a checkpoint says",
    how: () =>
      intruder.run("update audit_checkpoint set note = replace(note, '2026', '2025') where size = $1", [
        second(),
      ]),
    finding: () => ({ kind: "checkpoint-wrong-signature", sequence: second() }),
  },
  {
    what: "putting an older checkpoint in the place of one",
    how: () =>
      intruder.run(
        "update audit_checkpoint set note = (select note from audit_checkpoint where size = $1) where size = $2",
        [signed[0], second()],
      ),
    finding: () => ({ kind: "checkpoint-misplaced", sequence: second() }),
  },
  {
    what: "signing a checkpoint with a key of one's own",
    how: async () => {
      const key = readSigningKey(newSigningKey());
      const { rows } = await intruder.run("select note from audit_checkpoint where size = $1", [second()]);
      const [origin = ""] = rows[0].note.split("\n");
      const note = signCheckpoint(
        { origin, size: second(), root: Buffer.alloc(32), time: now.toISOString() },
        key,
      );
      await intruder.run("update audit_checkpoint set note = $1 where size = $2", [note, second()]);
    },
    finding: () => ({ kind: "checkpoint-unknown-key", sequence: second() }),
  },
  {
    what: "writing nonsense over a checkpoint",
    how: () => intruder.run("update audit_checkpoint set note = 'x' where size = $1", [second()]),
    finding: () => ({ kind: "checkpoint-unreadable", sequence: second() }),
  },
];

describe.each(CASES)("$what", ({ how, finding, inExport }) => {
  test("is found by the check, by the nightly check, and in an export", async () => {
    await how();
    expect(await verify()).toMatchObject({ intact: false, finding: finding() });
    expect((await (await server.visitor().get("/health/ready")).json()).warnings).toEqual(["audit-trail"]);
    expect(server.logged()).toContain("the audit trail was tampered with");

    now = new Date(now.getTime() + DAY_MS);
    await server.runDueJobs();
    auditor = await server.signedIn("demo-daan");
    const { auditChecks } = await (await auditor.get("/v1/audit-checks")).json();
    expect(
      auditChecks.filter(({ checkedAt }: { checkedAt: string }) => checkedAt === now.toISOString()),
    ).toEqual(expect.arrayContaining([expect.objectContaining({ intact: false })]));
    const { auditEntries } = await (
      await auditor.get("/v1/audit-entries?action=audit.tampering-found")
    ).json();
    expect(auditEntries.length).toBeGreaterThanOrEqual(2);
    expect(auditEntries[0]).toMatchObject({ actor: { type: "system", id: "audit" } });

    const report = checked(await exported());
    const expected = (inExport ?? finding)();
    expect(report).toMatchObject(
      expected === "nothing" ? { intact: true } : { intact: false, finding: expected },
    );
  });
});

describe("the end of the trail", () => {
  test("that was cut off with its checkpoints and hashes is missed by who noted a checkpoint", async () => {
    const cut = second() - 3;
    await intruder.run("delete from audit_entry where sequence > $1", [cut]);
    await intruder.run("delete from audit_node where complete_at > $1", [cut]);
    await intruder.run("delete from audit_checkpoint where size > $1", [cut]);
    // The server noted its last checkpoint in its own data folder.
    const { finding } = await verify();
    expect(finding).toMatchObject({ kind: "cut-off", upTo: last() });
    // Without that, only who kept a checkpoint elsewhere can know.
    await writeFile(notedFile(), "");
    expect(await verify()).toMatchObject({ intact: true });
    const lines = await exported();
    expect(checked(lines)).toMatchObject({ intact: true });
    expect(checked(lines, notedEarlier)).toMatchObject({
      intact: false,
      finding: { kind: "noted-checkpoint-differs" },
    });
  });

  test("goes on being written when it was damaged: nobody's work stops", async () => {
    await intruder.run("delete from audit_entry where sequence > $1", [last() - 4]);
    await intruder.run("delete from audit_node");
    for (let index = 0; index < 9; index++) {
      expect((await auditor.get("/v1/audit-entries?limit=1")).status).toBe(200);
    }
    const refused = await auditor.post("/v1/audit-checkpoints", {});
    expect(refused.status).toBe(409);
    expect((await refused.json()).code).toBe("audit-trail-damaged");
  });
});

describe("a trail that was made anew with a key of somebody else", () => {
  test("is shown by the pinned key and by a noted checkpoint", async () => {
    const { auditKeys } = await (await server.visitor().get("/v1/audit-keys")).json();
    const key = readSigningKey(newSigningKey());
    await intruder.run("update audit_entry set action = 'x' where sequence = 5");
    const { size, root } = await intruder.makeAnew("tree");
    const { rows } = await intruder.run("select note from audit_checkpoint limit 1");
    const [origin = ""] = rows[0].note.split("\n");
    const time = now.toISOString();
    await intruder.run("delete from audit_checkpoint");
    await intruder.run("insert into audit_key values ($1, $2, $3)", [
      key.public.id,
      Buffer.from(key.public.bytes),
      time,
    ]);
    const note = signCheckpoint({ origin, size, root, time }, key);
    await intruder.run("insert into audit_checkpoint values ($1, $2, $3, $4)", [
      size,
      time,
      key.public.id,
      note,
    ]);
    expect(await verify()).toMatchObject({ finding: { kind: "noted-checkpoint-differs" } });
    await writeFile(notedFile(), "");
    const lines = await exported(`?to=${size}`);
    expect(checked(lines)).toMatchObject({ intact: true, pinned: false });
    expect(checked(lines, null, auditKeys[0].publicKey)).toMatchObject({
      intact: false,
      finding: { kind: "checkpoint-unknown-key" },
    });
    expect(checked(lines, notedEarlier)).toMatchObject({
      intact: false,
      finding: { kind: "noted-checkpoint-differs", sequence: 1, upTo: second() },
    });
  });
});

describe("a proof of one entry", () => {
  test("does not hold when the entry was changed", async () => {
    await intruder.run("update audit_entry set action = 'x' where sequence = 5");
    expect(await (await auditor.get("/v1/audit-entries/5")).json()).toMatchObject({ standing: "broken" });
    expect(await (await auditor.get("/v1/audit-entries/6")).json()).toMatchObject({ standing: "proven" });
  });
});
