import { z } from "zod";
import type { App } from "../../platform/http/app.ts";
import { isUnchanged } from "../../platform/http/conditional.ts";
import { describes, period, ruleSetHash } from "../../platform/http/shapes.ts";
import type { Directory } from "../directory/queries.ts";
import { atomFeed } from "./feed.ts";
import type { Notice } from "./model.ts";
import type { NoticeQueries } from "./queries.ts";

const words = z.object({ nl: z.string(), en: z.string() });

/** A notice over HTTP, and in messages to other systems. */
export const noticeShape = describes<Notice>(
  z
    .object({
      id: z.uuid(),
      publication: z.int(),
      organisation: z.string(),
      ruleSet: ruleSetHash,
      before: ruleSetHash,
      validFrom: z.iso.date(),
      madeAt: z.iso.datetime(),
      title: words,
      lines: z.array(
        z.object({
          words,
          tool: z.string(),
          from: z.string(),
          to: z.string(),
          situations: z.number(),
          period,
        }),
      ),
      more: z.int().meta({ description: "How many more changes there are than lines." }),
    })
    .meta({ id: "Notice", description: "What a publication changed for one organisation, in plain words." }),
);

const organisationQuery = z.string().max(100).optional().meta({ description: "Only of this organisation." });

/** How many notices a feed holds. */
const FEED_LENGTH = 50;

/** Notices over HTTP, and as Atom feed. */
export async function noticeRoutes(
  app: App,
  parts: { notices: NoticeQueries; directory: Directory; publicUrl: () => string },
): Promise<void> {
  const { notices, directory, publicUrl } = parts;

  app.get(
    "/v1/notices",
    {
      schema: {
        operationId: "listNotices",
        tags: ["notices"],
        summary: "What publications changed, newest first",
        querystring: z.object({
          organisation: organisationQuery,
          page: z.coerce.number().int().min(1).max(100_000).default(1),
          pageSize: z.coerce.number().int().min(1).max(100).default(25),
        }),
        response: {
          200: z
            .object({ notices: z.array(noticeShape), page: z.int(), pageSize: z.int(), total: z.int() })
            .meta({ id: "NoticeList" }),
        },
      },
    },
    async (request) => {
      const { page, pageSize } = request.query;
      return { ...(await notices.list(request.query)), page, pageSize };
    },
  );

  app.get(
    "/feeds/rules.atom",
    {
      config: { cacheable: true, costly: true },
      schema: {
        hide: true,
        querystring: z.object({
          organisation: organisationQuery,
          language: z.enum(["nl", "en"]).default("nl"),
        }),
      },
    },
    async (request, reply) => {
      const { organisation, language } = request.query;
      const about = organisation === undefined ? null : await directory.organisation(organisation, undefined);
      const { notices: newest } = await notices.list({ organisation, page: 1, pageSize: FEED_LENGTH });
      reply.header("Cache-Control", "no-cache").type("application/atom+xml; charset=utf-8");
      if (isUnchanged(request, reply, `${newest[0]?.id ?? "none"}-${language}`))
        return reply.status(304).send(null);
      const query = new URLSearchParams({
        ...(organisation === undefined ? {} : { organisation }),
        ...(language === "nl" ? {} : { language }),
      }).toString();
      return reply.send(
        atomFeed(newest, {
          self: `${publicUrl()}/feeds/rules.atom${query === "" ? "" : `?${query}`}`,
          page: `${publicUrl()}/wijzigingen`,
          language,
          organisation: about?.abbreviation ?? null,
          // A feed must say when it changed; one without entries never did.
          updated: newest[0]?.madeAt ?? "2020-01-01T00:00:00.000Z",
        }),
      );
    },
  );
}
