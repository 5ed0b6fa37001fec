import { createHash } from "node:crypto";
import { type Box, FINDING_KINDS, type Finding } from "@akkoord/policy";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { App } from "../../platform/http/app.ts";
import { isUnchanged } from "../../platform/http/conditional.ts";
import { ruleSetHash } from "../../platform/http/shapes.ts";
import { dayQuery } from "../registry/routes.ts";
import type { Insight } from "./insight.ts";
import { countKinds } from "./model.ts";
import {
  changeShape,
  familyShape,
  findingShape,
  findingSummaryShape,
  kindCountsShape,
  repairShape,
} from "./shapes.ts";

const page = z.coerce.number().int().min(1).max(100_000).default(1);
const pageSize = z.coerce.number().int().min(1).max(200).default(50);
const paged = { page: z.int(), pageSize: z.int(), total: z.int() };
const unchanged = z.null().meta({ description: "You have it already." });

const subjectQuery = dayQuery.extend({
  ruleSet: ruleSetHash.optional().meta({ description: "Rules in force on the day when left out." }),
});
const listQuery = subjectQuery.extend({
  kind: z.enum(FINDING_KINDS).optional(),
  organisation: z.string().max(100).optional(),
  page,
  pageSize,
});
const where = z
  .string()
  .max(1_000)
  .regex(/^[\w-]+:[\w-]+(,[\w-]+:[\w-]+)*$/, { error: "must be as attribute:value,attribute:value" })
  .optional()
  .transform((text) => (text ?? "").split(",").flatMap(attributeAndValue))
  .meta({
    description:
      "Only findings that occur with these values, such as `activity:meet,information:confidential`.",
  });
const idInPath = z.object({ id: z.string().max(100) });

/** What every answer about findings says of the rules it is about. */
const about = { ruleSet: ruleSetHash, date: z.iso.date() };

