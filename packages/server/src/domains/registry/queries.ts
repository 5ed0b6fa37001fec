import { createHash } from "node:crypto";
import type { RuleSet } from "@akkoord/policy";
import type { Kysely } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Publication } from "./model.ts";
import type { RegistryTables } from "./tables.ts";

/** What is kept no longer has the hash it is kept under: the database was tampered with or damaged. */
export class DamagedRuleSet extends Error {
  override readonly name = "DamagedRuleSet";
  readonly code = "damaged-rule-set";
  readonly operatorMessage: string;
  constructor(hash: string) {
    super(
      `The content of rule set ${hash} does not match its hash. Restore the table rule_set from a backup.`,
    );
    this.operatorMessage = this.message;
  }
}

/** Reads the registry. */
export function createRegistryQueries(database: Database) {
  const tables = () => database.use().$extendTables<RegistryTables>();
  return {
    /** Every publication, newest first. */
    async publications(): Promise<Publication[]> {
      const rows = await tables()
        .selectFrom("publication")
        .innerJoin("rule_set", "rule_set.hash", "publication.hash")
        .select([
          "publication.id",
          "publication.hash",
          "publication.valid_from",
          "publication.published_at",
          "publication.published_by",
          "publication.origin",
          "publication.owner",
          "publication.draft",
          "publication.reason",
          "publication.acknowledgements",
          "rule_set.summary",
        ])
        .orderBy("publication.id", "desc")
        .execute();
      return rows.map((row) => ({
        id: Number(row.id),
        hash: row.hash,
        validFrom: row.valid_from,
        publishedAt: row.published_at.toISOString(),
        publishedBy: row.published_by,
        origin: row.origin,
        owner: row.owner,
        draft: row.draft,
        reason: row.reason,
        acknowledgements: row.acknowledgements,
        summary: row.summary,
      }));
    },

    /**
     * A rule set by its hash, or null when it was never published.
     *
     * @throws DamagedRuleSet when the content no longer matches
     */
    async ruleSet(hash: string): Promise<KeptRuleSet | null> {
      return keptRuleSet(tables(), hash);
    },
  };
}

/** A rule set as it is kept, with its canonical JSON. */
export interface KeptRuleSet {
  readonly ruleSet: RuleSet;
  readonly json: string;
}

/**
 * A rule set by its hash, read with the caller's transaction; null when it was never published.
 *
 * @throws DamagedRuleSet when the content no longer matches
 */
export async function keptRuleSet(tables: Kysely<RegistryTables>, hash: string): Promise<KeptRuleSet | null> {
  const row = await tables
    .selectFrom("rule_set")
    .select("content")
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (createHash("sha256").update(row.content).digest("hex") !== hash) throw new DamagedRuleSet(hash);
  // It has the hash of a rule set that was parsed before it was published.
  const ruleSet: RuleSet = JSON.parse(row.content);
  return { ruleSet, json: row.content };
}

/** Reads the registry. */
export type RegistryQueries = ReturnType<typeof createRegistryQueries>;
