import type { RoomEvent } from "../matrix/event.ts";
import { type Item, type Message, sameMessage } from "./messages.ts";

/** One row of the conversation. */
export type Row =
  /** What lies before all others: older messages, or the beginning. */
  | { readonly kind: "top"; readonly key: "top" }
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  /** Where what is new begins. */
  | { readonly kind: "new"; readonly key: string }
  | { readonly kind: "notice"; readonly key: string; readonly event: RoomEvent }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      /** Whether it begins with who says it: the first of several, or after a while. */
      readonly heads: boolean;
    };

/** After this long the same sender is named again. */
const APART_MS = 5 * 60_000;

/** Where somebody was when they came in. */
export interface CameIn {
  /** The event up to which they read; null when that is not known. */
  readonly readUpTo: string | null;
  /** The newest event then. */
  readonly newest: string | null;
  /** Everything that is here, in order: marks may stand at what is not shown. */
  readonly events: readonly RoomEvent[];
}

/** The place of the last item that was read before: up to the mark, or up to one's own last words. */
function lastRead(items: readonly Item[], { readUpTo, newest, events }: CameIn): number {
  const places = new Map(events.map(({ id }, place) => [id, place]));
  const placeOf = (id: string | null) => (id === null ? -1 : (places.get(id) ?? -1));
  const [read, then] = [placeOf(readUpTo), placeOf(newest)];
  return items.findLastIndex((item) => {
    const place = placeOf(item.kind === "message" ? item.message.id : item.event.id);
    if (place === -1) return false;
    return place <= read || (place <= then && item.kind === "message" && item.message.isOwn);
  });
}

/**
 * Puts the days, the line of what is new, and who speaks around what a room shows.
 *
 * @param cameIn where its reader was; null leaves the line out
 * @param dayOf the day of a moment, as the reader's calendar has it
 */
export function rowsOf(
  items: readonly Item[],
  cameIn: CameIn | null,
  dayOf: (at: number) => string,
): readonly Row[] {
  const read = cameIn === null ? -1 : lastRead(items, cameIn);
  const rows: Row[] = [{ kind: "top", key: "top" }];
  let day = "";
  let last: Message | null = null;
  let needsLine = read !== -1;
  for (const [place, item] of items.entries()) {
    const at = item.kind === "message" ? item.message.at : item.event.at;
    const id = item.kind === "message" ? item.message.id : item.event.id;
    const today = dayOf(at);
    if (today !== day) {
      rows.push({ kind: "day", key: `day ${today}`, at });
      day = today;
      last = null;
    }
    if (item.kind === "notice") {
      rows.push({ kind: "notice", key: id, event: item.event });
      last = null;
    } else {
      const { message } = item;
      if (needsLine && place > read && !message.isOwn) {
        rows.push({ kind: "new", key: "new" });
        needsLine = false;
        last = null;
      }
      const heads =
        last === null ||
        last.sender !== message.sender ||
        message.at - last.at > APART_MS ||
        message.replyTo !== null;
      rows.push({ kind: "message", key: message.key, message, heads });
      last = message;
    }
  }
  return uniqueDays(rows);
}

/** A clock that was put back brings the same day twice: each line has a key of its own. */
function uniqueDays(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    if (row.kind !== "day") return row;
    const times = (seen.get(row.key) ?? 0) + 1;
    seen.set(row.key, times);
    return times === 1 ? row : { ...row, key: `${row.key} ${times}` };
  });
}

/** Whether two rows show the same. */
export function sameRow(one: Row, other: Row): boolean {
  if (one.kind === "message" && other.kind === "message")
    return one.heads === other.heads && sameMessage(one.message, other.message);
  if (one.kind === "notice" && other.kind === "notice") return one.event === other.event;
  return one.kind === other.kind && one.key === other.key;
}

/** How the rows of a list became others, as far as it must know to stay where it is. */
export type RowChange =
  /** At the end, in the middle, or not at all. */
  | "later"
  /** At the beginning alone: what is in sight is found from the end. */
  | "start"
  /** At both ends. */
  | "both"
  /** They have nothing in common. */
  | "replaced";

/** Compares rows with those before; lines between days are no measure, as they move along. */
export function changeBetween(before: readonly Row[], after: readonly Row[]): RowChange {
  const firstKey = (rows: readonly Row[]) =>
    rows.find(({ kind }) => kind === "message" || kind === "notice")?.key;
  const [first, last] = [firstKey(before), before.at(-1)?.key];
  if (first === undefined || first === firstKey(after)) return "later";
  if (last === after.at(-1)?.key) return "start";
  const keys = new Set(after.map(({ key }) => key));
  return before.some(({ key, kind }) => kind === "message" && keys.has(key)) ? "both" : "replaced";
}
