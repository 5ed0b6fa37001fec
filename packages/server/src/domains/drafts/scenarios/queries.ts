import type { Selectable } from "kysely";
import type { Actor } from "../../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../../platform/clock.ts";
import type { AnyDatabase, Database } from "../../../platform/database/database.ts";
import type { Directory } from "../../directory/queries.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Examiner, Tried } from "../examine.ts";
import type { OwnedScenario } from "../judge.ts";
import { actsFor } from "../permissions.ts";
import type { Scenario } from "./model.ts";
import type { ScenarioTables } from "./tables.ts";

type Row = Selectable<ScenarioTables["scenario"]>;

/** Every scenario that counts, read with the caller's transaction. */
export async function scenariosWithin(transaction: AnyDatabase): Promise<readonly OwnedScenario[]> {
  const rows = await transaction
    .$extendTables<ScenarioTables>()
    .selectFrom("scenario")
    .selectAll()
    .where("removed", "=", false)
    .orderBy("owner")
    .orderBy("id")
    .execute();
  return rows.map(asOwned);
}

/** Reads scenarios and judges them on the rules in force. */
export function createScenarioQueries(parts: {
  readonly database: Database;
  readonly registry: Registry;
  readonly directory: Directory;
  readonly examiner: Examiner;
  readonly clock: Clock;
}) {
  const { database, registry, directory, examiner, clock } = parts;

  const judged = async (rows: readonly Row[], actor: Actor) => {
    const date = dayInAmsterdam(clock.now());
    const { held } = await registry.currentOn(date);
    const scenarios = rows.map((row) => withoutOwner(asOwned(row)));
    const { before } = await examiner.examine(held, { text: "", rights: null, scenarios, date });
    const tried = new Map(before.map((one) => [one.id, one]));
    return {
      ruleSet: held.hash,
      date,
      scenarios: await Promise.all(rows.map((row) => shown(row, tried.get(row.id), actor, directory))),
    };
  };
  return {
    /** Those of an owner, or of everybody, with how they come out. */
    async list(owner: string | undefined, actor: Actor) {
      const all = database
        .use()
        .$extendTables<ScenarioTables>()
        .selectFrom("scenario")
        .selectAll()
        .where("removed", "=", false)
        .orderBy("owner")
        .orderBy("id");
      return judged(await (owner === undefined ? all : all.where("owner", "=", owner)).execute(), actor);
    },

    /** One, as it was just written. */
    async one(id: string, actor: Actor): Promise<Scenario> {
      const row = await database
        .use()
        .$extendTables<ScenarioTables>()
        .selectFrom("scenario")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const [scenario] = (await judged([row], actor)).scenarios;
      if (scenario === undefined) throw new Error("a scenario that was judged is not there");
      return scenario;
    },
  };
}

/** Reads scenarios. */
export type ScenarioQueries = ReturnType<typeof createScenarioQueries>;

function asOwned({ id, owner, content }: Row): OwnedScenario {
  return { id, owner, ...content };
}

function withoutOwner({ owner: _owner, ...scenario }: OwnedScenario) {
  return scenario;
}

async function shown(
  row: Row,
  tried: Tried | undefined,
  actor: Actor,
  directory: Directory,
): Promise<Scenario> {
  const { says, situation, expect, common, duties, advice } = row.content;
  const editor = row.updated_by === null ? null : await directory.person(row.updated_by);
  const { differences, details } = tried ?? { differences: [], details: [] };
  return {
    id: row.id,
    owner: row.owner,
    title: says,
    situation,
    expect,
    common,
    duties,
    advice,
    origin: row.origin,
    edited: row.edited,
    state: differences.length === 0 ? "green" : "red",
    got: tried?.got ?? null,
    differences,
    details,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: editor === null ? null : { id: editor.id, name: editor.name },
    abilities: actsFor(actor, row.owner) ? ["edit", "delete"] : [],
  };
}
