import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "./answer-types.ts";
import { ask, effectsOf } from "./ask.ts";
import { canonicalJson } from "./canonical-json.ts";
import { compile } from "./compile/index.ts";
import { opens, strictness } from "./effect.ts";
import { explain } from "./explain.ts";
import { interpret } from "./interpret.ts";
import { makeReceipt, readReceipt, replayReceipt } from "./receipt.ts";
import type { RuleSet } from "./rule-set.ts";
import type { Situation } from "./situation.ts";
import { generateRuleSet } from "./testing/generate.ts";
import { SMALL_DAY, type SmallRule, situationOf, smallRuleSet } from "./testing/small-rule-set.ts";
import { applyChange } from "./what-would-help.ts";

const HERE = { activity: "meet", information: "internal", host: "own" };

function answer(rules: readonly SmallRule[], situation: Situation): Answer {
  return ask(interpret(smallRuleSet(rules), SMALL_DAY), situation);
}

function of(answered: Answer, tool: string) {
  const outcome = answered.outcomes.find((candidate) => candidate.tool === tool);
  if (outcome === undefined) throw new Error(`no outcome for ${tool}`);
  return outcome;
}

const at = (id: string, device: string) => ({ id, attributes: { device } });

describe("an answer for a group", () => {
  it("is the strictest of the participants' outcomes, with each kept", () => {
    const answered = answer(
      [
        { id: "a", bearers: ["a"], effect: "recommended" },
        { id: "b", bearers: ["b"], effect: "discouraged" },
      ],
      situationOf(HERE, [at("a", "desk"), at("b", "desk")]),
    );
    expect(of(answered, "one")).toMatchObject({ effect: "discouraged", contested: false });
    expect(of(answered, "one").participants.map((participant) => participant.effect)).toEqual([
      "recommended",
      "discouraged",
    ]);
    expect(answered.common).toEqual([]);
    expect(answered.lastResort).toEqual(["one"]);
  });

  it("lists the common set best first", () => {
    const answered = answer(
      [
        { id: "p", tools: ["one"] },
        { id: "r", tools: ["two"], effect: "recommended" },
        { id: "q", tools: ["three"], effect: "recommended", duties: ["take-care"] },
      ],
      situationOf(HERE, [at("a", "desk")]),
    );
    expect(answered.common).toEqual(["two", "three", "one"]);
  });

  it("counts an outside party only for the audience", () => {
    const rules: readonly SmallRule[] = [
      { id: "inside", when: { audience: ["own-organisation", "interdepartmental"] } },
    ];
    expect(answer(rules, situationOf(HERE, [at("a", "desk")])).common).toEqual(["one"]);
    const withGuest = answer(rules, situationOf(HERE, [at("a", "desk"), at("external", "desk")]));
    expect(withGuest.audience).toBe("external");
    expect(withGuest.common).toEqual([]);
    expect(of(withGuest, "one").participants.map((participant) => participant.participant)).toEqual(["a"]);
  });

  it("is unworkable where a duty cannot be met, and names the duty", () => {
    const rules: readonly SmallRule[] = [{ id: "r", duties: ["at-desk"] }];
    expect(of(answer(rules, situationOf(HERE, [at("a", "desk")])), "one")).toMatchObject({
      unworkable: false,
      duties: [{ id: "at-desk", status: "met" }],
    });
    const onPhone = answer(rules, situationOf(HERE, [at("a", "phone")]));
    expect(of(onPhone, "one")).toMatchObject({
      effect: "permitted",
      unworkable: true,
      clashes: [{ duties: ["at-desk"], attribute: "device" }],
    });
    expect(onPhone.common).toEqual([]);
  });

  it("is unworkable where two duties exclude each other, with both named", () => {
    const answered = answer(
      [
        { id: "x", duties: ["invite"], bearers: ["a"] },
        { id: "y", duties: ["be-invited"], bearers: ["b"] },
      ],
      situationOf({ activity: "meet", information: "internal" }, ["a", "b"]),
    );
    expect(of(answered, "one")).toMatchObject({
      unworkable: true,
      clashes: [{ duties: ["invite", "be-invited"], attribute: "host" }],
    });
  });

  it("does not set one participant's duty about its own device against another's", () => {
    const rules: readonly SmallRule[] = [
      { id: "x", duties: ["at-desk"], bearers: ["a"] },
      { id: "y", duties: ["on-phone"], bearers: ["b"] },
    ];
    expect(of(answer(rules, situationOf(HERE, ["a", "b"])), "one").unworkable).toBe(false);
  });

  it("says when a tip asks the opposite of a duty", () => {
    const answered = answer(
      [
        { id: "x", duties: ["at-desk"] },
        { id: "y", effect: null, advice: ["try-phone"] },
      ],
      situationOf(HERE, [at("a", "desk")]),
    );
    expect(of(answered, "one").advice).toEqual([{ id: "try-phone", rules: ["y"], atOddsWith: "at-desk" }]);
  });
});

