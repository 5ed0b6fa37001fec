import {
  type AuthReason,
  authorise,
  type Draft,
  EventNotPossible,
  type LoggedEvent,
  makeEvent,
  type RedactionTarget,
  type RoomState,
  roomState,
  type Signer,
} from "@akkoord/room";
import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { InvalidInput, RoomRefused, TooLarge } from "../../platform/errors.ts";
import { rowOf } from "./events.ts";
import type { RoomKeys } from "./keys.ts";
import type { DraftEvent, History, RoomFacts, RoomLabel } from "./model.ts";
import { project } from "./project.ts";
import { redactedBy, relationIn } from "./relations.ts";
import type { RoomKey } from "./seal-content.ts";
import { factsOf, factsOfStanding, type Standing, type Standings } from "./standing.ts";
import { type RoomRow, roomTables } from "./tables.ts";
import { plainRefusal } from "./words.ts";

/** A room that a transaction holds: nobody else appends to it until the transaction ends. */
export interface HeldRoom {
  /** As it is now, with what this transaction appended. */
  row: RoomRow;
  state: RoomState;
  /** By user id: the position by which somebody came. */
  readonly since: Map<string, number>;
  readonly key: RoomKey;
  /** What held before this transaction changed anything; null once it did, and the state is its own. */
  standing: Standing | null;
}

/** A room to begin. */
export interface FirstRow {
  readonly id: string;
  readonly hub: string;
  readonly label: RoomLabel;
  readonly category: string | null;
  readonly history: History;
}

/** The log of every room: the one way by which events come into it. */
export interface RoomLog {
  /** Makes a room without events. */
  begin(transaction: AnyDatabase, first: FirstRow, now: Date): Promise<HeldRoom>;
  /** Holds a room; null when there is none, or its keys are gone. */
  hold(transaction: AnyDatabase, roomId: string): Promise<HeldRoom | null>;
  /**
   * Appends an event that the rules of the log allow: signed, sealed, and in every projection. What the rules of
   * organisations say of it was asked before.
   *
   * @throws RoomRefused, InvalidInput, TooLarge
   */
  append(transaction: AnyDatabase, held: HeldRoom, draft: DraftEvent, now: Date): Promise<LoggedEvent>;
  facts(held: HeldRoom): RoomFacts;
}

/** What the log needs. */
export interface RoomLogParts {
  readonly signer: Signer;
  readonly keys: RoomKeys;
  readonly standings: Standings;
}

/** The log of every room. */
export function createRoomLog({ signer, keys, standings }: RoomLogParts): RoomLog {
  return {
    async begin(transaction, first, now) {
      const row = await roomTables(transaction)
        .insertInto("room")
        .values({
          id: first.id,
          hub: first.hub,
          information: first.label.information,
          personal_data: first.label.personalData,
          category: first.category,
          history: first.history,
          created_at: now,
          head_position: 0,
          head_at: 0,
          state_position: 0,
          key_version: 1,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      const key = await keys.make(transaction, first.id, 1, now);
      return { row, state: roomState(), since: new Map(), key, standing: null };
    },

    async hold(transaction, roomId) {
      const row = await roomTables(transaction)
        .selectFrom("room")
        .selectAll()
        .select(sql<boolean>`room.xmin = pg_current_xact_id()::xid`.as("ownChanges"))
        .where("id", "=", roomId)
        // Not stronger, so that what merely refers to the room need not wait.
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (row === undefined || row.destroyed_at !== null) return null;
      const { ownChanges, ...room } = row;
      const standing = await standings.of(transaction, room, ownChanges);
      const key = await keys.of(transaction, roomId, room.key_version);
      return { row: room, state: standing.state, since: new Map(standing.since), key, standing };
    },

    async append(transaction, held, draft, now) {
      const { row } = held;
      const wanted: Draft = {
        type: draft.type,
        room_id: row.id,
        sender: draft.sender,
        ...(draft.stateKey === null ? {} : { state_key: draft.stateKey }),
        content: draft.content,
      };
      const verdict = authorise(wanted, held.state, { target: await targetOf(transaction, wanted) });
      if (!verdict.allowed) throw asRefusal(verdict.reason);
      const head = row.head_event === null ? null : { eventId: row.head_event, depth: row.head_position };
      // The clock of a machine may go back; time in a log does not.
      const at = Math.max(now.getTime(), Number(row.head_at));
      const logged = made({ draft: wanted, head, state: held.state, at }, signer);
      const relation = relationIn(draft.content);
      const thread = relation?.kind === "m.thread" ? relation.target : null;
      await roomTables(transaction)
        .insertInto("room_event")
        .values(rowOf(logged, held.key, thread))
        .execute();
      if (draft.stateKey !== null || redactedBy(logged.event) !== null) {
        if (held.standing !== null) held.state = held.state.copy();
        held.standing = null;
      }
      if (held.standing === null) held.state.apply(logged);
      await project(transaction, held, logged, thread);
      return logged;
    },

    facts(held) {
      const { row, standing } = held;
      return standing === null
        ? factsOf(row, held, signer.server)
        : factsOfStanding(row, standing, signer.server);
    },
  };
}

/** What a redaction names, when it stands in the room. */
async function targetOf(transaction: AnyDatabase, draft: Draft): Promise<RedactionTarget | undefined> {
  const target = redactedBy(draft);
  if (target === null) return undefined;
  const row = await roomTables(transaction)
    .selectFrom("room_event")
    .select(["type", "sender", "state_key"])
    .where("event_id", "=", target)
    .where("room", "=", draft.room_id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { type, sender, state_key } = row;
  return {
    eventId: target,
    event: { type, sender, ...(state_key === null ? {} : { state_key }) },
  };
}

function made(from: Parameters<typeof makeEvent>[0], signer: Signer): LoggedEvent {
  try {
    return makeEvent(from, signer);
  } catch (error) {
    if (!(error instanceof EventNotPossible)) throw error;
    if (error.code === "too-large") throw new TooLarge();
    throw new InvalidInput([{ path: "content", message: error.message }]);
  }
}

/** Reasons that have to do with what somebody is to the room or may do in it; all others are mistakes in the event. */
const ABOUT_THE_SENDER: ReadonlyMap<AuthReason, "power" | "not-a-member"> = new Map([
  ["too-little-power", "power"],
  ["power-above-own", "power"],
  ["power-of-equal", "power"],
  ["target-as-powerful", "power"],
  ["redaction-of-another", "power"],
  ["redaction-of-state", "power"],
  ["state-of-another", "power"],
  ["join-rule", "power"],
  ["banned", "not-a-member"],
  ["sender-not-joined", "not-a-member"],
  ["not-invited", "not-a-member"],
  ["not-in-room", "not-a-member"],
]);

function asRefusal(reason: AuthReason): Error {
  const code = ABOUT_THE_SENDER.get(reason);
  if (code !== undefined) return new RoomRefused(plainRefusal(code));
  return new InvalidInput([{ path: "", message: `the room does not take this event: ${reason}` }]);
}
