import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createContent } from "../content.ts";
import { TYPES } from "../event.ts";
import { type JsonObject, own } from "../json.ts";
import { POWER } from "../power.ts";
import { arbitraryRoom } from "../testing/arbitrary-room.ts";
import {
  AKKOORD,
  type Attempt,
  emptyRoom,
  join,
  message,
  OWNER,
  person,
  redaction,
  stateEvent,
  type TestRoom,
  testRoom,
} from "../testing/test-room.ts";
import { authorise } from "./authorise.ts";

const BRAM = person("bram");
const FATIMA = person("fatima");

function withMembers(): TestRoom {
  const room = testRoom();
  for (const each of [BRAM, FATIMA]) join(room, each);
  return room;
}
const refused = (reason: string) => ({ allowed: false, reason });

describe("opening a room", () => {
  const create = (content: JsonObject, sender = OWNER) => stateEvent(sender, TYPES.create, content);

  it.each([
    ["of another version", create({ "m.federate": false, room_version: "10" }), "room-version"],
    ["without a version", create({ "m.federate": false }), "room-version"],
    ["that is open to other servers", create({ room_version: "11" }), "federated"],
    ["on another server", create(createContent(), "@x:elsewhere.example"), "creator-elsewhere"],
    ["as part of the state of something", { ...create(createContent()), state_key: "x" }, "room-exists"],
  ])("refuses a room %s", (_what, attempt, reason) => {
    expect(emptyRoom().verdict(attempt)).toEqual(refused(reason));
  });

  it("happens once", () => {
    expect(testRoom().verdict(create(createContent()))).toEqual(refused("room-exists"));
  });

  it("does not let an event of one room into another", () => {
    const { state } = testRoom();
    const draft = { ...message(OWNER, "Hoi"), room_id: "!andere:hub.example" };
    expect(authorise(draft, state)).toEqual(refused("no-room"));
  });
});

describe("sending", () => {
  it.each<[string, Attempt, string | null]>([
    ["a message of a member", message(BRAM, "Hoi"), null],
    ["a message of who is not in the room", message(person("milan"), "Hoi"), "sender-not-joined"],
    ["a label of a member", label(BRAM), "too-little-power"],
    ["a label of an owner", label(OWNER), null],
    ["a pause of an owner", pause(OWNER), "too-little-power"],
    ["a pause of Akkoord", pause(AKKOORD), null],
    ["a name of a member", stateEvent(BRAM, TYPES.name, { name: "x" }), "too-little-power"],
    ["state of oneself", stateEvent(OWNER, "x", {}, OWNER), null],
    ["state of somebody else", stateEvent(OWNER, "x", {}, BRAM), "state-of-another"],
    [
      "a room that opens to whoever comes",
      stateEvent(AKKOORD, TYPES.joinRules, { join_rule: "public" }),
      "join-rule",
    ],
    [
      "a room at which people knock",
      stateEvent(AKKOORD, TYPES.joinRules, { join_rule: "knock" }),
      "join-rule",
    ],
    [
      "an invitation for whoever has a token",
      stateEvent(OWNER, TYPES.thirdPartyInvite, {}, "t"),
      "third-party-invite",
    ],
    ["a type that JavaScript knows", { type: "constructor", sender: BRAM, content: {} }, null],
    ["state of a type that JavaScript knows", stateEvent(BRAM, "__proto__", {}), "too-little-power"],
  ])("%s", (_what, attempt, reason) => {
    expect(withMembers().verdict(attempt)).toEqual(reason === null ? { allowed: true } : refused(reason));
  });

  it("never takes less power for our own state than it should, whatever the power levels say", () => {
    const room = withMembers();
    const loose = Object.fromEntries([TYPES.label, TYPES.pause].map((type) => [type, 0]));
    room.append(
      stateEvent(AKKOORD, TYPES.powerLevels, { ...levelsOf(room), events: loose, state_default: 0 }),
    );
    expect(room.verdict(label(BRAM))).toEqual(refused("too-little-power"));
    expect(room.verdict(pause(OWNER))).toEqual(refused("too-little-power"));
    expect(room.verdict(stateEvent(BRAM, TYPES.name, { name: "x" }))).toEqual({ allowed: true });
  });

  it.each<[string, Attempt]>([
    ["a label without personal data", stateEvent(OWNER, TYPES.label, { information: "internal" })],
    ["a label of somebody", { ...label(OWNER), state_key: OWNER }],
    ["a purpose without text", stateEvent(OWNER, TYPES.purpose, { activity: null })],
    ["a category that is a number", stateEvent(OWNER, TYPES.category, { category: 7 })],
    ["a pause without a reason", stateEvent(AKKOORD, TYPES.pause, { paused: true })],
    ["a pause that is neither", stateEvent(AKKOORD, TYPES.pause, { paused: "ja" })],
    [
      "a pause that shuts out nobody in particular",
      stateEvent(AKKOORD, TYPES.pause, { ...pause(AKKOORD).content, shut: ["iedereen"] }),
    ],
  ])("refuses %s", (_what, attempt) => {
    expect(withMembers().verdict(attempt)).toEqual(refused("malformed-state"));
  });
});

