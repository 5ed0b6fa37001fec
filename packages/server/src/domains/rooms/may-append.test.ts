import { ask, canonicalJson, hashRuleSet, type Rule, type RuleSet, type Waiver } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { beforeAll, describe, expect, test } from "vitest";
import { type Actor, type Guest, NOTHING_SAID, type Person, type Workplace } from "../../platform/actor.ts";
import { WrongSituation } from "../../platform/errors.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { RunningWaiver } from "../waivers/running.ts";
import { createEnforcement } from "./may-append.ts";
import type { DraftEvent, Refusal, RoomFacts, RoomLabel, RoomMember, Verdict } from "./model.ts";

const NOW = new Date("2026-11-22T10:00:00Z");
const NOOR: Person = {
  kind: "person",
  id: "00000000-0000-4000-8000-000000000001",
  name: "Noor",
  organisation: "bzk",
  roles: [],
};
const BRAM: Person = {
  ...NOOR,
  id: "00000000-0000-4000-8000-000000000002",
  name: "Bram",
  organisation: "szw",
};
const GEA: Guest = {
  kind: "guest",
  id: "00000000-0000-4000-8000-00000000000a",
  name: "Gea",
  room: "!r:test",
  party: "external",
  until: "2026-12-31T00:00:00Z",
};
const HANS: Guest = {
  ...GEA,
  id: "00000000-0000-4000-8000-00000000000b",
  name: "Hans",
  party: "international",
};

const idOf = (actor: Person | Guest) => `@${actor.kind === "person" ? "u" : "g"}-${actor.id}:test`;

function member(actor: Person | Guest, since: number, more: Partial<RoomMember> = {}): RoomMember {
  return {
    userId: idOf(actor),
    kind: actor.kind,
    id: actor.id,
    name: actor.name,
    organisation: actor.kind === "person" ? actor.organisation : null,
    guest:
      actor.kind === "guest"
        ? { sponsor: idOf(NOOR), until: actor.until, party: actor.party, organisation: null }
        : null,
    membership: "join",
    power: since === 1 ? 90 : 0,
    since,
    ...more,
  };
}

const INTERNAL: RoomLabel = { information: "internal", personalData: "none" };
const CONFIDENTIAL: RoomLabel = { information: "confidential", personalData: "none" };
const DEPARTMENTAL: RoomLabel = { information: "departmental-confidential", personalData: "none" };
const SECRET: RoomLabel = { information: "state-secret", personalData: "none" };
const AT_WORK = { device: "managed-mobile", location: "office" };
const SAID_NOTHING = { device: null, location: null };

function room(label: RoomLabel, members: readonly RoomMember[], more: Partial<RoomFacts> = {}): RoomFacts {
  return {
    id: "!r:test",
    hub: "bzk",
    label,
    purpose: { text: "", activity: null },
    category: null,
    createdAt: NOW,
    closedAt: null,
    pause: null,
    members,
    ...more,
  };
}

const message = (actor: Person | Guest): DraftEvent => ({
  type: "m.room.message",
  sender: idOf(actor),
  stateKey: null,
  content: { body: "Hoi" },
});
const relabel = (actor: Person | Guest, label: RoomLabel): DraftEvent => ({
  type: "nl.akkoord.label",
  sender: idOf(actor),
  stateKey: "",
  content: { ...label },
});
const invite = (by: Person, whom: Person | Guest): DraftEvent => ({
  type: "m.room.member",
  sender: idOf(by),
  stateKey: idOf(whom),
  content: {
    membership: "invite",
    ...(whom.kind === "person"
      ? { "nl.akkoord.organisation": whom.organisation }
      : { "nl.akkoord.guest": { sponsor: idOf(by), until: whom.until, party: whom.party } }),
  },
});
const membership = (by: Person | Guest, whom: Person | Guest, state: string): DraftEvent => ({
  type: "m.room.member",
  sender: idOf(by),
  stateKey: idOf(whom),
  content: { membership: state },
});

let policies: RuleSet;
beforeAll(async () => {
  const { ruleSet } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error("the policies hold errors");
  policies = ruleSet;
});

