import { z } from "zod";
import { describes } from "../../platform/http/shapes.ts";
import type { Appointed } from "./appoint-owner.ts";
import { labelInput } from "./label.ts";
import { HISTORIES, type MemberView, ROOM_ABILITIES, type RoomSummary, type RoomView } from "./model.ts";
import type { OwnerlessRoom } from "./ownerless-rooms.ts";

const someone = z.object({ userId: z.string(), name: z.string() });
const pauseCode = z.enum(["rules-refuse", "state-secret", "no-owner"]);
const membership = z.enum(["join", "invite"]);
const moment = z.iso.datetime();

/** A member of a room. */
export const memberShape = describes<MemberView>(
  z
    .object({
      userId: z.string(),
      kind: z.enum(["person", "guest"]),
      id: z.uuid(),
      name: z.string(),
      organisation: z.string().nullable(),
      party: z.string().nullable().meta({ description: "Of a guest: the outside party they come from." }),
      membership,
      power: z.int().meta({ description: "90 for owners, 50 for moderators, 0 for others." }),
      owner: z.boolean(),
      guest: z
        .object({
          sponsor: z.object({ id: z.string(), name: z.string() }),
          until: z.string(),
          organisation: z.string().nullable().meta({
            description:
              "What the organisation they come from is called; null when the invitation did not say.",
          }),
          verified: z.boolean(),
        })
        .nullable(),
      lastReviewed: moment.nullable(),
    })
    .meta({ id: "RoomMember" }),
);

/** A room as its members see it. */
export const roomShape = describes<RoomView>(
  z
    .object({
      id: z.string().meta({ description: "Also its id for Matrix clients." }),
      name: z.string(),
      hub: z.string().meta({ description: "The organisation that hosts it." }),
      label: labelInput,
      purpose: z.object({ text: z.string(), activity: z.string().nullable() }),
      category: z.string().nullable(),
      createdAt: moment,
      closedAt: moment.nullable(),
      history: z.enum(HISTORIES),
      pause: z
        .object({
          code: pauseCode,
          since: moment,
          organisation: z.string().nullable(),
          rules: z.array(z.string()),
          ruleSet: z.string(),
          shut: z.array(z.string()).meta({ description: "User ids of whose access stands still." }),
          resolvers: z.array(someone),
        })
        .nullable(),
      you: z.object({
        userId: z.string(),
        membership,
        power: z.int(),
        shut: z.boolean().meta({ description: "Your access stands still while the room is paused." }),
        abilities: z.array(z.enum(ROOM_ABILITIES)).meta({ description: "What you may do." }),
        invitedBy: someone.nullable(),
      }),
      members: z.array(memberShape),
      unread: z.int(),
      mentions: z.int(),
      readsServer: z
        .literal(true)
        .meta({ description: "What is said is sealed at rest; the server itself can read it." }),
      destroyed: z.boolean().meta({ description: "The key is gone, and with it what was said." }),
    })
    .meta({ id: "Room" }),
);

/** A room in the list. */
export const roomSummaryShape = describes<RoomSummary>(
  z
    .object({
      id: z.string(),
      name: z.string(),
      hub: z.string(),
      label: labelInput,
      membership,
      shut: z.boolean(),
      paused: pauseCode.nullable(),
      closedAt: moment.nullable(),
      memberCount: z.int(),
      guestCount: z.int(),
      organisations: z.array(z.string()),
      invitedBy: someone.nullable(),
      lastActivity: moment,
      unread: z.int(),
      mentions: z.int(),
    })
    .meta({ id: "RoomSummary" }),
);

/** A room that nobody leads. */
export const ownerlessRoomShape = describes<OwnerlessRoom>(
  z
    .object({
      id: z.string(),
      hub: z.string().meta({ description: "The organisation that hosts it." }),
      name: z
        .string()
        .nullable()
        .meta({ description: "For records managers of the hub alone; null for others." }),
      label: labelInput,
      openedAt: moment,
      memberCount: z.int().meta({ description: "Who is in it now, guests too." }),
      since: moment.meta({ description: "Since when nobody leads it." }),
    })
    .meta({ id: "OwnerlessRoom", description: "A room that stands still because nobody leads it." }),
);

/** What came of appointing an owner. */
export const appointedShape = describes<Appointed>(
  z
    .object({
      paused: pauseCode.nullable().meta({ description: "Why it still stands still; null when it went on." }),
    })
    .meta({ id: "RoomOwnerAppointed" }),
);
