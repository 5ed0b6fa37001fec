import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conflictsIn, mergedText, mergeTexts } from "./merge.ts";

const text = fc
  .array(fc.constantFrom("a", "b", "c", "# d", ""), { maxLength: 12 })
  .map((lines) => lines.join("\n"));

describe("two texts that began as one", () => {
  it("are put together when they changed other lines", () => {
    const parts = mergeTexts("een\ntwee\ndrie\nvier\n", "EEN\ntwee\ndrie\nvier\n", "een\ntwee\ndrie\nVIER\n");
    expect(conflictsIn(parts)).toBe(0);
    expect(mergedText(parts, [])).toBe("EEN\ntwee\ndrie\nVIER\n");
  });

  it("ask for a choice where both changed the same line, and keep both sides until then", () => {
    const parts = mergeTexts("a\nb\nc\n", "a\nmijn\nc\n", "a\nhun\nc\n");
    expect(parts[1]).toEqual({ kind: "conflict", mine: ["mijn"], base: ["b"], theirs: ["hun"] });
    expect(mergedText(parts, [])).toBeNull();
    expect(mergedText(parts, ["mine"])).toBe("a\nmijn\nc\n");
    expect(mergedText(parts, ["theirs"])).toBe("a\nhun\nc\n");
    expect(mergedText(parts, ["both"])).toBe("a\nmijn\nhun\nc\n");
  });

  it("need no choice when both wrote the same", () => {
    const parts = mergeTexts("a\nb\n", "a\nc\n", "a\nc\n");
    expect(mergedText(parts, [])).toBe("a\nc\n");
  });

  it("give the other text when only one changed, whatever the texts are", () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        expect(mergedText(mergeTexts(base, base, other), [])).toBe(other);
        expect(mergedText(mergeTexts(base, other, base), [])).toBe(other);
      }),
    );
  });

  it("lose nothing: choosing one side everywhere where they clash gives every clashing line of that side", () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const parts = mergeTexts(base, mine, theirs);
        const all = (side: "mine" | "theirs") =>
          mergedText(
            parts,
            parts.map(() => side),
          )?.split("\n") ?? [];
        for (const part of parts)
          if (part.kind === "conflict") {
            expect(all("mine")).toEqual(expect.arrayContaining([...part.mine]));
            expect(all("theirs")).toEqual(expect.arrayContaining([...part.theirs]));
          }
      }),
    );
  });
});
