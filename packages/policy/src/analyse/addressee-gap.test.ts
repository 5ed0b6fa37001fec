import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile/index.ts";
import { holdsAt } from "../points.ts";
import type { RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { arbitraryPeople } from "../testing/arbitrary-people.ts";
import { occurringPoints } from "../testing/arbitrary-situations.ts";
import { holdsOn } from "../valid-on.ts";
import { addresseeGaps } from "./addressee-gap.ts";
import { run } from "./run.ts";
import { Space } from "./space.ts";

const DATE = "2020-03-15";

describe("addressee gaps", () => {
  it("are the organisations and the people in them to whom no rule with an effect ever applies", () => {
    const seen = { organisations: 0, people: 0 };
    fc.assert(
      fc.property(arbitraryPeople, (ruleSet) => {
        const found = run(addresseeGaps(new Space(compile(ruleSet, DATE))));
        const expected = byEnumeration(ruleSet);
        expect(found.map(({ organisations, value }) => ({ organisations, value }))).toEqual(
          expected.map(({ organisations, value }) => ({ organisations, value })),
        );
        for (const [index, { region }] of found.entries()) {
          expect(occurringPoints(ruleSet).filter((point) => region.has(point))).toEqual(
            expected[index]?.points,
          );
        }
        seen.organisations += found.filter(({ value }) => value === undefined).length;
        seen.people += found.filter(({ value }) => value !== undefined).length;
      }),
      { numRuns: 300 },
    );
    expect(seen.organisations).toBeGreaterThan(5);
    expect(seen.people).toBeGreaterThan(5);
  });
});

interface Gap {
  readonly organisations: readonly string[];
  readonly value: { readonly attribute: string; readonly value: string } | undefined;
  readonly points: readonly Point[];
}

function byEnumeration(ruleSet: RuleSet): readonly Gap[] {
  const points = occurringPoints(ruleSet);
  return ruleSet.organisations
    .filter(({ period }) => holdsOn(period, DATE))
    .flatMap(({ id: organisation }): readonly Gap[] => {
      const gap = (within: readonly Point[]): boolean =>
        within.length > 0 && !within.some((point) => someRuleApplies(ruleSet, organisation, point));
      if (points.length === 0) return [];
      if (gap(points)) return [{ organisations: [organisation], value: undefined, points }];
      return ruleSet.vocabulary.attributes.flatMap(({ id: attribute, given, scope, values }, index) =>
        given && scope === "participant"
          ? values.flatMap(({ id: value }, place) => {
              const there = points.filter((point) => point[index] === place);
              return gap(there)
                ? [{ organisations: [organisation], value: { attribute, value }, points: there }]
                : [];
            })
          : [],
      );
    });
}

function someRuleApplies(ruleSet: RuleSet, organisation: string, point: Point): boolean {
  const { vocabulary } = ruleSet;
  const place = vocabulary.attributes.findIndex(({ id }) => id === "activity");
  const activity = vocabulary.attributes[place]?.values[point[place] ?? 0]?.id ?? "";
  return ruleSet.rules.some(
    (rule) =>
      rule.effect !== null &&
      holdsOn(rule.valid, DATE) &&
      rule.bearers.includes(organisation) &&
      holdsAt(vocabulary, rule.when, point) === "holds" &&
      ruleSet.tools.some(
        (tool) =>
          tool.activities.includes(activity) &&
          (rule.effect === "required" || rule.tools.ids.includes(tool.id)),
      ),
  );
}
