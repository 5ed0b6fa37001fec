import { isDate } from "@akkoord/policy";
import { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import type { Commands } from "../../platform/command.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { describes, period, ruleSetHash, situationShape } from "../../platform/http/shapes.ts";
import {
  agreeToWaiver,
  readWaiver,
  readWaivers,
  refuseWaiver,
  requestWaiver,
  type WaiverParts,
  waiverPage,
  withdrawWaiver,
} from "./commands.ts";
import {
  agreementInput,
  type CoveringWaiver,
  endingInput,
  previewInput,
  requestInput,
  WAIVER_STATES,
  type WaiverPreview,
  type WaiverRequest,
} from "./model.ts";
import { asksForOwn, mayReadWaivers, mayRequestWaiver } from "./permissions.ts";
import type { WaiverQueries } from "./queries.ts";

const named = z.object({ id: z.uuid(), name: z.string() });
const words = z.object({ nl: z.string(), en: z.string() });
const condition = z.record(z.string(), z.array(z.string()));

const waiverShape = describes<WaiverRequest>(
  z
    .object({
      id: z.uuid(),
      organisation: z.string(),
      tool: z.string(),
      state: z.enum(WAIVER_STATES),
      asker: named,
      requestedAt: z.iso.datetime(),
      ruleSet: ruleSetHash,
      situation: situationShape,
      widened: z.array(z.string()),
      when: condition.meta({ description: "The situations it holds in." }),
      relaxes: z.array(z.string()).meta({ description: "The rules it sets aside." }),
      reason: z.string(),
      valid: period,
      cover: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("organisation") }),
        z.object({ kind: z.literal("people"), people: z.array(named) }),
        z.object({ kind: z.literal("team"), name: z.string(), people: z.array(named) }),
      ]),
      duties: z.array(z.string()),
      signatures: z.array(
        z.object({
          owner: z.string().meta({ description: "An organisation, or `rijk`." }),
          verdict: z.enum(["agreed", "refused"]).nullable(),
          by: named.nullable(),
          at: z.iso.datetime().nullable(),
          reason: z.string().nullable(),
        }),
      ),
      ending: z
        .object({
          by: named.nullable().meta({ description: "Null when nobody did: everybody covered had left." }),
          at: z.iso.datetime(),
          reason: z.string(),
        })
        .nullable(),
      expiresSoon: z.boolean(),
      abilities: z.array(z.enum(["agree", "refuse", "withdraw"])).meta({ description: "What you may do." }),
    })
    .meta({ id: "Waiver", description: "A request for a waiver, and what became of it." }),
);

const coveringShape = z
  .object({
    ruleSet: ruleSetHash.meta({ description: "The published rules." }),
    withWaivers: ruleSetHash.meta({ description: "The same with these waivers: what answers to you name." }),
    waivers: z.array(
      describes<CoveringWaiver>(
        z
          .object({
            id: z.uuid(),
            organisation: z.string(),
            issuer: z.string(),
            tools: z.array(z.string()),
            when: condition,
            relaxes: z.array(z.string()),
            valid: period,
            duties: z.array(z.string()),
            words,
            source: z.object({
              title: z.string(),
              author: z.string(),
              date: z.iso.date(),
              quote: z.string(),
            }),
            expiresSoon: z.boolean(),
          })
          .meta({ id: "CoveringWaiver" }),
      ),
    ),
  })
  .meta({ id: "CoveringWaivers", description: "The waivers that cover you." });

const previewShape = describes<WaiverPreview>(
  z
    .object({
      possible: z.boolean(),
      because: z.enum(["open-already", "blocked", "unworkable", "too-wide", "incomplete"]).nullable(),
      rules: z.array(z.object({ rule: z.string(), owner: z.string() })),
      owners: z.array(z.string()),
      blockedBy: z.array(z.object({ rule: z.string(), because: z.enum(["strict", "law", "treaty"]) })),
      open: z.array(z.string()),
      duties: z.array(z.string()),
      closedFor: z.array(z.string()),
    })
    .meta({ id: "WaiverPreview", description: "What a waiver would take, or why there can be none." }),
);

const idInPath = z.object({ id: z.uuid({ error: "must be the number of a waiver" }) });