/** Where rules fail, over HTTP. It follows from the published rules, so everyone may read it. */
export async function findingRoutes(app: App, { insight }: { insight: Insight }): Promise<void> {
  app.get(
    "/v1/findings",
    {
      config: { cacheable: true, costly: true },
      schema: {
        operationId: "listFindings",
        tags: ["findings"],
        summary: "Where the rules fail",
        description: "Exact and complete for one day, heaviest first.",
        querystring: listQuery.extend({ where }),
        response: {
          200: z
            .object({ ...about, findings: z.array(findingSummaryShape), ...paged })
            .meta({ id: "FindingList" }),
          304: unchanged,
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const subject = await insight.subject(query);
      const found = (await insight.findings(subject)).filter(
        ({ kind, organisations, boxes }) =>
          (query.kind === undefined || kind === query.kind) &&
          (query.organisation === undefined || organisations.includes(query.organisation)) &&
          boxes.some((box) => touches(box, query.where)),
      );
      return sendUnlessKnown(request, reply, {
        ...aboutOf(subject),
        findings: onPage(found, query).map((finding) => summaryOf(finding, subject)),
        ...pagedOf(found, query),
      });
    },
  );

  app.get(
    "/v1/finding-families",
    {
      config: { cacheable: true, costly: true },
      schema: {
        operationId: "listFindingFamilies",
        tags: ["findings"],
        summary: "Where the rules fail, with what differs only in its organisations told as one",
        querystring: listQuery,
        response: {
          200: z
            .object({
              ...about,
              families: z.array(familyShape),
              kinds: kindCountsShape.meta({ description: "How many of each kind, whatever kind was asked." }),
              ...paged,
            })
            .meta({ id: "FindingFamilyList" }),
          304: unchanged,
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const subject = await insight.subject(query);
      const ofOrganisation = (await insight.families(subject)).filter(
        ({ organisations }) => query.organisation === undefined || organisations.includes(query.organisation),
      );
      const families = ofOrganisation.filter(({ kind }) => query.kind === undefined || kind === query.kind);
      return sendUnlessKnown(request, reply, {
        ...aboutOf(subject),
        families: [...onPage(families, query)],
        kinds: countKinds(ofOrganisation),
        ...pagedOf(families, query),
      });
    },
  );

  app.get(
    "/v1/findings/:id",
    {
      config: { cacheable: true, costly: true },
      schema: {
        operationId: "getFinding",
        tags: ["findings"],
        summary: "One finding, with its whole region",
        params: idInPath,
        querystring: subjectQuery,
        response: {
          200: z
            .object({
              ...about,
              finding: findingShape,
              alike: z
                .array(findingSummaryShape)
                .meta({ description: "Findings of the same family, this one among them." }),
            })
            .meta({ id: "OneFinding" }),
          304: unchanged,
        },
      },
    },
    async (request, reply) => {
      const subject = await insight.subject(request.query);
      const { finding, family } = await insight.finding(subject, request.params.id);
      return sendUnlessKnown(request, reply, {
        ...aboutOf(subject),
        finding: { ...finding, links: linksOf(finding, subject) },
        alike: family.map((one) => summaryOf(one, subject)),
      });
    },
  );

  app.get(
    "/v1/findings/:id/repairs",
    {
      config: { cacheable: true, costly: true },
      schema: {
        operationId: "listRepairs",
        tags: ["findings"],
        summary: "What would end a finding, and whose signature that needs",
        description: "Smallest sets of steps. Law and treaties are never proposed for change.",
        params: idInPath,
        querystring: subjectQuery,
        response: {
          200: z
            .object({
              ...about,
              repairs: z.array(repairShape).meta({ description: "Fewest steps first." }),
              complete: z.boolean().meta({ description: "Whether these are all." }),
              none: z
                .enum(["not-for-this-kind", "no-longer-there", "blocked", "not-found"])
                .nullable()
                .meta({ description: "Why there are none." }),
              blockedBy: z
                .array(z.string())
                .meta({ description: "Rules of law and treaties in the way, when there are none." }),
            })
            .meta({ id: "RepairList" }),
          304: unchanged,
        },
      },
    },
    async (request, reply) => {
      const subject = await insight.subject(request.query);
      const advice = await insight.repairs(subject, request.params.id);
      return sendUnlessKnown(request, reply, {
        ...aboutOf(subject),
        ...advice,
        repairs: [...advice.repairs],
        blockedBy: [...advice.blockedBy],
      });
    },
  );

  app.get(
    "/v1/rule-sets/:hash/changes",
    {
      config: { cacheable: true, costly: true },
      schema: {
        operationId: "listRuleSetChanges",
        tags: ["rule-sets"],
        summary: "In what a rule set decides otherwise than an earlier one",
        description: "Every region with another outcome, heaviest first: on one day, or over all of time.",
        params: z.object({ hash: ruleSetHash }),
        querystring: dayQuery.extend({
          since: ruleSetHash.meta({ description: "The rule set to compare with." }),
          organisation: z.string().max(100).optional(),
          page,
          pageSize,
        }),
        response: {
          200: z
            .object({
              since: ruleSetHash,
              ruleSet: ruleSetHash,
              date: z.iso.date().nullable().meta({ format: "date", description: "Null for all of time." }),
              changes: z.array(changeShape),
              ...paged,
            })
            .meta({ id: "RuleSetChangeList" }),
          304: unchanged,
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const scope = query.date === undefined ? ({ overTime: true } as const) : { date: query.date };
      const all = await insight.changes({ since: query.since, hash: params.hash, scope });
      const changes = all.filter(
        ({ organisation }) => query.organisation === undefined || organisation === query.organisation,
      );
      return sendUnlessKnown(request, reply, {
        since: query.since,
        ruleSet: params.hash,
        date: query.date ?? null,
        changes: [...onPage(changes, query)],
        ...pagedOf(changes, query),
      });
    },
  );
}

interface AttributeAndValue {
  readonly attribute: string;
  readonly value: string;
}

function attributeAndValue(text: string): readonly AttributeAndValue[] {
  const [attribute, value] = text.split(":");
  return attribute === undefined || value === undefined ? [] : [{ attribute, value }];
}

/** Whether some situation of a box has these values. */
function touches(box: Box, values: readonly AttributeAndValue[]): boolean {
  return values.every(({ attribute, value }) => box[attribute]?.includes(value) ?? true);
}

interface PageQuery {
  readonly page: number;
  readonly pageSize: number;
}

function onPage<Item>(items: readonly Item[], query: PageQuery): Item[] {
  return items.slice((query.page - 1) * query.pageSize, query.page * query.pageSize);
}

function pagedOf(items: readonly unknown[], query: PageQuery) {
  return { page: query.page, pageSize: query.pageSize, total: items.length };
}

function aboutOf({ hash, date }: { readonly hash: string; readonly date: string }) {
  return { ruleSet: hash, date };
}

/** Sends a body, or 304 when the caller has this very one: another version of Akkoord may find other things. */
function sendUnlessKnown<Body>(request: FastifyRequest, reply: FastifyReply, body: Body) {
  reply.header("Cache-Control", "no-cache");
  const version = createHash("sha256").update(JSON.stringify(body)).digest("base64url");
  return isUnchanged(request, reply, version) ? reply.status(304).send(null) : reply.send(body);
}

function summaryOf(finding: Finding, subject: { readonly hash: string; readonly date: string }) {
  const { boxes: _boxes, example: _example, ...summary } = finding;
  return { ...summary, links: linksOf(finding, subject) };
}

function linksOf({ id }: Finding, { hash, date }: { readonly hash: string; readonly date: string }) {
  const query = `?ruleSet=${hash}&date=${date}`;
  return { self: `/v1/findings/${id}${query}`, repairs: `/v1/findings/${id}/repairs${query}` };
}
