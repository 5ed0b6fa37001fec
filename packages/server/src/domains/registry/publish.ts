import { canonicalJson, hashRuleSet, type IsoDate, type RuleSet } from "@akkoord/policy";
import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { TemporarilyUnavailable } from "../../platform/errors.ts";
import { type AcknowledgedConflict, type PublicationOrigin, summarise } from "./model.ts";
import { keptRuleSet } from "./queries.ts";
import type { RegistryTables } from "./tables.ts";

/** What to publish, and everything that is to be known of it later. */
export interface NewPublication {
  readonly ruleSet: RuleSet;
  /** First day; null for every day. */
  readonly validFrom: IsoDate | null;
  readonly origin: PublicationOrigin;
  readonly owner: string | null;
  readonly draft: string | null;
  readonly reason: string | null;
  readonly acknowledgements: readonly AcknowledgedConflict[];
  readonly publishedBy: string;
}

/** The publication lock: who holds it is the only one who publishes, until its transaction ends. */
export async function lockPublications(transaction: AnyDatabase): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('akkoord-publication'))`.execute(transaction);
}

/**
 * The rules in force on a day, as the transaction sees them. Take the lock first to be sure that they stay so.
 *
 * @throws TemporarilyUnavailable when nothing was published yet
 */
export async function rulesInForce(
  transaction: AnyDatabase,
  day: IsoDate,
): Promise<{ readonly hash: string; readonly ruleSet: RuleSet }> {
  const tables = transaction.$extendTables<RegistryTables>();
  const { hash } =
    (await tables
      .selectFrom("publication")
      .select("hash")
      .where((where) => where.or([where("valid_from", "is", null), where("valid_from", "<=", day)]))
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst()) ??
    (await tables.selectFrom("publication").select("hash").orderBy("id").limit(1).executeTakeFirst()) ??
    {};
  const kept = hash === undefined ? null : await keptRuleSet(tables, hash);
  if (hash === undefined || kept === null) throw new TemporarilyUnavailable();
  return { hash, ruleSet: kept.ruleSet };
}

/** Keeps a rule set under its hash in the caller's transaction; nothing when it is there already. */
export async function storeRuleSet(transaction: AnyDatabase, ruleSet: RuleSet): Promise<string> {
  const hash = hashRuleSet(ruleSet);
  await transaction
    .$extendTables<RegistryTables>()
    .insertInto("rule_set")
    .values({ hash, content: canonicalJson(ruleSet), summary: JSON.stringify(summarise(ruleSet)) })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();
  return hash;
}

/**
 * Publishes a rule set in the caller's transaction, which must hold the publication lock.
 *
 * @returns the publication with the event that tells of it
 */
export async function addPublication(transaction: AnyDatabase, now: Date, added: NewPublication) {
  const tables = transaction.$extendTables<RegistryTables>();
  const { ruleSet, validFrom, origin, owner, draft, reason } = added;
  const hash = await storeRuleSet(transaction, ruleSet);
  const row = await tables
    .insertInto("publication")
    .values({
      hash,
      valid_from: validFrom,
      published_at: now,
      published_by: added.publishedBy,
      origin,
      owner,
      draft,
      reason,
      acknowledgements: JSON.stringify(added.acknowledgements),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const id = Number(row.id);
  return {
    id,
    hash,
    event: {
      type: "registry.rule-set-published",
      data: { hash, validFrom, publication: id, origin, owner, draft },
    },
  };
}
