import { describe, expect, it } from "vitest";
import { createContent } from "../content.ts";
import { TYPES } from "../event.ts";
import type { Membership } from "../state.ts";
import {
  AKKOORD,
  emptyRoom,
  HUB,
  member,
  OWNER,
  person,
  stateEvent,
  type TestRoom,
  testRoom,
} from "../testing/test-room.ts";

const ACTOR = person("bram");
const OTHER = person("fatima");
const BEFORE = [null, "join", "invite", "leave", "ban"] as const;
const AFTER: readonly Membership[] = ["join", "invite", "leave", "ban", "knock"];
const POWERS = [0, 50, 60] as const;

/** Power that it takes in the rooms of this test. */
const NEEDED = { invite: 20, kick: 50, ban: 60 };

interface Situation {
  readonly self: boolean;
  readonly actor: (typeof BEFORE)[number];
  readonly other: (typeof BEFORE)[number];
  readonly power: number;
  readonly powerOfOther: number;
}

/** One row of the table: from and to which memberships, and what else it takes. No row: refused. */
type Row = readonly [
  from: readonly (string | null)[],
  to: Membership,
  takes: (situation: Situation) => boolean,
];

/** What one may make of oneself: nobody invites or outranks themselves. */
const ONESELF: readonly Row[] = [
  [["invite", "join"], "join", () => true],
  [["invite", "join"], "leave", () => true],
];

/** What a member may make of another. */
const ANOTHER: readonly Row[] = [
  [[null, "leave", "invite"], "invite", ({ power }) => power >= NEEDED.invite],
  [[null, "join", "invite", "leave"], "leave", (s) => s.power >= NEEDED.kick && outranks(s)],
  [["ban"], "leave", (s) => s.power >= Math.max(NEEDED.kick, NEEDED.ban) && outranks(s)],
  [[null, "join", "invite", "leave", "ban"], "ban", (s) => s.power >= NEEDED.ban && outranks(s)],
];

function outranks({ power, powerOfOther }: Situation): boolean {
  return power > powerOfOther;
}

/** The rules for memberships once more, as a table instead of as steps. */
function tableAllows(situation: Situation, to: Membership): boolean {
  if (situation.self) {
    return ONESELF.some(
      ([from, goal, takes]) => goal === to && from.includes(situation.actor) && takes(situation),
    );
  }
  if (situation.actor !== "join") return false;
  return ANOTHER.some(
    ([from, goal, takes]) => goal === to && from.includes(situation.other) && takes(situation),
  );
}

function roomOf(situation: Situation): TestRoom {
  const room = testRoom();
  room.append(
    stateEvent(OWNER, TYPES.powerLevels, {
      ...room.state.content(TYPES.powerLevels),
      users: { [OWNER]: 90, [AKKOORD]: 100, [ACTOR]: situation.power, [OTHER]: situation.powerOfOther },
      ...NEEDED,
    }),
  );
  for (const [who, membership] of [
    [ACTOR, situation.actor],
    [OTHER, situation.other],
  ] as const)
    if (membership !== null) room.force(member(who, membership, who));
  return room;
}

describe("who may become what", () => {
  it("is the same in steps and as a table, for every combination", () => {
    let allowed = 0;
    for (const actor of BEFORE)
      for (const other of BEFORE)
        for (const power of POWERS)
          for (const powerOfOther of POWERS)
            for (const self of [true, false]) {
              const situation: Situation = { self, actor, other, power, powerOfOther };
              const room = roomOf(situation);
              for (const to of AFTER) {
                const verdict = room.verdict(member(self ? ACTOR : OTHER, to, ACTOR));
                expect({ ...situation, to, ...verdict }).toMatchObject({
                  allowed: tableAllows(situation, to),
                });
                if (verdict.allowed) allowed++;
              }
            }
    expect(allowed).toBeGreaterThan(100);
  });

  it.each([
    ["a stranger who joins", () => testRoom(), member(ACTOR, "join"), "not-invited"],
    ["who joins for another", () => testRoom(), member(ACTOR, "join", OWNER), "join-for-another"],
    ["who knocks", () => testRoom(), member(ACTOR, "knock"), "knock"],
    ["a membership that is none", () => testRoom(), member(ACTOR, "owner", OWNER), "unknown-membership"],
    [
      "an invitation for another server",
      () => testRoom(),
      member("@x:elsewhere.example", "invite", OWNER),
      "member-elsewhere",
    ],
    ["a member without a user id", () => testRoom(), member("bram", "invite", OWNER), "member-elsewhere"],
    [
      "a sender of another server",
      () => testRoom(),
      member(ACTOR, "invite", "@x:elsewhere.example"),
      "sender-elsewhere",
    ],
    ["who joins before anybody opened the room", () => emptyRoom(), member(OWNER, "join"), "no-room"],
    [
      "a membership without content",
      () => testRoom(),
      stateEvent(OWNER, TYPES.member, {}, ACTOR),
      "no-membership",
    ],
    [
      "a membership of nobody",
      () => testRoom(),
      { type: TYPES.member, sender: OWNER, content: { membership: "invite" } },
      "no-membership",
    ],
    [
      "an invitation through a third party",
      () => testRoom(),
      stateEvent(OWNER, TYPES.member, { membership: "invite", third_party_invite: {} }, ACTOR),
      "third-party-invite",
    ],
    [
      "who joins through another room",
      () => testRoom(),
      stateEvent(ACTOR, TYPES.member, { membership: "join", join_authorised_via_users_server: OWNER }, ACTOR),
      "restricted-join",
    ],
  ] as const)("refuses %s", (_what, make, attempt, reason) => {
    expect(make().verdict(attempt)).toEqual({ allowed: false, reason });
  });

  it("lets in whoever opened the room, and only at once", () => {
    const room = emptyRoom();
    room.append(stateEvent(OWNER, TYPES.create, createContent()));
    expect(room.verdict(member(ACTOR, "join"))).toEqual({ allowed: false, reason: "not-invited" });
    room.append(member(OWNER, "join"));
    room.append(member(OWNER, "leave"));
    expect(room.verdict(member(OWNER, "join"))).toEqual({ allowed: false, reason: "not-invited" });
  });

  it("lets nobody of another server take part, also when they were in the state", () => {
    const stranger = `@x:elsewhere.${HUB}`;
    const room = testRoom();
    room.force(member(stranger, "join"));
    expect(room.verdict({ type: TYPES.message, sender: stranger, content: {} })).toEqual({
      allowed: false,
      reason: "sender-elsewhere",
    });
  });
});
