import { Readable } from "node:stream";
import { z } from "zod";
import type { Clock } from "../../platform/clock.ts";
import type { Commands } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { AuditTrailDamaged } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { describes } from "../../platform/http/shapes.ts";
import {
  askForCheck,
  askForCheckpoint,
  askForExport,
  auditSearch,
  checkpointPage,
  exportRange,
  readAuditCheckpoints,
  readAuditChecks,
  readAuditEntry,
  readAuditTrail,
} from "./commands.ts";
import { entryShape } from "./entry.ts";
import { exportLines } from "./exports.ts";
import { FINDING_KINDS } from "./log-check.ts";
import type { ProvenEntry } from "./proof.ts";
import { type KeptCheck, type KeptCheckpoint, lastSequence, readCheckpoints, readKeys } from "./queries.ts";
import { asPem } from "./signing-key.ts";
import type { AuditTrail } from "./trail.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const next = z
  .int()
  .nullable()
  .meta({ description: "What to give as `before` for the next page; null on the last." });

const checkpointShape = describes<KeptCheckpoint>(
  z
    .object({
      size: z.int().meta({ description: "Number of entries that it covers." }),
      signedAt: z.iso.datetime(),
      keyId: hash,
      note: z.string().meta({
        description: "The checkpoint itself: a signed note (C2SP tlog-checkpoint). Keep it elsewhere.",
      }),
    })
    .meta({ id: "AuditCheckpoint" }),
);

const checkShape = describes<KeptCheck>(
  z
    .object({
      checkedAt: z.iso.datetime(),
      entries: z.int(),
      intact: z.boolean(),
      finding: z
        .object({ kind: z.enum(FINDING_KINDS), sequence: z.int(), upTo: z.int() })
        .nullable()
        .meta({ description: "The first thing that is wrong, and between which entries it lies." }),
    })
    .meta({ id: "AuditCheck" }),
);

const provenEntryShape = describes<ProvenEntry>(
  z
    .object({
      entry: entryShape,
      leafHash: hash,
      standing: z.enum(["proven", "not-yet", "broken"]).meta({
        description:
          "`proven`: the newest checkpoint covers it. `not-yet`: it is newer than that checkpoint. `broken`: " +
          "what stands here is not what was signed.",
      }),
      proof: z
        .object({
          index: z.int(),
          size: z.int(),
          path: z.array(hash),
          root: hash,
          checkpoint: z.string(),
        })
        .nullable()
        .meta({ description: "Inclusion proof (RFC 9162 §2.1.3) against the newest checkpoint." }),
    })
    .meta({ id: "ProvenAuditEntry" }),
);

const keyShape = z
  .object({
    id: hash.meta({ description: "SHA-256 of the 32 bytes of the public key." }),
    algorithm: z.literal("Ed25519"),
    addedAt: z.iso.datetime(),
    publicKey: z.string().meta({ description: "As PEM, for `akkoord verify --key`." }),
  })
  .meta({ id: "AuditKey" });

/** What the routes of the audit trail use. */
export interface AuditRouteParts {
  readonly commands: Commands;
  readonly database: Database;
  readonly trail: AuditTrail;
  readonly clock: Clock;
}

