import { z } from "zod";
import { type Actor, NOTHING_SAID } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotAllowed, NotFound, NotSignedIn } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { describes, ruleSetHash, situationShape, toolOutcomeShape } from "../../platform/http/shapes.ts";
import { labelInput } from "./label.ts";
import type { Fit, RoomRules } from "./may-append.ts";
import type { RoomMember } from "./model.ts";
import { mayOpenRooms } from "./permissions.ts";
import { refusalShape, refusingRuleShape } from "./refusal-shape.ts";
import { listRoomChecks, type RoomCheck } from "./room-checks.ts";
import { CHECK_CAUSES } from "./room-checks-tables.ts";
import type { Rooms } from "./rooms.ts";
import { roomIdInput } from "./shapes.ts";
import type { PartyMember } from "./verdict-parties.ts";

/** More participants than a room of the whole government has. */
const MOST_PARTICIPANTS = 40;

/** What these routes need. */
export interface FitRouteParts {
  readonly rooms: Pick<Rooms, "facts" | "userId">;
  readonly rules: RoomRules;
  readonly database: Database;
  readonly clock: Clock;
}

const fitShape = describes<Fit>(
  z
    .object({
      ruleSet: ruleSetHash.meta({ description: "The rules that it was decided by, with your waivers." }),
      date: z.iso.date(),
      fits: z.boolean().meta({ description: "The room fits by itself: it is not paused." }),
      allowed: z
        .boolean()
        .meta({ description: "You may write in it, with what you said about where you work." }),
      rules: z.array(refusingRuleShape).meta({ description: "The rules that allow it." }),
      refusal: refusalShape.nullable(),
      situation: situationShape
        .nullable()
        .meta({ description: "What was asked; what is not known of others is left out." }),
      outcome: toolOutcomeShape.nullable().meta({ description: "What everybody's rules say of rooms." }),
    })
    .meta({ id: "RoomFit", description: "Whether you may write in a room, and the answer behind that." }),
);

const counts = {
  rooms: z.int(),
  done: z.int(),
  paused: z.int(),
  resumed: z.int(),
};

const checkShape = describes<RoomCheck>(
  z
    .object({
      id: z.string(),
      cause: z.enum(CHECK_CAUSES).meta({ description: "What changed, so that rooms are decided again." }),
      requestedAt: z.iso.datetime(),
      startedAt: z.iso.datetime().nullable(),
      finishedAt: z.iso.datetime().nullable(),
      ...counts,
      organisations: z
        .array(z.object({ organisation: z.string(), ...counts }))
        .meta({ description: "By the organisation that hosts the rooms." }),
    })
    .meta({ id: "RoomCheck", description: "Rooms that are decided again, and how far that is." }),
);

/** Whether rooms fit the rules, over HTTP. */
export async function fitRoutes(app: App, { rooms, rules, database, clock }: FitRouteParts): Promise<void> {
  app.get(
    "/v1/rooms/:id/fit",
    {
      schema: {
        operationId: "readRoomFit",
        tags: ["rooms"],
        summary: "Why you may write in a room, or why not",
        description:
          "For members. The answer behind the decision, with what you said about where you work now.",
        params: z.object({ id: roomIdInput }),
        response: { 200: fitShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const facts = await rooms.facts(caller, request.params.id);
      const me = rooms.userId(caller);
      const member = facts.members.find(({ userId }) => userId === me);
      if (member === undefined) throw new NotFound();
      const workplace = caller.workplace ?? NOTHING_SAID;
      const context = { now: clock.now(), transaction: database.use(), exists: true };
      return rules.fit(facts, { member, workplace }, context);
    },
  );

  app.post(
    "/v1/rooms/_fit",
    {
      config: { changesNothing: true },
      schema: {
        operationId: "checkRoomFit",
        tags: ["rooms"],
        summary: "Whether a room would fit the rules",
        description:
          "Before you open a room or invite somebody. Your own organisation hosts it and is always in it. Nothing is kept.",
        body: z
          .strictObject({
            label: labelInput,
            participants: z
              .array(z.string().min(1).max(100))
              .max(MOST_PARTICIPANTS)
              .default([])
              .meta({ description: "Organisations and outside parties, by id." }),
          })
          .meta({ id: "RoomToFit" }),
        response: { 200: fitShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const me = opener(caller.actor);
      const { ruleSet } = await rules.current(clock.now());
      const { label, participants } = request.body;
      const outside = new Set(ruleSet.outsideParties.map(({ id }) => id));
      const others = participants.filter((id) => id !== me.organisation);
      const members = [
        memberOf({ kind: "person", id: me.id, organisation: me.organisation, guest: null }, 1),
        ...[...new Set(others)].map((id, index) =>
          memberOf(
            outside.has(id)
              ? { kind: "guest", id: "", organisation: null, guest: { party: id } }
              : { kind: "person", id: "", organisation: id, guest: null },
            index + 2,
          ),
        ),
      ];
      const [member] = members;
      if (member === undefined) throw new NotFound();
      const workplace = caller.workplace ?? NOTHING_SAID;
      const context = { now: clock.now(), transaction: database.use(), exists: false };
      return rules.fit({ hub: me.organisation, label, members }, { member, workplace }, context);
    },
  );

  app.get(
    "/v1/room-checks",
    {
      schema: {
        operationId: "listRoomChecks",
        tags: ["rooms"],
        summary: "How rooms are decided again after rules or waivers changed, newest first",
        description:
          "For security officers (rooms that their organisation hosts), coordinators and operators. Counts only.",
        querystring: z.object({
          page: z.coerce.number().int().min(1).max(100_000).default(1),
          pageSize: z.coerce.number().int().min(1).max(100).default(25),
        }),
        response: {
          200: z
            .object({
              checks: z.array(checkShape),
              page: z.int(),
              pageSize: z.int(),
              total: z.int(),
            })
            .meta({ id: "RoomChecks" }),
        },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      const { page, pageSize } = request.query;
      const { checks, total } = await listRoomChecks(database, actor, { page, pageSize });
      return { checks: [...checks], page, pageSize, total };
    },
  );
}

/** @throws NotSignedIn, NotAllowed */
function opener(actor: Actor) {
  if (mayOpenRooms(actor)) return actor;
  throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
}

/** Somebody who would be in a room. */
function memberOf(who: PartyMember, since: number): RoomMember {
  const card = who.guest === null ? null : { sponsor: "", until: "", organisation: null, ...who.guest };
  return { ...who, guest: card, userId: "", name: "", membership: "join", power: 0, since };
}
