import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { redact } from "../../../room/src/redact.ts";
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

  it.each([
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
