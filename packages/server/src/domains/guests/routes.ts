import { z } from "zod";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import { describes } from "../../platform/http/shapes.ts";
import { addressInput } from "../../platform/mail-address.ts";
import { endSession, startSession } from "../sessions/commands.ts";
import { isHolder } from "../sessions/holders.ts";
import type { BrowserMark } from "./browser-mark.ts";
import {
  type GuestParts,
  guestQuery,
  inviteGuest,
  readGuests,
  removeGuest,
  renewGuest,
  resendInvitation,
} from "./commands.ts";
import { askForLink, enterWithLink, lookAtLink } from "./link-commands.ts";
import {
  GUEST_ENDINGS,
  GUEST_PARTIES,
  type GuestView,
  invitationInput,
  type LinkView,
  renewalInput,
  SIGN_IN_LINK_MINUTES,
  tokenInput,
} from "./model.ts";

const guestShape = describes<GuestView>(
  z
    .object({
      id: z.uuid(),
      room: z.object({
        id: z.string(),
        name: z.string().nullable().meta({ description: "Null when you are not in it any more." }),
      }),
      name: z.string(),
      email: z.string().nullable().meta({ description: "Only for who answers for the guest." }),
      origin: z.string(),
      party: z.enum(GUEST_PARTIES),
      reason: z.string(),
      sponsor: z.object({ id: z.uuid(), name: z.string() }),
      invitedAt: z.iso.datetime(),
      until: z.iso.date().meta({ description: "Last day of access." }),
      state: z.enum(["invited", "verified", "ended"]),
      ending: z.enum(GUEST_ENDINGS).nullable(),
      endsSoon: z.boolean(),
      mail: z
        .enum(["waiting", "sent", "failed", "discarded", "kept"])
        .nullable()
        .meta({ description: "How far the last mail to the guest is; only for who answers for them." }),
      abilities: z
        .array(z.enum(["renew", "remove", "resend"]))
        .meta({ description: "What you may do as who answers for them." }),
    })
    .meta({ id: "Guest", description: "Somebody from outside who was invited into one room." }),
);

const linkShape = describes<LinkView>(
  z
    .object({
      kind: z.enum(["invitation", "sign-in"]),
      guest: z.object({ name: z.string() }),
      sponsor: z.object({ name: z.string(), organisation: z.string().nullable() }),
      room: z.object({
        name: z.string().nullable().meta({ description: "Null where the label is confidential or higher." }),
      }),
      reason: z.string().nullable(),
      until: z.iso.date(),
      usableHere: z.boolean().meta({ description: "Whether it works in this browser." }),
    })
    .meta({ id: "GuestLink", description: "What a link out of a mail leads to." }),
);

const idInPath = z.object({ id: z.uuid({ error: "must be the number of a guest" }) });
const tokenBody = z.strictObject({ token: tokenInput });

/** How often one address may try links, and ask for one. */
const TRIES = { rateLimit: { max: 30, timeWindow: "1 minute" } };
const QUESTIONS = { rateLimit: { max: 5, timeWindow: "1 minute" } };

/** What these routes need besides the commands. */
export interface GuestRouteParts extends GuestParts {
  readonly commands: Commands;
  readonly cookies: Cookies;
  readonly browserMark: BrowserMark;
  /** How long somebody stays signed in. */
  readonly sessionHours: number;
}