function enforcing(rules: RuleSet = policies, waivers: readonly RunningWaiver[] = []) {
  const held = new HeldRuleSet(hashRuleSet(rules), rules, canonicalJson(rules));
  const transaction = Object.create(null);
  const context = { now: NOW, transaction };
  const enforcement = createEnforcement({
    rulesOn: async () => held,
    ruleSet: async () => held,
    waiversOf: async (_transaction, organisations) =>
      waivers.filter(({ waiver }) => organisations.includes(waiver.organisation)),
    thinking: {
      answer: async (given, situation, options) => ask(given.decider(situation.date), situation, options),
    },
  });
  return {
    held,
    may: (event: DraftEvent, facts: RoomFacts, actor: Actor, workplace = AT_WORK as Told) =>
      enforcement.mayAppend(event, facts, actor, { ...NOTHING_SAID, ...workplace }, context),
    pauseFor: (facts: RoomFacts) => enforcement.pauseFor(facts, context),
    explain: (facts: RoomFacts, code: "room-paused" | "access-shut") =>
      enforcement.explainPause(facts, code, context),
  };
}
type Told = Partial<Workplace>;

function refusalOf(verdict: Verdict): Refusal {
  if (verdict.allowed) throw new Error("it was allowed");
  return verdict.refusal;
}

