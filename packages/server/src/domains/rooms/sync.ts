import { TYPES } from "@akkoord/room";
import { sql } from "kysely";
import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { type AccessParts, ownUserId } from "./access.ts";
import type { AccountData } from "./account-data.ts";
import { asClientEvent, asStripped, type Looker, type ShowParts, showEvents } from "./client-events.ts";
import { passes, wantsRoom } from "./filter.ts";
import {
  type ClientEvent,
  type EventFilter,
  type JoinedRoomSync,
  LONGEST_POLL_MS,
  type LooseEvent,
  type StrippedEvent,
  type SyncFilter,
  type SyncResult,
} from "./model.ts";
import type { Notifier } from "./notifier.ts";
import { CLOSED, type Standing } from "./standing.ts";
import { type MemberRow, type RoomRow, roomTables } from "./tables.ts";
import { readRows } from "./timeline.ts";
import { placeToken, readSyncToken, type SyncToken, syncToken } from "./tokens.ts";
import type { Typing } from "./typing.ts";
import { NOTHING_UNREAD, type UnreadOfRoom, unreadIn } from "./unread.ts";
import { akkoordUserId } from "./user-id.ts";

/** What sync needs. */
export type SyncParts = AccessParts &
  ShowParts & {
    readonly database: Database;
    readonly accountData: AccountData;
    readonly notifier: Notifier;
    readonly typing: Typing;
  };

/** What somebody asks of sync. */
export interface SyncQuestion {
  readonly since: string | null;
  readonly timeoutMs: number;
  readonly filter?: SyncFilter;
  readonly fullState?: boolean;
}

/** How many messages a sync gives of a room where the client does not say. */
const USUAL_TIMELINE = 10;
const MOST_TIMELINE = 100;
/** How many members a room is named after. */
const HEROES = 5;
/** Waiting never lasts longer than this without looking, in case a notice was lost on its way. */
const LOOK_AGAIN_MS = 10_000;

/** State that who is invited sees, so that they know what they are asked into. */
const SHOWN_TO_INVITED = [
  TYPES.create,
  TYPES.joinRules,
  TYPES.name,
  TYPES.avatar,
  TYPES.label,
  TYPES.purpose,
];

/** Everything that is new for somebody, and waiting for it. */
export function createSync(parts: SyncParts) {
  const { database, notifier, server } = parts;

  return async function sync(
    caller: Caller,
    question: SyncQuestion,
    signal?: AbortSignal,
  ): Promise<SyncResult> {
    const me = ownUserId(caller.actor, server);
    const since = question.since === null ? null : readSyncToken(question.since);
    const until = Date.now() + Math.min(Math.max(question.timeoutMs, 0), LONGEST_POLL_MS);
    for (;;) {
      // Listening begins before looking, so that nothing comes in between unnoticed.
      const listening = notifier.listen([me, ...(await roomsOf(database.use(), me))]);
      try {
        const found = await look(parts, caller, me, since, question);
        const left = until - Date.now();
        const waits = since !== null && question.fullState !== true && !found.isNews && left > 0;
        if (!waits || signal?.aborted === true) return found.result;
        await listening.next(Math.min(left, LOOK_AGAIN_MS), signal);
      } finally {
        listening.end();
      }
    }
  };
}

async function roomsOf(database: AnyDatabase, me: string): Promise<string[]> {
  const rows = await roomTables(database)
    .selectFrom("room_member")
    .select("room")
    .where("user_id", "=", me)
    .where("membership", "in", ["join", "invite"])
    .execute();
  return rows.map(({ room }) => room);
}

/** What happened in a room since a token. */
interface RoomNews {
  /** The last event that was known then; that of before the first new one. */
  readonly known: number;
  readonly events: boolean;
  readonly receipts: boolean;
  readonly account: boolean;
}

interface Found {
  readonly result: SyncResult;
  readonly isNews: boolean;
}

