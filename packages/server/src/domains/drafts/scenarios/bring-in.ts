import { readScenarios } from "@akkoord/policy-files";
import type { Caller, Commands } from "../../../platform/command.ts";
import type { Database } from "../../../platform/database/database.ts";
import type { Log } from "../../../platform/log.ts";
import { bringInScenarios, folderScenariosChanged } from "./commands.ts";

/** What bringing in scenarios needs. */
export interface BringInParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly policiesDir: string;
  readonly log: Log;
}

/**
 * Brings in the scenarios of the policies folder when they changed, as those of `rijk`. When the file holds
 * errors, those brought in before stay.
 */
export async function bringInFolderScenarios(
  { database, commands, policiesDir, log }: BringInParts,
  caller: Caller,
): Promise<void> {
  const { scenarios, problems } = await readScenarios(policiesDir);
  if (problems.length > 0) {
    const places = problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
    log.error({ places }, "scenarios.yaml holds errors; the scenarios brought in before stay");
    return;
  }
  if (await folderScenariosChanged(database.use(), scenarios))
    await commands.execute(bringInScenarios(scenarios), {}, caller);
}
