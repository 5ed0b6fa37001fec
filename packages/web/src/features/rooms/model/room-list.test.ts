import { describe, expect, it } from "vitest";
import { summary } from "../testing/pretend-room.ts";
import { closedRooms, invitations, openRooms, waiting } from "./room-list.ts";

const rooms = [
  summary("oud", { lastActivity: "2026-11-20T09:00:00.000Z", unread: 2 }),
  summary("nieuw", { lastActivity: "2026-11-22T09:00:00.000Z" }),
  summary("gesloten", { closedAt: "2026-11-21T09:00:00.000Z", unread: 5 }),
  summary("uitgenodigd", { membership: "invite" }),
];
const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);

describe("the list of rooms", () => {
  it("has rooms to work in first, the most recently used on top", () => {
    expect(names(openRooms(rooms))).toEqual(["nieuw", "oud"]);
  });

  it("keeps invitations and closed rooms apart", () => {
    expect(names(invitations(rooms))).toEqual(["uitgenodigd"]);
    expect(names(closedRooms(rooms))).toEqual(["gesloten"]);
  });

  it("counts what waits: invitations and what is not read, but nothing of closed rooms", () => {
    expect(waiting(rooms)).toBe(3);
  });
});
