import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A key service as an operator might put one in front of a vault, in memory and over HTTP. */
export interface TestKeyService {
  readonly url: string;
  readonly token: string;
  /** What it was asked, by path. */
  readonly asked: string[];
  /** Answers every request with this status from now on; null: as it should. */
  fail(status: number | null): void;
  end(): Promise<void>;
}

/** Starts a key service for a test. */
export async function startTestKeyService(): Promise<TestKeyService> {
  const token = randomUUID();
  const masters = new Map<string, Buffer>();
  const secrets = new Map<string, Buffer>();
  const destroyed = new Set<string>();
  const asked: string[] = [];
  let current = "";
  let failing: number | null = null;
  const renew = () => {
    current = randomUUID();
    masters.set(current, randomBytes(32));
    return { version: current };
  };
  renew();

  /** The key that wraps under a name: both the master key and the secret of the name are needed. */
  const wrapping = (name: string, version: string): Buffer | null => {
    const master = masters.get(version);
    const secret = secrets.get(name);
    return master === undefined || secret === undefined
      ? null
      : Buffer.from(master.map((byte, at) => byte ^ (secret[at] ?? 0)));
  };
  const answer = (path: string, body: Record<string, string>): [number, object] => {
    const { name = "", key = "", version = "", wrapped = "", keep = "" } = body;
    if (path === "/_renew") return [200, renew()];
    if (path === "/_current") return [200, { version: current }];
    if (path === "/_retire") {
      for (const one of [...masters.keys()]) if (one !== keep) masters.delete(one);
      return [200, {}];
    }
    if (path === "/_destroy") {
      secrets.delete(name);
      destroyed.add(name);
      return [200, {}];
    }
    if (destroyed.has(name)) return [410, {}];
    if (path === "/_wrap") {
      if (!secrets.has(name)) secrets.set(name, randomBytes(32));
      const by = wrapping(name, current);
      if (by === null) return [500, {}];
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", by, nonce);
      const sealed = Buffer.concat([cipher.update(Buffer.from(key, "base64")), cipher.final()]);
      return [
        200,
        { version: current, wrapped: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64") },
      ];
    }
    const by = wrapping(name, version);
    if (by === null) return [410, {}];
    const all = Buffer.from(wrapped, "base64");
    const decipher = createDecipheriv("aes-256-gcm", by, all.subarray(0, 12));
    decipher.setAuthTag(all.subarray(12, 28));
    try {
      const opened = Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]);
      return [200, { key: opened.toString("base64") }];
    } catch {
      return [400, {}];
    }
  };

  const server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push(request.url ?? "");
    const known = request.headers.authorization === `Bearer ${token}`;
    const [status, told] =
      failing !== null ? [failing, {}] : known ? answer(request.url ?? "", JSON.parse(body)) : [401, {}];
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(told));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // What a server listens on is known once it listens.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    asked,
    fail: (status) => {
      failing = status;
    },
    end: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
