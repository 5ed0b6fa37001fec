import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeSigner } from "../../../room/src/node/signer.ts";
import { redact } from "../../../room/src/redact.ts";
import { serverKeys } from "../../../room/src/server-keys.ts";
import {
  HUB,
  linesOfLog,
  message,
  OWNER,
  redaction,
  signer,
  stateEvent,
  testRoom,
} from "../../../room/src/testing/test-room.ts";
import { akkoord, akkoordJson } from "../testing/run-akkoord.ts";
import { nl } from "../words/nl.ts";

const key = `${signer.keyId}=${signer.publicKey}`;
const keysNow = serverKeys({ publicKey: signer.publicKey, former: [], validUntil: 1 }, signer);
const room = testRoom();
room.append(stateEvent(OWNER, "m.room.name", { name: "Begroting \u202e\u001b[31m2027" }));
const oops = room.append(message(OWNER, "Oeps"));
room.append(redaction(OWNER, oops.eventId));
room.append(message(OWNER, "Regel\u2028einde"));
const lines = linesOfLog(
  room.log.map((logged) => (logged === oops ? { ...logged, event: redact(logged.event) } : logged)),
);

let folder: string;
let whole: string;

async function file(name: string, all: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, all.map((line) => `${line}\n`).join(""));
  return path;
}
const flat = (text: string) => text.replace(/\s+/g, " ");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akkoord-verify-room-"));
  whole = await file("room.jsonl", lines);
});
afterAll(() => rm(folder, { recursive: true }));

