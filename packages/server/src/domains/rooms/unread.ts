import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";

/** How much somebody has yet to read. */
export interface Unread {
  readonly notification_count: number;
  /** Those among them that name them. */
  readonly highlight_count: number;
}

/** What of a room is unread: as a whole, and by thread. */
export interface UnreadOfRoom {
  readonly all: Unread;
  /** By the event that the thread began with; `main` for what is in no thread. */
  readonly threads: ReadonlyMap<string, Unread>;
}

export const NOTHING_UNREAD: UnreadOfRoom = {
  all: { notification_count: 0, highlight_count: 0 },
  threads: new Map(),
};

/** Counting further helps nobody. */
const MOST_COUNTED = 999;

interface Row {
  readonly room: string;
  readonly thread: string;
  readonly messages: string;
  readonly named: string;
}

/**
 * How much a member has yet to read in rooms. What they have read follows from their receipts, and from what they said
 * themselves: who answers has read.
 */
export async function unreadIn(
  database: AnyDatabase,
  userId: string,
  rooms: readonly string[],
): Promise<Map<string, UnreadOfRoom>> {
  if (rooms.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select m.room, c.thread, count(*) as messages, count(*) filter (where c.named) as named
    from room_member m
    cross join lateral (
      select greatest(
        m.sees_from - 1,
        -- Who just came in has nothing to catch up on.
        m.since,
        coalesce((select max(position) from room_receipt
                  where room = m.room and user_id = m.user_id and thread = ''), 0),
        coalesce((select max(position) from room_notable where room = m.room and sender = m.user_id), 0)
      ) as position
    ) read
    cross join lateral (
      select coalesce(n.thread, 'main') as thread,
             (n.names_all or n.names @> array[m.user_id]) as named
      from room_notable n
      where n.room = m.room and n.position > read.position and n.sender <> m.user_id
        and n.position > coalesce((
          select max(position) from room_receipt
          where room = m.room and user_id = m.user_id and thread = coalesce(n.thread, 'main')), 0)
      order by n.position desc
      limit ${MOST_COUNTED}
    ) c
    where m.user_id = ${userId} and m.room = any(${rooms}) and m.membership = 'join' and not m.shut
    group by m.room, c.thread`.execute(database);
  return new Map(
    [...Map.groupBy(rows, ({ room }) => room)].map(([room, threads]) => [
      room,
      {
        all: {
          notification_count: sum(threads.map(({ messages }) => messages)),
          highlight_count: sum(threads.map(({ named }) => named)),
        },
        threads: new Map(
          threads.map(({ thread, messages, named }) => [
            thread,
            { notification_count: Number(messages), highlight_count: Number(named) },
          ]),
        ),
      },
    ]),
  );
}

function sum(numbers: readonly string[]): number {
  return numbers.reduce((total, one) => total + Number(one), 0);
}