describe("a message", () => {
  test("is allowed where the rules permit it, and the verdict names them and the rule set", async () => {
    const { may, held } = enforcing();
    const verdict = await may(message(NOOR), room(CONFIDENTIAL, [member(NOOR, 1)]), NOOR);
    expect(verdict).toEqual({
      allowed: true,
      ruleSet: held.hash,
      rules: ["voorbeeld-ruimtes/confidential"],
    });
  });

  test("is refused with the rule, its source, what would help and what to use instead", async () => {
    const { may } = enforcing();
    const facts = room(CONFIDENTIAL, [member(NOOR, 1), member(BRAM, 2)]);
    const refusal = refusalOf(
      await may(message(BRAM), facts, BRAM, { device: "private-device", location: "office" }),
    );
    expect(refusal).toMatchObject({
      code: "rules-refuse",
      organisation: "szw",
      missing: [],
      referral: null,
      resolvers: [{ userId: idOf(NOOR), name: "Noor" }],
    });
    expect(refusal.rules).toEqual([
      {
        id: "voorbeeld-ruimtes/no-private-device",
        words: expect.objectContaining({
          nl: "Vertrouwelijk of gevoeliger mag niet vanaf een eigen apparaat.",
        }),
        source: {
          document: "voorbeeld-ruimtes",
          title: expect.stringContaining("geen besluit"),
          quote: "Wat vertrouwelijk of gevoeliger is, mag niet vanaf een eigen apparaat.",
          place: "3.1",
          url: null,
        },
      },
    ]);
    expect(refusal.sentence.nl).toContain("niet vanaf een eigen apparaat");
    expect(refusal.changes).toContainEqual({
      kind: "attribute",
      attribute: "device",
      from: "private-device",
      to: "managed-mobile",
    });
    expect(refusal.changes).toContainEqual({
      kind: "attribute",
      attribute: "information",
      from: "confidential",
      to: "internal",
    });
    expect(refusal.changes.map((change) => change.kind === "attribute" && change.attribute)).not.toContain(
      "host",
    );
  });

  test("names the tools that may be used instead, never the room itself", async () => {
    const signal: Rule = {
      ...ruleOf("voorbeeld-ruimtes/internal"),
      id: "test/signal-for-all",
      overrides: ["rijk-2020/messaging-apps-discouraged", "rekenkamer-2020/secure-workspace-at-home"],
      when: { activity: ["message"] },
      tools: { ids: ["signal"], named: { ids: ["signal"], tags: [], facts: [], except: [], all: false } },
      effect: "recommended",
    };
    const { may } = enforcing({ ...policies, rules: [...policies.rules, signal] });
    const facts = room(CONFIDENTIAL, [member(NOOR, 1), member(GEA, 2)]);
    const refusal = refusalOf(
      await may(message(NOOR), facts, NOOR, { device: "private-device", location: "office" }),
    );
    expect(refusal.alternatives).toContainEqual({ tool: "signal", name: "Signal", effect: "recommended" });
    expect(refusal.alternatives.map(({ tool }) => tool)).not.toContain("akkoord-ruimte");
  });

  test("asks for what was not told about the workplace only where it makes a difference", async () => {
    const { may } = enforcing();
    const confidential = room(CONFIDENTIAL, [member(NOOR, 1)]);
    const internal = room(INTERNAL, [member(NOOR, 1)]);
    const departmental = room(DEPARTMENTAL, [member(NOOR, 1)]);
    const asked = refusalOf(await may(message(NOOR), confidential, NOOR, SAID_NOTHING));
    expect(asked).toMatchObject({ code: "workplace-needed", missing: ["device"], rules: [] });
    expect(asked.sentence.nl).toContain("Waarop werk je?");
    expect(await may(message(NOOR), internal, NOOR, SAID_NOTHING)).toMatchObject({ allowed: true });
    expect(refusalOf(await may(message(NOOR), departmental, NOOR, SAID_NOTHING)).missing).toEqual([
      "device",
      "location",
    ]);
    expect(
      refusalOf(await may(message(NOOR), departmental, NOOR, { device: "managed-mobile", location: null }))
        .missing,
    ).toEqual(["location"]);
    // Whatever the place: from a private device it may not.
    expect(
      refusalOf(await may(message(NOOR), departmental, NOOR, { device: "private-device", location: null }))
        .code,
    ).toBe("rules-refuse");
  });

  test("asks for the role of who writes where a rule of their organisation looks at it, and nowhere else", async () => {
    const { may } = enforcing({ ...policies, rules: [...policies.rules, noContractors()] });
    const facts = room(INTERNAL, [member(NOOR, 1), member(BRAM, 2), member(GEA, 3)]);
    const asked = refusalOf(await may(message(BRAM), facts, BRAM));
    expect(asked).toMatchObject({ code: "workplace-needed", missing: ["role"], rules: [] });
    expect(asked.sentence.nl).toContain("Wat is je functie?");
    expect(await may(message(BRAM), facts, BRAM, { role: "senior-official" })).toMatchObject({
      allowed: true,
    });
    const refusal = refusalOf(await may(message(BRAM), facts, BRAM, { ...AT_WORK, role: "contractor" }));
    expect(refusal).toMatchObject({
      code: "rules-refuse",
      organisation: "szw",
      rules: [{ id: "szw/no-contractors" }],
      missing: [],
    });
    // Nobody can become something else to be allowed.
    expect(refusal.changes.map((change) => change.kind === "attribute" && change.attribute)).not.toContain(
      "role",
    );
    for (const other of [NOOR, GEA])
      expect(await may(message(other), facts, other, SAID_NOTHING)).toMatchObject({ allowed: true });
  });

  test("asks for everything at once that makes a difference: device and role", async () => {
    const { may } = enforcing({ ...policies, rules: [...policies.rules, noContractors()] });
    const facts = room(CONFIDENTIAL, [member(NOOR, 1), member(BRAM, 2)]);
    expect(refusalOf(await may(message(BRAM), facts, BRAM, SAID_NOTHING)).missing).toEqual([
      "device",
      "role",
    ]);
    expect(refusalOf(await may(message(BRAM), facts, BRAM, { role: "employee" })).missing).toEqual([
      "device",
    ]);
    // Whatever the device: they may not.
    expect(refusalOf(await may(message(BRAM), facts, BRAM, { role: "contractor" })).code).toBe(
      "rules-refuse",
    );
  });

  test("of a guest does not depend on how the guest works: outside parties have no rules", async () => {
    const { may } = enforcing();
    const facts = room(CONFIDENTIAL, [member(NOOR, 1), member(GEA, 2)]);
    expect(await may(message(GEA), facts, GEA, SAID_NOTHING)).toMatchObject({ allowed: true });
  });

  test("of a guest whose time is over, or of another room, is that of nobody", async () => {
    const { may } = enforcing();
    const facts = room(INTERNAL, [member(NOOR, 1), member(GEA, 2)]);
    const over = { ...GEA, until: NOW.toISOString() };
    expect(refusalOf(await may(message(GEA), facts, over)).code).toBe("not-a-member");
    expect(refusalOf(await may(message(GEA), facts, { ...GEA, room: "!other:test" })).code).toBe(
      "not-a-member",
    );
  });

  test("of who is not in the room, or only invited, is refused", async () => {
    const { may } = enforcing();
    const facts = room(INTERNAL, [member(NOOR, 1), member(BRAM, 2, { membership: "invite" })]);
    expect(refusalOf(await may(message(BRAM), facts, BRAM)).code).toBe("not-a-member");
    expect(refusalOf(await may(message(GEA), facts, GEA)).code).toBe("not-a-member");
  });

  test("of who has no organisation that the rules know is refused, and says why", async () => {
    const { may } = enforcing();
    const lost: Person = { ...BRAM, organisation: null };
    const facts = room(INTERNAL, [member(NOOR, 1), member(lost, 2)]);
    const refusal = refusalOf(await may(message(NOOR), facts, NOOR));
    expect(refusal).toMatchObject({ code: "rules-refuse", rules: [] });
    expect(refusal.sentence.nl).toContain("niet voor welke organisatie");
  });

  test("of an organisation that no longer exists is refused", async () => {
    const { may } = enforcing();
    const past: Person = { ...BRAM, organisation: "kgg" };
    const facts = room(INTERNAL, [member(NOOR, 1), member(past, 2)]);
    expect(refusalOf(await may(message(NOOR), facts, NOOR)).code).toBe("rules-refuse");
  });

  test("is refused where no rule speaks of rooms at all", async () => {
    const without = {
      ...policies,
      rules: policies.rules.filter(({ id }) => !id.startsWith("voorbeeld-ruimtes/")),
    };
    const refusal = refusalOf(
      await enforcing(without).may(message(NOOR), room(INTERNAL, [member(NOOR, 1)]), NOOR),
    );
    expect(refusal).toMatchObject({ code: "rules-refuse", rules: [] });
    expect(refusal.sentence.nl).toContain("Geen enkele regel");
    const { tools } = policies;
    const noTool = { ...without, tools: tools.filter(({ id }) => id !== "akkoord-ruimte") };
    const gone = await enforcing(noTool).may(message(NOOR), room(INTERNAL, [member(NOOR, 1)]), NOOR);
    expect(gone.allowed).toBe(false);
  });

  test("names the organisation whose own rule refuses it", async () => {
    const own: Rule = {
      ...ruleOf("voorbeeld-ruimtes/internal"),
      id: "szw/no-rooms",
      issuer: "szw",
      layer: "organisation",
      yieldsTo: [],
      overrides: [],
      bearers: ["szw"],
      effect: "prohibited",
    };
    const { may } = enforcing({ ...policies, rules: [...policies.rules, own] });
    const facts = room(INTERNAL, [member(NOOR, 1), member(BRAM, 2)]);
    const refusal = refusalOf(await may(message(NOOR), facts, NOOR));
    expect(refusal).toMatchObject({ organisation: "szw", rules: [{ id: "szw/no-rooms" }] });
    expect(refusal.sentence.nl).toContain("SZW");
    expect(refusal.changes).toContainEqual({ kind: "without-participant", participant: "szw" });
  });
});

