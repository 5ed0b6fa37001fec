import * as fc from "fast-check";
import { expect, test } from "vitest";
import { opens, stricter, strictness } from "../effect.ts";
import { interpret } from "../interpret.ts";
import type { RuleSet } from "../rule-set.ts";
import { type Point, UNKNOWN } from "../situation.ts";
import { arbitraryRuleSet, everyPoint } from "../testing/arbitrary-rule-set.ts";
import { GENERATED_DATE, generatePoints, generateRuleSet } from "../testing/generate.ts";
import { seededRandom } from "../testing/random.ts";
import type { Member } from "../together.ts";
import { clashesAt, exclusions } from "../workable.ts";
import { type CompiledRuleSet, compile, OpenAttributeError } from "./index.ts";

const DATE = "2020-03-15";
const GOVERNMENT = generateRuleSet({
  seed: 41,
  organisations: 4,
  tools: 30,
  attributes: 14,
  governmentWideRules: 60,
  rulesPerOrganisation: 15,
});

test("all tools at once come out as one by one, also when asked again", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, (ruleSet) => {
      const compiled = compile(ruleSet, DATE);
      for (const point of [...everyPoint(ruleSet), ...everyPoint(ruleSet)].slice(0, 120))
        expectAllTools(compiled, point);
    }),
  );
});

test.for([
  { about: "a few rules per tool", ruleSet: GOVERNMENT },
  {
    about: "more rules per tool than a table is made for",
    ruleSet: generateRuleSet({
      seed: 42,
      organisations: 2,
      tools: 2,
      attributes: 10,
      governmentWideRules: 60,
      rulesPerOrganisation: 30,
    }),
  },
])(
  "all tools at once come out as one by one on a rule set like that of a government: $about",
  ({ ruleSet }) => {
    const compiled = compile(ruleSet, GENERATED_DATE);
    const points = generatePoints(ruleSet, 300, 43);
    for (const point of [...points, ...points]) expectAllTools(compiled, point);
  },
);

test("attributes that no rule looks at may be unknown, others are refused", () => {
  const [first] = GOVERNMENT.rules;
  if (first === undefined) throw new Error("there is a rule");
  const when = { activity: ["meet"] };
  const rule = { ...first, when, effect: "permitted" as const, bearers: ["org-0"], overrides: [] };
  const compiled = compile({ ...GOVERNMENT, rules: [rule] }, GENERATED_DATE);
  const out = new Int32Array(GOVERNMENT.tools.length);
  const meeting = new Uint8Array(14).fill(UNKNOWN);
  meeting[0] = 0;
  compiled.decideAll(0, meeting, out);
  expect(Array.from(out, (outcome) => compiled.outcome(outcome).decisive.length)).toContain(1);
  expect(() => compiled.decideAll(0, new Uint8Array(14).fill(UNKNOWN), out)).toThrow(OpenAttributeError);
});

test("the common set of a group is what the rules of all its members leave, best first", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, fc.nat(), fc.array(fc.nat(), { maxLength: 4 }), (ruleSet, at, choices) => {
      const points = everyPoint(ruleSet);
      const members = choices.map((choice) => ({
        organisation: choice % ruleSet.organisations.length,
        point: points[at % points.length] ?? new Uint8Array(),
      }));
      expect(commonSetOf(compile(ruleSet, DATE), members)).toEqual(
        commonSetByDefinition(ruleSet, DATE, members),
      );
    }),
    { numRuns: 500 },
  );
});

test("the common set agrees with its definition on a rule set like that of a government", () => {
  const compiled = compile(GOVERNMENT, GENERATED_DATE);
  const random = seededRandom(44);
  let found = 0;
  for (const point of generatePoints(GOVERNMENT, 60, 45)) {
    const members = random
      .some([0, 1, 2, 3], 1 + random.below(4))
      .map((organisation) => ({ organisation, point }));
    const tools = commonSetOf(compiled, members);
    found += tools.length;
    expect(tools).toEqual(commonSetByDefinition(GOVERNMENT, GENERATED_DATE, members));
    expect(commonSetOf(compiled, members)).toEqual(tools);
  }
  expect(found).toBeGreaterThan(50);
});

