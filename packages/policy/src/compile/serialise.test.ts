import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDate, arbitraryRuleSet, everyPoint } from "../testing/arbitrary-rule-set.ts";
import { GENERATED_DATE, generateRuleSet } from "../testing/generate.ts";
import {
  CompiledFormError,
  type CompiledFormProblem,
  compile,
  readCompiled,
  writeCompiled,
} from "./index.ts";

const ruleSet = generateRuleSet({
  seed: 11,
  organisations: 3,
  tools: 6,
  attributes: 6,
  governmentWideRules: 12,
  rulesPerOrganisation: 4,
});
const written = writeCompiled(compile(ruleSet, GENERATED_DATE));

test("what is read back decides the same, for the same day and period", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, arbitraryDate, (rules, date) => {
      const compiled = compile(rules, date);
      const copy = readCompiled(writeCompiled(compiled), rules);
      expect([copy.date, copy.period, copy.ruleSetHash]).toEqual([
        date,
        compiled.period,
        compiled.ruleSetHash,
      ]);
      for (const point of everyPoint(rules).slice(0, 50)) {
        for (const organisation of rules.organisations.keys()) {
          for (const tool of rules.tools.keys()) {
            expect(copy.decide(organisation, tool, point)).toEqual(
              compiled.decide(organisation, tool, point),
            );
            expect(copy.possible(organisation, tool, point)).toEqual(
              compiled.possible(organisation, tool, point),
            );
          }
        }
      }
    }),
  );
});

test("the same compiled rules give the same bytes, also after reading them back", () => {
  expect(new Uint8Array(writeCompiled(readCompiled(written, ruleSet)))).toEqual(new Uint8Array(written));
});

test("the buffer may be overwritten once it is read", () => {
  const buffer = written.slice(0);
  const compiled = readCompiled(buffer, ruleSet);
  const before = new Uint8Array(writeCompiled(compiled));
  new Uint8Array(buffer).fill(255);
  expect(new Uint8Array(writeCompiled(compiled))).toEqual(before);
});

describe("a buffer is refused", () => {
  test("when any one bit of it was changed", () => {
    fc.assert(
      fc.property(fc.nat({ max: written.byteLength - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const bytes = new Uint8Array(written.slice(0));
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect(() => readCompiled(bytes.buffer, ruleSet)).toThrow(CompiledFormError);
      }),
      { numRuns: 1000 },
    );
  });

  test("when it was cut off anywhere or something was added", () => {
    fc.assert(
      fc.property(fc.nat({ max: written.byteLength - 1 }), (length) => {
        expect(() => readCompiled(written.slice(0, length), ruleSet)).toThrow(CompiledFormError);
      }),
    );
    const longer = new Uint8Array(written.byteLength + 4);
    longer.set(new Uint8Array(written));
    expect(problemOf(longer.buffer)).toBe("truncated");
  });

  test.for<[CompiledFormProblem, string, (words: Int32Array) => void]>([
    ["foreign", "it does not begin as a compiled rule set", (words) => words.fill(7)],
    ["version", "another version wrote it", (words) => words.set([2], 1)],
    [
      "altered",
      "two of its words changed places",
      (words) => words.set([word(words, 41), word(words, 40)], 40),
    ],
  ])("as %s when %s", ([problem, , change]) => {
    const buffer = written.slice(0);
    change(new Int32Array(buffer));
    expect(problemOf(buffer)).toBe(problem);
  });

  test("as truncated when its end is missing, and as foreign when it is empty", () => {
    expect(problemOf(written.slice(0, written.byteLength - 8))).toBe("truncated");
    expect(problemOf(new ArrayBuffer(0))).toBe("foreign");
  });

  test("when it was made from other rules, and the error says so", () => {
    const other = { ...ruleSet, name: "other rules" };
    expect(() => readCompiled(written, other)).toThrow("belongs to other rules");
  });
});

function problemOf(buffer: ArrayBuffer): CompiledFormProblem | undefined {
  try {
    readCompiled(buffer, ruleSet);
    return undefined;
  } catch (error) {
    if (error instanceof CompiledFormError) return error.problem;
    throw error;
  }
}

function word(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
