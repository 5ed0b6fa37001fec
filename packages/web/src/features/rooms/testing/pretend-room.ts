import type { Member, Room, RoomSummary } from "../api.ts";

const SERVER = "akkoord.example";

/** Somebody of an organisation who is in a room. */
export function colleague(name: string, organisation: string | null, change: Partial<Member> = {}): Member {
  return {
    userId: `@u-${name}:${SERVER}`,
    kind: "person",
    id: name,
    name,
    organisation,
    party: null,
    membership: "join",
    power: 0,
    owner: false,
    guest: null,
    lastReviewed: null,
    ...change,
  };
}

/** Somebody who leads a room. */
export function owner(name: string, organisation: string): Member {
  return colleague(name, organisation, { power: 90, owner: true });
}

/** Somebody from outside. */
export function guest(name: string, party: string, organisation: string | null = null): Member {
  return colleague(name, null, {
    userId: `@g-${name}:${SERVER}`,
    kind: "guest",
    party,
    guest: {
      sponsor: { id: "noor", name: "noor" },
      until: "2027-01-31T23:00:00.000Z",
      organisation,
      verified: true,
    },
  });
}

/** A room of BZK as its first member sees it. */
export function roomOf(members: readonly Member[], change: Partial<Room> = {}): Room {
  const [first] = members;
  return {
    id: `!room:${SERVER}`,
    name: "Woondeal",
    hub: "bzk",
    label: { information: "internal", personalData: "none" },
    purpose: { text: "", activity: null },
    category: null,
    createdAt: "2026-11-22T09:00:00.000Z",
    closedAt: null,
    pause: null,
    you: {
      userId: first?.userId ?? "",
      membership: "join",
      power: first?.power ?? 0,
      shut: false,
      abilities: ["write", "invite", "relabel", "manage", "leave"],
      invitedBy: null,
    },
    members,
    unread: 0,
    mentions: 0,
    destroyed: false,
    ...change,
  };
}

/** A room in the list of rooms. */
export function summary(name: string, change: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id: `!${name}:${SERVER}`,
    name,
    hub: "bzk",
    label: { information: "internal", personalData: "none" },
    membership: "join",
    shut: false,
    paused: null,
    closedAt: null,
    memberCount: 1,
    guestCount: 0,
    organisations: ["bzk"],
    invitedBy: null,
    lastActivity: "2026-11-22T09:00:00.000Z",
    unread: 0,
    mentions: 0,
    ...change,
  };
}