/** One look at everything, as it was at one moment. */
async function look(
  parts: SyncParts,
  caller: Caller,
  me: string,
  since: SyncToken | null,
  question: SyncQuestion,
): Promise<Found> {
  const typing = parts.typing.counter;
  return parts.database
    .use()
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (transaction) => {
      const tables = roomTables(transaction);
      const { stream } = await tables
        .selectFrom("room_feed")
        .select((columns) => columns.fn.max("stream").as("stream"))
        .executeTakeFirstOrThrow();
      const now: SyncToken = { stream: Number(stream ?? 0), typing };
      const { filter } = question;
      const memberships = (
        await tables.selectFrom("room_member").selectAll().where("user_id", "=", me).execute()
      ).filter(
        ({ room }) =>
          (caller.actor.kind !== "guest" || caller.actor.room === room) && wantsRoom(filter?.room, room),
      );
      const news = await newsSince(transaction, me, since, memberships);
      const looking: Looking = {
        parts,
        transaction,
        looker: { userId: me, device: caller.deviceId ?? "", now: parts.now() },
        since,
        filter,
        fullState: question.fullState === true,
      };
      const join: Record<string, JoinedRoomSync> = {};
      const invite: Record<string, { invite_state: { events: StrippedEvent[] } }> = {};
      const leave: Record<string, SyncResult["rooms"]["leave"][string]> = {};
      const wanted = memberships.filter((member) => isNew(looking, member, news.rooms.get(member.room)));
      const rooms = await roomsById(transaction, wanted);
      const unread = await unreadIn(
        transaction,
        me,
        wanted.filter(({ membership }) => membership === "join").map(({ room }) => room),
      );
      for (const member of wanted) {
        const room = rooms.get(member.room);
        if (room === undefined) continue;
        const standing = await parts.standings.of(transaction, room);
        const roomNews = news.rooms.get(room.id) ?? NO_NEWS;
        if (member.membership === "join") {
          const of = {
            room,
            standing,
            member,
            news: roomNews,
            unread: unread.get(room.id) ?? NOTHING_UNREAD,
          };
          join[room.id] = member.shut ? await shutRoom(looking, of) : await joinedRoom(looking, of);
        } else if (member.membership === "invite") {
          invite[room.id] = { invite_state: { events: strippedFor(standing, me) } };
        } else leave[room.id] = await leftRoom(looking, room, member);
      }
      const account = await globalAccountData(looking, me, news.global);
      const isNews = wanted.length > 0 || account.length > 0;
      return {
        isNews,
        result: {
          next_batch: syncToken(now),
          account_data: { events: account },
          rooms: { join, invite, leave },
        },
      };
    });
}

/** What looking needs everywhere. */
interface Looking {
  readonly parts: SyncParts;
  readonly transaction: AnyDatabase;
  readonly looker: Looker;
  readonly since: SyncToken | null;
  readonly filter: SyncFilter | undefined;
  readonly fullState: boolean;
}

const NO_NEWS: RoomNews = { known: Number.MAX_SAFE_INTEGER, events: false, receipts: false, account: false };

/** What the feed says since a token: by room, and whether account data of everywhere changed. */
async function newsSince(
  transaction: AnyDatabase,
  me: string,
  since: SyncToken | null,
  memberships: readonly MemberRow[],
): Promise<{ rooms: Map<string, RoomNews>; global: boolean }> {
  if (since === null || memberships.length === 0) {
    const global = since === null || (await ownNews(transaction, me, since.stream));
    return { rooms: new Map(), global };
  }
  const rows = await sql<{
    room: string;
    first: number | null;
    events: boolean;
    receipts: boolean;
    account: boolean;
  }>`
    select room, min(position) as first, bool_or(kind = 'event') as events,
           bool_or(kind = 'receipt') as receipts, bool_or(kind = 'account') as account
    from room_feed
    where stream > ${since.stream} and (user_id is null or user_id = ${me})
      and room = any(${memberships.map(({ room }) => room)})
    group by room`.execute(transaction);
  return {
    rooms: new Map(
      rows.rows.map(({ room, first, events, receipts, account }) => [
        room,
        { known: first === null ? Number.MAX_SAFE_INTEGER : first - 1, events, receipts, account },
      ]),
    ),
    global: await ownNews(transaction, me, since.stream),
  };
}

