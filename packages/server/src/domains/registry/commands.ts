import { hashRuleSet, isDate, type RuleSet } from "@akkoord/policy";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import { DeskRulesInForce } from "../../platform/errors.ts";
import { mayKeep, mayPublish } from "./permissions.ts";
import { addPublication, lockPublications, storeRuleSet } from "./publish.ts";
import type { RegistryTables } from "./tables.ts";

/**
 * Publishes the policies folder from a day on; does nothing when it did not change since it was last published
 * from there. Rules that were published at the desk since then are only replaced when that is asked for.
 *
 * @param read what the folder holds, checked: it may throw `PoliciesRefused`
 */
export function publishFolderRules(read: () => Promise<RuleSet>) {
  return command({
    name: "registry.publish-rule-set",
    on: "rule-set",
    input: z.object({
      /** First day; null for every day. */
      validFrom: z.string().refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" }).nullable(),
      /** Replace what was published at the desk. */
      replaceDesk: z.boolean().default(false),
    }),
    may: mayPublish,
    async run({ input, actor, now, transaction }) {
      const ruleSet = await read();
      const hash = hashRuleSet(ruleSet);
      const object = { type: "rule-set", id: hash };
      await lockPublications(transaction);
      const tables = transaction.$extendTables<RegistryTables>();
      const newestFirst = tables
        .selectFrom("publication")
        .select(["hash", "valid_from", "origin"])
        .orderBy("id", "desc")
        .limit(1);
      const newest = await newestFirst.executeTakeFirst();
      const fromFolder = await newestFirst.where("origin", "=", "folder").executeTakeFirst();
      const comparedWith = input.replaceDesk ? newest : fromFolder;
      if (comparedWith?.hash === hash && comparedWith.valid_from === input.validFrom) {
        return { output: { hash, changed: false }, object };
      }
      if (newest !== undefined && newest.origin !== "folder" && !input.replaceDesk)
        throw new DeskRulesInForce();
      const { event } = await addPublication(transaction, now, {
        ruleSet,
        validFrom: input.validFrom,
        origin: "folder",
        owner: null,
        draft: null,
        reason: null,
        acknowledgements: [],
        publishedBy: actor.kind === "person" ? actor.name : "Akkoord",
      });
      return { output: { hash, changed: true }, object, events: [event] };
    },
  });
}

/** Keeps a rule set that nobody published, such as one with waivers, so that it can be found by its hash. */
export function keepRuleSet(ruleSet: RuleSet) {
  return command({
    name: "registry.keep-rule-set",
    on: "rule-set",
    input: z.object({}),
    may: mayKeep,
    async run({ transaction }) {
      const hash = await storeRuleSet(transaction, ruleSet);
      return { output: { hash }, object: { type: "rule-set", id: hash } };
    },
  });
}
