import { own, TYPES } from "@akkoord/room";
import type { Actor } from "../../platform/actor.ts";
import type { Caller } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { type AccessParts, ownUserId, type Seat, seatOrInvitation, seatToRead } from "./access.ts";
import { asClientEvent } from "./client-events.ts";
import {
  type ClientEvent,
  type MemberView,
  OWNER,
  type PauseView,
  ROOM_ABILITIES,
  type RoomAbility,
  type RoomFacts,
  type RoomMember,
  type RoomSummary,
  type RoomView,
} from "./model.ts";
import { mayExportWithoutMembership } from "./permissions.ts";
import { factsOfStanding, memberName, nameIn, pauseIn, type Standing } from "./standing.ts";
import { type MemberRow, type RoomRow, roomTables } from "./tables.ts";
import { NOTHING_UNREAD, unreadIn } from "./unread.ts";
import { whoIs } from "./user-id.ts";

/** What reading rooms needs. */
export type RoomQueryParts = AccessParts & { readonly database: Database };

/** Reads rooms as a whole: which there are, who is in them, what holds there. */
export function createRoomQueries(parts: RoomQueryParts) {
  const { database, server, standings } = parts;

  return {
    async list(caller: Caller): Promise<RoomSummary[]> {
      const me = ownUserId(caller.actor, server);
      const tables = roomTables(database.use());
      const mine = (
        await tables
          .selectFrom("room_member")
          .selectAll()
          .where("user_id", "=", me)
          .where("membership", "in", ["join", "invite"])
          .execute()
      ).filter(({ room }) => caller.actor.kind !== "guest" || caller.actor.room === room);
      if (mine.length === 0) return [];
      const ids = mine.map(({ room }) => room);
      const rooms = await tables.selectFrom("room").selectAll().where("id", "in", ids).execute();
      const members = await tables
        .selectFrom("room_member")
        .select(["room", "kind", "organisation"])
        .where("room", "in", ids)
        .where("kind", "<>", "akkoord")
        .where("membership", "in", ["join", "invite"])
        .execute();
      const unread = await unreadIn(database.use(), me, ids);
      const byRoom = Map.groupBy(members, ({ room }) => room);
      const seats = new Map(mine.map((member) => [member.room, member]));
      const summaries: RoomSummary[] = [];
      for (const room of rooms.sort((a, b) => Number(b.head_at) - Number(a.head_at))) {
        const member = seats.get(room.id);
        if (member === undefined) continue;
        const standing = await standings.of(database.use(), room);
        const others = byRoom.get(room.id) ?? [];
        const { all } = unread.get(room.id) ?? NOTHING_UNREAD;
        summaries.push({
          id: room.id,
          name: nameIn(standing.state),
          hub: room.hub,
          label: { information: room.information, personalData: room.personal_data },
          membership: member.membership === "invite" ? "invite" : "join",
          shut: member.shut,
          paused: pauseIn(standing.state)?.code ?? null,
          closedAt: room.closed_at?.toISOString() ?? null,
          memberCount: others.length,
          guestCount: others.filter(({ kind }) => kind === "guest").length,
          organisations: [
            ...new Set([room.hub, ...others.flatMap(({ organisation }) => organisation ?? [])]),
          ],
          invitedBy: inviter({ me, member, room, standing }),
          lastActivity: new Date(Number(room.head_at)).toISOString(),
          unread: all.notification_count,
          mentions: all.highlight_count,
        });
      }
      return summaries;
    },

    async read(caller: Caller, roomId: string): Promise<RoomView> {
      const seat = await seatOrInvitation(parts, database.use(), caller, roomId);
      const facts = factsOfStanding(seat.room, seat.standing, server);
      const unread = (await unreadIn(database.use(), seat.me, [roomId])).get(roomId) ?? NOTHING_UNREAD;
      const reviewed = new Map(
        (
          await roomTables(database.use())
            .selectFrom("room_member")
            .select(["user_id", "reviewed_at"])
            .where("room", "=", roomId)
            .where("reviewed_at", "is not", null)
            .execute()
        ).map(({ user_id, reviewed_at }) => [user_id, reviewed_at]),
      );
      const { room, standing, member, me } = seat;
      const invitedBy = inviter(seat);
      const isIn = member.membership === "join" && !member.shut;
      const visible = facts.members.filter(
        ({ userId }) =>
          isIn ||
          userId === me ||
          userId === invitedBy?.userId ||
          (facts.pause?.resolvers.includes(userId) ?? false),
      );
      return {
        id: room.id,
        name: nameIn(standing.state),
        hub: room.hub,
        label: facts.label,
        purpose: facts.purpose,
        category: room.category,
        createdAt: room.created_at.toISOString(),
        closedAt: room.closed_at?.toISOString() ?? null,
        history: room.history,
        pause: pauseView(facts, standing),
        you: {
          userId: me,
          membership: member.membership === "invite" ? "invite" : "join",
          power: standing.state.power().of(me),
          shut: member.shut,
          abilities: abilitiesIn(caller.actor, room, standing, member),
          invitedBy,
        },
        members: visible.map((one) => memberView(one, reviewed.get(one.userId) ?? null, standing, server)),
        unread: unread.all.notification_count,
        mentions: unread.all.highlight_count,
        readsServer: true,
        destroyed: room.destroyed_at !== null,
      };
    },

    async facts(caller: Caller, roomId: string): Promise<RoomFacts> {
      const { room, standing } = await seatToRead(parts, database.use(), caller, roomId);
      return factsOfStanding(room, standing, server);
    },

    async joined(caller: Caller): Promise<string[]> {
      const me = ownUserId(caller.actor, server);
      const rows = await roomTables(database.use())
        .selectFrom("room_member")
        .select("room")
        .where("user_id", "=", me)
        .where("membership", "=", "join")
        .orderBy("room")
        .execute();
      return rows
        .map(({ room }) => room)
        .filter((room) => caller.actor.kind !== "guest" || caller.actor.room === room);
    },

    async members(
      caller: Caller,
      roomId: string,
      options: { readonly membership?: string | null; readonly notMembership?: string | null } = {},
    ): Promise<ClientEvent[]> {
      const { standing } = await seatToRead(parts, database.use(), caller, roomId);
      return standing.events
        .filter(({ event }) => {
          if (event.type !== TYPES.member) return false;
          const membership = own(event.content, "membership");
          if (typeof options.membership === "string" && membership !== options.membership) return false;
          return typeof options.notMembership !== "string" || membership !== options.notMembership;
        })
        .map((logged) => asClientEvent(logged, {}));
    },

    async state(caller: Caller, roomId: string): Promise<ClientEvent[]> {
      const { standing } = await seatToRead(parts, database.use(), caller, roomId);
      return standing.events.map((logged) => asClientEvent(logged, {}));
    },

    async stateEvent(caller: Caller, roomId: string, type: string, stateKey: string): Promise<ClientEvent> {
      const { standing } = await seatToRead(parts, database.use(), caller, roomId);
      const logged = standing.state.get(type, stateKey);
      if (logged === undefined) throw new NotFound();
      return asClientEvent(logged, {});
    },

    /** Ids of rooms that are not closed, in order. */
    async openRooms({
      after,
      limit,
    }: {
      readonly after: string | null;
      readonly limit: number;
    }): Promise<string[]> {
      const rows = await roomTables(database.use())
        .selectFrom("room")
        .select("id")
        .where("closed_at", "is", null)
        .where("id", ">", after ?? "")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    /** @throws NotFound */
    async factsOf(roomId: string): Promise<RoomFacts> {
      const room = await roomTables(database.use())
        .selectFrom("room")
        .selectAll()
        .where("id", "=", roomId)
        .executeTakeFirst();
      if (room === undefined) throw new NotFound();
      return factsOfStanding(room, await standings.of(database.use(), room), server);
    },
  };
}

/** What somebody may do in a room, for the page to show and hide by. */
export function abilitiesIn(
  actor: Actor,
  room: RoomRow,
  { state }: Pick<Standing, "state">,
  member: Pick<MemberRow, "membership" | "shut" | "user_id">,
): RoomAbility[] {
  if (member.membership !== "join" || member.shut) return ["leave"];
  const power = state.power();
  const mine = power.of(member.user_id);
  const isPerson = actor.kind === "person";
  const open = room.closed_at === null;
  const running = open && room.paused === null;
  const may: Readonly<Record<RoomAbility, boolean>> = {
    write: running,
    invite: running && isPerson && mine >= power.level("invite"),
    "invite-guest": running && isPerson && mine >= power.level("invite"),
    relabel: open && isPerson && mine >= power.required({ type: TYPES.label, state_key: "" }),
    manage: open && isPerson && mine >= power.level("kick"),
    leave: true,
    export: mine >= OWNER || mayExportWithoutMembership(actor, room.hub),
    close: running && isPerson && mine >= OWNER,
  };
  return ROOM_ABILITIES.filter((ability) => may[ability]);
}

function inviter({ me, member, standing }: Seat): { userId: string; name: string } | null {
  const sender = standing.state.get(TYPES.member, me)?.event.sender;
  if (member.membership !== "invite" || sender === undefined) return null;
  return { userId: sender, name: memberName(standing.state, sender) };
}

function pauseView(facts: RoomFacts, { state }: Standing): PauseView | null {
  const { pause } = facts;
  const since = state.get(TYPES.pause)?.event.origin_server_ts;
  if (pause === null || since === undefined) return null;
  return {
    code: pause.code,
    since: new Date(since).toISOString(),
    organisation: pause.organisation,
    rules: pause.rules,
    ruleSet: pause.ruleSet,
    shut: pause.shut,
    resolvers: pause.resolvers.map((userId) => ({ userId, name: memberName(state, userId) })),
  };
}

function memberView(
  member: RoomMember,
  reviewedAt: Date | null,
  { state }: Standing,
  server: string,
): MemberView {
  const { guest } = member;
  const sponsor = guest === null ? null : whoIs(guest.sponsor, server);
  return {
    userId: member.userId,
    kind: member.kind,
    id: member.id,
    name: member.name,
    organisation: member.organisation,
    party: guest?.party ?? null,
    membership: member.membership,
    power: member.power,
    owner: member.power >= OWNER,
    guest:
      guest === null
        ? null
        : {
            sponsor: {
              id: sponsor?.kind === "person" ? sponsor.id : "",
              name: memberName(state, guest.sponsor),
            },
            until: guest.until,
            organisation: guest.organisation,
            verified: member.membership === "join",
          },
    lastReviewed: reviewedAt?.toISOString() ?? null,
  };
}
