import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSigningKey, readSigningKey } from "../../../server/src/domains/audit/signing-key.ts";
import { type Certificate, makeCertificate } from "../../../server/src/domains/directory/certificate.ts";
import { akkoord } from "../testing/run-akkoord.ts";
import { certificateNl } from "../words/certificate.nl.ts";

const key = readSigningKey(newSigningKey());
const PERSON = { id: "7a4a5e4e-0000-4000-8000-000000000001", name: "Noor Demo", organisation: "bzk" };
const CERTIFICATE = makeCertificate(
  {
    id: "7a4a5e4e-0000-4000-8000-000000000002",
    person: PERSON,
    endedAt: new Date("2026-11-22T10:00:00Z"),
    endedBy: { kind: "system", id: "scim:1" },
    successor: null,
    ended: [
      { kind: "session", id: "s-1" },
      { kind: "room-membership", id: "r-1" },
      { kind: "room-membership", id: "r-2" },
    ],
  },
  key,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akkoord-certificate-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, `${Math.random()}.json`);
  await writeFile(path, text);
  return path;
}
const pem = (one: typeof key) => file(one.public.key.export({ type: "spki", format: "pem" }).toString());
const changed = (change: Partial<Certificate>) => file(JSON.stringify({ ...CERTIFICATE, ...change }));

describe("akkoord verify of a certificate", () => {
  it("says what somebody lost and when, and that the key came from the file", async () => {
    const { code, out } = await akkoord("verify", await file(JSON.stringify(CERTIFICATE)));
    expect(code, out).toBe(0);
    expect(out).toContain("Noor Demo (bzk)");
    expect(out).toContain("2026-11-22T10:00:00.000Z");
    expect(out).toContain(`2 × ${certificateNl.kinds["room-membership"]}`);
    expect(out).toContain(certificateNl.notPinned.slice(0, 40));
  });

  it("holds it against a key that was kept elsewhere, also when it is set out over several lines", async () => {
    const path = await file(JSON.stringify(CERTIFICATE, null, 2));
    const right = await akkoord("verify", path, "--key", await pem(key), "--json");
    expect(right.code, right.out).toBe(0);
    expect(JSON.parse(right.out)).toMatchObject({ intact: true, pinned: true });
    const wrong = await akkoord(
      "verify",
      path,
      "--key",
      await pem(readSigningKey(newSigningKey())),
      "--json",
    );
    expect(wrong.code).not.toBe(0);
    expect(JSON.parse(wrong.out)).toEqual({ intact: false, problem: "unknown-key" });
  });

  it.each([
    ["a name", { person: { ...PERSON, name: "Bram Demo" } }],
    ["a day", { endedAt: "2026-11-21T10:00:00.000Z" }],
    ["something that was removed", { removed: CERTIFICATE.removed.slice(1) }],
    ["who did it", { endedBy: { kind: "person", id: "x" } }],
    ["the key", { key: { ...CERTIFICATE.key, id: "0".repeat(64) } }],
  ])("finds that %s was changed", async (_what, change) => {
    const { code, out } = await akkoord("verify", await changed(change), "--json");
    expect(code).not.toBe(0);
    expect(JSON.parse(out).intact).toBe(false);
  });

  it("refuses one that lacks something or has more than it should", async () => {
    for (const path of [
      await changed({ signature: "" }),
      await file(JSON.stringify({ ...CERTIFICATE, extra: 1 })),
    ]) {
      expect((await akkoord("verify", path)).code).not.toBe(0);
    }
  });
});
