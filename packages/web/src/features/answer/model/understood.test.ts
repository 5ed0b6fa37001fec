import type { Understood } from "@akkoord/understand";
import { describe, expect, it } from "vitest";
import { EMPTY_QUESTION } from "./question.ts";
import { answersUnclear, isSettled, partsOf } from "./unclear.ts";
import { understoodQuestion } from "./understood-question.ts";

function understood(change: Partial<Understood["situation"]>, rest: Partial<Understood> = {}): Understood {
  return {
    question: "Mag ik bellen met SZW?",
    situation: { attributes: {}, asker: null, others: [], participants: [], tool: null, ...change },
    parts: [],
    unclear: [],
    ignored: [],
    ...rest,
  };
}

const NOBODY = { organisation: null, role: null };
const BZK = { organisation: "bzk", role: "employee" };

describe("a typed sentence becomes a question", () => {
  it("leaves open with whom, when the sentence names nobody", () => {
    expect(understoodQuestion(understood({}), BZK).others).toBeNull();
  });

  it("takes a colleague for one's own organisation", () => {
    const said = understood(
      {},
      {
        parts: [
          {
            kind: "participant",
            value: "own-organisation",
            text: "bellen",
            start: 7,
            end: 13,
            how: "synonym",
            confidence: 1,
          },
        ],
      },
    );
    expect(understoodQuestion(said, BZK).others).toEqual([]);
  });

  it("completes the asker and the role from what the device knows", () => {
    const question = understoodQuestion(understood({ others: ["szw"] }), BZK);
    expect(question.asker).toBe("bzk");
    expect(question.attributes).toEqual({ role: "employee" });
  });

  it("does not give one's own role to somebody of another organisation", () => {
    expect(understoodQuestion(understood({ asker: "szw" }), BZK).attributes).toEqual({});
  });

  it("guesses no asker where the device knows none", () => {
    expect(understoodQuestion(understood({ others: ["szw"] }), NOBODY).asker).toBeNull();
  });
});

describe("the words that counted", () => {
  it("are marked in the sentence, which stays whole", () => {
    const said = understood(
      {},
      {
        parts: [
          { kind: "participant", value: "szw", text: "SZW", start: 18, end: 21, how: "exact", confidence: 1 },
          {
            kind: "attribute",
            attribute: "activity",
            value: "meet",
            text: "bellen",
            start: 7,
            end: 13,
            how: "synonym",
            confidence: 1,
          },
        ],
      },
    );
    const pieces = partsOf(said);
    expect(pieces.map((piece) => piece.text).join("")).toBe(said.question);
    expect(pieces.flatMap((piece) => (piece.part === null ? [] : [piece.text]))).toEqual(["bellen", "SZW"]);
  });
});

describe("what was unclear", () => {
  const secret = {
    kind: "attribute",
    attribute: "information",
    text: "geheim",
    start: 0,
    end: 6,
    reason: "ambiguous",
    candidates: [{ kind: "attribute", attribute: "information", value: "confidential" }],
  } as const;

  it("is settled by saying what was meant", () => {
    expect(isSettled(secret, EMPTY_QUESTION)).toBe(false);
    expect(isSettled(secret, answersUnclear(EMPTY_QUESTION, secret.candidates[0]))).toBe(true);
  });

  it("joins the company, but never twice and never the asker", () => {
    const question = { ...EMPTY_QUESTION, asker: "bzk", others: ["szw"] };
    expect(answersUnclear(question, { kind: "participant", value: "szw" }).others).toEqual(["szw"]);
    expect(answersUnclear(question, { kind: "participant", value: "fin" }).others).toEqual(["szw", "fin"]);
    expect(answersUnclear(question, { kind: "participant", value: "bzk" })).toBe(question);
  });
});
