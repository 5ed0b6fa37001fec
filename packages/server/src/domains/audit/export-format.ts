import { z } from "zod";
import { entryShape } from "./entry.ts";
import { fromHex, type Hash } from "./merkle.ts";
import { type CheckpointKey, keyFromBytes } from "./signing-key.ts";

/** The name by which an export says what it is. */
export const EXPORT_FORMAT = "akkoord-audit-export";

const hash = z.string().transform((text, context): Hash => {
  const bytes = fromHex(text);
  if (bytes !== null) return bytes;
  context.addIssue("must be 64 hexadecimal digits");
  return z.NEVER;
});

const key = z
  .object({ id: z.string(), algorithm: z.literal("Ed25519"), publicKey: z.string() })
  .transform(({ publicKey }, context): CheckpointKey => {
    const found = keyFromBytes(Buffer.from(publicKey, "base64"));
    if (found !== null) return found;
    context.addIssue("must be an Ed25519 key: 32 bytes in base64");
    return z.NEVER;
  });

/** The first line of an export: what it is, and all that is needed to check the rest offline. */
export const headerShape = z.object({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(1),
  /** How hashes are made, for who reads the file without this program. */
  hashing: z.string(),
  origin: z.string(),
  exportedAt: z.iso.datetime(),
  from: z.int().positive(),
  to: z.int().positive(),
  /** The frontier of the tree before `from`: hashes of its perfect subtrees, left to right. */
  start: z.array(hash),
  keys: z.array(key),
  /** Every checkpoint at a size from `from` - 1 up to and with `to`: the size it is kept under and its signed note. */
  checkpoints: z.array(z.object({ size: z.int().positive(), note: z.string() })),
  /** The checkpoint that covers `to`, and the proof that its tree begins with the entries up to `to`. */
  cover: z.object({ note: z.string(), consistency: z.array(hash) }),
});

/** The first line of an export, as it is written. */
export type ExportHeader = z.input<typeof headerShape>;

/** A line with an entry. */
export const entryLineShape = z.strictObject({ leafHash: hash, entry: entryShape });

/** The last line: how many entries there were and the root of the tree up to the last. */
export const trailerShape = z.strictObject({ end: z.literal(true), entries: z.int(), root: hash });

/** The last line, as it is written. */
export type ExportTrailer = z.input<typeof trailerShape>;

/** What the header says of hashing. */
export const HASHING =
  "RFC 9162 with SHA-256; a leaf is the entry as canonical JSON (RFC 8785); checkpoints are C2SP signed notes";
