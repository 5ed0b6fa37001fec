import { FINDING_KINDS } from "@akkoord/policy";
import { z } from "zod";
import type { Clock } from "../../platform/clock.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import type { Registry } from "../registry/registry.ts";
import {
  acceptFinding,
  acceptInput,
  assignFinding,
  assignInput,
  reopenFinding,
  reopenInput,
} from "./commands.ts";
import { WORKLIST_STATES } from "./model.ts";
import type { WorklistQueries } from "./queries.ts";
import { worklistCountsShape, worklistItemShape, worklistItemWithHistoryShape } from "./shapes.ts";

const familyInPath = z.object({ id: z.string().max(100) });

const DEALT_WITH_BY =
  "The coordinator decides about every finding; a security officer about those that concern their organisation or that it owns.";

/** What is done about findings, over HTTP. */
export async function worklistRoutes(
  app: App,
  parts: { commands: Commands; worklist: WorklistQueries; registry: Registry; clock: Clock },
): Promise<void> {
  const { commands, worklist, registry, clock } = parts;
  const assign = assignFinding(
    async () => (await registry.currentOn(dayInAmsterdam(clock.now()))).held.ruleSet,
  );

  app.get(
    "/v1/worklist",
    {
      schema: {
        operationId: "listWorklist",
        tags: ["worklist"],
        summary: "Findings that you deal with, heaviest first",
        description: DEALT_WITH_BY,
        querystring: z.object({
          state: z.enum(WORKLIST_STATES).optional(),
          kind: z.enum(FINDING_KINDS).optional(),
          owner: z.string().max(100).optional(),
          organisation: z.string().max(100).optional(),
          page: z.coerce.number().int().min(1).max(100_000).default(1),
          pageSize: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: {
          200: z
            .object({
              items: z.array(worklistItemShape),
              counts: worklistCountsShape,
              page: z.int(),
              pageSize: z.int(),
              total: z.int(),
            })
            .meta({ id: "Worklist" }),
        },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      const { page, pageSize } = request.query;
      return { ...(await worklist.worklist(actor, request.query)), page, pageSize };
    },
  );

  app.get(
    "/v1/worklist/:id",
    {
      schema: {
        operationId: "getWorklistItem",
        tags: ["worklist"],
        summary: "One item of the worklist, with its history",
        params: familyInPath,
        response: { 200: worklistItemWithHistoryShape },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      return worklist.item(actor, request.params.id);
    },
  );

  app.post(
    "/v1/worklist/:id/_accept",
    {
      schema: {
        operationId: "acceptFinding",
        tags: ["worklist"],
        summary: "Leave a finding as it is, with a reason, until a day",
        description: `${DEALT_WITH_BY} On the review date it is open again by itself.`,
        params: familyInPath,
        body: acceptInput,
        response: { 200: worklistItemWithHistoryShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { family } = await commands.execute(
        acceptFinding,
        { ...request.body, family: request.params.id },
        caller,
      );
      return worklist.item(caller.actor, family);
    },
  );

  app.post(
    "/v1/worklist/:id/_assign",
    {
      schema: {
        operationId: "assignFinding",
        tags: ["worklist"],
        summary: "Give a finding to an organisation or to the coordinator to deal with",
        description: DEALT_WITH_BY,
        params: familyInPath,
        body: assignInput,
        response: {
          200: z.object({ id: z.string(), owner: z.string() }).meta({ id: "AssignedFinding" }),
        },
      },
    },
    async (request) => {
      // Whoever gives it away may not see it any more, so only what was done comes back.
      const { family } = await commands.execute(
        assign,
        { ...request.body, family: request.params.id },
        await request.caller(),
      );
      return { id: family, owner: request.body.owner };
    },
  );

  app.post(
    "/v1/worklist/:id/_reopen",
    {
      schema: {
        operationId: "reopenFinding",
        tags: ["worklist"],
        summary: "Take up an accepted finding again",
        description: DEALT_WITH_BY,
        params: familyInPath,
        body: reopenInput,
        response: { 200: worklistItemWithHistoryShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { family } = await commands.execute(
        reopenFinding,
        { ...request.body, family: request.params.id },
        caller,
      );
      return worklist.item(caller.actor, family);
    },
  );
}
