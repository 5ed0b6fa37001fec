import { randomBytes } from "node:crypto";
import { createContent, firstPowerLevels, isObject, type JsonObject, TYPES } from "@akkoord/room";
import { z } from "zod";
import { NOTHING_SAID } from "../../platform/actor.ts";
import { command } from "../../platform/command.ts";
import { NotAllowed, RoomRefused } from "../../platform/errors.ts";
import type { RoomWork } from "./append.ts";
import { invitePerson } from "./invite.ts";
import { checkValues, labelInput } from "./label.ts";
import { comesAs } from "./membership.ts";
import { HISTORIES, OWNER, type RoomFacts } from "./model.ts";
import { mayOpenRooms } from "./permissions.ts";
import { nameInput, purposeTextInput } from "./shapes.ts";
import { CLOSED } from "./standing.ts";
import { akkoordUserId, personUserId } from "./user-id.ts";
import type { RoomCommandParts } from "./work.ts";

const ID_BYTES = 18;
/** Most people that are invited when a room is opened; others follow later. */
export const MOST_AT_ONCE = 50;

/** A room to open. */
export const newRoomInput = z
  .strictObject({
    name: nameInput,
    label: labelInput,
    purpose: z
      .strictObject({
        text: purposeTextInput,
        activity: z
          .string()
          .max(100)
          .nullable()
          .default(null)
          .meta({ description: "What it is opened for: a value of the attribute `activity`." }),
      })
      .default({ text: "", activity: null }),
    category: z.string().min(1).max(100).nullable().default(null).meta({ description: "Records category." }),
    history: z
      .enum(HISTORIES)
      .default("shared")
      .meta({ description: "How far back a new member sees. Cannot be changed afterwards." }),
    invites: z.enum(["members", "moderators"]).default("members").meta({ description: "Who may invite." }),
    invite: z
      .array(z.uuid())
      .max(MOST_AT_ONCE)
      .default([])
      .meta({ description: "People to invite at once." }),
  })
  .meta({ id: "NewRoom" });

/** Opens a room: its hub is the organisation of who opens it, and they lead it. */
export function openRoom(parts: RoomCommandParts) {
  const { server, log, enforcement, appending, registry } = parts;
  return command({
    name: "rooms.open",
    on: "room",
    input: newRoomInput,
    may: mayOpenRooms,
    async run({ input, actor, caller, now, transaction }) {
      if (!mayOpenRooms(actor)) throw new NotAllowed();
      await checkValues(registry, { ...input.label, activity: input.purpose.activity }, now);
      const id = `!${randomBytes(ID_BYTES).toString("base64url")}:${server}`;
      const me = personUserId(actor.id, server);
      const hub = actor.organisation;
      const asked: RoomFacts = {
        id,
        hub,
        label: input.label,
        purpose: input.purpose,
        category: input.category,
        createdAt: now,
        closedAt: null,
        pause: null,
        members: [
          {
            userId: me,
            kind: "person",
            id: actor.id,
            name: actor.name,
            organisation: hub,
            guest: null,
            membership: "join",
            power: OWNER,
            since: 1,
          },
        ],
      };
      const create = { type: TYPES.create, sender: me, stateKey: "", content: createContent() };
      const workplace = caller.workplace ?? NOTHING_SAID;
      const verdict = await enforcement.mayAppend(create, asked, actor, workplace, { now, transaction });
      if (!verdict.allowed) throw new RoomRefused(verdict.refusal);

      const held = await log.begin(
        transaction,
        { id, hub, label: input.label, category: input.category, history: input.history },
        now,
      );
      const work: RoomWork = { transaction, held, now };
      const mine = (type: string, content: JsonObject, stateKey = "") =>
        appending.inNameOf(work, me, { type, stateKey, content });
      const akkoord = akkoordUserId(server);
      await mine(TYPES.create, create.content);
      await mine(
        TYPES.member,
        comesAs("join", me, { name: actor.name, organisation: hub, guest: null }).content,
        me,
      );
      await mine(TYPES.powerLevels, {
        ...firstPowerLevels(akkoord, { [me]: OWNER }),
        ...(input.invites === "members" ? { invite: 0 } : {}),
        events: { ...eventLevels(akkoord, me), [CLOSED]: OWNER },
      });
      await mine(TYPES.member, { membership: "invite", displayname: "Akkoord" }, akkoord);
      await appending.byAkkoord(work, {
        type: TYPES.member,
        stateKey: akkoord,
        content: { membership: "join", displayname: "Akkoord" },
      });
      const fixed = (type: string, content: JsonObject) =>
        appending.byAkkoord(work, { type, stateKey: "", content });
      await fixed(TYPES.joinRules, { join_rule: "invite" });
      await fixed(TYPES.historyVisibility, { history_visibility: input.history });
      await fixed(TYPES.guestAccess, { guest_access: "forbidden" });
      await mine(TYPES.name, { name: input.name });
      await mine(TYPES.label, { ...input.label });
      await mine(TYPES.purpose, { text: input.purpose.text, activity: input.purpose.activity });
      if (input.category !== null) await mine(TYPES.category, { category: input.category });
      await appending.settle(work);
      for (const person of new Set(input.invite)) {
        await invitePerson(parts, { ...work, caller }, { person });
      }
      return {
        output: { id },
        object: { type: "room", id },
        events: [{ type: "rooms.opened", data: { room: id } }],
      };
    },
  });
}

function eventLevels(akkoord: string, owner: string): JsonObject {
  const { events } = firstPowerLevels(akkoord, { [owner]: OWNER });
  return isObject(events) ? events : {};
}