describe("state secrets", () => {
  test("are refused when a room is made, with the referral to accredited facilities", async () => {
    const { may } = enforcing();
    const create = { type: "m.room.create", sender: idOf(NOOR), stateKey: "", content: {} };
    const refusal = refusalOf(await may(create, room(SECRET, [member(NOOR, 1)]), NOOR));
    expect(refusal).toMatchObject({ code: "state-secret", alternatives: [], changes: [] });
    expect(refusal.rules.map(({ id }) => id)).toEqual(["voorbeeld-ruimtes/no-state-secrets"]);
    expect(refusal.referral?.nl).toContain("voorziening die ervoor is goedgekeurd");
    expect(refusal.referral?.nl).toContain("Sectra Tiger");
  });

  test("are refused as a label, while every other raising is allowed and pauses", async () => {
    const { may, pauseFor } = enforcing();
    const facts = room(INTERNAL, [member(NOOR, 1), member(GEA, 2)]);
    expect(refusalOf(await may(relabel(NOOR, SECRET), facts, NOOR)).code).toBe("state-secret");
    expect(await may(relabel(NOOR, DEPARTMENTAL), facts, NOOR)).toMatchObject({ allowed: true });
    expect(await pauseFor({ ...facts, label: DEPARTMENTAL })).toMatchObject({ paused: true });
  });

  test("may be lowered within: a room that holds them by mistake must be able to get out", async () => {
    const { may, pauseFor } = enforcing();
    const facts = room(SECRET, [member(NOOR, 1)]);
    const pause = await pauseFor(facts);
    expect(pause).toMatchObject({ code: "state-secret", shut: [] });
    const lower = { information: "state-confidential", personalData: "none" };
    expect(await may(relabel(NOOR, lower), { ...facts, pause }, NOOR)).toMatchObject({ allowed: true });
    expect(await may(relabel(NOOR, INTERNAL), { ...facts, pause }, NOOR)).toMatchObject({ allowed: true });
  });
});

