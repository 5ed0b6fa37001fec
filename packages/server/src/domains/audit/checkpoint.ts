import { createHash, sign, verify } from "node:crypto";
import type { Hash } from "./merkle.ts";
import type { CheckpointKey, SigningKey } from "./signing-key.ts";

/** What a signed checkpoint states: at that time the trail had so many entries, with this root. */
export interface Checkpoint {
  /** Which trail: see {@link originOf}. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  readonly root: Hash;
  /** UTC, to the millisecond. */
  readonly time: string;
}

/** Why a note is not a checkpoint that one of our keys signed. */
export type CheckpointProblem = "unreadable" | "unknown-key" | "wrong-signature";

/**
 * The name of a trail, made from its first entry: another trail never has the same, whatever the server is called.
 *
 * @example originOf(leafOf(firstEntry)) // "akkoord.audit/3f9a0c1d2e4b5a69"
 */
export function originOf(firstLeaf: Hash): string {
  return `akkoord.audit/${Buffer.from(firstLeaf).toString("hex").slice(0, 16)}`;
}

/**
 * Signs a checkpoint. The note is text in the form that transparency logs share: C2SP tlog-checkpoint in a
 * C2SP signed note, with the time as its extension line.
 *
 * @example
 * akkoord.audit/3f9a0c1d2e4b5a69
 * 1042
 * q6Xz…=
 * time 2026-11-21T12:00:00.000Z
 *
 * — akkoord.audit/3f9a0c1d2e4b5a69 5Xq2…=
 */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): string {
  const root = Buffer.from(checkpoint.root).toString("base64");
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${root}\ntime ${checkpoint.time}\n`;
  const signature = sign(null, Buffer.from(text), key.private);
  const mark = Buffer.concat([keyHash(checkpoint.origin, key.public), signature]).toString("base64");
  return `${text}\n— ${checkpoint.origin} ${mark}\n`;
}

/** Reads what a note states, whoever signed it; null when it is no checkpoint. */
export function readCheckpoint(note: string): Checkpoint | null {
  return split(note)?.checkpoint ?? null;
}

/** Reads a note and checks that one of the keys signed it. */
export function checkCheckpoint(
  note: string,
  keys: readonly CheckpointKey[],
):
  | { readonly checkpoint: Checkpoint; readonly key: CheckpointKey; readonly problem: null }
  | { readonly checkpoint: Checkpoint | null; readonly key: null; readonly problem: CheckpointProblem } {
  const parts = split(note);
  if (parts === null) return { checkpoint: null, key: null, problem: "unreadable" };
  const { text, checkpoint, name, mark } = parts;
  const key = keys.find((one) => keyHash(name, one).equals(mark.subarray(0, KEY_HASH_BYTES)));
  if (key === undefined) return { checkpoint, key: null, problem: "unknown-key" };
  const holds = verify(null, Buffer.from(text), key.key, mark.subarray(KEY_HASH_BYTES));
  return holds ? { checkpoint, key, problem: null } : { checkpoint, key: null, problem: "wrong-signature" };
}

const KEY_HASH_BYTES = 4;
const SIGNATURE_BYTES = 64;
const ED25519 = Uint8Array.of(1);
const NOTE =
  /^(([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n)\n— ([^ \n]+) ([A-Za-z0-9+/]+={0,2})\n$/;

interface NoteParts {
  readonly text: string;
  readonly checkpoint: Checkpoint;
  readonly name: string;
  readonly mark: Buffer;
}

function split(note: string): NoteParts | null {
  const [, text = "", origin = "", size, root = "", time = "", name = "", signature = ""] =
    NOTE.exec(note) ?? [];
  const mark = decoded(signature);
  const rootHash = decoded(root);
  if (size === undefined || name !== origin || rootHash === null) return null;
  if (mark?.length !== KEY_HASH_BYTES + SIGNATURE_BYTES) return null;
  return { text, checkpoint: { origin, size: Number(size), root: rootHash, time }, name, mark };
}

/** Base64 that is written in the one way there is: otherwise a bit could change unseen. */
function decoded(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : null;
}

/** The short name of a key in a signed note, which depends on the signer's name too. */
function keyHash(name: string, { bytes }: CheckpointKey): Buffer {
  const hash = createHash("sha256").update(`${name}\n`).update(ED25519).update(bytes).digest();
  return hash.subarray(0, KEY_HASH_BYTES);
}
