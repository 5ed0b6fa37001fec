import { randomUUID } from "node:crypto";
import { ownerOf, type RuleSet } from "@akkoord/policy";
import { type Selectable, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { command } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import { checked } from "../advice/model.ts";
import { checkTool } from "../advice/queries.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import { type Feedback, type FeedbackByRule, feedbackInput } from "./model.ts";
import { mayReadFeedback, maySendFeedback, readableFeedback } from "./permissions.ts";
import type { FeedbackTables } from "./tables.ts";

/** What the commands of this domain use. */
export interface FeedbackParts {
  readonly registry: Registry;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Takes in a report that an answer does not work for somebody. */
export function sendFeedback({ registry, clock }: FeedbackParts) {
  return command({
    name: "feedback.send",
    on: "feedback",
    input: feedbackInput,
    may: maySendFeedback,
    async run({ input, actor, now, transaction }) {
      const { ruleSet } = await registry.byHash(input.ruleSet);
      const situation = checked(ruleSet, input.situation, dayInAmsterdam(clock.now()));
      if (input.tool !== null) checkTool(ruleSet, input.tool);
      const id = randomUUID();
      const organisations = situation.participants
        .map((participant) => participant.id)
        .filter((participant) =>
          ruleSet.organisations.some((organisation) => organisation.id === participant),
        );
      await transaction
        .$extendTables<FeedbackTables>()
        .insertInto("feedback")
        .values({
          id,
          received_at: now,
          rule_set: input.ruleSet,
          tool: input.tool,
          reason: input.reason,
          situation: JSON.stringify(situation),
          organisations,
          contact: input.contact && actor.kind === "person" ? actor.id : null,
        })
        .execute();
      return {
        output: { id, receivedAt: now.toISOString() },
        object: { type: "feedback", id },
        events: [{ type: "feedback.received", data: { feedback: id } }],
      };
    },
  });
}

/** Which reports to read. */
export const feedbackPage = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Reads the reports that the actor may read, newest first. */
export function readFeedback({ directory }: FeedbackParts) {
  return command({
    name: "feedback.read",
    on: "feedback",
    input: feedbackPage,
    may: mayReadFeedback,
    async run({ input, actor, transaction }) {
      const readable = readableWhere(readableFeedback(actor));
      const tables = transaction.$extendTables<FeedbackTables>();
      const rows = await tables
        .selectFrom("feedback")
        .selectAll()
        .where(readable)
        .orderBy("received_at", "desc")
        .orderBy("id")
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize)
        .execute();
      const { total } = await tables
        .selectFrom("feedback")
        .select((columns) => columns.fn.countAll<string>().as("total"))
        .where(readable)
        .executeTakeFirstOrThrow();
      const feedback = await Promise.all(rows.map((row) => asFeedback(row, directory)));
      return { output: { feedback, total: Number(total) }, object: { type: "feedback", id: null } };
    },
  });
}

/** Reads one report. */
export function readOneFeedback({ directory }: FeedbackParts) {
  return command({
    name: "feedback.read-one",
    on: "feedback",
    input: z.object({ id: z.uuid() }),
    may: mayReadFeedback,
    async run({ input, actor, transaction }) {
      const row = await transaction
        .$extendTables<FeedbackTables>()
        .selectFrom("feedback")
        .selectAll()
        .where("id", "=", input.id)
        .where(readableWhere(readableFeedback(actor)))
        .executeTakeFirst();
      // Of another organisation, or not there: the same answer, so that nothing leaks.
      if (row === undefined) throw new NotFound();
      const output = await asFeedback(row, directory);
      return { output, object: { type: "feedback", id: row.id } };
    },
  });
}

/** How many of the newest reports go along with each rule. */
const NEWEST = 3;
const MOST_RULES = 200;

/** Which rules to count reports for. */
export const feedbackByRuleQuery = z.object({
  rule: z.string().min(1).max(200).optional().meta({ description: "Only this rule." }),
});

/**
 * Counts reports by the rule that stood in the way, and by the tool where no rule speaks: for the owner of the rule,
 * the organisation that lacks one, and the coordinator.
 */
export function readFeedbackByRule({ registry, clock }: FeedbackParts) {
  return command({
    name: "feedback.read-by-rule",
    on: "feedback",
    input: feedbackByRuleQuery,
    may: mayReadFeedback,
    async run({ input, actor, transaction }) {
      const { ruleSet } = (await registry.currentOn(dayInAmsterdam(clock.now()))).held;
      const { rows } = await sql<CountedRow>`
        with landed as (
          select distinct feedback, rule, case when cause = 'gap' then tool end as missing
          from feedback_cause
          where cause <> 'none' and ${causesWhere(readableFeedback(actor), ruleSet)}
            and ${input.rule === undefined ? sql`true` : sql`rule = ${input.rule}`}
        ), counted as (
          select landed.rule, landed.missing, feedback.id, feedback.received_at, feedback.tool, feedback.reason,
            count(*) over (partition by landed.rule, landed.missing) as amount,
            row_number() over (
              partition by landed.rule, landed.missing order by feedback.received_at desc, feedback.id
            ) as place
          from landed join feedback on feedback.id = landed.feedback
        )
        select rule, missing, max(amount) as amount,
          json_agg(
            json_build_object('id', id, 'receivedAt', received_at, 'tool', tool, 'reason', reason) order by place
          ) as newest
        from counted
        where place <= ${NEWEST}
        group by rule, missing
        order by max(amount) desc, max(received_at) desc, rule, missing
        limit ${MOST_RULES}`.execute(transaction);
      const output = rows.map(
        ({ rule, missing, amount, newest }): FeedbackByRule => ({
          rule,
          tool: missing,
          count: Number(amount),
          newest: newest.map((report) => ({
            ...report,
            receivedAt: new Date(report.receivedAt).toISOString(),
          })),
        }),
      );
      return { output, object: { type: "feedback", id: null } };
    },
  });
}

interface CountedRow {
  readonly rule: string | null;
  readonly missing: string | null;
  readonly amount: string;
  readonly newest: FeedbackByRule["newest"];
}

function causesWhere(readable: ReturnType<typeof readableFeedback>, ruleSet: RuleSet) {
  if (readable === null) return sql<SqlBool>`false`;
  if ("all" in readable) return sql<SqlBool>`true`;
  const { organisation } = readable;
  const own = ruleSet.rules.filter(({ issuer }) => ownerOf(ruleSet, issuer) === organisation);
  return sql<SqlBool>`(
    rule = any(${own.map(({ id }) => id)}::text[])
    or (cause = 'gap' and organisations @> ${[organisation]}::text[])
  )`;
}

function readableWhere(readable: ReturnType<typeof readableFeedback>) {
  if (readable === null) return sql<SqlBool>`false`;
  if ("all" in readable) return sql<SqlBool>`true`;
  return sql<SqlBool>`organisations @> ${[readable.organisation]}::text[]`;
}

async function asFeedback(
  row: Selectable<FeedbackTables["feedback"]>,
  directory: Directory,
): Promise<Feedback> {
  const person = row.contact === null ? null : await directory.person(row.contact);
  return {
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    ruleSet: row.rule_set,
    tool: row.tool,
    reason: row.reason,
    situation: row.situation,
    contact: person === null ? null : { name: person.name, organisation: person.organisation },
  };
}
