import type { EventFilter } from "./model.ts";

/**
 * Whether a filter lets something through, after Matrix: `*` in a type stands for anything.
 *
 * @example passes({ types: ["m.room.*"] }, { type: "m.room.message", sender: "@u-1:x", content: {} }) // true
 */
export function passes(
  filter: EventFilter | undefined,
  event: { readonly type: string; readonly sender?: string; readonly content?: object },
): boolean {
  if (filter === undefined) return true;
  const { types, not_types, senders, not_senders, contains_url } = filter;
  const { type, sender = "" } = event;
  if (types !== undefined && !types.some((wanted) => fits(wanted, type))) return false;
  if (not_types?.some((unwanted) => fits(unwanted, type))) return false;
  if (senders !== undefined && !senders.includes(sender)) return false;
  if (not_senders?.includes(sender)) return false;
  if (contains_url === undefined) return true;
  const url = Object.entries(event.content ?? {}).some(
    ([key, value]) => key === "url" && typeof value === "string",
  );
  return url === contains_url;
}

/** Whether a filter asks for a room at all. */
export function wantsRoom(
  filter: { readonly rooms?: readonly string[]; readonly not_rooms?: readonly string[] } | undefined,
  room: string,
): boolean {
  if (filter === undefined) return true;
  return (filter.rooms?.includes(room) ?? true) && !(filter.not_rooms?.includes(room) ?? false);
}

function fits(pattern: string, type: string): boolean {
  if (!pattern.includes("*")) return pattern === type;
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.pop() ?? "";
  if (!type.startsWith(start) || !type.endsWith(end) || type.length < start.length + end.length) return false;
  let middle = type.slice(start.length, type.length - end.length);
  for (const part of rest) {
    const at = middle.indexOf(part);
    if (at === -1) return false;
    middle = middle.slice(at + part.length);
  }
  return true;
}
