import { describe, expect, it } from "vitest";
import { CompileBudgetError, compile } from "../compile/index.ts";
import { GENERATED_DATE, generateRuleSet } from "../testing/generate.ts";
import { coalitionGaps } from "./coalition-gap.ts";
import { normConflicts } from "./norm-conflict.ts";
import { AnalysisStoppedError, run, type Step } from "./run.ts";
import { Space } from "./space.ts";
import { toolGaps } from "./tool-gap.ts";

const compiled = compile(
  generateRuleSet({
    seed: 5,
    organisations: 12,
    tools: 40,
    attributes: 14,
    governmentWideRules: 80,
    rulesPerOrganisation: 30,
  }),
  GENERATED_DATE,
);

describe("an analysis that is too large", () => {
  it.for([
    { about: "tool gaps", analysis: toolGaps },
    { about: "norm conflicts", analysis: normConflicts },
    { about: "coalition gaps", analysis: coalitionGaps },
  ])("stops at its node budget and says what to do: $about", ({ analysis }) => {
    const small = (): unknown => run(analysis(new Space(compiled, { nodeBudget: 2_000 })));
    expect(small).toThrow(CompileBudgetError);
    expect(small).toThrow(/2000 nodes.*Raise nodeBudget/);
  });
});

describe("an analysis in steps", () => {
  it.for([
    { about: "tool gaps", analysis: toolGaps, what: "tool-gap" },
    { about: "norm conflicts", analysis: normConflicts, what: "norm-conflict" },
    { about: "coalition gaps", analysis: coalitionGaps, what: "coalition-gap" },
  ])("tells how far it is, up to the end: $about", ({ analysis, what }) => {
    const steps: Step[] = [];
    run(analysis(new Space(compiled)), { onProgress: (step) => steps.push(step) });
    expect(steps.length).toBeGreaterThan(5);
    expect(new Set(steps.map((step) => step.what))).toEqual(new Set([what]));
    expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(steps.at(-1)?.done).toBe(steps.at(-1)?.of);
  });

  it("stops when it is told to, at once and for good", () => {
    for (const analysis of [toolGaps, normConflicts, coalitionGaps]) {
      let steps = 0;
      const work = analysis(new Space(compiled));
      expect(() =>
        run(work, {
          onProgress: () => {
            steps++;
          },
          shouldStop: () => steps === 3,
        }),
      ).toThrow(AnalysisStoppedError);
      expect(steps).toBe(3);
      expect(work.next()).toEqual({ done: true, value: undefined });
    }
  });

  it("never keeps its driver waiting long while it looks for coalitions", () => {
    const work = coalitionGaps(new Space(compiled));
    let steps = 0;
    for (let step = work.next(); step.done !== true; step = work.next()) steps++;
    // Far more steps than activities: the search itself pauses too.
    expect(steps).toBeGreaterThan(30);
  });
});
