import { canonicalJson, hashRuleSet, isDate, type RuleSet } from "@akkoord/policy";
import { sql } from "kysely";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import { summarise } from "./model.ts";
import { mayPublish } from "./permissions.ts";
import type { RegistryTables } from "./tables.ts";

/**
 * Makes a rule set the one to decide by, from a day on; does nothing when it already is.
 *
 * @param read where the rule set comes from, checked: it may throw `PoliciesRefused`
 */
export function publishRuleSet(read: () => Promise<RuleSet>) {
  return command({
    name: "registry.publish-rule-set",
    on: "rule-set",
    input: z.object({
      /** First day; null for every day. */
      validFrom: z.string().refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" }).nullable(),
    }),
    may: mayPublish,
    async run({ input, actor, now, transaction }) {
      const ruleSet = await read();
      const hash = hashRuleSet(ruleSet);
      const object = { type: "rule-set", id: hash };
      const tables = transaction.$extendTables<RegistryTables>();
      await sql`select pg_advisory_xact_lock(hashtext('akkoord-publication'))`.execute(tables);
      const newest = await tables
        .selectFrom("publication")
        .select(["hash", "valid_from"])
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      if (newest?.hash === hash && newest.valid_from === input.validFrom) {
        return { output: { hash, changed: false }, object };
      }
      await tables
        .insertInto("rule_set")
        .values({ hash, content: canonicalJson(ruleSet), summary: JSON.stringify(summarise(ruleSet)) })
        .onConflict((conflict) => conflict.column("hash").doNothing())
        .execute();
      await tables
        .insertInto("publication")
        .values({
          hash,
          valid_from: input.validFrom,
          published_at: now,
          published_by: actor.kind === "person" ? actor.name : "Akkoord",
        })
        .execute();
      return {
        output: { hash, changed: true },
        object,
        events: [{ type: "registry.rule-set-published", data: { hash, validFrom: input.validFrom } }],
      };
    },
  });
}
