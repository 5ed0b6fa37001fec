import type { Selectable, SqlBool } from "kysely";
import { sql } from "kysely";
import type { Actor } from "../../platform/actor.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotAllowed, NotFound, NotSignedIn } from "../../platform/errors.ts";
import {
  noCounts,
  type WorklistAbility,
  type WorklistCounts,
  type WorklistEvent,
  type WorklistItem,
  type WorklistState,
} from "./model.ts";
import { mayDecideOn, workOf } from "./permissions.ts";
import type { InsightTables } from "./tables.ts";

/** Which items to list. */
export interface WorklistFilter {
  readonly state?: WorklistState | undefined;
  readonly kind?: string | undefined;
  readonly owner?: string | undefined;
  readonly organisation?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Reads the worklist. */
export function createWorklistQueries(database: Database) {
  const tables = () => database.use().$extendTables<InsightTables>();
  return {
    /**
     * Items that the actor deals with, heaviest first, and how many there are of each state and kind.
     *
     * @throws NotSignedIn, NotAllowed
     */
    async worklist(
      actor: Actor,
      filter: WorklistFilter,
    ): Promise<{ items: WorklistItem[]; total: number; counts: WorklistCounts }> {
      const mine = mineWhere(actor);
      const where = sql<SqlBool>`${mine}
        and ${sameWhere("state", filter.state)} and ${sameWhere("kind", filter.kind)}
        and ${sameWhere("owner", filter.owner)}
        and ${filter.organisation === undefined ? sql`true` : sql`organisations @> ${[filter.organisation]}::text[]`}`;
      const rows = await tables()
        .selectFrom("worklist_item")
        .selectAll()
        .where(where)
        .orderBy("weight", "desc")
        .orderBy("family")
        .limit(filter.pageSize)
        .offset((filter.page - 1) * filter.pageSize)
        .execute();
      const groups = await tables()
        .selectFrom("worklist_item")
        .select(["state", "kind"])
        .select((columns) => columns.fn.countAll<string>().as("amount"))
        .select((columns) => columns.fn.countAll<string>().filterWhere(where).as("listed"))
        .where(mine)
        .groupBy(["state", "kind"])
        .execute();
      const counts = noCounts();
      for (const { state, kind, amount } of groups) {
        counts.states[state] += Number(amount);
        if (state !== "solved") counts.kinds[kind] += Number(amount);
      }
      return {
        items: rows.map((row) => asItem(row, actor)),
        total: groups.reduce((total, { listed }) => total + Number(listed), 0),
        counts,
      };
    },

    /**
     * One item with its history, oldest first.
     *
     * @throws NotSignedIn, NotAllowed, NotFound
     */
    async item(actor: Actor, family: string): Promise<WorklistItem & { history: WorklistEvent[] }> {
      mineWhere(actor);
      const row = await tables()
        .selectFrom("worklist_item")
        .selectAll()
        .where("family", "=", family)
        .executeTakeFirst();
      if (row === undefined) throw new NotFound();
      if (!mayDecideOn(actor, row)) throw new NotAllowed();
      const events = await tables()
        .selectFrom("worklist_event")
        .selectAll()
        .where("family", "=", family)
        .orderBy("sequence")
        .execute();
      return { ...asItem(row, actor), history: events.map(asEvent) };
    },

    /** What the worklist was last brought up to date with, or null when it never was. */
    async followed(): Promise<{ publication: number; day: string; version: string } | null> {
      const row = await tables().selectFrom("worklist_followed").selectAll().executeTakeFirst();
      return row === undefined
        ? null
        : { publication: Number(row.publication), day: row.day, version: row.version };
    },

    /** Whether an accepted finding is to be looked at again on this day. */
    async hasReviewDue(day: string): Promise<boolean> {
      const row = await tables()
        .selectFrom("worklist_item")
        .select("family")
        .where("state", "=", "accepted")
        .where("review_date", "<=", day)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Reads the worklist. */
export type WorklistQueries = ReturnType<typeof createWorklistQueries>;

/** @throws NotSignedIn, NotAllowed when the actor deals with no findings at all */
function mineWhere(actor: Actor) {
  const work = workOf(actor);
  if (work === null) throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
  if ("all" in work) return sql<SqlBool>`true`;
  return sql<SqlBool>`(owner = ${work.organisation} or organisations @> ${[work.organisation]}::text[])`;
}

function sameWhere(column: "state" | "kind" | "owner", value: string | undefined) {
  return value === undefined ? sql<SqlBool>`true` : sql<SqlBool>`${sql.ref(column)} = ${value}`;
}

function asItem(row: Selectable<InsightTables["worklist_item"]>, actor: Actor): WorklistItem {
  return {
    family: row.family,
    kind: row.kind,
    tool: row.tool,
    rule: row.rule,
    organisations: row.organisations,
    causes: row.causes,
    finding: row.finding,
    findings: row.findings,
    sentence: row.sentence,
    situations: row.situations,
    people: row.people,
    weight: row.weight,
    reports: row.reports,
    firstSeen: { publication: Number(row.first_seen_in), at: row.first_seen_at.toISOString() },
    lastSeen: { publication: Number(row.last_seen_in), at: row.last_seen_at.toISOString() },
    state: row.state,
    returned: row.returned,
    solvedIn: row.solved_in === null ? null : Number(row.solved_in),
    reason: row.reason,
    reviewDate: row.review_date,
    owner: row.owner,
    abilities: mayDecideOn(actor, row) ? abilitiesIn(row.state) : [],
  };
}

function abilitiesIn(state: WorklistState): WorklistAbility[] {
  switch (state) {
    case "open":
      return ["accept", "assign"];
    case "accepted":
      return ["accept", "assign", "reopen"];
    case "solved":
      return ["assign"];
  }
}

function asEvent(row: Selectable<InsightTables["worklist_event"]>): WorklistEvent {
  return {
    event: row.event,
    at: row.at.toISOString(),
    publication: row.publication === null ? null : Number(row.publication),
    actor: row.actor,
    reason: row.reason,
    reviewDate: row.review_date,
    owner: row.owner,
  };
}
