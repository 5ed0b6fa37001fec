import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "./ask.ts";
import { compile } from "./compile/index.ts";
import { interpret } from "./interpret.ts";
import { canBeOpen, outcomeOf, valuesThatDiffer, whatCouldHelp } from "./openness.ts";
import { cannotOccur, pointOf } from "./points.ts";
import type { RuleSet } from "./rule-set.ts";
import type { Situation } from "./situation.ts";
import { arbitraryRuleSet } from "./testing/arbitrary-rule-set.ts";
import { SMALL_DAY, situationOf, smallRuleSet } from "./testing/small-rule-set.ts";

const DAY = "2020-07-01";

/** A rule set with a situation of one or two organisations in which some attributes are unknown. */
const questions = arbitraryRuleSet.chain((ruleSet) =>
  fc
    .record({
      known: fc.array(fc.option(fc.nat({ max: 3 }), { freq: 1 }), { minLength: 10, maxLength: 10 }),
      together: fc.boolean(),
    })
    .map(({ known, together }): { ruleSet: RuleSet; situation: Situation } => {
      const value = (id: string, at: number): [string, string][] => {
        const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === id);
        const index = known[at] ?? null;
        const found = index === null ? undefined : attribute?.values[index % attribute.values.length];
        return found === undefined ? [] : [[id, found.id]];
      };
      const ofScope = (scope: string, from: number) =>
        Object.fromEntries(
          ruleSet.vocabulary.attributes.flatMap((attribute, index) =>
            attribute.scope === scope ? value(attribute.id, (from + index) % 10) : [],
          ),
        );
      const organisations = ruleSet.organisations.slice(0, together ? 2 : 1);
      return {
        ruleSet,
        situation: {
          date: DAY,
          attributes: ofScope("situation", 0),
          participants: organisations.map(({ id }, index) => ({
            id,
            attributes: ofScope("participant", 5 * index),
          })),
        },
      };
    }),
);

/** Every way to fill in what a situation leaves out, each participant by itself, except what cannot occur. */
function completions(ruleSet: RuleSet, situation: Situation): readonly Situation[] {
  let all: readonly Situation[] = [situation];
  for (const { id, scope, values } of ruleSet.vocabulary.attributes) {
    if (scope === "situation" && situation.attributes[id] === undefined)
      all = all.flatMap((one) =>
        values.map((value) => ({ ...one, attributes: { ...one.attributes, [id]: value.id } })),
      );
    if (scope !== "participant") continue;
    for (const [index, participant] of situation.participants.entries()) {
      if (participant.attributes[id] !== undefined) continue;
      all = all.flatMap((one) =>
        values.map((value) => ({
          ...one,
          participants: one.participants.map((other, at) =>
            at === index ? { ...other, attributes: { ...other.attributes, [id]: value.id } } : other,
          ),
        })),
      );
    }
  }
  return all.filter((one) =>
    one.participants.every(
      (participant) => !cannotOccur(ruleSet.vocabulary, pointOf(ruleSet, one, participant)),
    ),
  );
}

