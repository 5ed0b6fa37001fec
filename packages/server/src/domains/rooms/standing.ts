import { type JsonObject, type LoggedEvent, own, type RoomState, roomState, TYPES } from "@akkoord/room";
import { z } from "zod";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { openEvents } from "./events.ts";
import type { RoomKeys } from "./keys.ts";
import type { PauseContent, RoomFacts, RoomMember, RoomPurpose } from "./model.ts";
import { type RoomRow, roomTables } from "./tables.ts";
import { whoIs } from "./user-id.ts";

/** Types of our own state events besides those of `@akkoord/room`. */
export const CLOSED = "nl.akkoord.closed";

/** How many state events are kept in memory, of all rooms together. */
const EVENTS_KEPT = 100_000;

/** What holds in a room at a position: its state events, and who is in it. Never changed once made. */
export interface Standing {
  /** Position at which it came to hold. */
  readonly position: number;
  /** The keys are gone: only what redaction leaves is known. */
  readonly destroyed: boolean;
  /** Read-only: copy it before applying events. */
  readonly state: RoomState;
  /** The state event that holds for each type and key, by when it came. */
  readonly events: readonly LoggedEvent[];
  /** By user id: the position by which somebody came. */
  readonly since: ReadonlyMap<string, number>;
}

/** Knows what holds in rooms, from memory where that is still right. */
export interface Standings {
  /**
   * @param ownChanges the transaction itself changed the room already: then nothing of it is remembered, as it may yet
   *   be rolled back
   */
  of(database: AnyDatabase, room: RoomRow, ownChanges?: boolean): Promise<Standing>;
  forget(room: string): void;
}

/** Keeps what holds in rooms. */
export function createStandings(keys: RoomKeys): Standings {
  const kept = new Map<string, Standing>();

  let events = 0;

  const drop = (room: string): void => {
    events -= kept.get(room)?.events.length ?? 0;
    kept.delete(room);
  };
  const remember = (room: string, standing: Standing): void => {
    drop(room);
    kept.set(room, standing);
    events += standing.events.length;
    // The room that was not looked at for longest comes first.
    for (const [oldest] of kept) {
      if (events <= EVENTS_KEPT || oldest === room) break;
      drop(oldest);
    }
  };

  return {
    async of(database, room, ownChanges = false) {
      const destroyed = room.destroyed_at !== null;
      // It may have been another process that destroyed them.
      if (destroyed) keys.forget(room.id);
      const remembered = kept.get(room.id);
      const known = remembered?.destroyed === destroyed ? remembered : undefined;
      if (known?.position === room.state_position && !ownChanges) {
        remember(room.id, known);
        return known;
      }
      // What another transaction has yet to commit is never remembered, so whatever is older is a sound beginning.
      const base = known !== undefined && known.position < room.state_position ? known : null;
      const standing = await read(database, keys, room, base);
      const newer = known !== undefined && known.position > room.state_position;
      if (!ownChanges && !newer) remember(room.id, standing);
      return standing;
    },
    forget: drop,
  };
}

async function read(
  database: AnyDatabase,
  keys: RoomKeys,
  room: RoomRow,
  base: Standing | null,
): Promise<Standing> {
  const tables = roomTables(database);
  const rows = await tables
    .selectFrom("room_state")
    .innerJoin("room_event", (join) =>
      join
        .onRef("room_event.room", "=", "room_state.room")
        .onRef("room_event.position", "=", "room_state.position"),
    )
    .selectAll("room_event")
    .where("room_state.room", "=", room.id)
    .where("room_state.changed", ">", base?.position ?? 0)
    .orderBy("room_event.position")
    .execute();
  const members = await tables
    .selectFrom("room_member")
    .select(["user_id", "since"])
    .where("room", "=", room.id)
    .where("membership", "in", ["join", "invite"])
    .execute();
  const changed = await openEvents(database, keys, rows);
  const held = new Map((base?.events ?? []).map((logged) => [nameOf(logged), logged]));
  for (const logged of changed) held.set(nameOf(logged), logged);
  const events = [...held.values()].sort((a, b) => a.event.depth - b.event.depth);
  return {
    position: room.state_position,
    destroyed: room.destroyed_at !== null,
    events,
    state: roomState(events, room.head_position),
    since: new Map(members.map(({ user_id, since }) => [user_id, since])),
  };
}

