import { canonicalJson, type JsonObject, TYPES } from "@akkoord/room";
import { z } from "zod";
import { InvalidInput } from "../../platform/errors.ts";
import { withPower } from "./append.ts";
import { checkValues, labelInput } from "./label.ts";
import { MODERATOR, OWNER } from "./model.ts";
import { mayManageRooms, mayUseRooms } from "./permissions.ts";
import {
  contentInput,
  nameInput,
  oneRoom,
  purposeTextInput,
  reasonInput,
  roomIdInput,
  typeInput,
  userIdInput,
} from "./shapes.ts";
import { CLOSED } from "./standing.ts";
import { whoIs } from "./user-id.ts";
import { type RoomCommandParts, roomCommand } from "./work.ts";

/** What clients may write as they like, besides types that are not Matrix's or ours; each with what it must hold. */
const FREE: Readonly<Record<string, z.ZodType>> = {
  [TYPES.name]: z.object({ name: nameInput }),
  [TYPES.topic]: z.object({ topic: purposeTextInput }),
  [TYPES.avatar]: z.object({ url: z.string().max(500).optional() }),
  [TYPES.powerLevels]: z.looseObject({}),
  [TYPES.label]: labelInput,
  [TYPES.purpose]: z.strictObject({ text: purposeTextInput, activity: z.string().max(100).nullable() }),
  [TYPES.category]: z.strictObject({ category: z.string().min(1).max(100) }),
  "m.room.pinned_events": z.object({ pinned: z.array(z.string().max(255)).max(100) }),
};

/** Sets a part of the state as Matrix clients do. Who is in the room is changed by inviting, joining and so on. */
export function setState(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.set-state",
    input: z.object({
      roomId: roomIdInput,
      type: typeInput,
      stateKey: z.string().max(255),
      content: contentInput,
    }),
    may: mayUseRooms,
    async run(work) {
      const { type, stateKey, content } = work.input;
      const known = FREE[type];
      const isTheirs = type.startsWith("m.") || type.startsWith("nl.akkoord.");
      if (known === undefined && isTheirs)
        throw new InvalidInput([{ path: "type", message: "cannot be set by a client here" }]);
      const parsed = known?.safeParse(content);
      if (parsed?.success === false)
        throw new InvalidInput(
          parsed.error.issues.map(({ path, message }) => ({ path: ["content", ...path].join("."), message })),
        );
      if (known !== undefined && stateKey !== "")
        throw new InvalidInput([{ path: "stateKey", message: "must be empty" }]);
      if (type === TYPES.label) await checkLabelContent(parts, content, work.now);
      if (type === TYPES.powerLevels) checkPowers(parts.server, content);
      const event = { type, stateKey, content };
      const { eventId } = await parts.appending.forCaller(work, event, work.caller);
      return { eventId };
    },
  });
}

/** Changes what the room may hold. Raising it is not refused, except to state secrets; the room may then be paused. */
export function relabelRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.relabel",
    input: oneRoom.extend({ label: labelInput }),
    may: mayUseRooms,
    async run(work) {
      const { label } = work.input;
      await checkValues(parts.registry, { ...label }, work.now);
      if (canonicalJson(work.held.state.content(TYPES.label) ?? {}) === canonicalJson({ ...label }))
        return null;
      await parts.appending.forCaller(
        work,
        { type: TYPES.label, stateKey: "", content: { ...label } },
        work.caller,
      );
      return null;
    },
  });
}

/** Gives the room another name. */
export function renameRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.rename",
    input: oneRoom.extend({ name: nameInput }),
    may: mayUseRooms,
    async run(work) {
      const content = { name: work.input.name };
      if (canonicalJson(work.held.state.content(TYPES.name) ?? {}) === canonicalJson(content)) return null;
      await parts.appending.forCaller(work, { type: TYPES.name, stateKey: "", content }, work.caller);
      return null;
    },
  });
}

/** Makes somebody owner, moderator or member. A guest is never more than a member. */
export function setPower(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.set-power",
    input: oneRoom.extend({
      userId: userIdInput,
      power: z.union([z.literal(0), z.literal(MODERATOR), z.literal(OWNER)]),
    }),
    may: mayManageRooms,
    async run(work) {
      const { userId, power } = work.input;
      if (!work.held.since.has(userId))
        throw new InvalidInput([{ path: "userId", message: "is not in the room" }]);
      const content = withPower(work.held.state.content(TYPES.powerLevels) ?? {}, { [userId]: power });
      checkPowers(parts.server, content);
      await parts.appending.forCaller(work, { type: TYPES.powerLevels, stateKey: "", content }, work.caller);
      return null;
    },
  });
}

/** Closes the room: it stays readable, and nobody writes in it any more. */
export function closeRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.close",
    input: oneRoom.extend({ reason: reasonInput.optional() }),
    may: mayManageRooms,
    async run(work) {
      const { reason } = work.input;
      if (work.held.row.closed_at !== null) return null;
      const content = reason === undefined || reason === "" ? {} : { reason };
      await parts.appending.forCaller(work, { type: CLOSED, stateKey: "", content }, work.caller);
      return null;
    },
  });
}

async function checkLabelContent(
  { registry }: Pick<RoomCommandParts, "registry">,
  content: JsonObject,
  now: Date,
): Promise<void> {
  const label = labelInput.parse(content);
  await checkValues(registry, { ...label }, now);
}

/** @throws InvalidInput when a guest would lead, or what Akkoord needs would change */
function checkPowers(server: string, content: JsonObject): void {
  const { users } = z.looseObject({ users: z.record(z.string(), z.unknown()).default({}) }).parse(content);
  const guests = Object.entries(users).filter(
    ([userId, power]) => whoIs(userId, server)?.kind === "guest" && power !== 0,
  );
  if (guests.length > 0)
    throw new InvalidInput([{ path: "content.users", message: "a guest cannot have power in a room" }]);
}
