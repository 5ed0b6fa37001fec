import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "../ask.ts";
import { checkSituation } from "../check-situation.ts";
import { CompileBudgetError } from "../compile/index.ts";
import { interpret } from "../interpret.ts";
import { holdsAt, pointOf } from "../points.ts";
import type { RuleSet } from "../rule-set.ts";
import { arbitraryPeople } from "../testing/arbitrary-people.ts";
import { SMALL_DAY, type SmallRule, smallRuleSet } from "../testing/small-rule-set.ts";
import { analyse } from "./analyse.ts";
import { FINDING_KINDS, type Finding } from "./finding.ts";
import type { AnalyseOptions } from "./options.ts";
import { AnalysisStoppedError, run } from "./run.ts";
import { Weights } from "./weights.ts";

const DATE = "2020-03-15";

const findingsOf = (ruleSet: RuleSet, options: Partial<AnalyseOptions> = {}): readonly Finding[] =>
  run(analyse(ruleSet, { date: DATE, ...options }));

const RULES: readonly SmallRule[] = [
  { id: "meet", tools: ["one"], when: { activity: ["meet"], information: ["public", "internal"] } },
  { id: "no", tools: ["one"], effect: "prohibited", when: { information: ["internal", "secret"] } },
  { id: "desk", tools: ["one"], effect: null, duties: ["at-desk"], advice: ["try-phone"] },
  { id: "only-a", bearers: ["a"], tools: ["two"], when: { activity: ["share"] } },
  {
    id: "covered",
    bearers: ["a"],
    tools: ["two"],
    effect: "discouraged",
    layer: "organisation",
    yieldsTo: ["government-wide"],
    when: { activity: ["share"] },
  },
];

