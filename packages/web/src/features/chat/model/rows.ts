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

/**
 * Puts the days, the line of what is new, and who speaks around what a room shows.
 *
 * @param readUpTo the event up to which was read before; null leaves the line out
 * @param dayOf the day of a moment, as the reader's calendar has it
 */
export function rowsOf(
  items: readonly Item[],
  readUpTo: string | null,
  dayOf: (at: number) => string,
): readonly Row[] {
  const rows: Row[] = [{ kind: "top", key: "top" }];
  let day = "";
  let last: Message | null = null;
  let isPastRead = false;
  let hasLine = false;
  for (const item of items) {
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
      if (isPastRead && !hasLine && !message.isOwn) {
        rows.push({ kind: "new", key: "new" });
        hasLine = true;
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
    if (id === readUpTo) isPastRead = true;
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