describe("an answer while attributes are unknown", () => {
  const rules: readonly SmallRule[] = [
    { id: "open", when: { information: ["public", "internal"] } },
    { id: "closed", when: { information: ["secret"] }, effect: "prohibited" },
    { id: "desk", effect: null, duties: ["at-desk"], when: { device: ["phone"] } },
  ];

  it("gives every effect still possible, least strict first", () => {
    expect(of(answer(rules, situationOf({ activity: "meet" })), "one").effect).toEqual([
      "permitted",
      "prohibited",
    ]);
  });

  it("asks the attribute that settles most and never one that changes nothing", () => {
    const answered = answer(rules, situationOf({ activity: "meet" }));
    expect(answered.nextQuestion?.attribute).toBe("information");
    expect(
      answer(rules, situationOf({ activity: "meet", information: "secret" }, [at("a", "desk")])).nextQuestion,
    ).toBeNull();
  });

  it("asks for the asker first", () => {
    expect(answer(rules, situationOf({ activity: "meet" }, [])).nextQuestion).toEqual({
      attribute: "participants",
      values: ["a", "b", "c"],
    });
  });

  it("keeps shared attributes the same for everybody", () => {
    // With one host for all, exactly one of the two is forbidden: never neither, never both permitted.
    const opposite: readonly SmallRule[] = [
      { id: "a-own", bearers: ["a"], when: { host: ["own"] }, effect: "prohibited" },
      { id: "a-other", bearers: ["a"], when: { host: ["other"] } },
      { id: "b-own", bearers: ["b"], when: { host: ["own"] } },
      { id: "b-other", bearers: ["b"], when: { host: ["other"] }, effect: "prohibited" },
    ];
    expect(
      of(answer(opposite, situationOf({ activity: "meet", information: "internal" }, ["a", "b"])), "one")
        .effect,
    ).toBe("prohibited");
  });
});

describe("what would help", () => {
  it("names the nearest single change that opens a tool", () => {
    const answered = answer(
      [{ id: "open", when: { information: ["public", "internal"] } }],
      situationOf({ ...HERE, information: "secret" }, [at("a", "desk")]),
    );
    expect(answered.whatWouldHelp).toContainEqual({
      tool: "one",
      effect: "permitted",
      changes: [{ kind: "attribute", attribute: "information", from: "secret", to: "internal" }],
    });
    expect(answered.whatWouldHelp.filter((help) => help.tool === "one")).toHaveLength(1);
  });

  it("names a pair of changes only where no single one helps", () => {
    const answered = answer(
      [{ id: "open", when: { information: ["public"], host: ["other"] } }],
      situationOf({ ...HERE, information: "secret" }, [at("a", "desk")]),
    );
    const [help] = answered.whatWouldHelp;
    expect(help?.changes.map((change) => (change.kind === "attribute" ? change.to : ""))).toEqual([
      "public",
      "other",
    ]);
  });

  it("may be somebody who does not join", () => {
    const answered = answer(
      [{ id: "own", when: { audience: ["own-organisation"] } }],
      situationOf(HERE, [at("a", "desk"), at("b", "desk")]),
    );
    expect(answered.whatWouldHelp).toContainEqual({
      tool: "one",
      effect: "permitted",
      changes: [{ kind: "without-participant", participant: "b" }],
    });
  });

  it("never proposes what the asker cannot change", () => {
    const answered = answer(
      [{ id: "share-only", when: { activity: ["share"] } }],
      situationOf(HERE, [at("a", "desk")]),
    );
    expect(answered.whatWouldHelp).toEqual([]);
  });
});

