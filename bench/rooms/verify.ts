/** How long it takes to verify a large log, and what hashing and checking its signatures alone costs. */
import { createHash, createPublicKey, verify } from "node:crypto";
import {
  canonicalJson,
  fromBase64,
  isObject,
  type JsonObject,
  own,
  parseEvent,
  redact,
  verifyLog,
} from "@akkoord/room";
import { checkLog, nodeVerifier } from "@akkoord/room/node";
import type { Browser } from "../../packages/server/src/testing/browser.ts";
import type { PeerRow, Row } from "./report.ts";

/** An event as the peer gets it: everything is worked out beforehand but the hashes and the signature. */
interface Prepared {
  readonly content: Buffer;
  readonly reference: Buffer;
  readonly signature: Uint8Array;
}

/** Measures the whole check of an export, with one thread and with all, and the cryptography of it alone. */
export async function measureVerify(
  owner: Browser,
  room: string,
): Promise<{ rows: Row[]; peers: PeerRow[] }> {
  const answer = await owner.get(`/v1/rooms/${encodeURIComponent(room)}/log`);
  const lines = (await answer.text()).split("\n").slice(0, -1);
  const header: JsonObject = JSON.parse(lines[0] ?? "{}");
  const keys = isObject(header.keys) ? textsOf(header.keys) : {};
  const events = lines.length - 1;

  const single = timed(() => verifyLog(lines, { keys, verifier: nodeVerifier() }));
  const start = performance.now();
  const report = await checkLog(later(lines), keys);
  const threads = performance.now() - start;
  if (!single.result.intact || !report.intact || report.checked !== events)
    throw new Error(`the log of ${events} events did not verify`);

  const [[keyId = "", key = ""] = []] = Object.entries(keys);
  const prepared = lines.slice(1).map((line) => prepare(line, String(header.server), keyId));
  const peer = timed(() => cryptographyAlone(prepared, key));
  const work = `verify-${events}-events`;
  return {
    rows: [
      { work: `${work}-one-thread`, value: single.took, unit: "ms" },
      { work, value: threads, unit: "ms" },
    ],
    peers: [
      {
        name: "node:crypto alone",
        work: `${work}-one-thread`,
        value: peer.took,
        unit: "ms",
        ratio: peer.took / single.took,
        equivalent: peer.result === events,
        note: "both hashes and the signature of every event, of bytes made beforehand; no parsing, canonical JSON, chain, state or authorisation",
      },
    ],
  };
}

/** How many events have a right signature. */
function cryptographyAlone(prepared: readonly Prepared[], key: string): number {
  const x = Buffer.from(fromBase64(key) ?? []).toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  let right = 0;
  for (const { content, reference, signature } of prepared) {
    const hashes = [content, reference].map((bytes) => createHash("sha256").update(bytes).digest());
    if (hashes.length === 2 && verify(null, reference, publicKey, signature)) right++;
  }
  return right;
}

function prepare(line: string, server: string, keyId: string): Prepared {
  const event = parseEvent(JSON.parse(line));
  if (event === null) throw new Error("a line of the log is no event");
  const { signatures: _, ...bare } = redact(event);
  const { signatures, hashes: __, ...covered } = event;
  const ours = own(signatures, server);
  const text = isObject(ours) ? own(ours, keyId) : undefined;
  return {
    content: Buffer.from(canonicalJson(covered)),
    reference: Buffer.from(canonicalJson(bare)),
    signature: fromBase64(typeof text === "string" ? text : "") ?? new Uint8Array(),
  };
}

function timed<T>(work: () => T): { readonly took: number; readonly result: T } {
  const start = performance.now();
  const result = work();
  return { took: performance.now() - start, result };
}

function textsOf(object: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, String(value)]));
}

async function* later(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
