import { describe, expect, it } from "vitest";
import { offsetOf, readDraftText } from "./read-text.ts";

describe("the text of a draft, read for the form", () => {
  it("gives every rule with its own keys and its lines", () => {
    const read = readDraftText(
      "defaults: { issuer: bzk }\nrules:\n  - id: a\n    effect: none\n\n  - id: b\n",
    );
    expect(read).toMatchObject({
      readable: true,
      defaults: { issuer: "bzk" },
      rules: [
        { index: 0, id: "a", fields: { id: "a", effect: "none" }, lines: { from: 3 } },
        { index: 1, id: "b", lines: { from: 6 } },
      ],
    });
  });

  it("reads what is not right as well as it stands", () => {
    expect(readDraftText("rules:\n  - effect: 3\n  - text\nwithdraw: bzk/old\n")).toMatchObject({
      readable: true,
      rules: [{ index: 0, id: "", fields: { effect: 3 } }],
      withdraw: ["bzk/old"],
    });
    expect(readDraftText("")).toMatchObject({ readable: true, rules: [] });
  });

  it("says on which line it stops being YAML", () => {
    expect(readDraftText("rules:\n  - id: [\n")).toMatchObject({ readable: false });
    expect(readDraftText("a: 1\na: 2\n")).toEqual({ readable: false, line: 2 });
    expect(readDraftText("- a\n")).toEqual({ readable: false, line: 1 });
  });

  it("finds a line and column back in the text", () => {
    expect(offsetOf("ab\ncd\n", 2, 2)).toBe(4);
    expect(offsetOf("ab", 9, 9)).toBe(2);
  });
});
