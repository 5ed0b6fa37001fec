import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_QUESTION, type Question, readFragment, withAttribute, writeFragment } from "./question.ts";

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const attributeId = word.filter((id) => !["me", "with", "tool", "date", "rules", "__proto__"].includes(id));

const anyQuestion: fc.Arbitrary<Question> = fc.record({
  attributes: fc.dictionary(attributeId, word, { noNullPrototype: true }),
  asker: fc.option(word),
  others: fc.option(fc.array(word, { maxLength: 4 })),
  tool: fc.option(word),
  date: fc.option(fc.constantFrom("2020-12-01", "2024-06-01")),
  ruleSet: fc.option(fc.constantFrom("ab12", "ff00")),
});

describe("a link carries the question", () => {
  it("whatever the question is, reading the link gives it back", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        expect(readFragment(`#${writeFragment(question)}`)).toEqual(question);
      }),
    );
  });

  it("survives being read as a link by the browser", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const link = new URL(`https://akkoord.example/antwoord#${writeFragment(question)}`);
        expect(readFragment(link.hash)).toEqual(question);
        expect(link.pathname + link.search).toBe("/antwoord");
      }),
    );
  });

  it("tells apart nobody said yet from colleagues alone", () => {
    expect(readFragment("me=bzk").others).toBeNull();
    expect(readFragment("me=bzk&with=").others).toEqual([]);
  });

  it("takes a link that was cut short without failing", () => {
    expect(readFragment("#me=bzk&activity=me%").attributes).toEqual({ activity: "me%" });
  });

  it("opens an attribute again", () => {
    const question = withAttribute(EMPTY_QUESTION, "activity", "meet");
    expect(withAttribute(question, "activity", null)).toEqual(EMPTY_QUESTION);
  });
});
