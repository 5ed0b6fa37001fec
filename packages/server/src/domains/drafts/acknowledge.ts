import { z } from "zod";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NoSuchConflict, NotFound } from "../../platform/errors.ts";
import { WorkFailed } from "../../platform/worker-pool.ts";
import type { Directory } from "../directory/queries.ts";
import { checkAbility, checkSeen, draftSeen, personId } from "./commands.ts";
import type { Judge } from "./judge.ts";
import { judged } from "./judged.ts";
import { mayWriteDrafts } from "./permissions.ts";
import { draftTables, findDraft, type KeptDraft } from "./read.ts";
import { keptText, someText } from "./text.ts";

/** What acknowledging conflicts needs. */
export interface AcknowledgingParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly directory: Directory;
  readonly judge: Judge;
  readonly clock: Clock;
}

/** One new conflict or several, and why they are meant. */
export const acknowledgementInput = z.object({
  finding: z.union([keptText.min(1).max(500), z.array(keptText.min(1).max(500)).min(1).max(1_000)]),
  reason: someText(2_000, "must say why this is meant"),
});

const input = draftSeen.extend(acknowledgementInput.shape);

/** Takes responsibility for new conflicts: they are meant, and this is why. */
export interface Acknowledging {
  /** @throws NoSuchConflict for one that the draft does not make; FourEyes, WrongDraftState, NotFound */
  acknowledge(given: z.input<typeof input>, caller: Caller): Promise<void>;
}

/** Makes acknowledging. */
export function createAcknowledging(parts: AcknowledgingParts): Acknowledging {
  const { database, commands, clock } = parts;
  const acknowledge = acknowledgeConflict(parts);
  return {
    async acknowledge(given, caller) {
      // Worked out beforehand: what is found is kept, so that the draft is held only shortly.
      if (mayWriteDrafts(caller.actor)) {
        const draft = await findDraft(database.use(), given.id, caller.actor).catch(nullWhenNotFound);
        if (draft !== null) await conflictsOf(parts.judge, database.use(), draft, clock.now());
      }
      await commands.execute(acknowledge, given, caller);
    },
  };
}

function acknowledgeConflict({ directory, judge }: AcknowledgingParts) {
  return command({
    name: "drafts.acknowledge",
    on: "draft",
    input,
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      await checkSeen(transaction, draft, input.revision, directory);
      checkAbility(draft, "acknowledge", actor);
      const findings = [...new Set([input.finding].flat())];
      const known = await conflictsOf(judge, transaction, draft, now);
      if (known !== null && !findings.every((finding) => known.has(finding))) throw new NoSuchConflict();
      const person = personId(actor);
      await draftTables(transaction)
        .insertInto("draft_acknowledgement")
        .values(
          findings.map((finding) => ({
            draft: draft.id,
            finding,
            reason: input.reason,
            person,
            at: now,
          })),
        )
        .execute();
      return { output: null, object: { type: "draft", id: draft.id } };
    },
  });
}

/** The conflicts that a draft makes; null when they cannot be told: its text has problems, or it is too much. */
async function conflictsOf(
  judge: Judge,
  database: AnyDatabase,
  draft: KeptDraft,
  now: Date,
): Promise<ReadonlySet<string> | null> {
  const date = draft.planned_for ?? dayInAmsterdam(now);
  const judgement = await judged(judge, database, draft, date, now).catch(nullWhenWorkFailed);
  if (judgement === null || judgement.ruleSet === null) return null;
  const { newConflicts, blockedBy } = judgement.check;
  if (blockedBy.some(({ kind }) => kind === "analysis-failed")) return null;
  return new Set(newConflicts.map(({ id }) => id));
}

function nullWhenNotFound(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

function nullWhenWorkFailed(error: unknown): null {
  if (error instanceof WorkFailed) return null;
  throw error;
}
