import type { IsoDate, RuleSet } from "@akkoord/policy";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { rulesInForce } from "../registry/publish.ts";
import type { Judge, Judgement } from "./judge.ts";
import type { Named } from "./model.ts";
import { acknowledgementsOf, type KeptDraft, rightsOf } from "./read.ts";
import { scenarioChangesFor } from "./scenarios/changes.ts";
import { scenariosWithin } from "./scenarios/queries.ts";

/** What follows from a draft, held against the rules that the transaction sees in force. */
export async function judged(
  judge: Judge,
  database: AnyDatabase,
  draft: KeptDraft,
  date: IsoDate,
  now: Date,
): Promise<Judgement & { readonly current: RuleSet }> {
  const current = await rulesInForce(database, dayInAmsterdam(now));
  // First the scenarios and then what was done to them: one that is gone here, is told of there.
  const scenarios = await scenariosWithin(database);
  const judgement = await judge({
    draft,
    rights: await rightsOf(database, draft.owner),
    acknowledgements: await acknowledgementsOf(database, draft.id, unnamed),
    scenarios,
    ...(await scenarioChangesFor(database, draft, unnamed)),
    current,
    date,
  });
  return { ...judgement, current: current.ruleSet };
}

/** Names are not needed to judge, and looking them up would take a second connection under the lock. */
const unnamed = async (id: string): Promise<Named> => ({ id, name: "" });
