import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Checkpoint, checkCheckpoint, originOf, readCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { EMPTY_ROOT, leafHash } from "./merkle.ts";
import {
  asPem,
  keyFromBytes,
  newSigningKey,
  readPublicKeys,
  readSigningKey,
  UnusableKey,
} from "./signing-key.ts";

const key = readSigningKey(newSigningKey());
const other = readSigningKey(newSigningKey());
const CHECKPOINT: Checkpoint = {
  origin: originOf(leafHash("first")),
  size: 1042,
  root: EMPTY_ROOT,
  time: "2026-11-21T12:00:00.000Z",
};
const note = signCheckpoint(CHECKPOINT, key);

describe("a signed checkpoint", () => {
  test("is a signed note: origin, size, root, time, and a signature with the name of the trail", () => {
    const lines = note.split("\n");
    expect(lines.slice(0, 5)).toEqual([
      expect.stringMatching(/^akkoord\.audit\/[0-9a-f]{16}$/),
      "1042",
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "time 2026-11-21T12:00:00.000Z",
      "",
    ]);
    expect(lines[5]).toMatch(/^— akkoord\.audit\/[0-9a-f]{16} [A-Za-z0-9+/]+={0,2}$/);
    expect(lines.slice(6)).toEqual([""]);
  });

  test("comes back as it was, with the key that signed it", () => {
    expect(readCheckpoint(note)).toEqual(CHECKPOINT);
    expect(checkCheckpoint(note, [other.public, key.public])).toMatchObject({
      checkpoint: CHECKPOINT,
      key: { id: key.public.id },
      problem: null,
    });
  });

  test("of a key that is not known says so", () => {
    expect(checkCheckpoint(note, [other.public])).toMatchObject({ key: null, problem: "unknown-key" });
    expect(checkCheckpoint(note, [])).toMatchObject({ problem: "unknown-key" });
  });

  test("does not hold when any bit of it is another", () => {
    const bytes = Buffer.from(note);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const turned = Buffer.from(bytes);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(checkCheckpoint(turned.toString(), [key.public]).problem).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["nothing", ""],
    ["another text", "akkoord\n"],
    ["no signature", note.split("\n").slice(0, 5).join("\n")],
    ["a size with a zero in front", note.replace("1042", "01042")],
    ["something after the end", `${note}x`],
    ["the name of another signer", note.replace(/— \S+/, "— somebody.else")],
  ])("is not read from %s", (_what, text) => {
    expect(readCheckpoint(text)).toBeNull();
    expect(checkCheckpoint(text, [key.public]).problem).toBe("unreadable");
  });
});

describe("a key", () => {
  test("is known by the hash of its public half", () => {
    expect(key.public.id).toMatch(/^[0-9a-f]{64}$/);
    expect(keyFromBytes(key.public.bytes)?.id).toBe(key.public.id);
    expect(readPublicKeys(`${asPem(key.public)}\n${asPem(other.public)}`).map(({ id }) => id)).toEqual([
      key.public.id,
      other.public.id,
    ]);
  });

  test("may be given on one line, as settings files do", () => {
    const pem = newSigningKey();
    expect(readSigningKey(pem.replaceAll("\n", "\\n")).public.id).toBe(readSigningKey(pem).public.id);
  });

  test.each(["", "secret", asPem(key.public)])("for signing is not read from something else", (text) => {
    expect(() => readSigningKey(text)).toThrow(UnusableKey);
  });

  test("for checking is not read from something else", () => {
    expect(() => readPublicKeys("no key")).toThrow(UnusableKey);
    expect(() => readPublicKeys(newSigningKey())).toThrow(UnusableKey);
    expect(keyFromBytes(Buffer.alloc(5))).toBeNull();
  });
});