describe("a label", () => {
  test("that the vocabulary does not know is no label", async () => {
    const { may } = enforcing();
    const facts = room(INTERNAL, [member(NOOR, 1)]);
    const odd = { information: "top-secret", personalData: "none" };
    await expect(may(relabel(NOOR, odd), facts, NOOR)).rejects.toBeInstanceOf(WrongSituation);
    // A room whose label the vocabulary no longer knows does not fit, and can be given another.
    expect(await enforcing().pauseFor({ ...facts, label: odd })).toMatchObject({ code: "rules-refuse" });
    expect(await may(relabel(NOOR, INTERNAL), { ...facts, label: odd }, NOOR)).toMatchObject({
      allowed: true,
    });
  });
});

describe("an invitation", () => {
  test("is decided with who would be there", async () => {
    const { may } = enforcing();
    const facts = room(DEPARTMENTAL, [member(NOOR, 1)]);
    expect(await may(invite(NOOR, BRAM), facts, NOOR)).toMatchObject({ allowed: true });
    const refusal = refusalOf(await may(invite(NOOR, GEA), facts, NOOR));
    expect(refusal.rules.map(({ id }) => id)).toEqual(["voorbeeld-ruimtes/within-government"]);
    expect(refusal.changes).toContainEqual({ kind: "without-participant", participant: "external" });
  });

  test("counts before it is accepted", async () => {
    const { pauseFor } = enforcing();
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2, { membership: "invite" })]);
    expect(await pauseFor(facts)).toMatchObject({ shut: [idOf(GEA)] });
  });

  test("of somebody without an organisation is refused", async () => {
    const { may } = enforcing();
    const lost: Person = { ...BRAM, organisation: null };
    expect(refusalOf(await may(invite(NOOR, lost), room(INTERNAL, [member(NOOR, 1)]), NOOR)).code).toBe(
      "rules-refuse",
    );
  });

  test("is accepted only where the rules let who comes in work as they do", async () => {
    const { may } = enforcing();
    const facts = room(CONFIDENTIAL, [member(NOOR, 1), member(BRAM, 2, { membership: "invite" })]);
    const joins = membership(BRAM, BRAM, "join");
    expect(await may(joins, facts, BRAM)).toMatchObject({ allowed: true });
    expect(refusalOf(await may(joins, facts, BRAM, { device: "private-device", location: null })).code).toBe(
      "rules-refuse",
    );
  });
});

describe("what the rules are never asked about", () => {
  test("leaving, removing, redacting, lowering, naming and Akkoord's own events go on", async () => {
    const { may } = enforcing();
    // Nothing fits here: a guest in a room that is departmentally confidential, on a private device.
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(BRAM, 2), member(GEA, 3)]);
    const told = { device: "private-device", location: "high-risk-country" };
    const events: [DraftEvent, Person][] = [
      [membership(NOOR, NOOR, "leave"), NOOR],
      [membership(NOOR, GEA, "leave"), NOOR],
      [{ type: "m.room.redaction", sender: idOf(NOOR), stateKey: null, content: {} }, NOOR],
      [relabel(NOOR, INTERNAL), NOOR],
      [{ type: "m.room.name", sender: idOf(NOOR), stateKey: "", content: { name: "x" } }, NOOR],
      [{ type: "m.room.topic", sender: idOf(NOOR), stateKey: "", content: { topic: "x" } }, NOOR],
      [{ type: "m.room.power_levels", sender: idOf(NOOR), stateKey: "", content: {} }, NOOR],
    ];
    for (const [event, actor] of events) {
      expect(await may(event, facts, actor, told), event.type).toMatchObject({ allowed: true });
    }
    const akkoord = { kind: "system", id: "rooms" } as const;
    expect(await may({ ...message(NOOR), sender: "@akkoord:test" }, facts, akkoord)).toMatchObject({
      allowed: true,
    });
    // State that could hold anything counts as something said.
    const anything = { type: "org.example.note", sender: idOf(NOOR), stateKey: "", content: {} };
    expect(await may(anything, facts, NOOR, told)).toMatchObject({ allowed: false });
  });
});

