import { sql } from "kysely";
import { z } from "zod";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotFound, TooComplex } from "../../platform/errors.ts";
import type { Thinking } from "../advice/thinking.ts";
import type { Registry } from "../registry/registry.ts";
import { type Cause, causesOf } from "./model.ts";
import { mayFindCauses } from "./permissions.ts";
import type { FeedbackTables } from "./tables.ts";

/** Writes down where a report lands. */
export function keepCauses(causes: readonly Cause[]) {
  return command({
    name: "feedback.keep-causes",
    on: "feedback",
    input: z.object({ feedback: z.uuid() }),
    may: mayFindCauses,
    async run({ input, transaction }) {
      await transaction
        .$extendTables<FeedbackTables>()
        .insertInto("feedback_cause")
        .values(causes.map((cause) => ({ ...cause, feedback: input.feedback })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const object = { type: "feedback", id: input.feedback };
      return {
        output: null,
        object,
        events: [{ type: "feedback.landed", data: { feedback: input.feedback } }],
      };
    },
  });
}

/** What finding causes needs. */
export interface CauseParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly registry: Registry;
  readonly thinking: Thinking;
  readonly system: Caller;
}

const AT_ONCE = 100;

/**
 * Works out where reports land that were not looked at yet, by the rules that each names: those just received, and
 * those of before this was kept.
 *
 * @param signal leaves off between two reports when it ends
 */
export async function findCauses(parts: CauseParts, signal?: AbortSignal): Promise<void> {
  const { database, commands, system } = parts;
  for (;;) {
    const open = await database
      .use()
      .$extendTables<FeedbackTables>()
      .selectFrom("feedback")
      .select(["id", "rule_set", "situation", "tool"])
      .where(
        sql<boolean>`not exists (select from feedback_cause where feedback_cause.feedback = feedback.id)`,
      )
      .orderBy("received_at")
      .limit(AT_ONCE)
      .execute();
    for (const report of open) {
      if (signal?.aborted) return;
      const causes = await causesOfReport(parts, report);
      await commands.execute(keepCauses(causes), { feedback: report.id }, system);
    }
    if (open.length < AT_ONCE) return;
  }
}

async function causesOfReport(
  { registry, thinking }: CauseParts,
  { rule_set, situation, tool }: Pick<Row, "rule_set" | "situation" | "tool">,
): Promise<readonly Cause[]> {
  try {
    const held = await registry.byHash(rule_set);
    const options = { help: false, ...(tool === null ? {} : { tool }) };
    return causesOf(await thinking.answer(held, situation, options), tool);
  } catch (error) {
    // Too much of the situation is unknown, or the rules are gone: then no rule can be blamed.
    if (!(error instanceof TooComplex) && !(error instanceof NotFound)) throw error;
    return [{ cause: "none", rule: null, tool, organisations: [] }];
  }
}

interface Row {
  readonly rule_set: string;
  readonly situation: Parameters<Thinking["answer"]>[1];
  readonly tool: string | null;
}
