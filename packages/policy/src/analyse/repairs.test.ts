import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opens, strictness } from "../effect.ts";
import { interpret } from "../interpret.ts";
import { cannotOccur, holdsAt } from "../points.ts";
import { LAYERS, type RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { arbitraryPeople } from "../testing/arbitrary-people.ts";
import { occurringPoints } from "../testing/arbitrary-situations.ts";
import { SMALL_DAY, type SmallRule, smallRuleSet } from "../testing/small-rule-set.ts";
import { excludes, exclusions } from "../workable.ts";
import { analyse } from "./analyse.ts";
import type { Finding, FindingKind, RepairStep } from "./finding.ts";
import { mended } from "./mend.ts";
import { type RepairAdvice, repairs } from "./repairs.ts";
import { run } from "./run.ts";

const DATE = "2020-03-15";
const KINDS: readonly FindingKind[] = [
  "tool-gap",
  "normative-gap",
  "norm-conflict",
  "unworkable",
  "coalition-gap",
];
/** Every subset of more steps than this is too much for a test. */
const MOST_TRIED = 7;

describe("repairs", () => {
  it("are the smallest sets of steps that end the finding: tried out one by one, over all sets", () => {
    const seen = new Map<string, number>();
    const count = (what: string): unknown => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(arbitraryPeople, (ruleSet) => {
        const findings = run(analyse(ruleSet, { date: DATE, kinds: KINDS }));
        // The first of each kind; more would only take longer.
        for (const finding of new Map(findings.map((each) => [each.kind, each])).values()) {
          const steps = stepsFor(ruleSet, finding);
          if (steps.length > MOST_TRIED) continue;
          const advice = run(repairs(ruleSet, finding, { date: DATE, most: 100 }));
          expect(advice.complete).toBe(true);
          expect(asSets(advice.repairs.map((repair) => repair.steps))).toEqual(
            asSets(smallestWorking(ruleSet, finding, steps)),
          );
          count(finding.kind);
          for (const repair of advice.repairs) {
            count(`${repair.steps.length} steps`);
            for (const step of repair.steps) count(step.kind);
          }
          if (advice.none !== null) count(advice.none);
        }
      }),
      { numRuns: 150 },
    );
    for (const what of ["tool-gap", "normative-gap", "norm-conflict", "unworkable"])
      expect(seen.get(what)).toBeGreaterThan(5);
    for (const what of ["1 steps", "2 steps", "change-rule", "admit-tool", "blocked"])
      expect([what, seen.get(what)]).toEqual([what, expect.any(Number)]);
  });

  it("end the finding, and do not once a step is left out; law, treaties and higher strict rules stay as they are", () => {
    let tried = 0;
    fc.assert(
      fc.property(arbitraryPeople, (ruleSet) => {
        for (const finding of run(analyse(ruleSet, { date: DATE, kinds: KINDS })).slice(0, 6)) {
          const advice = run(repairs(ruleSet, finding, { date: DATE, most: 4 }));
          for (const { steps, owners, finding: id } of advice.repairs) {
            tried++;
            expect(id).toBe(finding.id);
            expect(isEnded(ruleSet, finding, steps)).toBe(true);
            for (const step of steps)
              expect(
                isEnded(
                  ruleSet,
                  finding,
                  steps.filter((other) => other !== step),
                ),
              ).toBe(false);
            expect([...owners]).toEqual([...new Set(steps.map(({ owner }) => owner))]);
            for (const step of steps) expectAllowed(ruleSet, step);
          }
        }
      }),
      { numRuns: 100 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  it("change nothing outside of the region, and nothing for others", () => {
    fc.assert(
      fc.property(arbitraryPeople, (ruleSet) => {
        const [finding] = run(analyse(ruleSet, { date: DATE, kinds: KINDS }));
        if (finding === undefined) return;
        const [repair] = run(repairs(ruleSet, finding, { date: DATE, most: 1 })).repairs;
        if (repair === undefined) return;
        const [before, after] = [ruleSet, mended(ruleSet, finding, repair.steps, DATE)].map((rules) =>
          interpret(rules, DATE),
        );
        for (const [organisation, { id }] of ruleSet.organisations.entries())
          for (const tool of ruleSet.tools.keys())
            for (const point of occurringPoints(ruleSet)) {
              if (finding.organisations.includes(id) && lies(ruleSet, finding, point)) continue;
              expect(after?.decide(organisation, tool, point).effect).toBe(
                before?.decide(organisation, tool, point).effect,
              );
            }
      }),
      { numRuns: 100 },
    );
  });

  it("name the owner, the rules to override, and what to do, in words", () => {
    const advice = adviceFor(
      [
        { id: "rijk/no", tools: ["one", "two", "three"], effect: "prohibited", when: { activity: ["meet"] } },
        { id: "rijk/lets", tools: ["three"], effect: "discouraged", yieldsTo: ["organisation"] },
        { id: "a/yes", issuer: "a", layer: "organisation", bearers: ["a"], tools: ["one"] },
      ],
      "tool-gap",
      "a",
    );
    expect(
      advice.repairs.map(({ steps, owners, sentence }) => ({ steps, owners, sentence: sentence.nl })),
    ).toEqual([
      {
        steps: [{ kind: "change-rule", rule: "rijk/no", owner: "rijk" }],
        owners: ["rijk"],
        sentence: "Pas de regel “as said” aan. Daarvoor tekent het Rijk.",
      },
      ...["one", "two", "three"].map((tool) => ({
        steps: [{ kind: "admit-tool", tool, organisation: "a", owner: "a", overrides: ["rijk/no"] }],
        owners: ["a"],
        sentence: `Laat ${tool} toe bij A. Daarvoor tekent A.`,
      })),
    ]);
  });

  it("are none where the law stands in the way, and say which rules those are", () => {
    const rules: readonly SmallRule[] = [
      { id: "law/no", layer: "law", force: "strict", tools: ["one", "two", "three"], effect: "prohibited" },
      { id: "rijk/no", tools: ["one"], effect: "prohibited" },
    ];
    expect(adviceFor(rules, "tool-gap", "a")).toEqual({
      repairs: [],
      complete: true,
      none: "blocked",
      blockedBy: ["law/no"],
    });
    expect(adviceFor([{ id: "r", effect: "recommended" }, { id: "dead" }], "dead-rule", "a").none).toBe(
      "not-for-this-kind",
    );
  });

  it("split a rule that is narrowed, and leave it overridden by whoever overrode it", () => {
    const ruleSet = smallRuleSet([
      { id: "no", effect: "prohibited" },
      { id: "own", bearers: ["a"], layer: "organisation", overrides: ["no"], when: { host: ["own"] } },
    ]);
    const box = { activity: ["meet"], information: ["internal"] };
    const steps: readonly RepairStep[] = [{ kind: "change-rule", rule: "no", owner: "rijk" }];
    const { rules } = mended(ruleSet, { organisations: ["a"], boxes: [box] }, steps, SMALL_DAY);
    const pieces = rules.filter(({ id }) => id.startsWith("no"));
    expect(pieces.map(({ id, bearers }) => [id, bearers])).toEqual([
      ["no", ["b", "c"]],
      ["no/2", ["a"]],
      ["no/3", ["a"]],
    ]);
    expect(rules.find(({ id }) => id === "own")?.overrides).toEqual(["no", "no/2", "no/3"]);
  });

  it("say when the finding is gone, and when there are more repairs than asked for", () => {
    const ruleSet = smallRuleSet([{ id: "no", effect: "prohibited", tools: ["one", "two", "three"] }]);
    const [finding] = run(analyse(ruleSet, { date: SMALL_DAY, kinds: ["tool-gap"] }));
    if (finding === undefined) throw new Error("there is a gap");
    const fine = smallRuleSet([{ id: "yes", tools: ["one", "two", "three"] }]);
    expect(run(repairs(fine, finding, { date: SMALL_DAY })).none).toBe("no-longer-there");
    const few = run(repairs(ruleSet, finding, { date: SMALL_DAY, most: 2 }));
    expect([few.repairs.length, few.complete]).toEqual([2, false]);
  });
});

function adviceFor(rules: readonly SmallRule[], kind: FindingKind, organisation: string): RepairAdvice {
  const ruleSet = smallRuleSet(rules);
  const finding = run(analyse(ruleSet, { date: SMALL_DAY, kinds: [kind] })).find((each) =>
    each.organisations.includes(organisation),
  );
  if (finding === undefined) throw new Error(`there is no ${kind}`);
  return run(repairs(ruleSet, finding, { date: SMALL_DAY }));
}

/** Every step that is allowed at all, worked out anew: all rules that hold in the region, all tools for all members. */
function stepsFor(ruleSet: RuleSet, finding: Finding): readonly RepairStep[] {
  const points = occurringPoints(ruleSet).filter((point) => lies(ruleSet, finding, point));
  const tools = toolsOf(ruleSet, finding);
  const there = ruleSet.rules.filter(
    (rule) =>
      (rule.valid.from ?? "") <= DATE &&
      DATE <= (rule.valid.to ?? "9999") &&
      rule.bearers.some((bearer) => finding.organisations.includes(bearer)) &&
      (rule.effect === "required" || rule.tools.ids.some((tool) => tools.includes(tool))) &&
      points.some((point) => holdsAt(ruleSet.vocabulary, rule.when, point) === "holds"),
  );
  const changes = there
    .filter(({ layer }) => layer !== "law" && layer !== "treaty")
    .map(({ id }): RepairStep => ({ kind: "change-rule", rule: id, owner: "rijk" }));
  if (finding.kind === "unworkable") return changes;
  const admissions = tools.flatMap((tool) =>
    finding.organisations.map(
      (organisation): RepairStep => ({
        kind: "admit-tool",
        tool,
        organisation,
        owner: organisation,
        overrides: there
          .filter(
            (rule) =>
              rule.bearers.includes(organisation) &&
              (rule.tools.ids.includes(tool)
                ? rule.effect === "discouraged" || rule.effect === "prohibited"
                : rule.effect === "required") &&
              !rule.yieldsTo.includes("organisation") &&
              rule.layer !== "law" &&
              rule.layer !== "treaty" &&
              (rule.force === "defeasible" || rule.layer === "organisation" || rule.layer === "waiver"),
          )
          .map(({ id }) => id),
      }),
    ),
  );
  return [...changes, ...admissions];
}

function smallestWorking(
  ruleSet: RuleSet,
  finding: Finding,
  steps: readonly RepairStep[],
): readonly (readonly RepairStep[])[] {
  const subsets = Array.from({ length: 2 ** steps.length }, (_, mask) =>
    steps.filter((_step, index) => ((mask >> index) & 1) === 1),
  ).sort((a, b) => a.length - b.length);
  const working: (readonly RepairStep[])[] = [];
  for (const set of subsets) {
    if (working.some((smaller) => smaller.every((step) => set.includes(step)))) continue;
    if (isEnded(ruleSet, finding, set)) working.push(set);
  }
  return working;
}

function asSets(sets: readonly (readonly RepairStep[])[]): readonly string[] {
  const text = (step: RepairStep): string =>
    step.kind === "change-rule"
      ? step.rule
      : `${step.tool} ${step.organisation} over ${step.overrides.join()}`;
  return sets.map((set) => set.map(text).sort().join(" + ")).sort();
}

/** Whether the finding is gone everywhere in its region once the steps are taken, by the interpreter. */
function isEnded(ruleSet: RuleSet, finding: Finding, steps: readonly RepairStep[]): boolean {
  const rules = mended(ruleSet, finding, steps, DATE);
  return occurringPoints(ruleSet)
    .filter((point) => lies(ruleSet, finding, point))
    .every((point) => isFine(rules, finding, point));
}

function isFine(ruleSet: RuleSet, finding: Finding, point: Point): boolean {
  const definition = interpret(ruleSet, DATE);
  const tools = toolsOf(ruleSet, finding).map((tool) => ruleSet.tools.findIndex(({ id }) => id === tool));
  const outcome = (organisation: string, tool: number, at: Point = point) =>
    definition.decide(
      ruleSet.organisations.findIndex(({ id }) => id === organisation),
      tool,
      at,
    );
  const usable = (organisation: string, tool: number, at: Point = point): boolean =>
    strictness(outcome(organisation, tool, at).effect) <= strictness("discouraged");
  const [tool = 0] = tools;
  switch (finding.kind) {
    case "tool-gap":
    case "coalition-gap":
      return tools.some((each) => finding.organisations.every((who) => opens(outcome(who, each).effect)));
    case "normative-gap":
      return finding.organisations.every((who) => outcome(who, tool).effect !== "unspecified");
    case "norm-conflict": {
      const { sides } = finding;
      if (sides === undefined) return finding.organisations.every((who) => !outcome(who, tool).contested);
      const refuses = (who: string): boolean =>
        ["discouraged", "prohibited"].includes(outcome(who, tool).effect);
      return sides.for.every((a) =>
        sides.against.every((b) => !(opens(outcome(a, tool).effect) && refuses(b))),
      );
    }
    default: {
      const all = finding.organisations.flatMap((who) => outcome(who, tool).duties);
      return (
        finding.organisations.every((who) => usable(who, tool)) && !isTroubled(ruleSet, finding, all, point)
      );
    }
  }

  /** Whether the very duties that the sentence names are still in each other's way. */
  function isTroubled(rules: RuleSet, { sentence }: Finding, duties: readonly string[], at: Point): boolean {
    const { vocabulary } = rules;
    const [who = ""] = finding.organisations;
    const named = vocabulary.duties.filter(({ words }) => sentence.nl.includes(`“${words.nl}”`));
    const tip = vocabulary.advice.find(({ words }) => sentence.nl.includes(`“${words.nl}”`));
    if (!named.every(({ id }) => duties.includes(id))) return false;
    if (tip !== undefined)
      return outcome(who, tool).advice.includes(tip.id) && named.some((duty) => excludes(duty, tip));
    if (named.length > 1) return exclusions(vocabulary, named).length > 0;
    const [duty] = named;
    const index = vocabulary.attributes.findIndex(({ id }) => id === duty?.constraint?.attribute);
    const values = vocabulary.attributes[index]?.values ?? [];
    return !values.some((value, number) => {
      const moved = at.slice();
      moved[index] = number;
      return (
        duty?.constraint?.values.includes(value.id) === true &&
        !cannotOccur(vocabulary, moved) &&
        usable(who, tool, moved)
      );
    });
  }
}

function toolsOf(ruleSet: RuleSet, finding: Finding): readonly string[] {
  if (finding.tool !== undefined) return [finding.tool];
  const all =
    ruleSet.vocabulary.attributes.find(({ id }) => id === "activity")?.values.map(({ id }) => id) ?? [];
  const activities = finding.boxes[0]?.activity ?? all;
  return ruleSet.tools
    .filter((tool) => tool.activities.some((id) => activities.includes(id)))
    .map(({ id }) => id);
}

function lies(ruleSet: RuleSet, { boxes }: Finding, point: Point): boolean {
  return boxes.some((box) => holdsAt(ruleSet.vocabulary, box, point) === "holds");
}

function expectAllowed(ruleSet: RuleSet, step: RepairStep): void {
  const layerOf = (id: string) => ruleSet.rules.find((rule) => rule.id === id);
  if (step.kind === "change-rule") {
    expect(["law", "treaty"]).not.toContain(layerOf(step.rule)?.layer);
    return;
  }
  expect(step.owner).toBe(step.organisation);
  for (const id of step.overrides) {
    const rule = layerOf(id);
    expect(["law", "treaty"]).not.toContain(rule?.layer);
    const isHigher = LAYERS.indexOf(rule?.layer ?? "law") < LAYERS.indexOf("organisation");
    expect(rule?.force === "strict" && isHigher).toBe(false);
  }
}
