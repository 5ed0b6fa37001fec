import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestKeyService, type TestKeyService } from "../testing/test-key-service.ts";
import { TemporarilyUnavailable } from "./errors.ts";
import type { KeyService } from "./key-service.ts";
import { createHttpKeyService } from "./key-service-http.ts";
import { createFileKeyService } from "./master-key.ts";

const ROOM = "!room:akkoord.test";
const KEY = Buffer.alloc(32, 5);

let folder: string;
let remote: TestKeyService;
beforeAll(async () => {
  remote = await startTestKeyService();
});
afterAll(() => remote.end());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "akkoord-keys-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = (ours = true) =>
  createFileKeyService({ file: join(folder, "master-key"), ours, secretsDir: join(folder, "secrets") });

const SERVICES: readonly [string, () => KeyService][] = [
  ["on files", () => files()],
  ["over HTTP", () => createHttpKeyService(remote.url, remote.token)],
];

describe.each(SERVICES)("a key service %s", (_, make) => {
  const room = () => `!${Math.random()}:akkoord.test`;

  test("unwraps what it wrapped, under the same name alone", async () => {
    const service = make();
    const name = room();
    const wrapped = await service.wrap(name, KEY);
    expect(Buffer.from(wrapped.bytes).includes(KEY)).toBe(false);
    expect(Buffer.from(await service.unwrap(name, wrapped))).toEqual(KEY);
    expect(Buffer.from(await make().unwrap(name, wrapped))).toEqual(KEY);
    const other = room();
    await service.wrap(other, KEY);
    await expect(service.unwrap(other, wrapped)).rejects.toThrow();
  });

  test("unwraps with older master keys until it lets go of them", async () => {
    const service = make();
    const name = room();
    const old = await service.wrap(name, KEY);
    const version = await service.renew();
    expect(version).not.toBe(old.version);
    expect(await service.current()).toBe(version);
    const fresh = await service.wrap(name, await service.unwrap(name, old));
    expect(fresh.version).toBe(version);
    await service.retire(version);
    expect(Buffer.from(await service.unwrap(name, fresh))).toEqual(KEY);
    await expect(service.unwrap(name, old)).rejects.toMatchObject({ code: "key-gone" });
  });

  test("can unwrap nothing of a name any more that it destroyed, whenever that was wrapped", async () => {
    const service = make();
    const name = room();
    const copies = [await service.wrap(name, KEY), await service.wrap(name, KEY)];
    await service.destroy(name);
    await service.destroy(name);
    for (const copy of copies)
      await expect(make().unwrap(name, copy)).rejects.toMatchObject({ code: "key-gone" });
  });
});

describe("a key service on files", () => {
  test("makes its master key once, for its owner's eyes only, however many begin at once", async () => {
    const services = Array.from({ length: 5 }, () => files());
    const wrapped = await Promise.all(services.map((service) => service.wrap(ROOM, KEY)));
    expect(new Set(wrapped.map(({ version }) => version)).size).toBe(1);
    for (const one of wrapped) expect(Buffer.from(await files().unwrap(ROOM, one))).toEqual(KEY);
    const { mode } = await stat(join(folder, "master-key"));
    expect(mode & 0o077).toBe(0);
    // Nothing that was written on the way stays behind.
    expect((await readdir(folder)).sort()).toEqual(["master-key", "secrets"]);
  });

  test("unwraps nothing with the master key alone, nor with the secret alone", async () => {
    const wrapped = await files().wrap(ROOM, KEY);
    const master = await readFile(join(folder, "master-key"), "utf8");
    await rm(join(folder, "secrets"), { recursive: true });
    await expect(files().unwrap(ROOM, wrapped)).rejects.toMatchObject({ code: "key-gone" });
    await writeFile(join(folder, "master-key"), `${Buffer.alloc(32, 1).toString("base64")}\n`);
    await expect(files().unwrap(ROOM, wrapped)).rejects.toMatchObject({ code: "key-gone" });
    expect(master.trim()).toHaveLength(44);
  });

  test("hears of a master key that another process took into use", async () => {
    const [one, other] = [files(), files()];
    await one.wrap(ROOM, KEY);
    const version = await other.renew();
    const wrapped = await other.wrap(ROOM, KEY);
    expect(wrapped.version).toBe(version);
    expect(Buffer.from(await one.unwrap(ROOM, wrapped))).toEqual(KEY);
    expect((await one.wrap(ROOM, KEY)).version).toBe(version);
  });

  test.each([
    ["is not there", null],
    ["holds something else", "geen sleutel\n"],
    ["holds a key that is too short", `${Buffer.alloc(16).toString("base64")}\n`],
  ])("of an operator says so when its file %s", async (_, content) => {
    if (content !== null) await writeFile(join(folder, "master-key"), content);
    await expect(files(false).wrap(ROOM, KEY)).rejects.toThrow(TemporarilyUnavailable);
  });
});

describe("a key service elsewhere", () => {
  afterEach(() => remote.fail(null));

  test.each([500, 401, 302])("that answers with %i is not there for the moment", async (status) => {
    const service = createHttpKeyService(remote.url, remote.token);
    remote.fail(status);
    await expect(service.wrap(ROOM, KEY)).rejects.toThrow(TemporarilyUnavailable);
  });

  test("that does not answer, or does not know us, is not there for the moment", async () => {
    await expect(createHttpKeyService("http://127.0.0.1:1", "x").current()).rejects.toThrow(
      TemporarilyUnavailable,
    );
    await expect(createHttpKeyService(remote.url, "wrong").current()).rejects.toThrow(TemporarilyUnavailable);
  });
});