async function ownNews(transaction: AnyDatabase, me: string, stream: number): Promise<boolean> {
  const row = await roomTables(transaction)
    .selectFrom("room_feed")
    .select("stream")
    .where("user_id", "=", me)
    .where("room", "=", "")
    .where("stream", ">", String(stream))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a sync says something of a room. */
function isNew(
  { since, filter, fullState, parts }: Looking,
  member: MemberRow,
  news: RoomNews | undefined,
): boolean {
  const isIn = member.membership === "join" || member.membership === "invite";
  if (since === null) return isIn || filter?.room?.include_leave === true;
  if (!isIn) return news !== undefined && member.position > news.known;
  if (member.membership === "invite") return news !== undefined && member.position > news.known;
  if (fullState || news !== undefined) return true;
  return !member.shut && parts.typing.changedSince(member.room, since.typing);
}

async function roomsById(
  transaction: AnyDatabase,
  members: readonly MemberRow[],
): Promise<Map<string, RoomRow>> {
  if (members.length === 0) return new Map();
  const rows = await roomTables(transaction)
    .selectFrom("room")
    .selectAll()
    .where(
      "id",
      "in",
      members.map(({ room }) => room),
    )
    .execute();
  return new Map(rows.map((room) => [room.id, room]));
}

/** A room that somebody is in, and what is new there. */
interface RoomToTell {
  readonly room: RoomRow;
  readonly standing: Standing;
  readonly member: MemberRow;
  readonly news: RoomNews;
  readonly unread: UnreadOfRoom;
}

async function joinedRoom(looking: Looking, of: RoomToTell): Promise<JoinedRoomSync> {
  const { transaction, filter, since, fullState, parts, looker } = looking;
  const { room, standing, member, news } = of;
  // Who came in since, or whose access stood still, has everything yet to hear.
  const isFresh = since === null || member.reads_since > news.known;
  const known = isFresh ? 0 : Math.min(news.known, room.head_position);
  const wanted = filter?.room?.timeline;
  const limit = Math.min(Math.max(wanted?.limit ?? USUAL_TIMELINE, 1), MOST_TIMELINE);
  const lowest = Math.max(known, member.sees_from - 1);
  const stretch = await readRows(transaction, room.id, {
    from: room.head_position,
    backwards: true,
    limit,
    lowest,
    highest: room.head_position,
    ...(wanted === undefined ? {} : { filter: wanted }),
  });
  const shown = await showEvents(parts, transaction, stretch.rows.toReversed(), looker);
  const timeline = shown.filter((event) => passes(wanted, event));
  const oldest = stretch.rows.at(-1)?.position;
  const begins = stretch.end === null ? lowest : (oldest ?? room.head_position + 1) - 1;
  const state = stateFor(looking, of, { all: isFresh || fullState, after: known, before: begins, timeline });
  const summary = isFresh || state.some(isMember) || timeline.some(isMember);
  return {
    summary: summary ? summaryOf(standing, looker.userId, parts.server) : {},
    state: { events: state },
    timeline: {
      events: timeline,
      // Also where this one may have seen some of it before: a client then throws away what it has.
      limited: stretch.end !== null || (since !== null && isFresh && begins > 0),
      prev_batch: placeToken(begins),
    },
    ephemeral: { events: await ephemeralOf(looking, of, isFresh) },
    account_data: { events: await accountDataOf(looking, of, isFresh) },
    ...unreadOf(of.unread, wanted),
  };
}

/** A room whose access stands still: that it does and why, and nothing of what is said there. */
async function shutRoom(
  looking: Looking,
  { room, standing, member, news }: RoomToTell,
): Promise<JoinedRoomSync> {
  const { since, looker } = looking;
  const own = [TYPES.create, TYPES.member, TYPES.label, TYPES.pause].flatMap((type) => {
    const logged = standing.state.get(type, type === TYPES.member ? looker.userId : "");
    return logged === undefined ? [] : [logged];
  });
  const known = since === null ? 0 : news.known;
  const fresh = own.filter(({ event }) => event.depth > known);
  const inTimeline = fresh.filter(({ event }) => event.type === TYPES.pause);
  return {
    summary: {},
    state: {
      events: fresh
        .filter((logged) => !inTimeline.includes(logged))
        .map((logged) => asClientEvent(logged, {})),
    },
    timeline: {
      events: inTimeline.map((logged) => asClientEvent(logged, {})),
      limited: false,
      prev_batch: placeToken(Math.min(member.position, room.head_position)),
    },
    ephemeral: { events: [] },
    account_data: { events: [] },
    ...unreadOf(NOTHING_UNREAD, undefined),
  };
}

/** A room that somebody is out of: only that, and by whom. */
async function leftRoom(
  { parts, transaction, looker }: Looking,
  room: RoomRow,
  member: MemberRow,
): Promise<SyncResult["rooms"]["leave"][string]> {
  const rows = await roomTables(transaction)
    .selectFrom("room_event")
    .selectAll()
    .where("room", "=", room.id)
    .where("position", "=", member.position)
    .execute();
  return {
    state: { events: [] },
    timeline: {
      events: await showEvents(parts, transaction, rows, looker),
      limited: false,
      prev_batch: placeToken(member.position),
    },
    account_data: { events: [] },
  };
}

/** The state that a client lacks besides the timeline that it is given. */
function stateFor(
  { filter, looker }: Looking,
  { standing }: RoomToTell,
  wanted: {
    readonly all: boolean;
    /** It has what holds up to here. */
    readonly after: number;
    /** From here on it gets every event. */
    readonly before: number;
    readonly timeline: readonly ClientEvent[];
  },
): ClientEvent[] {
  const lazy = filter?.room?.state?.lazy_load_members === true;
  const speaks = new Set([looker.userId, ...wanted.timeline.map(({ sender }) => sender)]);
  const inTimeline = new Set(wanted.timeline.map(({ event_id }) => event_id));
  return standing.events
    .filter(({ eventId, event }) => {
      if (inTimeline.has(eventId)) return false;
      const isMemberEvent = event.type === TYPES.member;
      if (lazy && isMemberEvent) {
        const speaker = speaks.has(event.state_key ?? "");
        return speaker || (!wanted.all && event.depth > wanted.after && event.depth <= wanted.before);
      }
      return wanted.all || event.depth > wanted.after;
    })
    .map((logged) => asClientEvent(logged, {}))
    .filter((event) => passes(filter?.room?.state, event));
}

function isMember({ type }: ClientEvent): boolean {
  return type === TYPES.member;
}

function summaryOf({ state, since }: Standing, me: string, server: string): JoinedRoomSync["summary"] {
  const akkoord = akkoordUserId(server);
  const of = (membership: "join" | "invite") =>
    [...since.keys()].filter((userId) => state.membership(userId) === membership);
  const joined = of("join");
  const invited = of("invite");
  return {
    "m.heroes": [...joined, ...invited]
      .filter((userId) => userId !== me && userId !== akkoord)
      .slice(0, HEROES),
    "m.joined_member_count": joined.length,
    "m.invited_member_count": invited.length,
  };
}

/** What who is invited sees: what the room is, who asks them, and their own invitation. */
function strippedFor({ state }: Standing, me: string): StrippedEvent[] {
  const invitation = state.get(TYPES.member, me);
  const by = invitation === undefined ? undefined : state.get(TYPES.member, invitation.event.sender);
  const general = [...SHOWN_TO_INVITED, CLOSED].flatMap((type) => state.get(type) ?? []);
  return [
    ...general,
    ...(by === undefined ? [] : [by]),
    ...(invitation === undefined ? [] : [invitation]),
  ].map(asStripped);
}

async function ephemeralOf(
  { parts, transaction, since, filter, looker }: Looking,
  { room, news }: RoomToTell,
  isFresh: boolean,
): Promise<LooseEvent[]> {
  const events: LooseEvent[] = [];
  const typing = parts.typing.in(room.id);
  const typingChanged =
    since === null || isFresh ? typing.length > 0 : parts.typing.changedSince(room.id, since.typing);
  if (typingChanged) events.push({ type: "m.typing", content: { user_ids: typing } });
  if (isFresh || news.receipts) {
    const receipts = await receiptsOf(
      transaction,
      room.id,
      looker.userId,
      isFresh ? null : (since?.stream ?? null),
    );
    if (receipts !== null) events.push(receipts);
  }
  return events.filter((event) => passes(filter?.room?.ephemeral, event));
}

/** Receipts of a room that somebody may see: everybody's public ones, and their own. */
async function receiptsOf(
  transaction: AnyDatabase,
  room: string,
  me: string,
  after: number | null,
): Promise<LooseEvent | null> {
  let wanted = roomTables(transaction)
    .selectFrom("room_receipt")
    .innerJoin("room_member", (join) =>
      join
        .onRef("room_member.room", "=", "room_receipt.room")
        .onRef("room_member.user_id", "=", "room_receipt.user_id"),
    )
    .select([
      "room_receipt.event_id",
      "room_receipt.type",
      "room_receipt.user_id",
      "room_receipt.thread",
      "room_receipt.at",
    ])
    .where("room_receipt.room", "=", room)
    .where("room_member.membership", "=", "join")
    .where((where) =>
      where.or([where("room_receipt.type", "=", "m.read"), where("room_receipt.user_id", "=", me)]),
    );
  if (after !== null)
    wanted = wanted.where((where) =>
      where.exists(
        where
          .selectFrom("room_feed")
          .select("room_feed.stream")
          .where("room_feed.room", "=", room)
          .where("room_feed.stream", ">", String(after))
          .where(
            "room_feed.subject",
            "=",
            sql<string>`room_receipt.type || ' ' || room_receipt.user_id || ' ' || room_receipt.thread`,
          ),
      ),
    );
  const rows = await wanted.execute();
  if (rows.length === 0) return null;
  const content: Record<string, Record<string, Record<string, { ts: number; thread_id?: string }>>> = {};
  for (const { event_id, type, user_id, thread, at } of rows) {
    const byType = content[event_id] ?? {};
    content[event_id] = byType;
    const byUser = byType[type] ?? {};
    byType[type] = byUser;
    byUser[user_id] = { ts: at.getTime(), ...(thread === "" ? {} : { thread_id: thread }) };
  }
  return { type: "m.receipt", content };
}

async function accountDataOf(
  { parts, transaction, since, filter, looker }: Looking,
  { room, news }: RoomToTell,
  isFresh: boolean,
): Promise<LooseEvent[]> {
  if (!isFresh && !news.account) return [];
  return accountData(
    parts,
    transaction,
    looker.userId,
    room.id,
    isFresh ? null : (since?.stream ?? null),
    (event) => passes(filter?.room?.account_data, event),
  );
}

async function globalAccountData(
  { parts, transaction, since, filter }: Looking,
  me: string,
  isNews: boolean,
): Promise<LooseEvent[]> {
  if (!isNews) return [];
  return accountData(parts, transaction, me, "", since?.stream ?? null, (event) =>
    passes(filter?.account_data, event),
  );
}

async function accountData(
  parts: SyncParts,
  transaction: AnyDatabase,
  me: string,
  room: string,
  after: number | null,
  isWanted: (event: LooseEvent) => boolean,
): Promise<LooseEvent[]> {
  let rows = roomTables(transaction)
    .selectFrom("room_account_data")
    .selectAll("room_account_data")
    .where("room_account_data.user_id", "=", me)
    .where("room_account_data.room", "=", room);
  if (after !== null)
    rows = rows.where((where) =>
      where.exists(
        where
          .selectFrom("room_feed")
          .select("room_feed.stream")
          .whereRef("room_feed.room", "=", "room_account_data.room")
          .where("room_feed.stream", ">", String(after))
          .where(
            "room_feed.subject",
            "=",
            sql<string>`'account ' || room_account_data.user_id || ' ' || room_account_data.type`,
          ),
      ),
    );
  const opened = await parts.accountData.open(transaction, await rows.execute());
  return opened.map(({ type, content }) => ({ type, content })).filter(isWanted);
}

function unreadOf(
  { all, threads }: UnreadOfRoom,
  filter: EventFilter | undefined,
): Pick<JoinedRoomSync, "unread_notifications" | "unread_thread_notifications"> {
  if (filter?.unread_thread_notifications !== true) return { unread_notifications: all };
  const { main, ...others } = Object.fromEntries(threads);
  return {
    unread_notifications: main ?? NOTHING_UNREAD.all,
    unread_thread_notifications: others,
  };
}
