import { audienceOf, derivedAttribute, type Report, type RuleSet, type Situation } from "@akkoord/policy";
import type { Database } from "../../platform/database/database.ts";
import type { FeedbackTables } from "./tables.ts";

/** More reports than this weigh no more: the newest count. */
const MOST_REPORTS = 5_000;

/** Reads reports for other domains. */
export function createFeedbackQueries(database: Database) {
  return {
    /** What people reported, as analysis takes it: equal ones counted together, in a fixed order. */
    async reports(ruleSet: RuleSet): Promise<readonly Report[]> {
      const rows = await database
        .use()
        .$extendTables<FeedbackTables>()
        .selectFrom("feedback")
        .select(["situation", "tool"])
        .orderBy("received_at", "desc")
        .limit(MOST_REPORTS)
        .execute();
      const reports = rows.flatMap(({ situation, tool }) => asReport(ruleSet, situation, tool) ?? []);
      const alike = Map.groupBy(reports, (report) => JSON.stringify(report));
      return [...alike]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, [report, ...others]]) =>
          report === undefined ? [] : [{ ...report, count: 1 + others.length }],
        );
    },
  };
}

/** Reads reports for other domains. */
export type FeedbackQueries = ReturnType<typeof createFeedbackQueries>;

/** A report by who sent it: the first to take part. Null when that is no organisation of these rules. */
export function asReport(ruleSet: RuleSet, situation: Situation, tool: string | null): Report | null {
  const [asker] = situation.participants;
  if (asker === undefined || !ruleSet.organisations.some(({ id }) => id === asker.id)) return null;
  const derived = derivedAttribute(ruleSet.vocabulary);
  const audience = audienceOf(ruleSet, situation.participants);
  const values: Readonly<Record<string, string>> = {
    ...situation.attributes,
    ...asker.attributes,
    ...(derived === undefined || audience === null ? {} : { [derived.id]: audience }),
  };
  const attributes = Object.fromEntries(
    ruleSet.vocabulary.attributes.flatMap(({ id }) => (values[id] === undefined ? [] : [[id, values[id]]])),
  );
  return { organisation: asker.id, attributes, ...(tool === null ? {} : { tool }) };
}
