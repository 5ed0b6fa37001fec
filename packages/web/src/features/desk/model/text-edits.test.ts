import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readDraftText } from "./read-text.ts";
import {
  addEntry,
  type Plain,
  removeEntry,
  setAtTop,
  setInEntry,
  UnreadableTextError,
} from "./text-edits.ts";

const TEXT = `# Werkafspraken van BZK
defaults: { issuer: bzk, layer: organisation } # voor alles

rules:
  # De eerste gaat over videobellen.
  - id: bzk/one
    # Waarom: zie de notitie.
    when: { activity: [meet], information: { from: confidential } } # gevoelig
    tools: [webex]
    effect: prohibited
    words:
      nl: "Geen Webex." # kort houden
      en: "No Webex."
    source: { document: page, quote: "nog niet geschikt" }

  # De tweede staat op één regel.
  - { id: bzk/two, tools: [zoom], effect: permitted } # kort
  - id: bzk/three
    reading:
      nl: |
        Eén regel.
        Nog een.
      en: one
    effect: none
withdraw:
  - bzk/old # weg
`;

describe("a change of one value", () => {
  it("replaces that value and keeps the remarks around it", () => {
    expect(setInEntry(TEXT, "rules", 0, ["effect"], "permitted")).toBe(
      TEXT.replace("effect: prohibited", "effect: permitted"),
    );
    expect(setInEntry(TEXT, "rules", 0, ["words", "nl"], "Webex niet.")).toBe(
      TEXT.replace('"Geen Webex." # kort houden', "Webex niet. # kort houden"),
    );
    expect(setInEntry(TEXT, "rules", 0, ["when", "activity"], ["meet", "share"])).toBe(
      TEXT.replace("activity: [meet]", "activity: [ meet, share ]"),
    );
  });

  it("adds a key where people expect it", () => {
    expect(setInEntry(TEXT, "rules", 0, ["duties"], ["careful"])).toBe(
      TEXT.replace("effect: prohibited\n", "effect: prohibited\n    duties: [ careful ]\n"),
    );
    expect(setInEntry(TEXT, "rules", 1, ["duties"], ["careful"])).toBe(
      TEXT.replace("effect: permitted }", "effect: permitted, duties: [ careful ] }"),
    );
    expect(setInEntry(TEXT, "rules", 2, ["words"], { nl: "a", en: "b" })).toContain(
      "    effect: none\n    words:\n      nl: a\n      en: b\nwithdraw:",
    );
  });

  it("takes a key away with its line", () => {
    expect(setInEntry(TEXT, "rules", 0, ["tools"], undefined)).toBe(TEXT.replace("    tools: [webex]\n", ""));
    expect(setInEntry(TEXT, "rules", 1, ["tools"], undefined)).toBe(TEXT.replace("tools: [zoom], ", ""));
    expect(setInEntry(TEXT, "rules", 2, ["reading"], undefined)).toBe(
      TEXT.replace(/ {4}reading:\n.*?en: one\n/s, ""),
    );
  });

  it("replaces a text over several lines", () => {
    const changed = setInEntry(TEXT, "rules", 2, ["reading", "nl"], "Kort.");
    expect(changed).toContain("      nl: Kort.\n      en: one\n    effect: none\n");
  });
});

describe("an entry", () => {
  it("is added after the last one, in a list or a new list", () => {
    const changed = addEntry(TEXT, "rules", { id: "bzk/four", tools: ["zoom"], words: { nl: "x", en: "y" } });
    expect(changed).toBe(
      TEXT.replace(
        "    effect: none\n",
        "    effect: none\n\n  - id: bzk/four\n    tools: [ zoom ]\n    words:\n      nl: x\n      en: y\n",
      ),
    );
    expect(addEntry("", "rules", { id: "a" })).toBe("rules:\n  - id: a\n");
    expect(addEntry("rules: []\n", "rules", { id: "a" })).toBe("rules:\n  - id: a\n");
    expect(addEntry("rules:\nwithdraw: [x]\n", "rules", { id: "a" })).toBe(
      "rules:\n  - id: a\nwithdraw: [x]\n",
    );
  });

  it("is removed with its own lines alone", () => {
    expect(removeEntry(TEXT, "rules", 1)).toBe(
      TEXT.replace("  - { id: bzk/two, tools: [zoom], effect: permitted } # kort\n", ""),
    );
    expect(removeEntry(TEXT, "withdraw", 0)).toContain("withdraw: []");
  });

  it("is not touched while the text has a mistake", () => {
    expect(() => setInEntry("rules: [", "rules", 0, ["effect"], "none")).toThrow(UnreadableTextError);
  });
});

describe("what is withdrawn", () => {
  it("is a list at the top", () => {
    expect(setAtTop("", ["withdraw"], ["bzk/old"])).toBe("withdraw: [ bzk/old ]\n");
    expect(setAtTop("rules: []\n", ["withdraw"], ["bzk/old"])).toBe("rules: []\nwithdraw: [ bzk/old ]\n");
  });
});