describe("power levels", () => {
  const change = (room: TestRoom, sender: string, changes: JsonObject) =>
    room.verdict(stateEvent(sender, TYPES.powerLevels, { ...levelsOf(room), ...changes }));
  const users = (changes: JsonObject) => ({ users: { [OWNER]: 90, [AKKOORD]: 100, ...changes } });

  it.each<[string, JsonObject, string | null]>([
    ["make a moderator", users({ [BRAM]: 50 }), null],
    ["share their own power", users({ [BRAM]: 90 }), null],
    ["give more than they have", users({ [BRAM]: 91 }), "power-above-own"],
    ["lower Akkoord", users({ [AKKOORD]: 0 }), "power-of-equal"],
    ["leave Akkoord out", { users: { [OWNER]: 90 } }, "power-of-equal"],
    ["lower themselves", users({ [OWNER]: 0 }), null],
    ["raise themselves", users({ [OWNER]: 100 }), "power-above-own"],
    ["ask more for messages than they have", { events_default: 91 }, "power-above-own"],
    ["let everybody invite", { invite: 0 }, null],
    ["open what only Akkoord may", { events: {} }, "power-above-own"],
    ["write a level as text", { ban: "50" }, "power-not-a-number"],
    ["write a power as text", users({ [BRAM]: "50" }), "power-not-a-number"],
    ["give power to what is no user", users({ bram: 0 }), "power-not-a-number"],
    ["make a list of users", { users: [] }, "power-not-a-number"],
    ["shout with more than they have", { notifications: { room: 91 } }, "power-above-own"],
  ])("owners %s", (_what, changes, reason) => {
    expect(change(withMembers(), OWNER, changes)).toEqual(
      reason === null ? { allowed: true } : refused(reason),
    );
  });

  it("do not let equals lower each other", () => {
    const room = withMembers();
    room.append(stateEvent(OWNER, TYPES.powerLevels, { ...levelsOf(room), ...users({ [BRAM]: 90 }) }));
    expect(change(room, BRAM, { users: { [AKKOORD]: 100, [BRAM]: 90 } })).toEqual(refused("power-of-equal"));
  });

  it("cannot be compared where redaction took notifications away, and then need not be", () => {
    const room = withMembers();
    room.append(stateEvent(AKKOORD, TYPES.powerLevels, { ...levelsOf(room), notifications: { room: 100 } }));
    const without = { ...levelsOf(room), notifications: {} };
    const draft = { room_id: "!ruimte:hub.example", ...stateEvent(OWNER, TYPES.powerLevels, without) };
    expect(authorise(draft, room.state)).toEqual(refused("power-above-own"));
    expect(authorise(draft, room.state, { whole: false })).toEqual({ allowed: true });
  });

  it("never let anybody get more than the most powerful had, or lose power to who had no more", () => {
    fc.assert(
      fc.property(arbitraryRoom, ({ log }) => {
        let before: JsonObject | null = null;
        for (const { event } of log) {
          if (event.type !== TYPES.powerLevels) continue;
          if (before !== null) {
            const mine = powerIn(before, event.sender);
            for (const user of new Set([...namesIn(before), ...namesIn(event.content)])) {
              const [was, is] = [entryIn(before, user), entryIn(event.content, user)];
              if (was === is) continue;
              expect(is ?? mine).toBeLessThanOrEqual(mine);
              if (user !== event.sender && was !== undefined) expect(was).toBeLessThan(mine);
            }
          }
          before = event.content;
        }
      }),
    );
  });
});

describe("redaction", () => {
  it.each<[string, string, (room: TestRoom) => string, string | null]>([
    ["one's own message", BRAM, (room) => room.append(message(BRAM, "Oeps")).eventId, null],
    [
      "a message of another",
      BRAM,
      (room) => room.append(message(FATIMA, "Hoi")).eventId,
      "redaction-of-another",
    ],
    ["a message of another by an owner", OWNER, (room) => room.append(message(FATIMA, "Hoi")).eventId, null],
    ["what is not there", OWNER, () => "$niets", "nothing-to-redact"],
    ["the creation", OWNER, (room) => room.log[0]?.eventId ?? "", "redaction-of-state"],
    ["a membership", OWNER, (room) => room.log[1]?.eventId ?? "", "redaction-of-state"],
    ["the label", OWNER, (room) => room.state.get(TYPES.label)?.eventId ?? "", "redaction-of-state"],
    ["the name", OWNER, (room) => room.state.get(TYPES.name)?.eventId ?? "", null],
  ])("%s", (_what, sender, target, reason) => {
    const room = withMembers();
    const attempt = redaction(sender, target(room));
    expect(room.verdict(attempt)).toEqual(reason === null ? { allowed: true } : refused(reason));
  });

  it("does not believe that some event is the one it names", () => {
    const room = withMembers();
    const mine = room.append(message(BRAM, "Van mij"));
    const other = room.append(message(FATIMA, "Van haar"));
    const draft = { room_id: "!ruimte:hub.example", ...redaction(BRAM, other.eventId) };
    expect(authorise(draft, room.state, { target: mine })).toEqual(refused("nothing-to-redact"));
  });
});

function label(sender: string): Attempt {
  return stateEvent(sender, TYPES.label, { information: "confidential", personalData: "ordinary" });
}

function pause(sender: string): Attempt {
  return stateEvent(sender, TYPES.pause, {
    paused: true,
    code: "rules-refuse",
    organisation: "szw",
    rules: ["szw-1"],
    ruleSet: "abc",
    shut: [BRAM],
    resolvers: [OWNER],
  });
}

function levelsOf(room: TestRoom): JsonObject {
  return room.state.content(TYPES.powerLevels) ?? {};
}

function namesIn(content: JsonObject): string[] {
  return Object.keys(own(content, "users") ?? {});
}

function entryIn(content: JsonObject, user: string): number | undefined {
  const users: unknown = own(content, "users");
  const level: unknown = Object.entries(users ?? {}).find(([name]) => name === user)?.[1];
  return typeof level === "number" ? level : undefined;
}

function powerIn(content: JsonObject, user: string): number {
  const fallback = own(content, "users_default");
  return entryIn(content, user) ?? (typeof fallback === "number" ? fallback : POWER.member);
}
