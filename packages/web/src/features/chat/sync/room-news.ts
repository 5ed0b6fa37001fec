import type { ChatState, RoomState } from "../client/state.ts";

/** What a list of rooms wants to know of one. */
export interface RoomNews {
  /** Messages that were not read yet. */
  readonly unread: number;
  /** Those among them that name who is signed in. */
  readonly mentions: number;
  /** Goes up whenever its label, name, members or pause changed: then what is shown of it must be fetched again. */
  readonly changes: number;
  /** When something was last said, in milliseconds; null when that is not known. */
  readonly lastMessageAt: number | null;
}

const known = new WeakMap<RoomState, RoomNews>();
let last: { readonly rooms: ChatState["rooms"]; readonly news: ReadonlyMap<string, RoomNews> | null } = {
  rooms: null,
  news: null,
};

/** The news of all rooms; the same object as before while none of it changed. */
export function newsIn({ rooms }: ChatState): ReadonlyMap<string, RoomNews> | null {
  if (rooms === last.rooms) return last.news;
  const before = last.news;
  const news =
    rooms === null ? null : new Map([...rooms].map(([id, room]) => [id, newsOf(room, before?.get(id))]));
  const isSame =
    news !== null &&
    before !== null &&
    news.size === before.size &&
    [...news].every(([id, one]) => before.get(id) === one);
  last = { rooms, news: isSame ? before : news };
  return last.news;
}

function newsOf(room: RoomState, before: RoomNews | undefined): RoomNews {
  const found = known.get(room);
  if (found !== undefined) return found;
  const { unread, mentions, changes, lastMessageAt } = room;
  const isSame =
    before !== undefined &&
    before.unread === unread &&
    before.mentions === mentions &&
    before.changes === changes &&
    before.lastMessageAt === lastMessageAt;
  const news = isSame ? before : { unread, mentions, changes, lastMessageAt };
  known.set(room, news);
  return news;
}