/** Waivers over HTTP. */
export async function waiverRoutes(
  app: App,
  parts: WaiverParts & { readonly commands: Commands; readonly waivers: WaiverQueries },
): Promise<void> {
  const { commands, waivers, directory } = parts;
  const request = requestWaiver(parts);
  const read = readWaivers(parts);
  const readOne = readWaiver(parts);
  const agree = agreeToWaiver(parts);
  const refuse = refuseWaiver(parts);
  const withdraw = withdrawWaiver(parts);

  app.get(
    "/v1/waivers",
    {
      schema: {
        operationId: "listWaivers",
        tags: ["waivers"],
        summary: "Waivers that you may see",
        description:
          "Your own requests, those that you decide on, as security officer those of your organisation, as auditor " +
          "all. Newest first; granted ones by their last day.",
        querystring: waiverPage,
        response: {
          200: z
            .object({ waivers: z.array(waiverShape), page: z.int(), pageSize: z.int(), total: z.int() })
            .meta({ id: "WaiverList" }),
        },
      },
    },
    async (incoming) => {
      const { query } = incoming;
      const found = await commands.execute(read, query, await incoming.caller());
      return { ...found, page: query.page, pageSize: query.pageSize };
    },
  );

  app.post(
    "/v1/waivers",
    {
      schema: {
        operationId: "requestWaiver",
        tags: ["waivers"],
        summary: "Ask for a waiver for your own organisation",
        description:
          "The situation begins with your own organisation. The owners of the rules that are set aside must agree.",
        body: requestInput,
        response: { 201: waiverShape },
      },
    },
    async (incoming, reply) => {
      const made = await commands.execute(request, incoming.body, await incoming.caller());
      return reply.status(201).header("Location", `/v1/waivers/${made.id}`).send(made);
    },
  );

  app.get(
    "/v1/waivers/_covering",
    {
      schema: {
        operationId: "listCoveringWaivers",
        tags: ["waivers"],
        summary: "The waivers that cover you",
        description: "Those that run on the day or later, with what is needed to decide with them elsewhere.",
        querystring: z.object({
          date: z
            .string()
            .refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" })
            .optional()
            .meta({ format: "date", description: "Today in Amsterdam when left out." }),
          ruleSet: ruleSetHash.optional().meta({ description: "The rule set of the day when left out." }),
        }),
        response: { 200: coveringShape },
      },
    },
    async (incoming) => {
      const { query } = incoming;
      const { actor } = await incoming.caller();
      if (!mayReadWaivers(actor)) throw refusalOf(actor);
      return waivers.coveringOn(actor, query.date, query.ruleSet);
    },
  );

  app.post(
    "/v1/waivers/_preview",
    {
      config: { changesNothing: true },
      schema: {
        operationId: "previewWaiver",
        tags: ["waivers"],
        summary: "Whether a waiver is possible, and whose signatures it needs",
        description: "Nothing of what you ask is kept.",
        body: previewInput,
        response: { 200: previewShape },
      },
    },
    async (incoming) => {
      const { actor } = await incoming.caller();
      if (!mayRequestWaiver(actor) || !asksForOwn(actor, incoming.body.situation)) throw refusalOf(actor);
      return waivers.preview(actor.organisation, incoming.body);
    },
  );

  app.get(
    "/v1/waivers/_colleagues",
    {
      schema: {
        operationId: "findColleagues",
        tags: ["waivers"],
        summary: "People of your own organisation, to name in a request",
        description: "At most ten, of those who signed in before.",
        querystring: z.object({
          name: z.string().trim().min(2, { error: "must be at least two letters" }).max(100),
        }),
        response: { 200: z.object({ people: z.array(named) }).meta({ id: "Colleagues" }) },
      },
    },
    async (incoming) => {
      const { query } = incoming;
      const { actor } = await incoming.caller();
      if (!mayRequestWaiver(actor)) throw refusalOf(actor);
      return { people: await directory.colleagues(actor.organisation, query.name) };
    },
  );

  app.get(
    "/v1/waivers/:id",
    {
      schema: {
        operationId: "getWaiver",
        tags: ["waivers"],
        summary: "One waiver",
        params: idInPath,
        response: { 200: waiverShape },
      },
    },
    async (incoming) => commands.execute(readOne, incoming.params, await incoming.caller()),
  );

  app.post(
    "/v1/waivers/:id/_agree",
    {
      schema: {
        operationId: "agreeToWaiver",
        tags: ["waivers"],
        summary: "Agree, for the rules that you decide on",
        description:
          "May shorten the period, narrow the cover and add duties. Granted when the owners of all rules agreed.",
        params: idInPath,
        body: agreementInput,
        response: { 200: waiverShape },
      },
    },
    async (incoming) =>
      commands.execute(agree, { ...incoming.body, ...incoming.params }, await incoming.caller()),
  );

  app.post(
    "/v1/waivers/:id/_refuse",
    {
      schema: {
        operationId: "refuseWaiver",
        tags: ["waivers"],
        summary: "Refuse, for a rule that you decide on",
        params: idInPath,
        body: endingInput,
        response: { 200: waiverShape },
      },
    },
    async (incoming) =>
      commands.execute(refuse, { ...incoming.body, ...incoming.params }, await incoming.caller()),
  );

  app.post(
    "/v1/waivers/:id/_withdraw",
    {
      schema: {
        operationId: "withdrawWaiver",
        tags: ["waivers"],
        summary: "Withdraw a request or a granted waiver; works at once",
        params: idInPath,
        body: endingInput,
        response: { 200: waiverShape },
      },
    },
    async (incoming) =>
      commands.execute(withdraw, { ...incoming.body, ...incoming.params }, await incoming.caller()),
  );
}

function refusalOf(actor: Actor): Error {
  return actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
}
