import { z } from "zod";
import type { Command, Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import { preferredLanguage } from "../../platform/problem-words.ts";
import { dayQuery } from "../registry/routes.ts";
import { type Acknowledging, acknowledgementInput } from "./acknowledge.ts";
import {
  approveDraft,
  beginDraft,
  commentInput,
  commentOnDraft,
  type DraftParts,
  draftApproved,
  draftSeen,
  draftTextInput,
  editDraft,
  newDraftInput,
  returnDraft,
  returnInput,
  submitDraft,
  withdrawDraft,
} from "./commands.ts";
import { DRAFT_STATES } from "./model.ts";
import { type Publishing, publishInput } from "./publish.ts";
import type { DraftQueries } from "./queries.ts";
import { restoreInput, restoreRules } from "./restore.ts";
import {
  draftCheckShape,
  draftCommentShape,
  draftRevisionShape,
  draftRevisionTextShape,
  draftShape,
  draftSummaryShape,
} from "./shapes.ts";
import { keptText, ownerId } from "./text.ts";
import { restoreTitle } from "./words.ts";

/** A text of the largest size, as JSON: some characters take more room there. */
const BODY_LIMIT = 2_097_152;

const params = z.object({ id: z.uuid() });

/** The revision that the caller looks at: when there is a newer one, nothing happens. */
const seen = z.object({ revision: draftSeen.shape.revision });

/** Drafts over HTTP. */
export async function draftRoutes(
  app: App,
  parts: DraftParts & {
    readonly commands: Commands;
    readonly drafts: DraftQueries;
    readonly publishing: Publishing;
    readonly acknowledging: Acknowledging;
  },
): Promise<void> {
  const { commands, drafts, publishing, acknowledging, registry } = parts;
  const begin = beginDraft(parts);
  const restore = restoreRules(parts);
  const edit = editDraft(parts);

  app.get(
    "/v1/drafts",
    {
      schema: {
        operationId: "listDrafts",
        tags: ["drafts"],
        summary: "Drafts that you may see, newest change first",
        description: "Security officers see those of their organisation, coordinators those of `rijk`.",
        querystring: z.object({
          owner: ownerId.optional(),
          state: z.enum(DRAFT_STATES).optional(),
          search: keptText.max(200).optional().meta({ description: "Words in the title or the text." }),
          page: z.coerce.number().int().min(1).max(100_000).default(1),
          pageSize: z.coerce.number().int().min(1).max(100).default(25),
        }),
        response: {
          200: z
            .object({
              drafts: z.array(draftSummaryShape),
              page: z.int(),
              pageSize: z.int(),
              total: z.int(),
            })
            .meta({ id: "DraftList" }),
        },
      },
    },
    async (request) => {
      const { page, pageSize } = request.query;
      const { actor } = await request.caller();
      return { ...(await drafts.list(request.query, actor)), page, pageSize };
    },
  );

  app.post(
    "/v1/drafts",
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: "beginDraft",
        tags: ["drafts"],
        summary: "Begin a draft",
        body: newDraftInput.meta({ id: "NewDraft" }),
        response: { 201: draftShape },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const { id } = await commands.execute(begin, request.body, caller);
      return reply.status(201).send(await drafts.one(id, caller.actor));
    },
  );

  app.post(
    "/v1/drafts/_restore",
    {
      schema: {
        operationId: "restoreRules",
        tags: ["drafts"],
        summary: "Begin a draft that brings earlier rules back",
        description: "The rules of the owner as they were in a publication.",
        body: restoreInput
          .extend({ title: restoreInput.shape.title.optional() })
          .meta({ id: "RestoreRules" }),
        response: { 201: draftShape },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const then = registry.publications().find(({ id }) => id === request.body.publication);
      const language = preferredLanguage(request.headers["accept-language"]);
      const title = restoreTitle(
        language,
        then === undefined ? parts.clock.now() : new Date(then.publishedAt),
      );
      const { id } = await commands.execute(restore, { title, ...request.body }, caller);
      return reply.status(201).send(await drafts.one(id, caller.actor));
    },
  );

  app.get(
    "/v1/drafts/:id",
    {
      schema: {
        operationId: "getDraft",
        tags: ["drafts"],
        summary: "One draft",
        params,
        response: { 200: draftShape },
      },
    },
    async (request) => drafts.one(request.params.id, (await request.caller()).actor),
  );

  app.put(
    "/v1/drafts/:id",
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: "editDraft",
        tags: ["drafts"],
        summary: "Write a new revision",
        description:
          "The text is kept whatever stands in it. Name the revision that yours was made from: when there is a newer one, nothing is overwritten and the problem holds the newest text.",
        params,
        body: draftTextInput.meta({ id: "DraftText" }),
        response: { 200: draftShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { id } = await commands.execute(edit, { ...request.body, ...request.params }, caller);
      return drafts.one(id, caller.actor);
    },
  );

  const action = <Input>(
    verb: string,
    operationId: string,
    summary: string,
    body: z.ZodObject,
    run: Command<Input, unknown>,
  ): void => {
    app.post(
      `/v1/drafts/:id/${verb}`,
      {
        schema: { operationId, tags: ["drafts"], summary, params, body, response: { 200: draftShape } },
      },
      async (request) => {
        const caller = await request.caller();
        const { id } = request.params;
        await commands.execute(run, { ...request.body, id }, caller);
        return drafts.one(id, caller.actor);
      },
    );
  };
  action("_submit", "submitDraft", "Hand a draft in for review", seen, submitDraft(parts));
  action(
    "_approve",
    "approveDraft",
    "Approve a draft that others wrote",
    draftApproved.omit({ id: true }),
    approveDraft(parts),
  );
  action(
    "_return",
    "returnDraft",
    "Send a draft back to its writers",
    seen.extend(returnInput.shape),
    returnDraft(parts),
  );
  action("_withdraw", "withdrawDraft", "End a draft for good", seen, withdrawDraft);

  app.post(
    "/v1/drafts/:id/_acknowledge",
    {
      schema: {
        operationId: "acknowledgeConflict",
        tags: ["drafts"],
        summary: "Say why a new conflict is meant",
        description: "Of the check of the draft. Of a draft that cannot be checked now, any is taken.",
        params,
        body: seen.extend(acknowledgementInput.shape),
        response: { 200: draftShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { id } = request.params;
      await acknowledging.acknowledge({ ...request.body, id }, caller);
      return drafts.one(id, caller.actor);
    },
  );

  app.post(
    "/v1/drafts/:id/_publish",
    {
      schema: {
        operationId: "publishDraft",
        tags: ["drafts"],
        summary: "Publish a draft, now or on a later day",
        description:
          "Held against the rules in force at that moment. A planned draft is held against those of its day, and fails when it cannot be published then.",
        params,
        body: seen.extend(publishInput.shape).meta({ id: "PublishDraft" }),
        response: { 200: draftShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { id } = request.params;
      await publishing.publish({ ...request.body, id }, caller);
      return drafts.one(id, caller.actor);
    },
  );

  app.get(
    "/v1/drafts/:id/check",
    {
      schema: {
        operationId: "checkDraft",
        tags: ["drafts"],
        summary: "What follows from a draft, and what keeps it from publication",
        params,
        querystring: dayQuery,
        response: { 200: draftCheckShape },
      },
    },
    async (request) => drafts.check(request.params.id, request.query.date, (await request.caller()).actor),
  );

  app.get(
    "/v1/drafts/:id/comments",
    {
      schema: {
        operationId: "listDraftComments",
        tags: ["drafts"],
        summary: "What was said about a draft, oldest first",
        params,
        response: {
          200: z.object({ comments: z.array(draftCommentShape) }).meta({ id: "DraftCommentList" }),
        },
      },
    },
    async (request) => ({
      comments: await drafts.comments(request.params.id, (await request.caller()).actor),
    }),
  );

  app.post(
    "/v1/drafts/:id/comments",
    {
      schema: {
        operationId: "commentOnDraft",
        tags: ["drafts"],
        summary: "Say something about a draft",
        params,
        body: commentInput.meta({ id: "NewDraftComment" }),
        response: { 201: draftCommentShape },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const { id } = request.params;
      const { comment } = await commands.execute(commentOnDraft, { ...request.body, id }, caller);
      return reply.status(201).send(await drafts.comment(id, comment, caller.actor));
    },
  );

  app.get(
    "/v1/drafts/:id/revisions",
    {
      schema: {
        operationId: "listDraftRevisions",
        tags: ["drafts"],
        summary: "Every text that a draft has had, newest first",
        params,
        response: {
          200: z.object({ revisions: z.array(draftRevisionShape) }).meta({ id: "DraftRevisionList" }),
        },
      },
    },
    async (request) => ({
      revisions: await drafts.revisions(request.params.id, (await request.caller()).actor),
    }),
  );

  app.get(
    "/v1/drafts/:id/revisions/:revision",
    {
      schema: {
        operationId: "getDraftRevision",
        tags: ["drafts"],
        summary: "One text that a draft has had",
        params: params.extend({ revision: z.coerce.number().int().min(1).max(1_000_000) }),
        response: { 200: draftRevisionTextShape },
      },
    },
    async (request) => {
      const { id, revision } = request.params;
      return drafts.revision(id, revision, (await request.caller()).actor);
    },
  );
}
