import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "./lines.ts";

async function read(...chunks: readonly Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(inChunks(chunks))) lines.push(line);
  return lines;
}

async function* inChunks(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("the lines of a file", () => {
  it("end at a line feed alone", async () => {
    expect(await read(bytes('a\r\nb\u2028c\rd\n\n"\u0085"\n'))).toEqual([
      "a\r",
      "b\u2028c\rd",
      "",
      '"\u0085"',
    ]);
  });

  it("are the same however the file comes in", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("a", "\n", "é", "😀") }),
        fc.nat(),
        async (text, at) => {
          const all = bytes(text);
          const cut = at % (all.length + 1);
          const lines = await read(all.subarray(0, cut), all.subarray(cut));
          expect(lines).toEqual(text === "" ? [] : text.replace(/\n$/, "").split("\n"));
        },
      ),
    );
  });

  it("keep a byte order mark, so that nobody can add one unseen", async () => {
    expect(await read(bytes("\ufeff{}\n"))).toEqual(["\ufeff{}"]);
  });

  it("come out empty when they are not UTF-8 or far too long", async () => {
    expect(await read(Uint8Array.of(0x61, 0xff, 0x0a, 0x62, 0x0a))).toEqual(["", "b"]);
    expect(await read(bytes("x".repeat(900_000)), bytes("x".repeat(900_000)), bytes("\ny\n"))).toEqual([
      "",
      "y",
    ]);
  });
});
