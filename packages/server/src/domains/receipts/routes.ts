import { z } from "zod";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import { receiptShape } from "../../platform/http/shapes.ts";
import { questionInput } from "../advice/model.ts";
import type { Advice } from "../advice/queries.ts";
import { makeReceipt } from "./commands.ts";
import type { KeptReceipt } from "./model.ts";
import type { ReceiptQueries } from "./queries.ts";

const keptReceiptShape = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    receipt: receiptShape,
    links: z.object({ self: z.string(), replay: z.string() }),
  })
  .meta({ id: "KeptReceipt" });

const idInPath = z.object({ id: z.uuid({ error: "must be the number of a receipt" }) });

/** Receipts over HTTP. */
export async function receiptRoutes(
  app: App,
  parts: { commands: Commands; advice: Advice; receipts: ReceiptQueries },
): Promise<void> {
  const make = makeReceipt(parts.advice);

  app.post(
    "/v1/receipts",
    {
      schema: {
        operationId: "makeReceipt",
        tags: ["receipts"],
        summary: "Record a decision",
        description:
          "Keeps the situation and its outcome. Whoever knows the number can read it, so share it with care.",
        body: questionInput.meta({ id: "ReceiptRequest" }),
        response: { 201: keptReceiptShape },
      },
    },
    async (request, reply) => {
      const kept = await parts.commands.execute(make, request.body, await request.caller());
      return reply
        .status(201)
        .header("Location", linksOf(kept).self)
        .send({ ...kept, links: linksOf(kept) });
    },
  );

  app.get(
    "/v1/receipts/:id",
    {
      schema: {
        operationId: "getReceipt",
        tags: ["receipts"],
        summary: "A recorded decision",
        params: idInPath,
        response: { 200: keptReceiptShape },
      },
    },
    async (request) => {
      const kept = await parts.receipts.byId(request.params.id);
      return { ...kept, links: linksOf(kept) };
    },
  );

  app.post(
    "/v1/receipts/:id/_replay",
    {
      config: { changesNothing: true },
      schema: {
        operationId: "replayReceipt",
        tags: ["receipts"],
        summary: "Decide again what a receipt records",
        params: idInPath,
        response: { 200: z.object({ same: z.boolean(), receipt: receiptShape }).meta({ id: "Replay" }) },
      },
    },
    async (request) => parts.receipts.replay(request.params.id),
  );
}

function linksOf({ id }: KeptReceipt) {
  return { self: `/v1/receipts/${id}`, replay: `/v1/receipts/${id}/_replay` };
}
