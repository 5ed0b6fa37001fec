import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "@akkoord/policy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "../../../server/src/testing/browser.ts";
import { startTestServer, type TestServer } from "../../../server/src/testing/test-server.ts";
import { akkoord } from "../testing/run-akkoord.ts";
import { nl } from "../words/nl.ts";

let folder: string;
let server: TestServer;
let auditor: Browser;
/** The lines of an export of the whole trail. */
let lines: string[];
let whole: string;
let key: string;
let checkpoint: string;
let checkpointSize: number;

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
const withLine = (at: number, change: (line: string) => string) =>
  file(
    `changed-${at}-${Math.random()}`,
    lines.map((line, index) => (index === at ? change(line) : line)).join("\n"),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akkoord-verify-"));
  server = await startTestServer();
  auditor = await server.signedIn("demo-daan");
  for (let index = 0; index < 6; index++) await auditor.get("/v1/audit-entries?limit=1");
  const noted = await (await auditor.post("/v1/audit-checkpoints", {})).json();
  checkpointSize = noted.size;
  checkpoint = await file("checkpoint.txt", noted.note);
  for (let index = 0; index < 6; index++) await auditor.get("/v1/audit-entries?limit=1");
  const text = await (await auditor.get("/v1/audit-exports")).text();
  lines = text.split("\n").slice(0, -1);
  whole = await file("export.ndjson", text);
  const { auditKeys } = await (await auditor.get("/v1/audit-keys")).json();
  key = await file("key.pem", auditKeys[0].publicKey);
});
afterAll(async () => {
  await server.end();
  await rm(folder, { recursive: true });
});

describe("akkoord verify", () => {
  it("says that a whole export is intact, and that the key came from the file itself", async () => {
    const { code, out } = await akkoord("verify", whole);
    expect(code).toBe(0);
    expect(out).toContain(`logregel 1 tot en met ${lines.length - 2} zijn niet veranderd`);
    expect(out).toContain(nl.verify.notPinned.slice(0, 40));
  });

  it("checks with a pinned key and a kept checkpoint", async () => {
    const { code, out } = await akkoord(
      ...["verify", whole, "--key", key, "--checkpoint", checkpoint, "--json", "--lang", "en"],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      intact: true,
      finding: null,
      from: 1,
      to: lines.length - 2,
      noted: checkpointSize,
      pinned: true,
    });
  });

  it("checks a stretch of the trail", async () => {
    const text = await (await auditor.get("/v1/audit-exports?from=3&to=7")).text();
    const { code, out } = await akkoord(
      "verify",
      await file("part.ndjson", text),
      "--key",
      key,
      "--lang",
      "en",
    );
    expect(code).toBe(0);
    expect(out).toContain("entries 3 to 7 are right");
  });

  it.each([
    [
      "a changed entry",
      () => withLine(4, (line) => line.replace(/"action":"[^"]+"/, '"action":"x"')),
      4,
      nl.verify.kinds.changed,
    ],
    ["an entry taken out", () => withLine(4, () => lines[5] ?? ""), 4, nl.verify.kinds.missing],
    ["a line of nonsense", () => withLine(4, () => "x"), 4, nl.verify.kinds.unreadable],
    [
      "an extra field",
      () => withLine(4, (line) => line.replace('"entry":{', '"entry":{"more":1,')),
      4,
      nl.verify.kinds.unreadable,
    ],
    ["the end cut off", () => file("cut", lines.slice(0, 6).join("\n")), 6, nl.verify.kinds["cut-off"]],
  ])("names the first entry that fails: %s", async (_what, make, sequence, words) => {
    const { code, out } = await akkoord("verify", await make());
    expect(code).toBe(1);
    expect(out).toContain(`logregel ${sequence}.`);
    expect(out.replace(/\s+/g, " ")).toContain(words);
  });

  it("finds an entry that was changed with its leaf hash, by the first checkpoint after it", async () => {
    const changed = await withLine(4, (line) => {
      const entry = { ...JSON.parse(line).entry, action: "x" };
      const leafHash = createHash("sha256")
        .update(Uint8Array.of(0))
        .update(canonicalJson(entry))
        .digest("hex");
      return JSON.stringify({ leafHash, entry });
    });
    const { code, out } = await akkoord("verify", changed, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).finding).toMatchObject({ kind: "root-differs" });
    expect(JSON.parse(out).finding.sequence).toBeLessThanOrEqual(4);
    expect(JSON.parse(out).finding.upTo).toBeGreaterThanOrEqual(4);
  });

  it("finds a checkpoint that was changed", async () => {
    const changed = await withLine(0, (line) => line.replaceAll("time 20", "time 21"));
    const { code, out } = await akkoord("verify", changed, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).finding.kind).toBe("checkpoint-wrong-signature");
  });

  it("does not trust a key that is not the pinned one", async () => {
    const other = await startTestServer();
    const { auditKeys } = await (await other.visitor().get("/v1/audit-keys")).json();
    const noted = await (await (await other.signedIn("demo-daan")).post("/v1/audit-checkpoints", {})).json();
    await other.end();
    const byKey = await akkoord(
      ...["verify", whole, "--json", "--key", await file("other.pem", auditKeys[0].publicKey)],
    );
    expect(byKey.code).toBe(1);
    expect(JSON.parse(byKey.out).finding.kind).toBe("checkpoint-unknown-key");
    const byCheckpoint = await akkoord(
      ...["verify", whole, "--json", "--checkpoint", await file("other.txt", noted.note)],
    );
    expect(byCheckpoint.code).toBe(1);
    expect(JSON.parse(byCheckpoint.out).finding.kind).toBe("noted-checkpoint-differs");
  });

  it.each([
    ["a file that is not there", () => ["verify", join(folder, "none")], "cannot be read"],
    ["a folder", () => ["verify", folder], "cannot be read"],
    ["another kind of file", () => ["verify", key], "geen export"],
    ["an empty file", async () => ["verify", await file("empty", "")], "geen export"],
    [
      "a newer version",
      async () => ["verify", await withLine(0, (line) => line.replace('"version":1', '"version":2'))],
      "nieuwere versie",
    ],
    [
      "a broken header",
      async () => ["verify", await withLine(0, (line) => line.replace('"from":1', '"from":0'))],
      "eerste regel",
    ],
    ["no key in the key file", () => ["verify", whole, "--key", whole], "no public key"],
    ["no checkpoint in its file", () => ["verify", whole, "--checkpoint", key], "niet te lezen"],
    ["no file", () => ["verify"], "missing required argument"],
  ])("says what to do with bad input: %s", async (_what, args, words) => {
    const { code, err } = await akkoord(...(await args()));
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it("cannot compare a stretch with a checkpoint outside it", async () => {
    const text = await (await auditor.get(`/v1/audit-exports?from=${checkpointSize + 3}`)).text();
    const { code, err } = await akkoord(
      "verify",
      await file("late.ndjson", text),
      "--checkpoint",
      checkpoint,
    );
    expect(code).toBe(2);
    expect(err).toContain("valt buiten");
  });
});
