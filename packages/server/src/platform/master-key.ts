import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeForOwner } from "./database/embedded/place.ts";
import { KeyGone, type KeyService, KeyServiceUnavailable } from "./key-service.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = "akkoord room key";

/** Where the key service of this machine keeps what it has. */
export interface MasterKeyPlaces {
  /**
   * File with master keys: 32 bytes in base64 each, one to a line, the newest last. Lines that begin with # are
   * skipped.
   */
  readonly file: string;
  /** True when the file is ours: made when it is not there, and given new keys. Otherwise an operator writes it. */
  readonly ours: boolean;
  /**
   * Folder with a secret for every name. A key is wrapped with the master key and the secret of its name together, so
   * that removing the one small file here makes the key worthless wherever copies of it are.
   */
  readonly secretsDir: string;
}

interface MasterKey {
  readonly version: string;
  readonly bytes: Buffer;
}

/** A key service on files of this machine. */
export function createFileKeyService(places: MasterKeyPlaces): KeyService {
  const { file, ours, secretsDir } = places;
  let held: readonly MasterKey[] = [];

  const read = async (): Promise<readonly MasterKey[]> => {
    const text = await readFile(file, "utf8").catch((error) => {
      if (isMissing(error) && ours) return "";
      throw new KeyServiceUnavailable(`the file with the master key cannot be read: ${file}`, error);
    });
    const lines = text.split("\n").map((line) => line.trim());
    const keys = lines.filter((line) => line !== "" && !line.startsWith("#")).map(masterKey);
    if (keys.length === 0 && ours) {
      await makeFirst();
      return read();
    }
    if (keys.length === 0) throw new KeyServiceUnavailable(`there is no key in ${file}`);
    held = keys;
    return held;
  };
  /** Writes a file beside the one that is meant, whole, before it takes its place. */
  const prepared = async (keys: readonly MasterKey[]): Promise<string> => {
    await mkdir(dirname(file), { recursive: true });
    const fresh = `${file}.${randomBytes(6).toString("hex")}`;
    await writeForOwner(fresh, keys.map(({ bytes }) => `${bytes.toString("base64")}\n`).join(""));
    await flush(fresh);
    return fresh;
  };
  const replace = async (keys: readonly MasterKey[]): Promise<void> => {
    await rename(await prepared(keys), file);
    await flush(dirname(file));
  };
  const makeFirst = async (): Promise<void> => {
    const fresh = await prepared([newMasterKey()]);
    await linkUnlessThere(fresh, file);
    await flush(dirname(file));
  };
  const newest = async (): Promise<MasterKey> => {
    const last = (await read()).at(-1);
    if (last === undefined) throw new KeyServiceUnavailable(`there is no key in ${file}`);
    return last;
  };
  /** Another process may have renewed the key since we read the file. */
  const withVersion = async (version: string): Promise<MasterKey> => {
    const has = (key: MasterKey) => key.version === version;
    const found = held.find(has) ?? (await read()).find(has);
    if (found === undefined) throw new KeyGone(`master key ${version} is not there any more`);
    return found;
  };

  const secretFile = (name: string): string => {
    const hash = createHash("sha256").update(name).digest("hex");
    return join(secretsDir, hash.slice(0, 2), hash);
  };
  const secretOf = async (name: string): Promise<Buffer | null> =>
    readFile(secretFile(name)).catch((error) => {
      if (isMissing(error)) return null;
      throw new KeyServiceUnavailable("a secret of a room cannot be read", error);
    });
  const newSecretOf = async (name: string): Promise<Buffer> => {
    const path = secretFile(name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.${randomBytes(6).toString("hex")}`;
    const handle = await open(fresh, "wx", 0o600);
    try {
      await handle.writeFile(randomBytes(KEY_BYTES));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await linkUnlessThere(fresh, path);
    await flush(dirname(path));
    const secret = await secretOf(name);
    if (secret === null) throw new KeyServiceUnavailable("a secret that was just written is gone");
    return secret;
  };

  return {
    async wrap(name, key) {
      const master = await newest();
      const secret = (await secretOf(name)) ?? (await newSecretOf(name));
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", wrappingKey(master, secret, name), nonce);
      cipher.setAAD(aboutWrapping(name, master.version));
      const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
      return { version: master.version, bytes: Buffer.concat([nonce, cipher.getAuthTag(), sealed]) };
    },
    async unwrap(name, { version, bytes }) {
      const master = await withVersion(version);
      const secret = await secretOf(name);
      if (secret === null) throw new KeyGone("the secret of this key was destroyed");
      const decipher = createDecipheriv(
        "aes-256-gcm",
        wrappingKey(master, secret, name),
        bytes.subarray(0, NONCE_BYTES),
        { authTagLength: TAG_BYTES },
      );
      decipher.setAAD(aboutWrapping(name, version));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
    async destroy(name) {
      const path = secretFile(name);
      try {
        const handle = await open(path, "r+");
        try {
          await handle.write(Buffer.alloc(KEY_BYTES), 0, KEY_BYTES, 0);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await unlink(path);
        await flush(dirname(path));
      } catch (error) {
        if (!isMissing(error)) throw new KeyServiceUnavailable("a secret cannot be destroyed", error);
      }
    },
    async renew() {
      if (!ours) return (await newest()).version;
      const key = newMasterKey();
      await replace([...(await read()), key]);
      await read();
      return key.version;
    },
    async current() {
      return (await newest()).version;
    },
    async retire(keep) {
      if (!ours) return;
      const keys = await read();
      const kept = keys.filter(({ version }) => version === keep);
      if (kept.length === 0 || kept.length === keys.length) return;
      await replace(kept);
      await read();
    },
  };
}

/** Gives a file its name, unless another process was first: then what that one wrote counts. */
async function linkUnlessThere(fresh: string, path: string): Promise<void> {
  await link(fresh, path).catch((error) => {
    if (!hasCode(error, "EEXIST")) throw new KeyServiceUnavailable(`${path} cannot be written`, error);
  });
  await unlink(fresh);
}

function newMasterKey(): MasterKey {
  return masterKey(randomBytes(KEY_BYTES).toString("base64"));
}

function masterKey(line: string): MasterKey {
  const bytes = Buffer.from(line, "base64");
  if (bytes.length !== KEY_BYTES)
    throw new KeyServiceUnavailable(
      "a line of the file with the master key does not hold 32 bytes in base64",
    );
  return { version: createHash("sha256").update(bytes).digest("hex").slice(0, 16), bytes };
}

function wrappingKey(master: MasterKey, secret: Buffer, name: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master.bytes, secret, `${PURPOSE}\n${name}`, KEY_BYTES));
}

function aboutWrapping(name: string, version: string): Buffer {
  return Buffer.from(JSON.stringify([PURPOSE, name, version]));
}

/** So that a power cut does not take back what was written. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r").catch(() => null);
  // A folder cannot be flushed everywhere; then the file system sees to it.
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT");
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
