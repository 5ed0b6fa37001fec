import {
  type Attribute,
  ask,
  canonicalJson,
  checkSituation,
  hashRuleSet,
  interpret,
  type Rule,
  type RuleSet,
  type Situation,
  SituationError,
} from "@akkoord/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Person } from "../../platform/actor.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import { createEnforcement } from "./may-append.ts";
import type { RoomFacts, RoomMember, Verdict } from "./model.ts";
import { ROOM_TOOL } from "./verdict.ts";

const DAY = "2026-11-22";
const NOW = new Date(`${DAY}T10:00:00Z`);

const both = (text: string) => ({ nl: text, en: text });

function attribute(
  id: string,
  scope: Attribute["scope"],
  ordered: boolean,
  values: readonly string[],
): Attribute {
  return {
    id,
    scope,
    ordered,
    given: false,
    values: values.map((value) => ({ id: value, label: both(value) })),
    label: both(id),
    question: both(`${id}?`),
  };
}

/** The vocabulary, made small enough to fill in everything that may be unknown. */
const ATTRIBUTES: readonly Attribute[] = [
  attribute("activity", "situation", false, ["meet", "message"]),
  attribute("information", "situation", true, ["internal", "confidential", "state-secret"]),
  attribute("personalData", "situation", true, ["none", "special"]),
  attribute("audience", "derived", true, ["own-organisation", "interdepartmental", "external"]),
  attribute("host", "situation", false, ["own", "other"]),
  attribute("device", "participant", false, ["work", "private"]),
  attribute("location", "participant", false, ["office", "risky"]),
];
const ORGANISATIONS = ["bzk", "szw"];

const condition = fc
  .record(
    Object.fromEntries(
      ATTRIBUTES.map(({ id, values }) => [
        id,
        fc.option(
          fc.subarray(
            values.map((value) => value.id),
            { minLength: 1 },
          ),
          { freq: 3 },
        ),
      ]),
    ),
  )
  .map((when) =>
    Object.fromEntries(
      Object.entries(when).flatMap(([id, values]) => (values === null ? [] : [[id, values]])),
    ),
  );

/** Rules about rooms, of every kind that there is. */
const rule: fc.Arbitrary<Rule> = fc
  .record({
    force: fc.constantFrom("strict" as const, "defeasible" as const),
    layer: fc.constantFrom("government-wide" as const, "organisation" as const),
    yields: fc.boolean(),
    bearers: fc.subarray(ORGANISATIONS, { minLength: 1 }),
    when: condition,
    otherTool: fc.boolean(),
    effect: fc.constantFrom(
      "permitted" as const,
      "permitted" as const,
      "recommended" as const,
      "required" as const,
      "prohibited" as const,
      "discouraged" as const,
    ),
    duties: fc.subarray(["work-only", "office-only", "invited"]),
  })
  .map(({ yields, otherTool, ...one }) => {
    const ids = otherTool ? ["other"] : [ROOM_TOOL];
    return {
      ...one,
      id: "",
      issuer: "rijk",
      yieldsTo: yields && one.layer === "government-wide" ? (["organisation"] as const) : [],
      overrides: [],
      bearersNamed: one.bearers,
      valid: { from: null, to: null },
      tools: { ids, named: { ids, tags: [], facts: [], except: [], all: false } },
      advice: [],
      words: null,
      source: { document: "made-up", quote: "as said" },
      reading: null,
    };
  });

const ruleSets = fc
  .record({
    rules: fc.array(rule, { maxLength: 6 }),
    impossible: fc.array(
      fc.record({ device: fc.constantFrom(["private"]), location: fc.constantFrom(["risky"], ["office"]) }),
      { maxLength: 1 },
    ),
  })
  .map(
    ({ rules, impossible }): RuleSet => ({
      format: 1,
      name: "generated",
      vocabulary: {
        attributes: ATTRIBUTES,
        impossible,
        duties: [
          { id: "work-only", words: both("w"), constraint: { attribute: "device", values: ["work"] } },
          { id: "office-only", words: both("o"), constraint: { attribute: "location", values: ["office"] } },
          { id: "invited", words: both("i"), constraint: { attribute: "host", values: ["other"] } },
        ],
        advice: [],
      },
      organisations: ORGANISATIONS.map((id) => ({
        id,
        name: id,
        abbreviation: id.toUpperCase(),
        kind: "fictional",
        tooi: null,
        period: { from: null, to: null },
        names: [],
      })),
      outsideParties: [{ id: "external", label: both("external"), audience: "external" }],
      groups: [],
      tools: [ROOM_TOOL, "other"].map((id) => ({
        id,
        name: id,
        supplier: null,
        supplierCountry: null,
        activities: ["meet", "message"],
        tags: [],
        facts: {},
        description: null,
        sources: [],
      })),
      sources: [{ id: "made-up", title: "Made up", author: "test", date: null, url: null, fictional: true }],
      rules: rules.map((one, index) => ({ ...one, id: `rule-${index}` })),
      untranslatables: [],
    }),
  );

const workplaces = fc.record({
  device: fc.constantFrom(null, "work", "private"),
  location: fc.constantFrom(null, "office", "risky"),
  // The vocabulary does not know it here: then it makes no difference.
  role: fc.constantFrom(null, "employee"),
});

