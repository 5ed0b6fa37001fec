import type { JsonObject, JsonValue } from "@akkoord/room";
import { own, ROOM_VERSION } from "@akkoord/room";
import { z } from "zod";
import { HISTORIES, LONGEST_NAME, LONGEST_PURPOSE, type RoomLabel } from "../../../domains/rooms/model.ts";
import type { NewRoom } from "../../../domains/rooms/rooms.ts";
import { MatrixError } from "../matrix-error.ts";
import { eventType, jsonObject, readAs, stateKey, userId } from "../shapes.ts";

const stateEvent = z.object({ type: eventType, state_key: stateKey.default(""), content: jsonObject });

/** A state event that an application wants in the room from the start. */
type InitialState = z.output<typeof stateEvent>;

/** What an application asks for with a new room. */
export const newRoomBody = z.object({
  name: z.string().max(LONGEST_NAME).optional(),
  topic: z.string().max(LONGEST_PURPOSE).optional(),
  invite: z.array(userId).max(1_000).default([]),
  invite_3pid: z.array(z.unknown()).max(1_000).default([]),
  preset: z.enum(["private_chat", "trusted_private_chat", "public_chat"]).optional(),
  visibility: z.enum(["private", "public"]).optional(),
  room_alias_name: z.string().max(255).optional(),
  room_version: z.string().max(255).optional(),
  creation_content: jsonObject.default({}),
  initial_state: z.array(stateEvent).max(100).default([]),
  power_level_content_override: jsonObject.default({}),
  is_direct: z.boolean().optional(),
});

/** What an application asks for. */
export type NewRoomBody = z.output<typeof newRoomBody>;

/** What stands in it for our rooms. */
export interface ReadNewRoom {
  readonly room: Omit<NewRoom, "invite">;
  /** User ids. */
  readonly invite: readonly string[];
  /** Everyone who is invited leads the room together with its creator. */
  readonly equals: boolean;
  /** State to set once the room is there. */
  readonly state: readonly InitialState[];
}

const LABEL = "nl.akkoord.label";
const PURPOSE = "nl.akkoord.purpose";

const label = z.object({
  information: z.string().min(1).max(100),
  personalData: z.string().min(1).max(100),
}) satisfies z.ZodType<RoomLabel>;
const purpose = z.object({
  text: z.string().max(LONGEST_PURPOSE),
  activity: z.string().max(100).nullable().default(null),
});

/** State that every room here has in its own way: what applications ask for by habit is left out. */
const LEFT_OUT = ["m.room.guest_access", "m.room.power_levels", "m.room.create", "m.room.member"];

/** State that becomes part of the room itself. */
const READ = [
  "m.room.name",
  "m.room.topic",
  "m.room.history_visibility",
  "m.room.join_rules",
  LABEL,
  PURPOSE,
];

/** State of Matrix and of ours that is set once the room is there, besides types of others. */
const SET = ["m.room.avatar", "m.room.pinned_events", "nl.akkoord.category"];

/**
 * Translates what an application asks for into a room of ours.
 *
 * @param standard the label when none is named; null when one must be
 * @param named what to call the room when the application says nothing
 * @throws MatrixError when it asks for what our rooms never are: public, encrypted, of another version, without a label
 */
export function readNewRoom(body: NewRoomBody, standard: RoomLabel | null, named: string): ReadNewRoom {
  refuseWhatRoomsAreNot(body);
  const initial = (type: string): JsonObject | undefined =>
    body.initial_state.find((one) => one.type === type && one.state_key === "")?.content;
  const topic = body.topic ?? textIn(initial("m.room.topic"), "topic");
  const name = body.name ?? textIn(initial("m.room.name"), "name");
  const given = purpose.safeParse(initial(PURPOSE));
  const history = HISTORIES.find(
    (one) => one === textIn(initial("m.room.history_visibility"), "history_visibility"),
  );
  return {
    room: {
      name: name === undefined || name.trim() === "" ? named : name,
      label: labelOf(body, initial(LABEL)) ?? standard ?? refuse("no-label"),
      purpose: given.success ? given.data : { text: topic ?? name ?? named, activity: null },
      category: null,
      invites: own(body.power_level_content_override, "invite") === undefined ? "members" : "moderators",
      ...(history === undefined ? {} : { history }),
    },
    invite: [...new Set(body.invite)],
    equals: body.preset === "trusted_private_chat",
    state: [
      ...body.initial_state.filter(({ type }) => !READ.includes(type) && !LEFT_OUT.includes(type)),
      ...(topic === undefined ? [] : [{ type: "m.room.topic", state_key: "", content: { topic } }]),
    ],
  };
}

function labelOf(body: NewRoomBody, initial: JsonObject | undefined): RoomLabel | undefined {
  const given = initial ?? own(body.creation_content, LABEL);
  return given === undefined ? undefined : readAs(label, given, LABEL);
}

function refuseWhatRoomsAreNot(body: NewRoomBody): void {
  const has = (type: string, key: string, allowed: readonly string[]) =>
    body.initial_state.some((one) => one.type === type && !allowed.includes(String(own(one.content, key))));
  if (body.room_version !== undefined && body.room_version !== ROOM_VERSION)
    throw new MatrixError(400, "M_UNSUPPORTED_ROOM_VERSION", "room-version");
  if (body.preset === "public_chat" || body.visibility === "public")
    throw new MatrixError(403, "M_FORBIDDEN", "no-public-rooms");
  if (body.room_alias_name !== undefined) throw new MatrixError(403, "M_FORBIDDEN", "no-room-alias");
  if (body.invite_3pid.length > 0) throw new MatrixError(403, "M_FORBIDDEN", "not-a-colleague");
  if (own(body.creation_content, "type") !== undefined) refuse("no-rooms-of-rooms");
  if (has("m.room.encryption", "algorithm", [])) refuse("no-encryption");
  if (has("m.room.history_visibility", "history_visibility", HISTORIES)) refuse("history-not-open");
  if (has("m.room.join_rules", "join_rule", ["invite"])) refuse("join-by-invite");
  // Before there is a room, so that none is left behind half made.
  const known = [...READ, ...LEFT_OUT, ...SET];
  if (body.initial_state.some(({ type }) => /^(m|nl\.akkoord)\./.test(type) && !known.includes(type)))
    refuse("state-not-here");
}

function refuse(
  problem:
    | "no-label"
    | "no-rooms-of-rooms"
    | "no-encryption"
    | "history-not-open"
    | "join-by-invite"
    | "state-not-here",
): never {
  throw new MatrixError(400, "M_INVALID_ROOM_STATE", problem);
}

function textIn(content: JsonObject | undefined, key: string): string | undefined {
  const value: JsonValue | undefined = content === undefined ? undefined : own(content, key);
  return typeof value === "string" ? value : undefined;
}
