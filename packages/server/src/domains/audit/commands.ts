import { z } from "zod";
import { command } from "../../platform/command.ts";
import { mayReadAuditTrail } from "./permissions.ts";
import type { AuditQueries } from "./queries.ts";

/** Which entries to read. */
export const auditPage = z.object({
  before: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: "Only entries before this one; from the newest when left out." }),
  action: z.string().max(100).optional().meta({ description: "Only entries of this action." }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Reads the trail. Who watches is watched: reading is an entry too. */
export function readAuditTrail(queries: AuditQueries) {
  return command({
    name: "audit.read",
    on: "audit-trail",
    input: auditPage,
    may: mayReadAuditTrail,
    run: async ({ input }) => ({
      output: await queries.list(input),
      object: { type: "audit-trail", id: null },
    }),
  });
}

/** Checks the whole chain. */
export function verifyAuditTrail(queries: AuditQueries) {
  return command({
    name: "audit.verify",
    on: "audit-trail",
    input: z.object({}),
    may: mayReadAuditTrail,
    run: async () => ({ output: await queries.verify(), object: { type: "audit-trail", id: null } }),
  });
}
