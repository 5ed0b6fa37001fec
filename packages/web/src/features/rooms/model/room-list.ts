import type { RoomSummary } from "../api.ts";

/** Rooms that somebody is invited to and did not enter yet. */
export function invitations(rooms: readonly RoomSummary[]): readonly RoomSummary[] {
  return rooms.filter(({ membership }) => membership === "invite");
}

/** Rooms to work in, the most recently used first. */
export function openRooms(rooms: readonly RoomSummary[]): readonly RoomSummary[] {
  return byActivity(rooms.filter(({ membership, closedAt }) => membership === "join" && closedAt === null));
}

/** Rooms that only can be read any more. */
export function closedRooms(rooms: readonly RoomSummary[]): readonly RoomSummary[] {
  return byActivity(rooms.filter(({ membership, closedAt }) => membership === "join" && closedAt !== null));
}

/** What waits for somebody in all rooms together: messages not read, and invitations. */
export function waiting(rooms: readonly RoomSummary[]): number {
  return rooms.reduce(
    (sum, room) => sum + (room.membership === "invite" ? 1 : room.closedAt === null ? room.unread : 0),
    0,
  );
}

function byActivity(rooms: readonly RoomSummary[]): readonly RoomSummary[] {
  return rooms.toSorted((a, b) => b.lastActivity.localeCompare(a.lastActivity));
}
