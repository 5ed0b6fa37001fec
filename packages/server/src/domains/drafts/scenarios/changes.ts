import { canonicalJson } from "@akkoord/policy";
import { sql } from "kysely";
import type { AnyDatabase } from "../../../platform/database/database.ts";
import type { ScenarioChanges } from "../model.ts";
import type { Names } from "../read.ts";
import type { DraftTables } from "../tables.ts";
import type { ScenarioContent } from "./model.ts";
import type { ScenarioTables } from "./tables.ts";

type Tables = ScenarioTables & Pick<DraftTables, "draft">;

/** A scenario that is not what it was: with all that was done to it, oldest first. */
export interface ChangedScenarioRows {
  readonly scenario: string;
  /** What it said before the first of these changes. */
  readonly before: ScenarioContent;
  /** What it says now; null when it was removed. */
  readonly now: ScenarioContent | null;
  readonly changes: readonly { readonly id: number; readonly person: string | null; readonly at: Date }[];
}

/**
 * Keeps what a scenario was before somebody changed or removed it at the desk. One at a time, so that a later
 * change has a higher number also for who reads along: nothing slips in below the number that an approver saw.
 */
export async function keepScenarioChange(
  transaction: AnyDatabase,
  change: {
    readonly scenario: string;
    readonly owner: string;
    readonly before: ScenarioContent;
    readonly person: string | null;
    readonly at: Date;
  },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('akkoord-scenario-change'))`.execute(transaction);
  await transaction
    .$extendTables<Tables>()
    .insertInto("scenario_change")
    .values({ ...change, before: JSON.stringify(change.before) })
    .execute();
}

/**
 * The scenarios of an owner that were changed or removed at the desk, and that nobody who approved a published draft
 * has seen so. Also what was done before a draft was begun: else a scenario is removed first, and the draft begun
 * after. What was put back as it was does not count.
 *
 * @param since only changes with a higher number
 */
export async function unseenChanges(
  database: AnyDatabase,
  owner: string,
  since = 0,
): Promise<readonly ChangedScenarioRows[]> {
  const tables = database.$extendTables<Tables>();
  const { seen } = await tables
    .selectFrom("draft")
    .select((columns) => columns.fn.max("scenarios_seen").as("seen"))
    .where("owner", "=", owner)
    .where("state", "=", "published")
    .executeTakeFirstOrThrow();
  const rows = await tables
    .selectFrom("scenario_change")
    .innerJoin("scenario", "scenario.id", "scenario_change.scenario")
    .select([
      "scenario_change.id",
      "scenario_change.scenario",
      "before",
      "person",
      "at",
      "content",
      "removed",
    ])
    .where("scenario_change.owner", "=", owner)
    .where("scenario_change.id", ">", String(Math.max(since, Number(seen ?? 0))))
    .orderBy("scenario_change.id")
    .execute();
  return [...Map.groupBy(rows, ({ scenario }) => scenario)].flatMap(([scenario, changes]) => {
    const [first] = changes;
    if (first === undefined) return [];
    const now = first.removed ? null : first.content;
    if (now !== null && canonicalJson(now) === canonicalJson(first.before)) return [];
    return [
      {
        scenario,
        before: first.before,
        now,
        changes: changes.map(({ id, person, at }) => ({ id: Number(id), person, at })),
      },
    ];
  });
}

/** The number of the newest change: who approves tells up to where they saw. */
export function versionOf(changed: readonly ChangedScenarioRows[]): number {
  return Math.max(0, ...changed.flatMap(({ changes }) => changes.map(({ id }) => id)));
}

/** Changed scenarios as those who judge a draft see them, and which of them changed after its approval. */
export async function scenarioChangesFor(
  database: AnyDatabase,
  draft: { readonly owner: string; readonly scenarios_seen: string },
  names: Names,
): Promise<{
  readonly scenarioChanges: ScenarioChanges;
  readonly changedSinceApproval: readonly string[];
}> {
  const changed = await unseenChanges(database, draft.owner);
  const later = await unseenChanges(database, draft.owner, Number(draft.scenarios_seen));
  const scenarios = await Promise.all(
    changed.map(async ({ scenario, before, now, changes }) => {
      const people = new Set(changes.flatMap(({ person }) => (person === null ? [] : [person])));
      return {
        id: scenario,
        what: now === null ? ("removed" as const) : ("changed" as const),
        before: shown(before),
        now: now === null ? null : shown(now),
        by: await Promise.all([...people].map(names)),
        at: (changes.at(-1)?.at ?? new Date(0)).toISOString(),
      };
    }),
  );
  return {
    scenarioChanges: { version: versionOf(changed), scenarios },
    changedSinceApproval: later.map(({ scenario }) => scenario),
  };
}

function shown({ says, expect, common, duties, advice }: ScenarioContent) {
  return { title: says, expected: { expect, common, duties, advice } };
}