describe("analyse", () => {
  it("finds every kind, heaviest first, each with its own name, and the same ones every time", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(arbitraryPeople, (ruleSet) => {
        const findings = findingsOf(ruleSet);
        for (const { kind } of findings) seen.add(kind);
        expect(findingsOf(JSON.parse(JSON.stringify(ruleSet)))).toEqual(findings);
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
        for (const { id, family } of findings) expect(id.startsWith(`${family}-`)).toBe(true);
        const weights = findings.map(({ weight }) => weight);
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
      }),
      // The same rule sets every time: by chance a hundred others may lack a kind.
      { numRuns: 100, seed: 20201102 },
    );
    expect([...seen].sort()).toEqual([...FINDING_KINDS].sort());
  });

  it("gives each finding an example that lies in its region and can be asked about as it stands", () => {
    let asked = 0;
    fc.assert(
      fc.property(arbitraryPeople, (ruleSet) => {
        const known = withOutsideParties(ruleSet);
        const definition = interpret(known, DATE);
        for (const { example, boxes, kind, situations } of findingsOf(known)) {
          if (situations === 0) {
            expect(kind).toBe("dead-rule");
            continue;
          }
          const [asker] = example.situation.participants;
          if (asker === undefined) continue;
          const situation = checkSituation(known, example.situation);
          const point = pointOf(known, situation, {
            id: asker,
            attributes: situation.participants[0]?.attributes ?? {},
          });
          for (const { organisation, tool, outcome } of example.outcomes) {
            const o = known.organisations.findIndex(({ id }) => id === organisation);
            const t = known.tools.findIndex(({ id }) => id === tool);
            expect(definition.decide(o, t, point)).toEqual(outcome);
          }
          const lies = boxes.some((box) => holdsAt(known.vocabulary, box, point) === "holds");
          expect(lies).toBe(true);
          expect(ask(definition, situation).situation).toEqual(situation);
          asked++;
        }
      }),
      { numRuns: 40 },
    );
    expect(asked).toBeGreaterThan(200);
  });

  it("keeps a finding's names while rules that have nothing to do with it change", () => {
    const before = smallRuleSet(RULES);
    const after = smallRuleSet([...RULES, { id: "elsewhere", bearers: ["c"], tools: ["three"] }]);
    const names = (ruleSet: RuleSet): readonly string[] =>
      findingsOf(ruleSet, { date: SMALL_DAY })
        .filter(({ organisations }) => !organisations.includes("c"))
        .filter(({ kind }) => kind === "tool-gap" || kind === "norm-conflict" || kind === "dead-rule")
        .map(({ id }) => id);
    expect(names(after)).toEqual(expect.arrayContaining([...names(before).slice(0, 3)]));
    const family = (organisation: string): string | undefined =>
      findingsOf(before, { date: SMALL_DAY, kinds: ["norm-conflict"] }).find(
        ({ organisations, sides }) => sides === undefined && organisations.includes(organisation),
      )?.family;
    expect(family("a")).toBe(family("b"));
  });

  it("finds only the kinds and organisations that are asked for", () => {
    const ruleSet = smallRuleSet(RULES);
    const all = findingsOf(ruleSet, { date: SMALL_DAY });
    expect(findingsOf(ruleSet, { date: SMALL_DAY, kinds: ["unworkable"] })).toEqual(
      all.filter(({ kind }) => kind === "unworkable"),
    );
    expect(findingsOf(ruleSet, { date: SMALL_DAY, organisations: ["b"] })).toEqual(
      all.filter(({ organisations }) => organisations.includes("b")),
    );
  });

  it("weighs situations, people, and how often something was reported", () => {
    const counted = (people: number) => ({ headcount: { people, source: "telling" } });
    const plain = smallRuleSet(RULES);
    const ruleSet: RuleSet = {
      ...plain,
      organisations: plain.organisations.map((o) => (o.id === "a" ? { ...o, ...counted(1000) } : o)),
    };
    const gap = (options: Partial<AnalyseOptions>): Finding | undefined =>
      findingsOf(ruleSet, { date: SMALL_DAY, kinds: ["tool-gap"], people: 5000, ...options }).find(
        ({ organisations, boxes }) => organisations.includes("a") && boxes[0]?.activity?.includes("meet"),
      );
    const quiet = gap({});
    expect(quiet?.weight).toBe((quiet?.situations ?? 0) * 1000);
    const attributes = { activity: "meet", information: "secret" };
    expect(gap({ reports: [{ organisation: "a", attributes, count: 3 }] })?.weight).toBe(
      (quiet?.weight ?? 0) * 4,
    );
    expect(gap({ reports: [{ organisation: "a", attributes: {} }] })?.weight).toBe((quiet?.weight ?? 0) * 2);
    expect(gap({ reports: [{ organisation: "b", attributes }] })?.weight).toBe(quiet?.weight);
    const elsewhere = { activity: "meet", information: "public" };
    expect(gap({ reports: [{ organisation: "a", attributes: elsewhere }] })?.weight).toBe(quiet?.weight);
  });

  it("shares who was not counted equally, and leaves out organisations that do not exist on the day", () => {
    const { organisations } = smallRuleSet([]);
    const counted = organisations.map((o) =>
      o.id === "a" ? { ...o, headcount: { people: 600, source: "s" } } : o,
    );
    const on = (date: string, people: number) => {
      const weights = new Weights(counted, date, { people });
      return ["a", "b", "c"].map((id) => weights.peopleOf(id));
    };
    expect(on("2026-01-01", 1000)).toEqual([600, 200, 200]);
    expect(on("2019-01-01", 1000)).toEqual([600, 400, 0]);
    expect(on("2026-01-01", 500)).toEqual([600, 1, 1]);
    expect(new Weights(organisations.slice(0, 1), null).peopleOf("a")).toBe(175_000);
  });

  it("shows how far it is, can be stopped, and stops by itself when it would take too much", () => {
    const ruleSet = smallRuleSet(RULES);
    const steps: string[] = [];
    run(analyse(ruleSet, { date: SMALL_DAY }), { onProgress: ({ what }) => steps.push(what) });
    for (const kind of FINDING_KINDS) expect(steps).toContain(kind);
    expect(() => run(analyse(ruleSet, { date: SMALL_DAY }), { shouldStop: () => true })).toThrow(
      AnalysisStoppedError,
    );
    expect(() => findingsOf(ruleSet, { date: SMALL_DAY, nodeBudget: 3 })).toThrow(CompileBudgetError);
  });

  it("gives an empty region to a rule for what cannot occur, with the rule's own values as example", () => {
    const ruleSet = smallRuleSet([
      { id: "fine" },
      { id: "never", when: { activity: ["share"], host: ["other"] } },
    ]);
    const [dead] = findingsOf(ruleSet, { date: SMALL_DAY, kinds: ["dead-rule"] });
    expect(dead).toMatchObject({ rule: "never", situations: 0, boxes: [], causes: [], weight: 0 });
    expect(dead?.example).toMatchObject({
      situation: { attributes: { activity: "share", host: "other" } },
      outcomes: [],
    });
    expect(dead?.sentence.nl).toBe(
      "Deze regel geeft nooit de doorslag: “as said”. Hij past op geen enkele situatie die kan voorkomen.",
    );
  });

  it("names activities only where they can occur", () => {
    const ruleSet = smallRuleSet([
      { id: "no", effect: "prohibited", tools: ["one", "two", "three"], when: { host: ["other"] } },
    ]);
    const gaps = findingsOf(ruleSet, { date: SMALL_DAY, kinds: ["tool-gap"] });
    // Nobody else ever invites to share, so a box could be widened by that; its words would say too much.
    for (const { boxes } of gaps) for (const box of boxes) expect(box.activity).toHaveLength(1);
  });
});

/** The rule set with somebody for every audience: other organisations, and parties outside. */
function withOutsideParties(ruleSet: RuleSet): RuleSet {
  const audience = ruleSet.vocabulary.attributes.find(({ scope }) => scope === "derived");
  const always = { from: null, to: null };
  // Two, because one organisation alone cannot work together with another, whatever the rules say.
  const others = ruleSet.organisations
    .slice(0, 1)
    .flatMap((each) => ["other", "another"].map((id) => ({ ...each, id, period: always })));
  return {
    ...ruleSet,
    organisations: [...ruleSet.organisations, ...others],
    outsideParties: (audience?.values ?? [])
      .slice(2)
      .map(({ id, label }) => ({ id: `outside-${id}`, label, audience: id })),
  };
}