describe("akkoord verify of a room", () => {
  it("says that a whole log is intact, and that the key came from the file itself", async () => {
    const { code, out } = await akkoord("verify", whole);
    expect(code).toBe(0);
    expect(out).toContain(nl.roomLog.intact(room.log.length));
    expect(out).toContain(nl.roomLog.redacted(1));
    expect(flat(out)).toContain(nl.roomLog.notPinned(key));
    expect(out).not.toContain(nl.roomLog.pinned);
  });

  it("shows nothing of the file that steers a terminal", async () => {
    const { out } = await akkoord("verify", whole);
    expect(out).toContain("Begroting [31m2027");
    for (const steering of ["\u001b", "\u202e", "\u2028"]) expect(out).not.toContain(steering);
  });

  it("checks with a key known beforehand", async () => {
    const { code, out } = await akkoord("verify", whole, "--key", key, "--lang", "en");
    expect(code).toBe(0);
    expect(out).toContain("Signed with the key that you gave.");
    expect(out).not.toContain("comes from the file itself");
  });

  it("says the same for machines", async () => {
    const { code, value } = await akkoordJson("verify", whole, "--key", `${key}=`);
    expect(code).toBe(0);
    expect(value).toMatchObject({
      intact: true,
      finding: null,
      pinned: true,
      checked: room.log.length,
      contents: { whole: room.log.length - 1, redacted: 1, gone: 0 },
      header: { server: HUB },
    });
  });

  it("names the event that fails, its line, and why", async () => {
    const changed = await file(
      "changed.jsonl",
      lines.with(7, lines[7]?.replace("Begroting", "Vergroting") ?? ""),
    );
    const { code, out } = await akkoord("verify", changed, "--key", key);
    expect(code).toBe(1);
    expect(out).toContain(nl.roomLog.broken(8, 7));
    expect(out).toContain(nl.roomLog.faults.changed);
    expect(out).toContain(nl.roomLog.rightUntil(6));
  });

  it("says what was not allowed about an event that was let through", async () => {
    const other = testRoom();
    other.force(message(`@u-bram:${HUB}`, "Ik ben er niet"));
    const { code, out } = await akkoord("verify", await file("let-through.jsonl", linesOfLog(other.log)));
    expect(code).toBe(1);
    expect(out).toContain(nl.roomLog.faults["not-allowed"]);
    expect(out).toContain(nl.roomLog.reasons["sender-not-joined"]);
  });

  it("finds a whole log that somebody else made up", async () => {
    const { code, out } = await akkoord("verify", whole, "--key", `${signer.keyId}=${"A".repeat(43)}`);
    expect(code).toBe(1);
    expect(out).toContain(nl.roomLog.faults["other-key"]);
    expect(out).toContain(nl.roomLog.broken(1, null));
  });

  it("says in words what is not there any more, and that the rest is still right", async () => {
    const without = await file(
      "without.jsonl",
      linesOfLog(
        room.log.map((logged) =>
          logged.event.type === "m.room.message" ? { ...logged, event: redact(logged.event) } : logged,
        ),
      ),
    );
    const { code, out } = await akkoord("verify", without, "--key", key);
    expect(code).toBe(0);
    expect(out).toContain(nl.roomLog.contents(room.log.length - 2));
    expect(out).toContain(nl.roomLog.redacted(1));
    expect(flat(out)).toContain(nl.roomLog.gone(1));
    expect(nl.roomLog.gone(1)).toContain("niet meer na te gaan");
  });

  it("checks with the keys that the server published: from its address, or from a file kept of it", async () => {
    const document = JSON.stringify(keysNow);
    const asked: (string | undefined)[] = [];
    const server = createServer((request, reply) => {
      asked.push(request.url);
      reply.end(document);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const kept = await file("keys.json", [document]);
    try {
      for (const from of [kept, `http://127.0.0.1:${port}`]) {
        const { code, out } = await akkoord("verify", whole, "--key-from", from);
        expect(code).toBe(0);
        expect(out).toContain(nl.roomLog.pinnedBy(HUB));
        expect(out).not.toContain("uit het bestand zelf");
      }
      expect(asked).toEqual(["/_matrix/key/v2/server"]);
    } finally {
      server.close();
    }
    const others = { ...signer, keyId: "ed25519:2" };
    const { code, out } = await akkoord(
      "verify",
      await file("others.jsonl", linesOfLog(testRoom(others).log, others)),
      "--key-from",
      kept,
    );
    expect(code).toBe(1);
    expect(out).toContain(nl.roomLog.faults["unknown-key"]);
  });

  it.each([
    [
      "published keys that were changed",
      async () => [
        whole,
        await file("wrong.json", [JSON.stringify({ ...keysNow, valid_until_ts: 2 })]),
        "zelf ondertekende",
      ],
    ],
    [
      "published keys of another server",
      async () => {
        const elsewhere = nodeSigner("elders.example", "ed25519:1", new Uint8Array(32).fill(7));
        const theirs = serverKeys({ publicKey: elsewhere.publicKey, former: [], validUntil: 1 }, elsewhere);
        return [
          whole,
          await file("theirs.json", [JSON.stringify(theirs)]),
          "Dit zijn de sleutels van elders",
        ];
      },
    ],
    ["an address that somebody on the way can answer", async () => [whole, "http://hub.example", "https"]],
    ["no such file", async () => [whole, join(folder, "niets.json"), "geen sleutel te lezen"]],
    [
      "an export that is no room",
      async () => [await file("trail.jsonl", ["{}"]), "keys.json", nl.roomLog.keysOfRooms],
    ],
  ])("says what to do with --key-from and %s", async (_what, make) => {
    const [exported = "", from = "", words = ""] = await make();
    const { code, err } = await akkoord("verify", exported, "--key-from", from);
    expect(code).toBe(2);
    expect(flat(err)).toContain(words);
  });

  it.each([
    ["the key twice", () => ["verify", whole, "--key", key, "--key-from", whole], nl.roomLog.keysTwice],
    ["a key that is a file", () => ["verify", whole, "--key", "key.pem"], "--key ed25519:1="],
    ["a key that is too short", () => ["verify", whole, "--key", "ed25519:1=AAAA"], "--key ed25519:1="],
    ["a checkpoint", () => ["verify", whole, "--checkpoint", whole], nl.roomLog.noCheckpoint],
    [
      "a newer version",
      async () => ["verify", await file("new.jsonl", [lines[0]?.replace("log/1", "log/2") ?? ""])],
      "nieuwere versie",
    ],
  ])("says what to do with %s", async (_what, args, words) => {
    const { code, err } = await akkoord(...(await args()));
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});
