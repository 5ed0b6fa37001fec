import { randomUUID } from "node:crypto";
import { canonicalJson, type RuleSet } from "@akkoord/policy";
import type { Scenario as FolderScenario } from "@akkoord/policy-files";
import { z } from "zod";
import type { Actor } from "../../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../../platform/clock.ts";
import { command } from "../../../platform/command.ts";
import type { AnyDatabase } from "../../../platform/database/database.ts";
import { InvalidInput, NotFound, WrongSituation } from "../../../platform/errors.ts";
import { checked } from "../../advice/model.ts";
import { checkTool } from "../../advice/queries.ts";
import type { Registry } from "../../registry/registry.ts";
import { actsFor, GOVERNMENT_WIDE_OWNER, mayCarryOutPlans, mayWriteDrafts } from "../permissions.ts";
import { ownerId } from "../text.ts";
import { keepScenarioChange } from "./changes.ts";
import {
  expectsSomething,
  type ScenarioContent,
  type ScenarioInput,
  scenarioId,
  scenarioInput,
} from "./model.ts";
import type { ScenarioTables } from "./tables.ts";

/** What the commands on scenarios use. */
export interface ScenarioParts {
  readonly registry: Registry;
  readonly clock: Clock;
}

const object = (id: string | null) => ({ type: "scenario", id });

/** Adds a scenario that must stay true. */
export function addScenario(parts: ScenarioParts) {
  return command({
    name: "scenarios.add",
    on: "scenario",
    input: scenarioInput.extend({ owner: ownerId }),
    may: (actor, { owner }) => actsFor(actor, owner),
    async run({ input, actor, now, transaction }) {
      const content = await contentOf(input, parts);
      const id = randomUUID();
      await tablesOf(transaction)
        .insertInto("scenario")
        .values({
          id,
          owner: input.owner,
          content: JSON.stringify(content),
          origin: "desk",
          edited: true,
          removed: false,
          updated_at: now,
          updated_by: personId(actor),
        })
        .execute();
      return { output: { id }, object: object(id) };
    },
  });
}

/** Changes a scenario; the policies folder leaves it alone from then on. */
export function changeScenario(parts: ScenarioParts) {
  return command({
    name: "scenarios.change",
    on: "scenario",
    input: scenarioInput.extend({ id: scenarioId }),
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const { owner, content: before } = await ownScenario(transaction, input.id, actor);
      const content = await contentOf(input, parts);
      const person = personId(actor);
      await keepScenarioChange(transaction, { scenario: input.id, owner, before, person, at: now });
      await tablesOf(transaction)
        .updateTable("scenario")
        .set({
          content: JSON.stringify(content),
          edited: true,
          updated_at: now,
          updated_by: person,
        })
        .where("id", "=", input.id)
        .execute();
      return { output: { id: input.id }, object: object(input.id) };
    },
  });
}

/** Removes a scenario: from now on its answer may change. */
export const removeScenario = command({
  name: "scenarios.remove",
  on: "scenario",
  input: z.object({ id: scenarioId }),
  may: mayWriteDrafts,
  async run({ input, actor, now, transaction }) {
    const { owner, content: before } = await ownScenario(transaction, input.id, actor);
    const person = personId(actor);
    await keepScenarioChange(transaction, { scenario: input.id, owner, before, person, at: now });
    await tablesOf(transaction)
      .updateTable("scenario")
      .set({ edited: true, removed: true, updated_at: now, updated_by: person })
      .where("id", "=", input.id)
      .execute();
    return { output: null, object: object(input.id) };
  },
});

/**
 * Brings the scenarios of the policies folder up to date: new ones are added, changed ones follow, those that
 * are gone go. What was changed at the desk stays as it is there.
 */
