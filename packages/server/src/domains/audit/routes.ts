import { z } from "zod";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import { auditPage, readAuditTrail, verifyAuditTrail } from "./commands.ts";
import type { AuditQueries } from "./queries.ts";

const entryShape = z
  .object({
    sequence: z.int(),
    timestamp: z.iso.datetime(),
    action: z.string(),
    object: z.object({ type: z.string(), id: z.string().nullable() }),
    result: z.enum(["succeeded", "refused", "failed"]),
    reason: z.string().nullable(),
    origin: z.object({ channel: z.string(), address: z.string().nullable() }),
    actor: z.object({
      type: z.enum(["person", "anonymous", "system"]),
      id: z.string().nullable(),
      organisation: z.string().nullable(),
    }),
    traceId: z.string().nullable(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({
    id: "AuditEntry",
    description: "Who did what to what, from where, when, and how it ended (BIO2 8.15.01).",
  });

/** The audit trail over HTTP. */
export async function auditRoutes(
  app: App,
  { commands, audit }: { commands: Commands; audit: AuditQueries },
): Promise<void> {
  const read = readAuditTrail(audit);
  const verify = verifyAuditTrail(audit);

  app.get(
    "/v1/audit-entries",
    {
      schema: {
        operationId: "listAuditEntries",
        tags: ["audit"],
        summary: "Entries of the audit trail, newest first",
        description: "For auditors. Reading is an entry too.",
        querystring: auditPage,
        response: { 200: z.object({ auditEntries: z.array(entryShape) }).meta({ id: "AuditEntryList" }) },
      },
    },
    async (request) => ({
      auditEntries: await commands.execute(read, request.query, await request.caller()),
    }),
  );

  app.post(
    "/v1/audit-entries/_verify",
    {
      schema: {
        operationId: "verifyAuditTrail",
        tags: ["audit"],
        summary: "Check the whole chain of entries",
        description:
          "For auditors. Compare `head` with one noted elsewhere to see that no entries were cut off.",
        response: {
          200: z
            .object({
              entries: z.int(),
              intact: z.boolean(),
              brokenAt: z.int().nullable(),
              head: z.string().nullable(),
            })
            .meta({ id: "AuditReport" }),
        },
      },
    },
    async (request) => commands.execute(verify, {}, await request.caller()),
  );
}
