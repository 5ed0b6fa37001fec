import { isDate } from "@akkoord/policy";
import compress from "@fastify/compress";
import { z } from "zod";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { App } from "../../platform/http/app.ts";
import { isUnchanged } from "../../platform/http/conditional.ts";
import { period, ruleSetHash, ruleSetShape } from "../../platform/http/shapes.ts";
import { PUBLICATION_ORIGINS } from "./model.ts";
import type { Registry } from "./registry.ts";

const FOREVER = "public, max-age=31536000, immutable";

/** A day in the query; today in Amsterdam when left out. */
export const dayQuery = z.object({
  date: z
    .string()
    .refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" })
    .optional()
    .meta({ format: "date", description: "The day to decide for; today in Amsterdam when left out." }),
});

/** Nothing new: no body. */
const unchanged = z.null().meta({ description: "You have it already." });

const hashInPath = z.object({ hash: ruleSetHash });

const currentShape = z
  .object({
    hash: ruleSetHash,
    name: z.string(),
    validFrom: z.iso.date().nullable().meta({ description: "The first day it is for; null for every day." }),
    publishedAt: z.iso.datetime(),
    date: z.iso.date(),
    period,
    links: z.object({ self: z.string(), compiled: z.string() }),
  })
  .meta({ id: "CurrentRuleSet", description: "The rule set to decide by for a day." });

const listShape = z
  .object({
    ruleSets: z.array(
      z.object({
        hash: ruleSetHash,
        name: z.string(),
        publication: z.int().meta({ description: "Its newest publication; a larger number is newer." }),
        validFrom: z.iso.date().nullable(),
        publishedAt: z.iso.datetime(),
        publishedBy: z.string(),
        origin: z.enum(PUBLICATION_ORIGINS),
        owner: z
          .string()
          .nullable()
          .meta({ description: "Whose draft it was; null for the policies folder." }),
        draft: z.uuid().nullable(),
        reason: z.string().nullable().meta({ description: "The title of the draft." }),
        acknowledgements: z
          .array(z.object({ finding: z.string(), reason: z.string() }))
          .meta({ description: "New conflicts that were published on purpose, and why." }),
        rules: z.int(),
        tools: z.int(),
        organisations: z.int(),
        periods: z.array(period),
        links: z.object({ self: z.string() }),
      }),
    ),
  })
  .meta({ id: "RuleSetList", description: "Published rule sets, newest publication first." });

/** Rule sets over HTTP. */
export async function registryRoutes(
  app: App,
  { registry, clock }: { registry: Registry; clock: Clock },
): Promise<void> {
  await app.register(compress, { global: false, encodings: ["br", "gzip"] });

  app.get(
    "/v1/rule-sets",
    {
      schema: {
        operationId: "listRuleSets",
        tags: ["rule-sets"],
        summary: "Published rule sets",
        response: { 200: listShape },
      },
    },
    async () => ({
      ruleSets: newestPerRuleSet(registry).map(({ id, summary, acknowledgements, ...publication }) => ({
        ...publication,
        publication: id,
        acknowledgements: [...acknowledgements],
        ...summary,
        periods: [...summary.periods],
        links: { self: `/v1/rule-sets/${publication.hash}` },
      })),
    }),
  );

  app.get(
    "/v1/rule-sets/current",
    {
      config: { cacheable: true },
      schema: {
        operationId: "getCurrentRuleSet",
        tags: ["rule-sets"],
        summary: "The rule set to decide by for a day",
        querystring: dayQuery,
        response: { 200: currentShape, 304: unchanged },
      },
    },
    async (request, reply) => {
      const date = request.query.date ?? dayInAmsterdam(clock.now());
      const { publication, held } = await registry.currentOn(date);
      const self = `/v1/rule-sets/${held.hash}`;
      reply.header("Cache-Control", "no-cache");
      if (isUnchanged(request, reply, `${publication.id}-${date}`)) return reply.status(304).send(null);
      return {
        hash: held.hash,
        name: held.ruleSet.name,
        validFrom: publication.validFrom,
        publishedAt: publication.publishedAt,
        date,
        period: held.period(date),
        links: { self, compiled: `${self}/compiled?date=${date}` },
      };
    },
  );

  app.get(
    "/v1/rule-sets/:hash",
    {
      config: { cacheable: true },
      compress: { threshold: 1_024 },
      schema: {
        operationId: "getRuleSet",
        tags: ["rule-sets"],
        summary: "A rule set, complete",
        description: "Never changes: the hash is the SHA-256 of this document as canonical JSON (RFC 8785).",
        params: hashInPath,
        response: { 200: ruleSetShape, 304: unchanged },
      },
    },
    async (request, reply) => {
      const held = await registry.byHash(request.params.hash);
      reply.header("Cache-Control", FOREVER).type("application/json; charset=utf-8");
      if (isUnchanged(request, reply, held.hash)) return reply.status(304).send(null);
      // The text itself goes out, so that its hash can be checked by whoever gets it.
      return reply.serializer(() => held.json).send(held.ruleSet);
    },
  );

  app.get(
    "/v1/rule-sets/:hash/compiled",
    {
      config: { cacheable: true },
      compress: { threshold: 1_024, customTypes: /^application\/octet-stream$/ },
      schema: {
        operationId: "getCompiledRuleSet",
        tags: ["rule-sets"],
        summary: "A rule set compiled for a day, for deciding elsewhere",
        params: hashInPath,
        querystring: dayQuery,
        response: {
          304: unchanged,
          200: {
            description: "The compiled form.",
            content: {
              "application/octet-stream": {
                schema: z.custom<Buffer>().meta({ id: "CompiledRuleSet", type: "string", format: "binary" }),
              },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const held = await registry.byHash(request.params.hash);
      const date = request.query.date ?? dayInAmsterdam(clock.now());
      const { bytes, version } = held.compiled(date);
      // Not for ever: the same rules compile to other bytes in a later version of Akkoord.
      reply.header("Cache-Control", "no-cache").type("application/octet-stream");
      if (isUnchanged(request, reply, version)) return reply.status(304).send(null);
      return reply.send(bytes);
    },
  );

  app.post(
    "/v1/rule-sets/_reload",
    {
      schema: {
        operationId: "reloadPolicies",
        tags: ["rule-sets"],
        summary: "Publish the policies folder when it changed",
        description:
          "For operators and the coordinator. Errors in the files are listed; the rules in force then stay. Rules that were published at the rule desk since are not replaced unless you say so.",
        body: z
          .object({
            validFrom: z.iso
              .date()
              .nullable()
              .default(null)
              .meta({ description: "First day it is for; null for every day." }),
            replaceDesk: z
              .boolean()
              .default(false)
              .meta({ description: "Replace what was published at the rule desk since." }),
          })
          .default({ validFrom: null, replaceDesk: false }),
        response: {
          200: z.object({ hash: ruleSetHash, changed: z.boolean() }).meta({ id: "ReloadedPolicies" }),
        },
      },
    },
    async (request) => registry.publishFolder(await request.caller(), request.body),
  );
}

function newestPerRuleSet(registry: Registry) {
  const seen = new Set<string>();
  return registry.publications().filter(({ hash }) => !seen.has(hash) && seen.add(hash));
}
