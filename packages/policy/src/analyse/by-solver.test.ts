/** Gaps and conflicts of rule sets of realistic shape against an independent solver, which knows only the rules. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attributeOf, childOf, isTerminal, type Reference } from "../compile/diagram.ts";
import { compile } from "../compile/index.ts";
import { GENERATED_DATE, generateRuleSet } from "../testing/generate.ts";
import { and, isValue, not, or, SmtRules, type SmtSolver, startSolver } from "../testing/smt.ts";
import { coalitionGaps } from "./coalition-gap.ts";
import { normConflicts } from "./norm-conflict.ts";
import { EVERYWHERE, NOWHERE } from "./operations.ts";
import type { RawFinding } from "./raw-finding.ts";
import { run } from "./run.ts";
import { type Activity, Space } from "./space.ts";
import { toolGaps } from "./tool-gap.ts";

const ruleSet = generateRuleSet({
  seed: 11,
  organisations: 4,
  tools: 9,
  attributes: 12,
  governmentWideRules: 45,
  rulesPerOrganisation: 15,
});
const organisations = ruleSet.organisations.map(({ id }) => id);
const smt = new SmtRules(ruleSet, GENERATED_DATE);
const space = new Space(compile(ruleSet, GENERATED_DATE));
let solver: SmtSolver;

beforeAll(async () => {
  solver = await startSolver(smt, ruleSet.vocabulary.attributes.length);
});
afterAll(() => solver.close());

describe("the solver agrees", () => {
  it("on every tool gap there is and is not, and on what it covers", async () => {
    const gaps = run(toolGaps(space));
    const seen = { gaps: 0, none: 0 };
    for (const activity of space.activities) {
      const tools = idsOf(activity);
      for (const organisation of organisations) {
        const refused = not(or(tools.map((tool) => smt.open(organisation, tool))));
        const silent = and(tools.map((tool) => smt.silent(organisation, tool)));
        const formulas = { silent, refused: and([refused, not(silent)]) };
        for (const split of ["silent", "refused"] as const) {
          const gap = gaps.find(
            (each) =>
              each.activity === activity.id && each.organisations[0] === organisation && each.split === split,
          );
          await expectSame(gap, and([smt.doing(activity.id), formulas[split]]));
          seen[gap === undefined ? "none" : "gaps"]++;
        }
      }
    }
    expect(seen.gaps).toBeGreaterThan(10);
    expect(seen.none).toBeGreaterThan(5);
  });

  it("on every norm conflict there is and is not, and on what it covers", async () => {
    const conflicts = run(normConflicts(space));
    const seen = { conflicts: 0, none: 0 };
    for (const activity of space.activities.slice(0, 3)) {
      for (const tool of idsOf(activity)) {
        for (const one of organisations) {
          for (const other of organisations) {
            const isWithin = one === other;
            const conflict = conflicts.find(
              (each) =>
                each.activity === activity.id &&
                each.tool === tool &&
                (isWithin
                  ? each.sides === undefined && each.organisations[0] === one
                  : each.sides?.for[0] === one && each.sides.against[0] === other),
            );
            const formula = isWithin
              ? smt.contested(one, tool)
              : and([smt.together(), smt.open(one, tool), smt.refused(other, tool)]);
            await expectSame(conflict, and([smt.doing(activity.id), formula]));
            seen[conflict === undefined ? "none" : "conflicts"]++;
          }
        }
      }
    }
    expect(seen.conflicts).toBeGreaterThan(50);
    expect(seen.none).toBeGreaterThan(20);
  });

  it("on every minimal coalition there is and is not, and on where it is one", async () => {
    const gaps = run(coalitionGaps(space));
    const seen = { gaps: 0, none: 0 };
    for (const activity of space.activities) {
      const share = (coalition: readonly string[]): string =>
        or(idsOf(activity).map((tool) => and(coalition.map((organisation) => smt.open(organisation, tool)))));
      for (const coalition of subsets(organisations).filter(({ length }) => length > 1)) {
        const gap = gaps.find(
          (each) => each.activity === activity.id && each.organisations.join() === coalition.join(),
        );
        // Each has a tool, if only among its own people; smaller parts of two or more have one in common.
        const each = coalition.map((one) => or([share([one]), smt.amongOwnPeople(share([one]))]));
        const parts = coalition
          .map((left) => coalition.filter((member) => member !== left))
          .filter(({ length }) => length > 1)
          .map(share);
        const formula = and([
          smt.doing(activity.id),
          smt.together(),
          ...each,
          ...parts,
          not(share(coalition)),
        ]);
        await expectSame(gap, formula);
        seen[gap === undefined ? "none" : "gaps"]++;
      }
    }
    expect(seen.gaps).toBeGreaterThan(5);
    expect(seen.none).toBeGreaterThan(5);
  }, 240_000);

  it("that boxes together are the region", async () => {
    const findings = [...run(toolGaps(space)), ...run(normConflicts(space))];
    let seen = 0;
    for (const { region } of findings.toSorted((a, b) => a.situations - b.situations).slice(0, 40)) {
      const boxes = region.allBoxes().map((box) => smt.holds(box));
      if (boxes.length > 200) continue;
      expect(await solver.isPossible(`(xor ${formulaOf(region.root)} ${or(boxes)})`)).toBe(false);
      seen++;
    }
    expect(seen).toBeGreaterThan(20);
  });

  it("on how many situations the smallest findings hold", async () => {
    const conflicts = run(normConflicts(space)).filter(({ sides }) => sides !== undefined);
    const fewest = conflicts.toSorted((a, b) => a.situations - b.situations).slice(0, 3);
    for (const { activity = "", tool = "", sides, region } of fewest) {
      // What no box speaks of only multiplies the situations, so it is fixed, for both.
      const boxes = region.allBoxes();
      const free = ruleSet.vocabulary.attributes.filter(({ id }) =>
        boxes.every((box) => box[id] === undefined),
      );
      const fixed = Object.fromEntries(free.map(({ id, values }) => [id, [values[0]?.id ?? ""]]));
      const formula = and([
        smt.doing(activity),
        smt.together(),
        smt.open(sides?.for[0] ?? "", tool),
        smt.refused(sides?.against[0] ?? "", tool),
        smt.holds(fixed),
      ]);
      const { situations } = region.and(space.regionWhere(fixed));
      expect(situations).toBeGreaterThan(0);
      expect(await solver.count(formula, 400)).toBe(situations);
    }
  });
});

/** The region of a finding is exactly where the formula holds; without a finding that is nowhere. */
async function expectSame(finding: RawFinding | undefined, formula: string): Promise<void> {
  const region = formulaOf(finding?.region.root ?? NOWHERE);
  const differs = await solver.isPossible(`(xor ${region} ${formula})`);
  expect({ ...finding, differs }).toEqual({ ...finding, differs: false });
  if (finding !== undefined) expect(await solver.isPossible(formula)).toBe(true);
}

const defined = new Set<Reference>();

/** A function as a formula: every node is defined once, by its children. */
function formulaOf(root: Reference): string {
  const definitions: string[] = [];
  const nameOf = (reference: Reference): string => {
    if (isTerminal(reference)) return reference === EVERYWHERE ? "true" : "false";
    const name = `n${reference}`;
    if (defined.has(reference)) return name;
    defined.add(reference);
    const attribute = attributeOf(space.store, reference);
    const children = Array.from({ length: space.sizes[attribute] ?? 0 }, (_, value) =>
      and([isValue(attribute, value), nameOf(childOf(space.store, reference, value))]),
    );
    definitions.push(`(define-fun ${name} () Bool ${or(children)})`);
    return name;
  };
  const name = nameOf(root);
  solver.define(definitions.join("\n"));
  return name;
}

function idsOf(activity: Activity): readonly string[] {
  return activity.tools.map((tool) => ruleSet.tools[tool]?.id ?? "");
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** items.length }, (_, bits) =>
    items.filter((_, place) => ((bits >> place) & 1) === 1),
  );
}
