import { POWER, type Room } from "../../rooms/api.ts";
import type { Message } from "./messages.ts";

/** Whether whoever looks may write in a room; the server decides, this only shows it beforehand. */
export function mayWriteIn(room: Room): boolean {
  return (
    room.you.abilities.includes("write") && room.pause === null && !room.you.shut && room.closedAt === null
  );
}

/** Why nobody, or whoever looks, can write there; null when they can. */
export function whyNotWrite(room: Room): "paused" | "shut" | "closed" | "readOnly" | null {
  if (room.closedAt !== null) return "closed";
  if (room.you.shut) return "shut";
  if (room.pause !== null) return "paused";
  return room.you.abilities.includes("write") ? null : "readOnly";
}

/** Whether whoever looks may remove a message: their own while they may write, and others' when they lead the room. */
export function mayRemove(room: Room, message: Message): boolean {
  if (room.closedAt !== null || message.removed !== null || message.id.startsWith("~")) return false;
  if (message.isOwn) return mayWriteIn(room);
  return room.you.power >= POWER.moderator && mayWriteIn(room);
}