test("duties about what is still unknown keep a tool out when they exclude each other", () => {
  const { vocabulary, rules } = GOVERNMENT;
  const [first] = rules;
  if (first === undefined) throw new Error("there is a rule");
  const dutyFor = (id: string, value: string) => ({
    ...vocabulary.duties[0],
    id,
    words: { nl: id, en: id },
    constraint: { attribute: "host", values: [value] },
  });
  const permit = (bearer: string, duty: string) => ({
    ...first,
    id: bearer,
    bearers: [bearer],
    when: {},
    tools: { ...first.tools, ids: ["tool-1"] },
    effect: "permitted" as const,
    duties: [duty],
    overrides: [],
  });
  const ruleSet: RuleSet = {
    ...GOVERNMENT,
    vocabulary: { ...vocabulary, duties: [dutyFor("we-host", "own"), dutyFor("they-host", "other")] },
    rules: [permit("org-0", "we-host"), permit("org-1", "they-host"), permit("org-2", "we-host")],
  };
  const compiled = compile(ruleSet, GENERATED_DATE);
  const point = new Uint8Array(14).fill(UNKNOWN);
  const together = (...organisations: readonly number[]): readonly number[] =>
    commonSetOf(
      compiled,
      organisations.map((organisation) => ({ organisation, point })),
    );
  expect([together(0), together(0, 2), together(0, 1)]).toEqual([[1], [1], []]);
});

test("the common set is right when duties ask more different things than are noted with an outcome", () => {
  const [first] = GOVERNMENT.rules;
  const [model] = GOVERNMENT.vocabulary.duties;
  if (first === undefined || model === undefined) throw new Error("there is a rule and a duty");
  const ids = Array.from({ length: 100 }, (_, index) => `${index}`);
  const information = GOVERNMENT.vocabulary.attributes[1]?.values.map(({ id }) => id) ?? [];
  const ruleSet: RuleSet = {
    ...GOVERNMENT,
    vocabulary: {
      ...GOVERNMENT.vocabulary,
      duties: ids.map((id, index) => ({
        ...model,
        id,
        constraint: {
          attribute: "information",
          values: information.filter((_, bit) => (((index + 1) >> bit) & 1) === 1),
        },
      })),
    },
    tools: ids.flatMap((id) => GOVERNMENT.tools.slice(0, 1).map((tool) => ({ ...tool, id }))),
    rules: ids.map((id) => ({
      ...first,
      id: `rule-${id}`,
      effect: "permitted",
      bearers: ["org-0"],
      when: { activity: ["meet"] },
      tools: { ...first.tools, ids: [id] },
      duties: [id],
    })),
  };
  const compiled = compile(ruleSet, GENERATED_DATE);
  for (const point of generatePoints(ruleSet, 60, 46)) {
    const members = [{ organisation: 0, point }];
    expect(commonSetOf(compiled, members)).toEqual(commonSetByDefinition(ruleSet, GENERATED_DATE, members));
  }
});

function expectAllTools(compiled: CompiledRuleSet, point: Point): void {
  const { organisations, tools } = compiled.ruleSet;
  const out = new Int32Array(tools.length);
  for (const organisation of organisations.keys()) {
    compiled.decideAll(organisation, point, out);
    expect(Array.from(out)).toEqual(
      Array.from(tools, (_, tool) => compiled.decideIndex(organisation, tool, point)),
    );
  }
}

function commonSetOf(compiled: CompiledRuleSet, members: readonly Member[]): readonly number[] {
  const out = new Int32Array(compiled.ruleSet.tools.length);
  return Array.from(out.subarray(0, compiled.commonSet(members, out)));
}

function commonSetByDefinition(
  ruleSet: RuleSet,
  date: string,
  members: readonly Member[],
): readonly number[] {
  const { vocabulary } = ruleSet;
  const definition = interpret(ruleSet, date);
  const isOfParticipants = (id: string | undefined): boolean =>
    vocabulary.attributes.some((attribute) => attribute.id === id && attribute.scope === "participant");
  const open = ruleSet.tools.flatMap((_, tool) => {
    const outcomes = members.map(({ organisation, point }) => definition.decide(organisation, tool, point));
    const effect = outcomes.map((outcome) => outcome.effect).reduce(stricter, "required");
    const shared = vocabulary.duties.filter(
      ({ id, constraint }) =>
        outcomes.some((outcome) => outcome.duties.includes(id)) && !isOfParticipants(constraint?.attribute),
    );
    const clash =
      members.some(({ point }, i) => clashesAt(vocabulary, outcomes[i]?.duties ?? [], point).length > 0) ||
      exclusions(vocabulary, shared).length > 0;
    return members.length > 0 && opens(effect) && !clash ? [{ tool, effect }] : [];
  });
  return open
    .sort((a, b) => strictness(a.effect) - strictness(b.effect) || a.tool - b.tool)
    .map(({ tool }) => tool);
}