describe("an explanation", () => {
  it("shows the rules that decide and those set aside, with what made them apply and their source", () => {
    const ruleSet = smallRuleSet([
      { id: "general", effect: "prohibited", when: { information: ["internal", "secret"] } },
      { id: "exception", overrides: ["general"], when: { information: ["internal"] } },
    ]);
    const answered = ask(interpret(ruleSet, SMALL_DAY), situationOf(HERE, [at("a", "desk")]));
    const explanation = explain(ruleSet, answered, "one");
    expect(explanation.participants[0]?.decisive[0]).toMatchObject({
      rule: "exception",
      because: [{ attribute: "information", value: "internal", matches: ["internal"] }],
      source: { document: "made-up", quote: "as said" },
    });
    expect(explanation.participants[0]?.defeated[0]).toMatchObject({
      rule: "general",
      defeatedBy: [{ rule: "exception", because: "overrides" }],
    });
  });

  it("says when a tool is forbidden because another is required", () => {
    const ruleSet = smallRuleSet([{ id: "must", effect: "required", tools: ["two"] }]);
    const answered = ask(interpret(ruleSet, SMALL_DAY), situationOf(HERE, [at("a", "desk")]));
    expect(explain(ruleSet, answered, "one").participants[0]?.decisive[0]).toMatchObject({
      effect: "prohibited",
      byRequiringAnother: true,
    });
  });
});

/** Generated rule sets, small enough for the reference interpreter to answer questions with gaps. */
function generated(seed: number): RuleSet {
  return generateRuleSet({
    seed,
    organisations: 4,
    tools: 5,
    attributes: 5,
    governmentWideRules: 12,
    rulesPerOrganisation: 6,
  });
}
const GENERATED_DAY = "2026-01-01";

/** A situation of a generated rule set: each attribute a value or unknown, never one that cannot occur. */
function situationFrom(
  ruleSet: RuleSet,
  choices: readonly number[],
  organisations: readonly number[],
): Situation {
  const { attributes } = ruleSet.vocabulary;
  const picked = attributes.flatMap((attribute, i) => {
    const value = attribute.values[choices[i] ?? 99];
    return attribute.scope === "situation" && value !== undefined ? [[attribute.id, value.id] as const] : [];
  });
  const ids = [...new Set(organisations)].flatMap((index) => ruleSet.organisations[index]?.id ?? []);
  return {
    date: GENERATED_DAY,
    attributes: Object.fromEntries(picked),
    participants: ids.map((id) => ({ id, attributes: {} })),
  };
}

const seeds = fc.integer({ min: 1, max: 40 });
const choices = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 5, maxLength: 5 });
const organisations = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });

