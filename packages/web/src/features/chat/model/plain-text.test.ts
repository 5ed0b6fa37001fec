import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf, plainName, safeAddress, withoutTricks } from "./plain-text.ts";

const links = (text: string) => partsOf(text).flatMap((part) => (part.kind === "link" ? [part.text] : []));

describe("text of people", () => {
  it("has links where an address over https or of a mailbox stands, without the sentence around it", () => {
    expect(links("Zie https://rijksoverheid.nl/pad.")).toEqual(["https://rijksoverheid.nl/pad"]);
    expect(links("(zie https://nl.wikipedia.org/wiki/Den_Haag_(stad))")).toEqual([
      "https://nl.wikipedia.org/wiki/Den_Haag_(stad)",
    ]);
    expect(links("mail mailto:info@minbzk.nl!")).toEqual(["mailto:info@minbzk.nl"]);
  });

  it("has none to anywhere else, or where the host is another than it reads", () => {
    for (const text of [
      "http://oud.nl",
      "javascript:alert(1)",
      "data:text/html,x",
      "https://rijksoverheid.nl@kwaad.example/",
      "https://gebruiker:wachtwoord@kwaad.example",
      "https://",
      "ftp://bestanden.nl",
    ])
      expect(links(text)).toEqual([]);
    expect(safeAddress("mailto:niemand")).toBeNull();
  });

  it("shows signs that turn text around", () => {
    expect(partsOf("a\u202Egpj.exe")).toEqual([
      { kind: "text", text: "a" },
      { kind: "turned", code: "U+202E" },
      { kind: "text", text: "gpj.exe" },
    ]);
    expect(links("https://goed.nl/\u202Elqn.daawk")).toEqual(["https://goed.nl/"]);
  });

  it("is whole when its parts are put together again, and turns nothing", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: "grapheme" }),
            fc.constantFrom("https://a.nl/b", "\u202E", "\u2066", "mailto:a@b.nl", ".", ")", "\u0301", "\n"),
          ),
        ),
        (pieces) => {
          const text = pieces.join("");
          const parts = partsOf(text);
          const shown = parts.map((part) =>
            part.kind === "turned"
              ? String.fromCodePoint(Number.parseInt(part.code.slice(2), 16))
              : part.text,
          );
          expect(shown.join("")).toBe(withoutTricks(text));
          for (const part of parts)
            if (part.kind !== "turned") expect(part.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
          for (const part of parts)
            if (part.kind === "link") expect(part.href).toMatch(/^(https:\/\/|mailto:)/);
        },
      ),
    );
  });

  it("piles no more marks on a letter than languages do", () => {
    expect(withoutTricks(`z${"\u0301".repeat(50)}`)).toHaveLength(5);
    // Vietnamese, Hebrew with points and Thai stay as they are.
    for (const text of ["Việt Nam", "שָׁלוֹם", "น้ำ"]) expect(withoutTricks(text)).toBe(text);
  });

  it("keeps a name on one line, without turns", () => {
    expect(plainName("Jan\u202E\nde  Wit")).toBe("Jan de Wit");
    expect(plainName("x".repeat(300))).toHaveLength(101);
  });
});