/** Texts as people write them: any order of keys, remarks and blank lines anywhere, one line or several. */
const remark = fc.constantFrom("", "", "# let op", "# TE DOEN: vraag Ruben", "#");
const text = fc.constantFrom(
  "kort",
  "met: dubbele punt",
  "# geen remark",
  "'aanhaling'",
  "a, b",
  "ja",
  "é—…",
  "1",
);
const fieldLines = fc.constantFrom<readonly [key: string, line: string]>(
  ["tools", "tools: [webex, zoom]"],
  ["effect", "effect: permitted"],
  ["when", "when: { activity: [meet] }"],
  ["when", "when:\n      activity: [meet]\n      # dieper\n      information: { from: internal }"],
  ["words", "words:\n      nl: |\n        Twee\n        regels\n      en: two"],
  ["words", 'words: { nl: "a", en: "b" }'],
  ["valid", "valid:\n      from: 2026-01-01\n      to:"],
  ["reading", "reading: { nl: >-, en: b }".replace(">-", "'x'")],
  ["force", "force:"],
);
const entry = fc
  .tuple(
    fc.uniqueArray(fieldLines, { selector: ([key]) => key, maxLength: 5 }),
    fc.array(remark, { minLength: 6, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([fields, remarks, own]) => ({ fields, remarks, own }));
const draft = fc
  .tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), remark, fc.boolean())
  .map(([entries, top, windows]) => {
    const lines = [
      top,
      "rules:",
      ...entries.flatMap(({ fields, remarks, own }, i) => [
        ...(own && remarks[5] ? [`  ${remarks[5]}`] : [""]),
        `  - id: rule-${i} ${remarks[0]}`.trimEnd(),
        ...fields.flatMap(([, line], j) => [
          ...(remarks[j + 1] ? [`    ${remarks[j + 1]}`] : []),
          `    ${line}`,
        ]),
      ]),
      "# einde",
      "withdraw: [a]",
      "",
    ].join("\n");
    return windows ? lines.replaceAll("\n", "\r\n") : lines;
  });
const value: fc.Arbitrary<readonly [readonly string[], Plain | undefined]> = fc.oneof(
  fc.tuple(fc.constant(["effect"]), fc.constantFrom<Plain | undefined>("prohibited", "none", undefined)),
  fc.tuple(fc.constant(["tools"]), fc.array(text)),
  fc.tuple(fc.constantFrom(["words", "nl"], ["reading", "en"], ["source", "quote"]), text),
  fc.tuple(
    fc.constant(["when", "information"]),
    fc.constantFrom<Plain | undefined>({ to: "internal" }, undefined),
  ),
  fc.tuple(fc.constant(["valid", "to"]), fc.constantFrom("2027-01-01", null)),
  fc.tuple(fc.constant(["words"]), fc.constantFrom<Plain | undefined>({ nl: "x: y", en: "#" }, undefined)),
);

function withValue(root: unknown, path: readonly string[], wanted: Plain | undefined): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return wanted;
  const members: Record<string, unknown> = typeof root === "object" && root !== null ? { ...root } : {};
  if (wanted === undefined && rest.length > 0 && members[key] === undefined) return members;
  const inner = withValue(members[key], rest, wanted);
  if (inner === undefined) delete members[key];
  else members[key] = inner;
  return members;
}

describe("whatever stands in the text", () => {
  it("a change gives exactly that value, and every line outside the entry stays byte for byte", () => {
    fc.assert(
      fc.property(draft, value, fc.nat(), (before, [path, wanted], pick) => {
        const read = readDraftText(before);
        if (!read.readable) throw new Error("the test writes readable texts");
        const one = read.rules[pick % read.rules.length];
        if (one === undefined) throw new Error("the test writes at least one rule");
        const after = setInEntry(before, "rules", one.index, path, wanted);

        const was: unknown = parse(before);
        const is: unknown = parse(after);
        const rules = (root: unknown) => (root as { rules: readonly unknown[] }).rules;
        expect(rules(is)).toEqual(
          rules(was).map((rule, i) => (i === one.index ? withValue(rule, path, wanted) : rule)),
        );

        const newline = before.includes("\r\n") ? "\r\n" : "\n";
        const linesBefore = before.split(newline);
        const linesAfter = after.split(newline);
        const above = linesBefore.slice(0, one.lines.from - 1);
        const below = linesBefore.slice(one.lines.to);
        expect(linesAfter.slice(0, above.length)).toEqual(above);
        expect(linesAfter.slice(linesAfter.length - below.length)).toEqual(below);
      }),
      { numRuns: 200 },
    );
  });

  it("an entry that is added and removed again leaves the others as they were", () => {
    fc.assert(
      fc.property(draft, (before) => {
        const after = addEntry(before, "rules", { id: "new", effect: "none" });
        const read = readDraftText(after);
        if (!read.readable) throw new Error("adding keeps the text readable");
        expect(read.rules.at(-1)?.id).toBe("new");
        const kept: unknown = parse(removeEntry(after, "rules", read.rules.length - 1));
        expect(kept).toEqual(parse(before));
      }),
    );
  });
});
