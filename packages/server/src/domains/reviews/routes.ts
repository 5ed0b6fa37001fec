import { z } from "zod";
import type { App } from "../../platform/http/app.ts";
import { describes } from "../../platform/http/shapes.ts";
import { decideReview, type ReviewParts, readReviews } from "./commands.ts";
import { decisionsInput, REVIEW_REASONS, type ReviewView, VERDICTS } from "./model.ts";

const named = z.object({ id: z.uuid(), name: z.string() });

const reviewShape = describes<ReviewView>(
  z
    .object({
      id: z.uuid(),
      room: z.object({
        id: z.string(),
        name: z.string().nullable().meta({ description: "Null when you are not in it." }),
      }),
      hub: z.string().meta({ description: "The organisation that hosts the room." }),
      reason: z.enum(REVIEW_REASONS),
      openedAt: z.iso.datetime(),
      dueOn: z.iso.date().meta({ description: "The last day." }),
      state: z.enum(["open", "overdue", "done"]),
      owners: z.array(named),
      members: z
        .array(
          z.object({
            userId: z.string(),
            kind: z.enum(["person", "guest"]),
            id: z.uuid(),
            name: z.string(),
            organisation: z.string().nullable(),
            party: z.string().nullable(),
            membership: z.enum(["join", "invite"]),
            owner: z.boolean(),
            guest: z.object({ sponsor: named, until: z.iso.datetime() }).nullable(),
            lastReviewed: z.iso.datetime().nullable(),
            verdict: z.enum(VERDICTS).nullable(),
          }),
        )
        .meta({ description: "Everyone else in the room; only for who decides, while it goes on." }),
      outcome: z.object({ by: named, at: z.iso.datetime(), kept: z.int(), removed: z.int() }).nullable(),
      abilities: z.array(z.enum(["decide"])).meta({ description: "What you may do." }),
    })
    .meta({ id: "Review", description: "A review of who is in a room." }),
);

/** Reviews over HTTP. */
export async function reviewRoutes(app: App, parts: ReviewParts): Promise<void> {
  const { commands } = parts;
  const read = readReviews(parts);

  app.get(
    "/v1/reviews",
    {
      schema: {
        operationId: "listReviews",
        tags: ["reviews"],
        summary: "Reviews of who is in your rooms",
        description: "Of rooms that you lead; and those that others are long late with, when you were told.",
        response: { 200: z.object({ reviews: z.array(reviewShape) }).meta({ id: "ReviewList" }) },
      },
    },
    async (request) => ({ reviews: await commands.execute(read, {}, await request.caller()) }),
  );

  app.post(
    "/v1/reviews/:id/_decide",
    {
      schema: {
        operationId: "decideReview",
        tags: ["reviews"],
        summary: "Confirm or remove members of a room that you lead",
        description: "Who is removed goes at once. The review is done when everyone else was confirmed.",
        params: z.object({ id: z.uuid({ error: "must be the number of a review" }) }),
        body: decisionsInput,
        response: { 200: reviewShape },
      },
    },
    async (request) =>
      decideReview(parts, { ...request.body, id: request.params.id }, await request.caller()),
  );
}