export function bringInScenarios(scenarios: readonly FolderScenario[]) {
  return command({
    name: "scenarios.bring-in",
    on: "scenario",
    input: z.object({}),
    may: mayCarryOutPlans,
    async run({ now, transaction }) {
      const { write, remove } = folderChanges(scenarios, await folderRows(transaction));
      const tables = tablesOf(transaction);
      for (const scenario of write) {
        const values = { content: JSON.stringify(folderContent(scenario)), removed: false, updated_at: now };
        await tables
          .insertInto("scenario")
          .values({
            id: scenario.id,
            owner: GOVERNMENT_WIDE_OWNER,
            origin: "folder",
            edited: false,
            updated_by: null,
            ...values,
          })
          .onConflict((conflict) =>
            conflict.column("id").doUpdateSet(values).where("scenario.edited", "=", false),
          )
          .execute();
      }
      if (remove.length > 0)
        await tables
          .updateTable("scenario")
          .set({ removed: true, updated_at: now })
          .where("id", "in", remove)
          .where("edited", "=", false)
          .execute();
      return { output: { written: write.length, removed: remove.length }, object: object(null) };
    },
  });
}

/** Whether the scenarios of the folder are others than those that were brought in. */
export async function folderScenariosChanged(
  database: AnyDatabase,
  scenarios: readonly FolderScenario[],
): Promise<boolean> {
  const { write, remove } = folderChanges(scenarios, await folderRows(database));
  return write.length + remove.length > 0;
}

type FolderRow = Awaited<ReturnType<typeof folderRows>>[number];

async function folderRows(database: AnyDatabase) {
  return tablesOf(database)
    .selectFrom("scenario")
    .select(["id", "content", "edited", "removed"])
    .where("origin", "=", "folder")
    .execute();
}

function folderChanges(scenarios: readonly FolderScenario[], rows: readonly FolderRow[]) {
  const known = new Map(rows.map((row) => [row.id, row]));
  const ids = new Set(scenarios.map(({ id }) => id));
  return {
    write: scenarios.filter((scenario) => {
      const row = known.get(scenario.id);
      if (row === undefined) return true;
      if (row.edited) return false;
      return row.removed || canonicalJson(row.content) !== canonicalJson(folderContent(scenario));
    }),
    remove: rows.flatMap((row) => (row.edited || row.removed || ids.has(row.id) ? [] : [row.id])),
  };
}

function folderContent({ id: _id, ...content }: FolderScenario): ScenarioContent {
  return content;
}

async function contentOf(input: ScenarioInput, { registry, clock }: ScenarioParts): Promise<ScenarioContent> {
  const { title, situation, expect, common, duties, advice } = input;
  const content = {
    says: { nl: title.nl, en: title.en ?? title.nl },
    situation,
    expect,
    common,
    duties,
    advice,
  };
  if (!expectsSomething(content))
    throw new InvalidInput([{ path: "expect", message: "must expect something, or it is always true" }]);
  const today = dayInAmsterdam(clock.now());
  const { ruleSet } = (await registry.currentOn(today)).held;
  checked(ruleSet, { ...situation, date: situation.date ?? today }, today);
  const tools = [...Object.keys(expect), ...(common ?? []), ...Object.keys(duties), ...Object.keys(advice)];
  for (const tool of tools) checkTool(ruleSet, tool);
  checkKnown(ruleSet.vocabulary.duties, "duty", Object.values(duties).flat());
  checkKnown(ruleSet.vocabulary.advice, "tip", Object.values(advice).flat());
  return content;
}

function checkKnown(known: RuleSet["vocabulary"]["duties"], attribute: string, ids: readonly string[]): void {
  const allowed = known.map(({ id }) => id);
  const unknown = ids.find((id) => !allowed.includes(id));
  if (unknown !== undefined)
    throw new WrongSituation([
      {
        code: `unknown-${attribute}`,
        attribute,
        value: unknown,
        nearest: null,
        allowed,
        message: `There is no ${attribute} "${unknown.slice(0, 60)}".`,
      },
    ]);
}

/** @throws NotFound also when it is of somebody else, so that nobody learns more than they may change */
async function ownScenario(
  transaction: AnyDatabase,
  id: string,
  actor: Actor,
): Promise<{ readonly owner: string; readonly content: ScenarioContent }> {
  const row = await tablesOf(transaction)
    .selectFrom("scenario")
    .select(["owner", "content"])
    .where("id", "=", id)
    .where("removed", "=", false)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || !actsFor(actor, row.owner)) throw new NotFound();
  return row;
}

function tablesOf(database: AnyDatabase) {
  return database.$extendTables<ScenarioTables>();
}

function personId(actor: Actor): string | null {
  return actor.kind === "person" ? actor.id : null;
}
