import { Readable } from "node:stream";
import { z } from "zod";
import type { App } from "../../platform/http/app.ts";
import { labelInput } from "./label.ts";
import { MODERATOR, OWNER } from "./model.ts";
import { newRoomInput } from "./open-room.ts";
import {
  appointedShape,
  memberShape,
  ownerlessRoomShape,
  roomShape,
  roomSummaryShape,
} from "./room-shapes.ts";
import type { Rooms } from "./rooms.ts";
import { nameInput, reasonInput, roomIdInput, userIdInput } from "./shapes.ts";

const roomInPath = z.object({ id: roomIdInput });
const memberInPath = roomInPath.extend({ userId: userIdInput });
const why = reasonInput.optional().meta({ description: "Everyone in the room reads it." });
const nothing = z.object({}).meta({ id: "Done" });

/** Managing rooms over HTTP. What is said in them goes over the Matrix API, for our page too. */
export async function roomRoutes(app: App, { rooms }: { rooms: Rooms }): Promise<void> {
  app.get(
    "/v1/rooms",
    {
      schema: {
        operationId: "listRooms",
        tags: ["rooms"],
        summary: "Rooms that you are in or invited to",
        description: "Last activity first.",
        response: { 200: z.object({ rooms: z.array(roomSummaryShape) }).meta({ id: "RoomList" }) },
      },
    },
    async (request) => ({ rooms: await rooms.list(await request.caller()) }),
  );

  app.post(
    "/v1/rooms",
    {
      schema: {
        operationId: "openRoom",
        tags: ["rooms"],
        summary: "Open a room",
        description: "Your organisation becomes its hub, and you its owner. The rules are asked first.",
        body: newRoomInput,
        response: { 201: roomShape },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const { id } = await rooms.create(request.body, caller);
      return reply
        .status(201)
        .header("Location", `/v1/rooms/${encodeURIComponent(id)}`)
        .send(await rooms.read(caller, id));
    },
  );

  app.get(
    "/v1/rooms/:id",
    {
      schema: {
        operationId: "getRoom",
        tags: ["rooms"],
        summary: "A room that you are in or invited to",
        params: roomInPath,
        response: { 200: roomShape },
      },
    },
    async (request) => rooms.read(await request.caller(), request.params.id),
  );

  app.put(
    "/v1/rooms/:id/label",
    {
      schema: {
        operationId: "relabelRoom",
        tags: ["rooms"],
        summary: "Change what a room may hold",
        description:
          "For owners and moderators. Raising is not refused, except to state secrets; when the room no longer fits it " +
          "is paused, and resumes by itself when it fits again.",
        params: roomInPath,
        body: labelInput,
        response: { 200: roomShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      await rooms.relabel(request.params.id, request.body, caller);
      return rooms.read(caller, request.params.id);
    },
  );

  app.put(
    "/v1/rooms/:id/name",
    {
      schema: {
        operationId: "renameRoom",
        tags: ["rooms"],
        summary: "Give a room another name",
        params: roomInPath,
        body: z.strictObject({ name: nameInput }).meta({ id: "RoomName" }),
        response: { 200: roomShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      await rooms.rename(request.params.id, request.body.name, caller);
      return rooms.read(caller, request.params.id);
    },
  );

  app.put(
    "/v1/rooms/:id/members/:userId",
    {
      schema: {
        operationId: "setRoomPower",
        tags: ["rooms"],
        summary: "Make somebody owner, moderator or member",
        params: memberInPath,
        body: z
          .strictObject({ power: z.union([z.literal(0), z.literal(MODERATOR), z.literal(OWNER)]) })
          .meta({ id: "RoomPower" }),
        response: { 200: z.object({ members: z.array(memberShape) }).meta({ id: "RoomMembers" }) },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { id, userId } = request.params;
      await rooms.setPower(id, userId, request.body.power, caller);
      return { members: [...(await rooms.read(caller, id)).members] };
    },
  );

  app.post(
    "/v1/rooms/:id/_invite",
    {
      schema: {
        operationId: "inviteToRoom",
        tags: ["rooms"],
        summary: "Invite a colleague, of whatever organisation",
        params: roomInPath,
        body: z
          .strictObject({ person: z.uuid().meta({ description: "Id of the person." }), reason: why })
          .meta({ id: "RoomInvitation" }),
        response: { 200: roomShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { person, reason } = request.body;
      await rooms.invite(request.params.id, person, caller, reason);
      return rooms.read(caller, request.params.id);
    },
  );

  app.post(
    "/v1/rooms/:id/_join",
    {
      schema: {
        operationId: "joinRoom",
        tags: ["rooms"],
        summary: "Accept an invitation",
        params: roomInPath,
        response: { 200: roomShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      await rooms.join(request.params.id, caller);
      return rooms.read(caller, request.params.id);
    },
  );

  app.post(
    "/v1/rooms/:id/_leave",
    {
      schema: {
        operationId: "leaveRoom",
        tags: ["rooms"],
        summary: "Leave a room, or turn an invitation down",
        params: roomInPath,
        body: z.strictObject({ reason: why }).nullish().meta({ id: "RoomLeaving" }),
        response: { 200: nothing },
      },
    },
    async (request) => {
      await rooms.leave(request.params.id, await request.caller(), request.body?.reason);
      return {};
    },
  );

  app.post(
    "/v1/rooms/:id/_remove",
    {
      schema: {
        operationId: "removeFromRoom",
        tags: ["rooms"],
        summary: "Remove somebody, or take back an invitation",
        description: "For owners and moderators. Their access ends at once, everywhere.",
        params: roomInPath,
        body: z.strictObject({ userId: userIdInput, reason: why }).meta({ id: "RoomRemoval" }),
        response: { 200: roomShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { userId, reason } = request.body;
      await rooms.kick(request.params.id, userId, caller, reason);
      return rooms.read(caller, request.params.id);
    },
  );

  app.post(
    "/v1/rooms/:id/_close",
    {
      schema: {
        operationId: "closeRoom",
        tags: ["rooms"],
        summary: "Close a room",
        description: "For owners. It stays readable, and nobody writes in it any more.",
        params: roomInPath,
        response: { 200: roomShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      await rooms.close(request.params.id, caller);
      return rooms.read(caller, request.params.id);
    },
  );

  app.get(
    "/v1/ownerless-rooms",
    {
      schema: {
        operationId: "listOwnerlessRooms",
        tags: ["rooms"],
        summary: "Rooms that stand still because nobody leads them, those that wait longest first",
        description:
          "For records managers (rooms that their organisation hosts) and operators (all rooms, without what they are called).",
        querystring: z.object({
          page: z.coerce.number().int().min(1).max(100_000).default(1),
          pageSize: z.coerce.number().int().min(1).max(100).default(25),
        }),
        response: {
          200: z
            .object({
              rooms: z.array(ownerlessRoomShape),
              page: z.int(),
              pageSize: z.int(),
              total: z.int(),
            })
            .meta({ id: "OwnerlessRooms" }),
        },
      },
    },
    async (request) => {
      const { page, pageSize } = request.query;
      const found = await rooms.ownerless(await request.caller(), { page, pageSize });
      return { rooms: [...found.rooms], page, pageSize, total: found.total };
    },
  );

  app.post(
    "/v1/rooms/:id/_appoint",
    {
      schema: {
        operationId: "appointRoomOwner",
        tags: ["rooms"],
        summary: "Give a room that nobody leads an owner",
        description:
          "For operators and records managers of the hub. The owner works for the hub and need not be in the room yet. The " +
          "room goes on when it fits the rules, and the owner gets a mail. Operators do not appoint themselves.",
        params: roomInPath,
        body: z
          .strictObject({ person: z.uuid().meta({ description: "Id of the person." }) })
          .meta({ id: "RoomOwner" }),
        response: { 200: appointedShape },
      },
    },
    async (request) => {
      const { id } = request.params;
      return rooms.appointOwner(id, request.body.person, await request.caller());
    },
  );

  app.get(
    "/v1/rooms/:id/log",
    {
      schema: {
        operationId: "exportRoomLog",
        tags: ["rooms"],
        summary: "The whole log, to keep and to check offline",
        description:
          "For owners, records managers of the hub and auditors. JSON Lines: a signed header, then every event in " +
          "order. `akkoord verify` checks it.",
        params: roomInPath,
        response: {
          200: {
            description: "JSON Lines in the format akkoord-room-log/1.",
            content: {
              "application/x-ndjson": {
                schema: z.custom<Readable>().meta({ id: "RoomLog", type: "string", format: "binary" }),
              },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const lines = await rooms.exportLog(request.params.id, await request.caller());
      return reply
        .type("application/x-ndjson")
        .header("Content-Disposition", 'attachment; filename="akkoord-room.ndjson"')
        .send(Readable.from(lines));
    },
  );

  app.post(
    "/v1/rooms/:id/keys/_rotate",
    {
      schema: {
        operationId: "rotateRoomKey",
        tags: ["rooms"],
        summary: "Give a room a new key for what is said from now on",
        description: "For operators and records managers of the hub.",
        params: roomInPath,
        response: { 200: z.object({ version: z.int() }).meta({ id: "RoomKeyVersion" }) },
      },
    },
    async (request) => rooms.rotateKey(request.params.id, await request.caller()),
  );

  app.post(
    "/v1/rooms/:id/keys/_destroy",
    {
      schema: {
        operationId: "destroyRoomKey",
        tags: ["rooms"],
        summary: "Destroy the key of a closed room",
        description:
          "For records managers of the hub. What was said there can never be read again, in the database or in any copy " +
          "of it. That it was said, when and by whom stays provable.",
        params: roomInPath,
        response: { 200: nothing },
      },
    },
    async (request) => {
      await rooms.destroyKey(request.params.id, await request.caller());
      return {};
    },
  );

  app.post(
    "/v1/room-keys/_rotate",
    {
      schema: {
        operationId: "rotateMasterKey",
        tags: ["rooms"],
        summary: "Wrap the keys of all rooms with a new master key",
        description: "For operators. Goes on where an earlier attempt stopped.",
        response: {
          200: z
            .object({
              version: z.string().meta({ description: "The master key that is in use now." }),
              rewrapped: z.int(),
            })
            .meta({ id: "MasterKeyRotation" }),
        },
      },
    },
    async (request) => rooms.rotateMasterKey(await request.caller()),
  );
}