function nameOf({ event }: LoggedEvent): string {
  return JSON.stringify([event.type, event.state_key]);
}

/** The text under a key of a state event's content; empty when there is none. */
export function textIn(state: RoomState, type: string, key: string, stateKey = ""): string {
  const value = own(state.content(type, stateKey) ?? {}, key);
  return typeof value === "string" ? value : "";
}

/** What a room is called; empty once its key is destroyed. */
export function nameIn(state: RoomState): string {
  return textIn(state, TYPES.name, "name");
}

/** What somebody is called in a room; their user id where that is not known any more. */
export function memberName(state: RoomState, userId: string): string {
  const name = textIn(state, TYPES.member, "displayname", userId);
  return name === "" ? userId : name;
}

/** What the room was opened for. */
export function purposeIn(state: RoomState): RoomPurpose {
  const activity = textIn(state, TYPES.purpose, "activity");
  return { text: textIn(state, TYPES.purpose, "text"), activity: activity === "" ? null : activity };
}

const pauseShape = z.object({
  paused: z.literal(true),
  code: z.enum(["rules-refuse", "state-secret", "no-owner"]),
  organisation: z.string().nullable(),
  rules: z.array(z.string()),
  ruleSet: z.string(),
  shut: z.array(z.string()),
  resolvers: z.array(z.string()),
});

/** The pause that a room is in; null while it is not paused. */
export function pauseIn(state: RoomState): PauseContent | null {
  const parsed = pauseShape.safeParse(state.content(TYPES.pause));
  return parsed.success ? parsed.data : null;
}

const guestShape = z.object({
  sponsor: z.string(),
  until: z.string(),
  party: z.string(),
  // Events from before it was told do not have it; what is no text counts as not told.
  organisation: z.string().nullable().default(null).catch(null),
});

const described = new WeakMap<RoomState, readonly RoomMember[]>();

/**
 * Everything that deciding about a room needs, of a state that does not change any more: who is in it is worked out once.
 */
export function factsOfStanding(room: RoomRow, standing: Standing, server: string): RoomFacts {
  const members = described.get(standing.state) ?? membersIn(standing, server);
  described.set(standing.state, members);
  return factsWith(room, standing.state, members);
}

/** Who is in a room or invited to it, in the order in which they came; without Akkoord. */
function membersIn(standing: Pick<Standing, "state" | "since">, server: string): RoomMember[] {
  const { state, since } = standing;
  const power = state.power();
  return [...since]
    .flatMap(([userId, position]): RoomMember[] => {
      const known = whoIs(userId, server);
      const membership = state.membership(userId);
      if (known === null || known.kind === "akkoord") return [];
      if (membership !== "join" && membership !== "invite") return [];
      const content: JsonObject = state.content(TYPES.member, userId) ?? {};
      const organisation = own(content, "nl.akkoord.organisation");
      const guest = guestShape.safeParse(own(content, "nl.akkoord.guest"));
      return [
        {
          userId,
          kind: known.kind,
          id: known.id,
          name: memberName(state, userId),
          organisation: typeof organisation === "string" ? organisation : null,
          guest: guest.success ? guest.data : null,
          membership,
          power: power.of(userId),
          since: position,
        },
      ];
    })
    .sort((a, b) => a.since - b.since);
}

/** Everything that deciding about a room needs, of a state that may yet change. */
export function factsOf(
  room: RoomRow,
  standing: Pick<Standing, "state" | "since">,
  server: string,
): RoomFacts {
  return factsWith(room, standing.state, membersIn(standing, server));
}

function factsWith(room: RoomRow, state: RoomState, members: readonly RoomMember[]): RoomFacts {
  return {
    id: room.id,
    hub: room.hub,
    label: { information: room.information, personalData: room.personal_data },
    purpose: purposeIn(state),
    category: room.category,
    createdAt: room.created_at,
    closedAt: room.closed_at,
    pause: pauseIn(state),
    members,
  };
}