const NOOR: Person = { kind: "person", id: "noor", name: "Noor", organisation: "bzk", roles: [] };
const member = (id: string, since: number, who: Partial<RoomMember>): RoomMember => ({
  userId: `@${who.kind === "guest" ? "g" : "u"}-${id}:test`,
  kind: "person",
  id,
  name: id,
  organisation: null,
  guest: null,
  membership: "join",
  power: since === 1 ? 90 : 0,
  since,
  ...who,
});

const rooms = fc
  .record({
    information: fc.constantFrom("internal", "confidential", "state-secret"),
    personalData: fc.constantFrom("none", "special"),
    colleague: fc.boolean(),
    guest: fc.boolean(),
  })
  .map(
    ({ information, personalData, colleague, guest }): RoomFacts => ({
      id: "!room:test",
      hub: "bzk",
      label: { information, personalData },
      purpose: { text: "", activity: null },
      category: null,
      createdAt: NOW,
      closedAt: null,
      pause: null,
      members: [
        member("noor", 1, { organisation: "bzk" }),
        ...(colleague ? [member("bram", 2, { organisation: "szw" })] : []),
        ...(guest
          ? [
              member("gea", 3, {
                kind: "guest",
                guest: { party: "external", sponsor: "", until: "", organisation: null },
              }),
            ]
          : []),
      ],
    }),
  );

/** What answers say of a room when everything is filled in; null for what cannot occur. */
function answerSays(ruleSet: RuleSet, room: RoomFacts, circumstances: Circumstances): boolean | null {
  const outside = room.members.some(({ kind }) => kind === "guest");
  const ids = ["bzk", ...(room.members.some(({ organisation }) => organisation === "szw") ? ["szw"] : [])];
  let situation: Situation;
  try {
    situation = checkSituation(ruleSet, {
      date: DAY,
      attributes: { activity: "message", host: "own", ...room.label },
      participants: [
        ...ids.map((id) => ({ id, attributes: circumstances[id] ?? {} })),
        ...(outside ? ["external"] : []),
      ],
    });
  } catch (error) {
    if (error instanceof SituationError) return null;
    throw error;
  }
  const impossible = (attributes: Readonly<Record<string, string>>) =>
    ruleSet.vocabulary.impossible.some((when) =>
      Object.entries(when).every(([id, values]) => values.includes(attributes[id] ?? "")),
    );
  if (situation.participants.some(({ attributes }) => impossible(attributes))) return null;
  const answer = ask(interpret(ruleSet, DAY), situation, { help: false });
  return answer.common.includes(ROOM_TOOL);
}

type Circumstances = Readonly<Record<string, Readonly<Record<string, string>>>>;

const EVERYWHERE = ["work", "private"].flatMap((device) =>
  ["office", "risky"].map((location) => ({ device, location })),
);

/** The decision by the definition: every answer with everything filled in, one by one. */
function expected(
  ruleSet: RuleSet,
  room: RoomFacts,
  told: { readonly device: string | null; readonly location: string | null },
): "allowed" | "refused" | "workplace-needed" {
  const mine = EVERYWHERE.filter(
    ({ device, location }) =>
      (told.device === null || told.device === device) &&
      (told.location === null || told.location === location),
  );
  const inSome = mine.map((bzk) => {
    const answers = EVERYWHERE.map((szw) => answerSays(ruleSet, room, { bzk, szw })).filter(
      (says) => says !== null,
    );
    return answers.length === 0 ? null : answers.includes(true);
  });
  const possible = inSome.filter((says) => says !== null);
  // Asked of nobody in particular: whether the room fits anybody at all.
  const fits = EVERYWHERE.some((bzk) =>
    EVERYWHERE.some((szw) => answerSays(ruleSet, room, { bzk, szw }) === true),
  );
  if (!fits) return "refused";
  if (possible.length === 0) return "workplace-needed";
  if (possible.every((open) => open)) return "allowed";
  return possible.some((open) => open) ? "workplace-needed" : "refused";
}

function kindOf(verdict: Verdict): "allowed" | "refused" | "workplace-needed" {
  if (verdict.allowed) return "allowed";
  return verdict.refusal.code === "workplace-needed" ? "workplace-needed" : "refused";
}

test("enforcement and advice never disagree, whatever the rules, the room and what is told", async () => {
  const transaction = Object.create(null);
  await fc.assert(
    fc.asyncProperty(ruleSets, rooms, workplaces, async (ruleSet, room, workplace) => {
      const held = new HeldRuleSet(hashRuleSet(ruleSet), ruleSet, canonicalJson(ruleSet));
      const { mayAppend } = createEnforcement({
        rulesOn: async () => held,
        ruleSet: async () => held,
        waiversOf: async () => [],
        thinking: {
          answer: async (given, situation, options) => ask(given.decider(DAY), situation, options),
        },
      });
      const event = { type: "m.room.message", sender: "@u-noor:test", stateKey: null, content: {} };
      const verdict = await mayAppend(event, room, NOOR, workplace, { now: NOW, transaction });
      expect(kindOf(verdict)).toBe(expected(ruleSet, room, workplace));
      if (verdict.allowed || verdict.refusal.code !== "workplace-needed") return;
      // What is asked for is what was not told, unless what was told cannot be.
      const { device, location } = workplace;
      const untold = [...(device === null ? ["device"] : []), ...(location === null ? ["location"] : [])];
      expect(verdict.refusal.missing.length).toBeGreaterThan(0);
      if (untold.length > 0) expect(untold).toEqual(expect.arrayContaining([...verdict.refusal.missing]));
    }),
    { numRuns: 200 },
  );
});