describe("a paused room", () => {
  test("shuts out the guest without whom it fits, and tells everybody else who can resolve it", async () => {
    const { may, pauseFor, explain, held } = enforcing();
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(BRAM, 2), member(GEA, 3)]);
    const pause = await pauseFor(facts);
    expect(pause).toEqual({
      paused: true,
      code: "rules-refuse",
      organisation: null,
      rules: ["voorbeeld-ruimtes/within-government"],
      ruleSet: held.hash,
      shut: [idOf(GEA)],
      resolvers: [idOf(NOOR)],
    });
    const paused = { ...facts, pause };
    const refusal = refusalOf(await may(message(BRAM), paused, BRAM));
    expect(refusal).toMatchObject({
      code: "room-paused",
      rules: [{ id: "voorbeeld-ruimtes/within-government" }],
      resolvers: [{ userId: idOf(NOOR), name: "Noor" }],
    });
    expect(refusal.sentence.nl).toContain("Noor kan dat oplossen");
    expect(refusal.changes).toContainEqual({ kind: "without-participant", participant: "external" });
    expect(refusalOf(await may(message(GEA), paused, GEA)).code).toBe("access-shut");
    expect((await explain(paused, "access-shut")).sentence.nl).toContain("Je toegang");
  });

  test("lets its leaders remove people and change the label, and everybody leave", async () => {
    const { may, pauseFor } = enforcing();
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2)]);
    const paused = { ...facts, pause: await pauseFor(facts) };
    expect(await may(membership(NOOR, GEA, "leave"), paused, NOOR)).toMatchObject({ allowed: true });
    expect(await may(relabel(NOOR, INTERNAL), paused, NOOR)).toMatchObject({ allowed: true });
    const higher = { information: "departmental-confidential", personalData: "special" };
    expect(await may(relabel(NOOR, higher), paused, NOOR)).toMatchObject({ allowed: true });
    expect(await may(membership(GEA, GEA, "leave"), paused, GEA)).toMatchObject({ allowed: true });
    for (const event of [
      invite(NOOR, BRAM),
      { type: "m.room.name", sender: idOf(NOOR), stateKey: "", content: { name: "Geheim plan" } },
    ]) {
      expect(refusalOf(await may(event, paused, NOOR)).code, event.type).toBe("room-paused");
    }
  });

  test("shuts as few people as it can: outsiders first, then who came last", async () => {
    const noOutsiders: Rule = {
      ...ruleOf("voorbeeld-ruimtes/internal"),
      id: "szw/not-with-outsiders",
      issuer: "szw",
      layer: "organisation",
      yieldsTo: [],
      overrides: [],
      bearers: ["szw"],
      when: { audience: ["international"] },
      effect: "prohibited",
    };
    const { pauseFor } = enforcing({ ...policies, rules: [...policies.rules, noOutsiders] });
    const facts = room(INTERNAL, [member(NOOR, 1), member(BRAM, 2), member(GEA, 3), member(HANS, 4)]);
    // Without Hans it fits, and without Bram too: the outsider goes first, and Gea may stay.
    expect((await pauseFor(facts))?.shut).toEqual([idOf(HANS)]);
  });

  test("shuts an organisation when no outsider is the cause, and never the hub", async () => {
    const noRooms = (organisation: string): Rule => ({
      ...ruleOf("voorbeeld-ruimtes/internal"),
      id: `${organisation}/no-rooms`,
      issuer: organisation,
      layer: "organisation",
      yieldsTo: [],
      overrides: [],
      bearers: [organisation],
      effect: "prohibited",
    });
    const facts = room(INTERNAL, [member(NOOR, 1), member(BRAM, 2), member(GEA, 3)]);
    const szw = enforcing({ ...policies, rules: [...policies.rules, noRooms("szw")] });
    expect(await szw.pauseFor(facts)).toMatchObject({ organisation: "szw", shut: [idOf(BRAM)] });
    const bzk = enforcing({ ...policies, rules: [...policies.rules, noRooms("bzk")] });
    expect(await bzk.pauseFor(facts)).toMatchObject({ organisation: "bzk", shut: [] });
  });

  test("shuts several at once when it takes several", async () => {
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2), member(BRAM, 3), member(HANS, 4)]);
    expect((await enforcing().pauseFor(facts))?.shut).toEqual([idOf(GEA), idOf(HANS)]);
  });

  test("stays the same pause when other rules are published, and ends when it fits", async () => {
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2)]);
    const pause = await enforcing().pauseFor(facts);
    const others = {
      ...policies,
      rules: policies.rules.filter(({ id }) => id !== "rijk-2020/webex-for-work"),
    };
    expect(await enforcing(others).pauseFor({ ...facts, pause })).toEqual(pause);
    expect(await enforcing().pauseFor({ ...facts, pause, members: [member(NOOR, 1)] })).toBeNull();
  });

  test("stays as it is once it is closed", async () => {
    const facts = room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2)], { closedAt: NOW });
    expect(await enforcing().pauseFor(facts)).toBeNull();
  });
});