/** Guests over HTTP. */
export async function guestRoutes(app: App, parts: GuestRouteParts): Promise<void> {
  const { commands, cookies, browserMark, clock } = parts;
  const read = readGuests(parts);
  const renew = renewGuest(parts);
  const resend = resendInvitation(parts);
  const remove = removeGuest(parts);
  const look = lookAtLink(parts);
  const enter = enterWithLink(parts);
  const ask = askForLink(parts);

  app.get(
    "/v1/guests",
    {
      schema: {
        operationId: "listGuests",
        tags: ["guests"],
        summary: "Guests that you answer for, or those of a room that you are in",
        querystring: guestQuery,
        response: {
          200: z
            .object({
              guests: z.array(guestShape),
              longestDays: z.int().meta({ description: "How long a guest may stay at most, from today." }),
            })
            .meta({ id: "GuestList" }),
        },
      },
    },
    async (request) => ({
      guests: await commands.execute(read, request.query, await request.caller()),
      longestDays: parts.longestDays,
    }),
  );

  app.post(
    "/v1/guests",
    {
      schema: {
        operationId: "inviteGuest",
        tags: ["guests"],
        summary: "Invite somebody from outside into one room",
        description: "The rules of the room decide. The guest gets a mail with a link.",
        body: invitationInput,
        response: { 201: guestShape },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const invite = inviteGuest(parts, caller.workplace);
      return reply.status(201).send(await commands.execute(invite, request.body, caller));
    },
  );

  app.post(
    "/v1/guests/:id/_renew",
    {
      schema: {
        operationId: "renewGuest",
        tags: ["guests"],
        summary: "Give a guest that you answer for another last day",
        params: idInPath,
        body: renewalInput,
        response: { 200: guestShape },
      },
    },
    async (request) =>
      commands.execute(renew, { ...request.body, id: request.params.id }, await request.caller()),
  );

  app.post(
    "/v1/guests/:id/_resend",
    {
      schema: {
        operationId: "resendInvitation",
        tags: ["guests"],
        summary: "Send the invitation of a guest again, with a new link",
        params: idInPath,
        response: { 200: guestShape },
      },
    },
    async (request) => commands.execute(resend, { id: request.params.id }, await request.caller()),
  );

  app.post(
    "/v1/guests/:id/_remove",
    {
      schema: {
        operationId: "removeGuest",
        tags: ["guests"],
        summary: "Take a guest out, as who answers for them or who manages the room",
        params: idInPath,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await commands.execute(remove, { id: request.params.id }, await request.caller());
      return reply.status(204).send(null);
    },
  );

  app.post(
    "/v1/guests/_look",
    {
      config: { ...TRIES, changesNothing: true },
      schema: {
        operationId: "lookAtGuestLink",
        tags: ["guests"],
        summary: "See what a link out of a mail leads to",
        description: "Uses nothing up.",
        body: tokenBody,
        response: { 200: linkShape },
      },
    },
    async (request) =>
      commands.execute(
        look,
        { token: request.body.token, browser: browserMark.read(request) },
        await request.caller(),
      ),
  );

  app.post(
    "/v1/guests/_enter",
    {
      config: TRIES,
      schema: {
        operationId: "enterAsGuest",
        tags: ["guests"],
        summary: "Come in with a link out of a mail, once",
        body: tokenBody,
        response: {
          200: z
            .object({ room: z.string().meta({ description: "The room that you may see." }) })
            .meta({ id: "GuestEntered" }),
        },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const input = { token: request.body.token, browser: browserMark.read(request) };
      const guest = await commands.execute(enter, input, caller);
      // A browser is one somebody at a time.
      const earlier = cookies.sessionToken(request);
      if (earlier !== null && isHolder(caller.actor))
        await commands.execute(endSession, { token: earlier }, caller);
      const left = (Date.parse(guest.until) - clock.now().getTime()) / 3_600_000;
      const session = await commands.execute(
        startSession,
        { hours: Math.min(parts.sessionHours, left) },
        { ...caller, actor: guest, origin: { channel: "http", address: request.ip } },
      );
      cookies.setSession(reply, session.token, session.expiresAt);
      return { room: guest.room };
    },
  );

  app.post(
    "/v1/guest-links",
    {
      config: QUESTIONS,
      schema: {
        operationId: "askForGuestLink",
        tags: ["guests"],
        summary: "Ask for a link to come in again",
        description: "The answer is the same whether the address is known or not. The link comes by mail.",
        body: z.strictObject({ email: addressInput }).meta({ id: "GuestLinkQuestion" }),
        response: {
          202: z
            .object({ minutes: z.int().meta({ description: "How long the link works." }) })
            .meta({ id: "GuestLinkAsked" }),
        },
      },
    },
    async (request, reply) => {
      const input = { email: request.body.email, browser: browserMark.give(request, reply) };
      await commands.execute(ask, input, await request.caller());
      return reply.status(202).send({ minutes: SIGN_IN_LINK_MINUTES });
    },
  );
}