describe("whether a tool can be open", () => {
  it("is what answers say of every completion of what is unknown", () => {
    fc.assert(
      fc.property(questions, ({ ruleSet, situation }) => {
        const all = completions(ruleSet, situation);
        fc.pre(all.length <= 600);
        const tool = ruleSet.tools[0]?.id ?? "";
        const reference = interpret(ruleSet, DAY);
        const expected = all.some((one) => ask(reference, one, { tool, help: false }).common.includes(tool));
        expect(canBeOpen(compile(ruleSet, DAY), situation, tool)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("makes no difference between values that are called alike", () => {
    fc.assert(
      fc.property(questions, ({ ruleSet, situation }) => {
        const tool = ruleSet.tools[0]?.id ?? "";
        const [first] = situation.participants;
        fc.pre(first !== undefined);
        if (first === undefined) return;
        const decider = compile(ruleSet, DAY);
        for (const [attribute, kinds] of valuesThatDiffer(decider, first.id, tool)) {
          const at = (value: string): Situation => ({
            ...situation,
            participants: situation.participants.map((one) =>
              one === first ? { ...one, attributes: { ...one.attributes, [attribute]: value } } : one,
            ),
          });
          const all = ruleSet.vocabulary.attributes.find(({ id }) => id === attribute)?.values ?? [];
          const some = (values: readonly string[]) =>
            values.some((value) => canBeOpen(decider, at(value), tool));
          const every = (values: readonly string[]) =>
            values.every((value) => canBeOpen(decider, at(value), tool));
          const ids = all.map(({ id }) => id);
          expect([some(kinds), every(kinds)]).toEqual([some(ids), every(ids)]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("goes with the outcome that an answer gives", () => {
    fc.assert(
      fc.property(questions, ({ ruleSet, situation }) => {
        const tool = ruleSet.tools[0]?.id ?? "";
        const decider = compile(ruleSet, DAY);
        const answered = ask(decider, situation, { tool, help: false }).outcomes[0] ?? null;
        expect(outcomeOf(decider, situation, tool)).toEqual(answered);
      }),
      { numRuns: 100 },
    );
  });

  it("is not where a duty about something unknown can be met in no way", () => {
    const decider = interpret(
      smallRuleSet([{ id: "odd", when: { device: ["phone"] }, duties: ["at-desk"] }]),
      SMALL_DAY,
    );
    const situation = situationOf({ activity: "meet", information: "public", host: "own" });
    expect(canBeOpen(decider, situation, "one")).toBe(false);
    // An answer says that the duty is still to be seen to.
    expect(outcomeOf(decider, situation, "one")).toMatchObject({ unworkable: false });
  });

  it("is not where no organisation takes part, and for a situation that cannot occur", () => {
    const decider = interpret(smallRuleSet([{ id: "all" }]), SMALL_DAY);
    expect(canBeOpen(decider, situationOf({ activity: "meet" }, ["external"]), "one")).toBe(false);
    expect(canBeOpen(decider, situationOf({ activity: "share", host: "other" }), "one")).toBe(false);
    expect(outcomeOf(decider, situationOf({ activity: "share", host: "other" }), "one")).toBeNull();
  });

  it("refuses another day and an unknown tool", () => {
    const decider = interpret(smallRuleSet([]), SMALL_DAY);
    const situation = situationOf({ activity: "meet" });
    expect(() => canBeOpen(decider, { ...situation, date: "2000-01-01" }, "one")).toThrow(RangeError);
    expect(() => canBeOpen(decider, situation, "four")).toThrow(RangeError);
  });
});

describe("what could help", () => {
  const decider = interpret(
    smallRuleSet([
      { id: "at-desk-public", when: { device: ["desk"], information: ["public"] } },
      { id: "not-outside", when: { audience: ["external"] }, effect: "prohibited" },
    ]),
    SMALL_DAY,
  );

  it("is a change after which the tool is open for some devices of others", () => {
    const situation = situationOf({ activity: "meet", information: "secret", host: "own" }, ["a", "b"]);
    expect(whatCouldHelp(decider, situation, "one")).toEqual([
      {
        tool: "one",
        effect: "permitted",
        changes: [{ kind: "attribute", attribute: "information", from: "secret", to: "public" }],
      },
    ]);
    // In an answer it must be open whatever the others work on.
    expect(ask(decider, situation, { tool: "one" }).whatWouldHelp).toEqual([]);
  });

  it("is the one who does not join", () => {
    const situation = situationOf({ activity: "meet", information: "public", host: "own" }, [
      "a",
      "external",
    ]);
    expect(whatCouldHelp(decider, situation, "one").map(({ changes }) => changes)).toEqual([
      [{ kind: "without-participant", participant: "external" }],
    ]);
  });
});
