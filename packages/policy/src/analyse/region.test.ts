import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile/index.ts";
import { opens } from "../effect.ts";
import { interpret } from "../interpret.ts";
import { cannotOccur, holdsAt } from "../points.ts";
import type { RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { everyPoint } from "../testing/arbitrary-rule-set.ts";
import { arbitrarySituations, occurringPoints } from "../testing/arbitrary-situations.ts";
import type { Box } from "./finding.ts";
import { outcomesWithin } from "./outcomes-within.ts";
import type { Region } from "./region.ts";
import { Space } from "./space.ts";

const DATE = "2020-03-15";

describe("a region", () => {
  it("holds exactly the points that the interpreter says, counts them, and gives one of them", () => {
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        const definition = interpret(ruleSet, DATE);
        for (const { organisation, tool, region } of openRegions(ruleSet)) {
          const expected = occurringPoints(ruleSet).filter((point) =>
            opens(definition.decide(organisation, tool, point).effect),
          );
          expect(everyPoint(ruleSet).filter((point) => region.has(point))).toEqual(expected);
          expect(region.count()).toBe(BigInt(expected.length));
          expect(region.situations).toBe(expected.length);
          expect(region.isEmpty).toBe(expected.length === 0);
          if (!region.isEmpty) expect(region.has(region.examplePoint())).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is covered by its boxes: together exactly the region, each as wide as can be and with something of it", () => {
    const seen = { several: 0, impossible: 0 };
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        const { vocabulary } = ruleSet;
        const open = openRegions(ruleSet).map(({ region }) => region);
        const closed = open.map((region) => region.space.region(region.space.operations.not(region.root)));
        for (const region of [...open, ...closed]) {
          const boxes = region.allBoxes();
          const roomy = (point: Point): boolean => region.has(point) || cannotOccur(vocabulary, point);
          const within = (box: Box): readonly Point[] =>
            everyPoint(ruleSet).filter((point) => holdsAt(vocabulary, box, point) === "holds");
          for (const point of occurringPoints(ruleSet)) {
            const isCovered = boxes.some((box) => holdsAt(vocabulary, box, point) === "holds");
            expect(isCovered).toBe(region.has(point));
          }
          for (const box of boxes) {
            expect(within(box).every(roomy)).toBe(true);
            expect(within(box).some((point) => region.has(point))).toBe(true);
            for (const wider of oneValueWider(ruleSet, box)) expect(within(wider).every(roomy)).toBe(false);
            for (const [id, values] of Object.entries(box)) {
              const attribute = vocabulary.attributes.find((candidate) => candidate.id === id);
              expect(values.length).toBeLessThan(attribute?.values.length ?? 0);
            }
            if (within(box).some((point) => cannotOccur(vocabulary, point))) seen.impossible++;
          }
          const sizes = boxes.map((box) => within(box).filter((point) => region.has(point)).length);
          expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
          if (boxes.length > 1) seen.several++;
        }
      }),
      { numRuns: 300 },
    );
    expect(seen.several).toBeGreaterThan(50);
    expect(seen.impossible).toBeGreaterThan(50);
  });

  it("gives its boxes one at a time, so that a caller may stop", () => {
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        for (const { region } of openRegions(ruleSet)) {
          const first = region.boxes().next();
          expect(first.done).toBe(region.isEmpty);
          if (first.done !== true) expect(region.allBoxes()).toContainEqual(first.value);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is combined with others as sets are", () => {
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        const regions = openRegions(ruleSet).map(({ region }) => region);
        const [a, b] = [regions.at(0), regions.at(-1)];
        if (a === undefined || b === undefined) return;
        for (const point of everyPoint(ruleSet)) {
          expect(a.and(b).has(point)).toBe(a.has(point) && b.has(point));
          expect(a.or(b).has(point)).toBe(a.has(point) || b.has(point));
          expect(a.minus(b).has(point)).toBe(a.has(point) && !b.has(point));
        }
        const { operations } = a.space;
        const both = everyPoint(ruleSet).filter((point) => a.has(point) && b.has(point));
        expect(operations.meets(a.root, b.root)).toBe(both.length > 0);
        expect(operations.isWithin(a.root, b.root)).toBe(both.length === a.situations);
        expect(a.minus(b).or(a.and(b)).root).toBe(a.root);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a space", () => {
  it("knows a function once an attribute is known, and from where some value of it leads into a region", () => {
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        for (const { region, space } of openRegions(ruleSet).slice(0, 2)) {
          for (const [attribute, { values }] of ruleSet.vocabulary.attributes.entries()) {
            const somewhere = space.operations.exists(region.root, attribute);
            for (const point of everyPoint(ruleSet)) {
              const moved = values.map((_, value) => {
                const there = point.slice();
                there[attribute] = value;
                return there;
              });
              expect(space.valueAt(somewhere, point)).toBe(moved.some((there) => region.has(there)) ? 1 : 0);
              for (const [value, there] of moved.entries()) {
                const known = space.operations.at(region.root, attribute, value);
                expect(space.valueAt(known, point)).toBe(region.has(there) ? 1 : 0);
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("finds every outcome of a pair within a region and no other", () => {
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        const regions = openRegions(ruleSet);
        for (const [index, { space, organisation, tool }] of regions.entries()) {
          // The region of another pair, so that the two functions look at different attributes.
          const region = regions.at(index - 1)?.region;
          if (region === undefined) continue;
          const expected = new Set(
            everyPoint(ruleSet)
              .filter((point) => region.has(point))
              .map((point) => space.compiled.decideIndex(organisation, tool, point)),
          );
          expect(outcomesWithin(space)(organisation, tool, region.root)).toEqual(
            [...expected].sort((a, b) => a - b),
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Per pair the region where the tool is open; all in one space. */
function openRegions(
  ruleSet: RuleSet,
): readonly { space: Space; organisation: number; tool: number; region: Region }[] {
  const space = new Space(compile(ruleSet, DATE));
  const open = space.mapped((outcome) => (opens(space.compiled.outcome(outcome).effect) ? 1 : 0));
  return [...ruleSet.organisations.keys()].flatMap((organisation) =>
    [...ruleSet.tools.keys()].map((tool) => ({
      space,
      organisation,
      tool,
      region: space.region(open(organisation, tool)),
    })),
  );
}

/** The box with one value more, in every way that there is. */
function oneValueWider(ruleSet: RuleSet, box: Box): readonly Box[] {
  return ruleSet.vocabulary.attributes.flatMap(({ id, values }) => {
    const allowed = box[id];
    if (allowed === undefined) return [];
    return values
      .filter((value) => !allowed.includes(value.id))
      .map((value) => ({ ...box, [id]: [...allowed, value.id] }));
  });
}
