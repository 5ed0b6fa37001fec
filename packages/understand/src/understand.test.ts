import { describe, expect, test } from "vitest";
import { QuestionTooLongError } from "./question-too-long.ts";
import { loadRealWords } from "./real-words.fixture.ts";
import { LONGEST_QUESTION, understand } from "./understand.ts";
import type { Understood } from "./understood.ts";

const { words } = await loadRealWords();
const ask = (question: string, organisation: string | null = null): Understood =>
  understand(question, words, { about: { organisation } });

describe("a question becomes a situation", () => {
  test("with the parts it was made of, in the order of the text", () => {
    const { situation, parts, unclear, ignored } = ask(
      "Mag ik een vertrouwelijk stuk naar iemand van SZW mailen?",
      "bzk",
    );
    expect(situation).toEqual({
      attributes: { activity: "share", information: "confidential" },
      asker: "bzk",
      others: ["szw"],
      participants: ["bzk", "szw"],
      tool: "email",
    });
    expect(parts.map(({ text, kind, value }) => [text, kind, value])).toEqual([
      ["vertrouwelijk", "attribute", "confidential"],
      ["SZW", "participant", "szw"],
      ["mailen", "attribute", "share"],
      ["mailen", "tool", "email"],
    ]);
    expect(unclear).toEqual([]);
    expect(ignored).toEqual([]);
  });

  test("and leaves open what it does not say", () => {
    expect(ask("appen").situation).toEqual({
      attributes: { activity: "message" },
      asker: null,
      others: [],
      participants: [],
      tool: null,
    });
  });

  test("and says which words it could not use", () => {
    expect(ask("Mag ik morgen kwartetten met SZW?").ignored.map(({ text }) => text)).toEqual(["kwartetten"]);
  });
});

describe("how a part was recognised", () => {
  const how = (question: string): readonly string[] => ask(question).parts.map((part) => part.how);

  test.each([
    ["its own name", "WhatsApp", ["exact"]],
    ["its abbreviation", "SZW", ["exact"]],
    ["another word", "vertrouwelijk", ["synonym"]],
    ["a misspelling that the lexicon lists", "whatsap", ["spelling"]],
    ["a wrong letter", "vertroewelijk", ["spelling"]],
    ["a tool with one activity", "webex", ["exact", "implied"]],
    ["what a denial leaves over", "geen persoonsgegevens", ["implied"]],
  ])("by %s: %s", (_, question, expected) => {
    expect(how(question)).toEqual(expect.arrayContaining(expected));
    expect(how(question)).toHaveLength(expected.length);
  });

  test("shows in the confidence: certain by name, less by a wrong letter", () => {
    const [name] = ask("Webex").parts;
    const [misspelt] = ask("vertroewelijk").parts;
    expect(name?.confidence).toBe(1);
    expect(misspelt?.confidence).toBeLessThan(0.9);
  });
});

describe("what is not clear is asked", () => {
  test("'geheim' alone can be five things", () => {
    const { situation, unclear } = ask("iets geheims delen");
    expect(situation.attributes).toEqual({ activity: "share" });
    expect(unclear).toMatchObject([{ text: "geheims", attribute: "information", reason: "ambiguous" }]);
    expect(unclear[0]?.candidates.map(({ value }) => value)).toEqual([
      "confidential",
      "departmental-confidential",
      "state-confidential",
      "state-secret",
      "state-top-secret",
    ]);
  });

  test("'niet vertrouwelijk' leaves public and internal", () => {
    const [asked] = ask("niet vertrouwelijk").unclear;
    expect(asked).toMatchObject({ reason: "negation", attribute: "information" });
    expect(asked?.candidates.map(({ value }) => value)).toEqual(["public", "internal"]);
  });

  test("an unnamed other ministry can be every ministry but the asker's", () => {
    const [asked] = ask("collega van een ander ministerie", "szw").unclear;
    expect(asked).toMatchObject({ kind: "participant", text: "een ander ministerie" });
    const candidates = asked?.candidates.map(({ value }) => value);
    expect(candidates).toContain("bzk");
    expect(candidates).not.toContain("szw");
    expect(candidates).not.toContain("rekenkamer");
  });

  test("two tools at once", () => {
    const { situation, unclear } = ask("Zoom of Teams?");
    expect(situation.tool).toBeNull();
    expect(unclear).toMatchObject([{ kind: "tool", reason: "several" }]);
    expect(unclear[0]?.candidates.map(({ value }) => value)).toEqual(["microsoft-teams", "zoom"]);
  });

  test("a tool that is not in the catalogue has nothing to choose from", () => {
    expect(ask("WeTransfer").unclear).toMatchObject([
      { kind: "tool", text: "WeTransfer", candidates: [], reason: "not-in-catalogue" },
    ]);
  });

  test("what cannot occur together: nobody is invited to sign", () => {
    const { situation, parts, unclear } = ask("zij sturen de link om te ondertekenen");
    expect(situation.attributes).toEqual({ activity: "sign" });
    expect(parts.map(({ value }) => value)).toEqual(["sign"]);
    expect(unclear).toMatchObject([{ attribute: "host", reason: "several", candidates: [{ value: "own" }] }]);
  });

  test("a doubt asks for every value", () => {
    const [asked] = ask("ik weet niet of het vertrouwelijk is").unclear;
    expect(asked).toMatchObject({ reason: "doubt", attribute: "information" });
    expect(asked?.candidates).toHaveLength(7);
  });

  test("whose role it is: the minister whom somebody texts is not the one who asks", () => {
    const { situation, parts, unclear } = ask("Mag ik de minister appen?");
    expect(situation.attributes).toEqual({ activity: "message" });
    expect(parts.map(({ value }) => value)).toEqual(["message"]);
    expect(unclear).toMatchObject([{ text: "de minister", attribute: "role", reason: "somebody-else" }]);
    expect(unclear[0]?.candidates.map(({ value }) => value)).toEqual([
      "employee",
      "senior-official",
      "office-holder",
      "contractor",
    ]);
  });

  test("whose place it is: a colleague at home is not the asker at home", () => {
    const { situation, unclear } = ask("mijn collega zit in China, mag ik hem bellen");
    expect(situation.attributes).toEqual({ activity: "meet" });
    expect(unclear).toMatchObject([{ text: "in China", attribute: "location", reason: "somebody-else" }]);
  });

  test("never about a value that the situation already holds", () => {
    const { situation, unclear } = ask("geheim, namelijk stg. geheim");
    expect(situation.attributes).toEqual({ information: "state-secret" });
    expect(unclear).toEqual([]);
  });
});