/** The audit trail over HTTP. */
export async function auditRoutes(
  app: App,
  { commands, database, trail, clock }: AuditRouteParts,
): Promise<void> {
  app.get(
    "/v1/audit-entries",
    {
      schema: {
        operationId: "listAuditEntries",
        tags: ["audit"],
        summary: "Entries of the audit trail, newest first",
        description: "For auditors. Reading is an entry too.",
        querystring: auditSearch,
        response: {
          200: z.object({ auditEntries: z.array(entryShape), next }).meta({ id: "AuditEntryList" }),
        },
      },
    },
    async (request) => commands.execute(readAuditTrail, request.query, await request.caller()),
  );

  app.get(
    "/v1/audit-entries/:sequence",
    {
      schema: {
        operationId: "getAuditEntry",
        tags: ["audit"],
        summary: "One entry, with the proof that the newest checkpoint covers it",
        params: z.object({ sequence: z.coerce.number().int().positive() }),
        response: { 200: provenEntryShape },
      },
    },
    async (request) => commands.execute(readAuditEntry, request.params, await request.caller()),
  );

  app.post(
    "/v1/audit-entries/_verify",
    {
      schema: {
        operationId: "verifyAuditTrail",
        tags: ["audit"],
        summary: "Check the whole trail now",
        description:
          "For auditors. Every entry, the tree over them and every signed checkpoint; gives the first that fails.",
        response: { 200: checkShape },
      },
    },
    async (request) => {
      await commands.execute(askForCheck, {}, await request.caller());
      return trail.check();
    },
  );

  app.get(
    "/v1/audit-checks",
    {
      schema: {
        operationId: "listAuditChecks",
        tags: ["audit"],
        summary: "What the last checks found, newest first",
        querystring: readAuditChecks.input,
        response: { 200: z.object({ auditChecks: z.array(checkShape) }).meta({ id: "AuditCheckList" }) },
      },
    },
    async (request) => ({
      auditChecks: await commands.execute(readAuditChecks, request.query, await request.caller()),
    }),
  );

  app.get(
    "/v1/audit-checkpoints",
    {
      schema: {
        operationId: "listAuditCheckpoints",
        tags: ["audit"],
        summary: "Signed checkpoints, newest first",
        querystring: checkpointPage,
        response: {
          200: z
            .object({ auditCheckpoints: z.array(checkpointShape), next })
            .meta({ id: "AuditCheckpointList" }),
        },
      },
    },
    async (request) => commands.execute(readAuditCheckpoints, request.query, await request.caller()),
  );

  app.post(
    "/v1/audit-checkpoints",
    {
      schema: {
        operationId: "signAuditTrail",
        tags: ["audit"],
        summary: "Sign the trail as it is now",
        body: z.strictObject({}).nullish(),
        response: { 201: checkpointShape },
      },
    },
    async (request, reply) => {
      await commands.execute(askForCheckpoint, {}, await request.caller());
      const checkpoint = await trail.sign();
      if (checkpoint === null) throw new AuditTrailDamaged();
      return reply.status(201).send(checkpoint);
    },
  );

  app.get(
    "/v1/audit-keys",
    {
      schema: {
        operationId: "listAuditKeys",
        tags: ["audit"],
        summary: "Public keys that checkpoints are signed with, oldest first",
        description:
          "For everyone. Keep them elsewhere: who has them can check an export without trusting us.",
        response: { 200: z.object({ auditKeys: z.array(keyShape) }).meta({ id: "AuditKeyList" }) },
      },
    },
    async () => ({
      auditKeys: (await readKeys(database.use())).map((key) => ({
        id: key.id,
        algorithm: "Ed25519" as const,
        addedAt: key.addedAt,
        publicKey: asPem(key),
      })),
    }),
  );

  app.get(
    "/v1/audit-exports",
    {
      schema: {
        operationId: "exportAuditTrail",
        tags: ["audit"],
        summary: "The trail, or a stretch of it, as a file to check offline",
        description:
          "NDJSON: a header with keys, checkpoints and proofs; every entry with its leaf hash; a trailer. " +
          "Check it with `akkoord verify`.",
        querystring: exportRange,
        response: {
          200: {
            description: "The export.",
            content: {
              "application/x-ndjson": {
                schema: z.custom<Readable>().meta({ id: "AuditExport", type: "string", format: "binary" }),
              },
            },
          },
        },
      },
    },
    async (request, reply) => {
      await commands.execute(askForExport, request.query, await request.caller());
      const cover = (await trail.sign()) ?? (await newestOrNone(database));
      const now = clock.now();
      const day = now.toISOString().slice(0, 10);
      return reply
        .type("application/x-ndjson")
        .header("Content-Disposition", `attachment; filename="akkoord-audit-${day}.ndjson"`)
        .send(Readable.from(exportLines(database.use(), { ...request.query, cover, now })));
    },
  );
}

/** A trail that cannot be signed goes out with its last checkpoint, or with none: the file then shows what is wrong. */
async function newestOrNone(database: Database): Promise<KeptCheckpoint> {
  const [newest] = await readCheckpoints(database.use(), { order: "desc", limit: 1 });
  if (newest !== undefined) return newest;
  return { size: await lastSequence(database.use()), signedAt: "", keyId: "", note: "" };
}