describe("laws of answers", () => {
  it("interpreter and compiled rules give the same answer, byte for byte, whatever is unknown", () => {
    fc.assert(
      fc.property(seeds, choices, organisations, (seed, chosen, who) => {
        const ruleSet = generated(seed);
        const situation = situationFrom(ruleSet, chosen, who);
        expect(canonicalJson(ask(compile(ruleSet, GENERATED_DAY), situation))).toBe(
          canonicalJson(ask(interpret(ruleSet, GENERATED_DAY), situation)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("somebody more who takes part can only tighten, as long as the audience stays what it was", () => {
    fc.assert(
      fc.property(seeds, choices, (seed, chosen) => {
        const ruleSet = generated(seed);
        const decider = compile(ruleSet, GENERATED_DAY);
        const two = ask(decider, situationFrom(ruleSet, chosen, [0, 1]), { help: false });
        const three = ask(decider, situationFrom(ruleSet, chosen, [0, 1, 2]), { help: false });
        for (const [i, outcome] of two.outcomes.entries()) {
          const after = three.outcomes[i];
          if (after === undefined) throw new Error("the same tools are asked about");
          expect(Math.max(...effectsOf(after).map(strictness))).toBeGreaterThanOrEqual(
            Math.max(...effectsOf(outcome).map(strictness)),
          );
          expect(Math.min(...effectsOf(after).map(strictness))).toBeGreaterThanOrEqual(
            Math.min(...effectsOf(outcome).map(strictness)),
          );
        }
        expect(two.common).toEqual(expect.arrayContaining([...three.common]));
      }),
      { numRuns: 80 },
    );
  });

  it("what would help really opens the tool", () => {
    fc.assert(
      fc.property(seeds, choices, organisations, (seed, chosen, who) => {
        const ruleSet = generated(seed);
        const decider = compile(ruleSet, GENERATED_DAY);
        const situation = situationFrom(ruleSet, chosen, who);
        for (const help of ask(decider, situation).whatWouldHelp) {
          const changed = help.changes.reduce(applyChange, situation);
          const after = ask(decider, changed, { help: false, tool: help.tool });
          expect(after.common).toEqual([help.tool]);
          expect(effectsOf(after.outcomes[0] ?? { effect: "prohibited" }).every(opens)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("an attribute that is asked can change something; with nothing left to ask, nothing can", () => {
    fc.assert(
      fc.property(seeds, choices, organisations, (seed, chosen, who) => {
        const ruleSet = generated(seed);
        const decider = compile(ruleSet, GENERATED_DAY);
        const situation = situationFrom(ruleSet, chosen, who);
        const { nextQuestion, outcomes } = ask(decider, situation, { help: false });
        if (nextQuestion === null) {
          expect(outcomes.every((outcome) => typeof outcome.effect === "string")).toBe(true);
          return;
        }
        const { attribute } = nextQuestion;
        const answers = nextQuestion.values.map((to) => {
          const change = { kind: "attribute", attribute, from: null, to } as const;
          const scope = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === attribute)?.scope;
          const there =
            scope === "situation"
              ? { ...situation, attributes: { ...situation.attributes, [attribute]: to } }
              : applyChange(situation, change);
          return JSON.stringify(
            ask(decider, there, { help: false }).outcomes.map(({ participants: _, ...rest }) => rest),
          );
        });
        expect(new Set(answers).size).toBeGreaterThan(1);
      }),
      { numRuns: 60 },
    );
  });

  it("a receipt replays byte for byte, with either implementation, and notices any change to it", () => {
    fc.assert(
      fc.property(seeds, choices, organisations, (seed, chosen, who) => {
        const ruleSet = generated(seed);
        const receipt = makeReceipt(compile(ruleSet, GENERATED_DAY), situationFrom(ruleSet, chosen, who));
        const read = readReceipt(JSON.stringify(receipt, null, 2));
        if (read === null) throw new Error("a receipt reads back");
        const replay = replayReceipt(ruleSet, read, compile);
        expect(replay.same).toBe(true);
        expect(canonicalJson(replay.receipt)).toBe(canonicalJson(receipt));
        expect(() => replayReceipt(ruleSet, { ...read, common: [...read.common, "extra"] }, compile)).toThrow(
          "altered",
        );
        expect(() => replayReceipt(generated(seed + 1), read, compile)).toThrow("rule set");
      }),
      { numRuns: 30 },
    );
  });
});