describe("a waiver", () => {
  const waiver = (people: readonly string[] | null): RunningWaiver => ({
    people: people === null ? null : new Set(people),
    waiver: {
      id: "00000000-0000-4000-8000-0000000000ff",
      organisation: "bzk",
      issuer: "rijk",
      tools: ["akkoord-ruimte"],
      when: { information: ["departmental-confidential"], audience: ["external"] },
      relaxes: ["voorbeeld-ruimtes/within-government"],
      valid: { from: "2026-11-01", to: "2026-12-01" },
      duties: [],
      words: { nl: "Mag even", en: "May for now" },
      source: { title: "Ontheffing", author: "Rijk", date: "2026-11-01", quote: "Mag even" },
    } satisfies Waiver,
  });
  const facts = () => room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2)]);

  test("for everybody of an organisation counts in the room", async () => {
    const { may, pauseFor } = enforcing(policies, [waiver(null)]);
    expect(await pauseFor(facts())).toBeNull();
    expect(await may(message(NOOR), facts(), NOOR)).toMatchObject({ allowed: true });
  });

  test("for single people counts as long as nobody else of their organisation is there", async () => {
    const olga: Person = { ...NOOR, id: "00000000-0000-4000-8000-000000000003", name: "Olga" };
    const { pauseFor } = enforcing(policies, [waiver([NOOR.id])]);
    expect(await pauseFor(facts())).toBeNull();
    const both = room(DEPARTMENTAL, [member(NOOR, 1), member(GEA, 2), member(olga, 3)]);
    expect(await pauseFor(both)).toMatchObject({ shut: [idOf(GEA)] });
    expect(await enforcing(policies, [waiver([NOOR.id, olga.id])]).pauseFor(both)).toBeNull();
  });

  test("of another organisation helps nobody here", async () => {
    const { pauseFor } = enforcing(policies, [waiver(null)]);
    expect(
      await pauseFor(room(DEPARTMENTAL, [member(BRAM, 1), member(GEA, 2)], { hub: "szw" })),
    ).not.toBeNull();
  });
});

/** A rule of SZW that keeps people who are hired out of rooms. */
function noContractors(): Rule {
  return {
    ...ruleOf("voorbeeld-ruimtes/internal"),
    id: "szw/no-contractors",
    issuer: "szw",
    layer: "organisation",
    yieldsTo: [],
    overrides: [],
    bearers: ["szw"],
    when: { activity: ["message"], role: ["contractor"] },
    effect: "prohibited",
  };
}

function ruleOf(id: string): Rule {
  const rule = policies.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return rule;
}