describe("who asks", () => {
  test("is said in the question, which goes before what was told earlier", () => {
    const { situation, parts } = ask("ik werk bij VWS en mail met BZK", "bzk");
    expect(situation).toMatchObject({ asker: "vws", others: ["bzk"], participants: ["vws", "bzk"] });
    expect(parts.filter(({ asker }) => asker).map(({ value }) => value)).toEqual(["vws"]);
  });

  test("is unknown when nothing tells it", () => {
    expect(ask("mailen naar SZW").situation).toMatchObject({ asker: null, others: ["szw"] });
  });

  test("is no other when the own organisation is named again", () => {
    expect(ask("bij BZK en SZW", "bzk").situation.participants).toEqual(["bzk", "szw"]);
  });

  test("a colleague takes part for the asker's own organisation", () => {
    const { situation, parts } = ask("appen met een collega", "bzk");
    expect(situation.participants).toEqual(["bzk"]);
    expect(parts).toContainEqual(
      expect.objectContaining({
        text: "collega",
        kind: "participant",
        value: "own-organisation",
        asker: true,
      }),
    );
  });
});

describe("abbreviations that are also words", () => {
  test.each([
    ["de def versie", []],
    ["bij def", ["def"]],
    ["ik heb DEF gebeld", ["def"]],
    ["MAG IK EEN DEF VERSIE DELEN", []],
    ["no", []],
    ["fin", []],
    ["met fin en az", ["fin", "az"]],
    ["bkz", ["bzk"]],
    ["bzx", []],
  ])("%s", (question, others) => {
    expect(ask(question).situation.others).toEqual(others);
  });
});

describe("a question that is no honest question", () => {
  test.each([
    ["is empty", ""],
    ["has only signs", "?!,.&&&"],
    ["has half a character", "\uD83D vertrouwelijk \uDE00"],
    ["is markup", "<img src=x onerror=alert(1)>"],
    ["hides in writing direction", "\u202E\u2066\u200F\u2069"],
    ["repeats accents", `a${"\u0301".repeat(500)}`],
    ["is one word", "vertrouwelijk".repeat(300)],
    ["hyphens on", "a-".repeat(1500)],
    ["denies on", "niet ".repeat(700)],
    ["lists on", "mag minister en ".repeat(250)],
    ["tells of others on", "hij zit als minister thuis ".repeat(140)],
    ["asks on", "ik heb ".repeat(300) + "uitgenodigd ".repeat(100)],
  ])("is read without harm when it %s", (_, question) => {
    expect(() => ask(question)).not.toThrow();
  });

  test("is refused above the limit, with the limit in the error", () => {
    const question = "a".repeat(LONGEST_QUESTION + 1);
    expect(() => ask(question)).toThrow(QuestionTooLongError);
    expect(() => ask("x".repeat(10_000))).toThrow(/at most 4000/);
    expect(() => ask("a".repeat(LONGEST_QUESTION))).not.toThrow();
  });
});
