import { type IsoDate, isDate } from "@akkoord/policy";
import { z } from "zod";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { DraftBlocked, InvalidInput } from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import { addPublication, lockPublications } from "../registry/publish.ts";
import type { Registry } from "../registry/registry.ts";
import { checkAbility, checkSeen, draftSeen, stateChanged } from "./commands.ts";
import type { Judge } from "./judge.ts";
import { judged } from "./judged.ts";
import type { Failure } from "./model.ts";
import { GOVERNMENT_WIDE_OWNER, mayCarryOutPlans, mayWriteDrafts } from "./permissions.ts";
import { draftTables, findDraft, type KeptDraft } from "./read.ts";

/** What publishing drafts needs. */
export interface PublishingParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly registry: Registry;
  readonly directory: Directory;
  readonly judge: Judge;
  readonly clock: Clock;
}

/** From when a draft holds. */
export const publishInput = z.object({
  validFrom: z
    .string()
    .refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" })
    .nullable()
    .default(null)
    .meta({ format: "date", description: "Null or today: now. A later day: planned." }),
});

/** Publishes drafts: now, or on their day. */
export interface Publishing {
  /**
   * Publishes a draft now, or plans it for a later day.
   *
   * @throws DraftBlocked with what has to be done first; WrongDraftState; NotFound; InvalidInput for a past day
   */
  publish(
    input: {
      readonly id: string;
      readonly revision?: number | undefined;
      readonly validFrom: IsoDate | null;
    },
    caller: Caller,
  ): Promise<void>;
  /** Publishes every planned draft whose day has come; one that cannot be published then becomes `failed`. */
  publishDue(caller: Caller, signal?: AbortSignal): Promise<void>;
}

/** Makes publishing. */
export function createPublishing(parts: PublishingParts): Publishing {
  const { database, commands, registry, directory } = parts;
  const publish = publishDraft(parts);
  const carryOut = publishPlanned(parts);

  /** Works out what follows beforehand: it is kept, so that the publication lock is held only shortly. */
  const prepare = async (id: string, date: IsoDate): Promise<void> => {
    const row = await draftTables(database.use())
      .selectFrom("draft")
      .select("id")
      .where("id", "=", id)
      .executeTakeFirst();
    if (row === undefined) return;
    const draft = await findDraft(database.use(), id, { kind: "system", id: "drafts" });
    await judged(parts.judge, database.use(), draft, date, parts.clock.now());
  };

  return {
    async publish(input, caller) {
      if (mayWriteDrafts(caller.actor))
        await prepare(input.id, input.validFrom ?? dayInAmsterdam(parts.clock.now()));
      await commands.execute(publish, input, caller);
      await registry.refresh();
    },
    async publishDue(caller, signal) {
      const today = dayInAmsterdam(parts.clock.now());
      const due = await draftTables(database.use())
        .selectFrom("draft")
        .select(["id", "planned_by"])
        .where("state", "=", "planned")
        .where("planned_for", "<=", today)
        .orderBy("planned_for")
        .orderBy("updated_at")
        .orderBy("id")
        .execute();
      const failures: unknown[] = [];
      for (const { id, planned_by } of due) {
        if (signal?.aborted) return;
        try {
          const person = planned_by === null ? null : await directory.person(planned_by);
          await prepare(id, today);
          await commands.execute(carryOut, { id, publishedBy: person?.name ?? "" }, caller);
        } catch (error) {
          // The others have their day too; the job as a whole is tried again.
          failures.push(error);
        }
      }
      if (due.length > 0) await registry.refresh();
      if (failures.length > 0) throw new AggregateError(failures, "planned drafts could not be looked at");
    },
  };
}

/** Publishes a draft now, or plans it. */
function publishDraft(parts: PublishingParts) {
  return command({
    name: "drafts.publish",
    on: "draft",
    input: draftSeen.extend(publishInput.shape),
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const today = dayInAmsterdam(now);
      const validFrom = input.validFrom ?? today;
      if (validFrom < today)
        throw new InvalidInput([{ path: "validFrom", message: "must be today or a later day" }]);
      await lockPublications(transaction);
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      await checkSeen(transaction, draft, input.revision, parts.directory);
      checkAbility(draft, "publish", actor);
      const judgement = await judged(parts.judge, transaction, draft, validFrom, now);
      const { mayPublish, blockedBy, problems } = judgement.check;
      if (!mayPublish) throw new DraftBlocked(blockedBy, problems);
      if (validFrom === today) {
        const publishedBy = actor.kind === "person" ? actor.name : "Akkoord";
        return publishWithin(transaction, draft, judgement, { today, now, publishedBy });
      }
      await draftTables(transaction)
        .updateTable("draft")
        .set({
          state: "planned",
          planned_for: validFrom,
          planned_by: actor.kind === "person" ? actor.id : null,
          failure: null,
          updated_at: now,
        })
        .where("id", "=", draft.id)
        .execute();
      return {
        output: null,
        object: { type: "draft", id: draft.id },
        events: [stateChanged(draft.id, "planned")],
      };
    },
  });
}

/** Publishes a planned draft on its day, with the rules of that day; or notes why that cannot be. */
function publishPlanned(parts: PublishingParts) {
  return command({
    name: "drafts.publish-planned",
    on: "draft",
    input: z.object({ id: z.uuid(), publishedBy: z.string() }),
    may: mayCarryOutPlans,
    async run({ input, actor, now, transaction }) {
      const today = dayInAmsterdam(now);
      await lockPublications(transaction);
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      const object = { type: "draft", id: draft.id };
      // Another process may have done it, or somebody called it off.
      if (draft.state !== "planned" || draft.planned_for === null || draft.planned_for > today)
        return { output: null, object };
      const judgement = await judged(parts.judge, transaction, draft, today, now);
      if (judgement.check.mayPublish) {
        const { publishedBy } = input;
        return publishWithin(transaction, draft, judgement, { today, now, publishedBy });
      }
      const failure: Failure = {
        at: now.toISOString(),
        blockedBy: judgement.check.blockedBy,
        problems: judgement.check.problems,
      };
      await draftTables(transaction)
        .updateTable("draft")
        .set({
          state: "failed",
          planned_for: null,
          planned_by: null,
          failure: JSON.stringify(failure),
          updated_at: now,
        })
        .where("id", "=", draft.id)
        .execute();
      return {
        output: null,
        object,
        events: [
          stateChanged(draft.id, "failed"),
          { type: "drafts.publication-failed", data: { draft: draft.id, owner: draft.owner } },
        ],
      };
    },
  });
}

async function publishWithin(
  transaction: AnyDatabase,
  draft: KeptDraft,
  { check, ruleSet, current }: Awaited<ReturnType<typeof judged>>,
  { today, now, publishedBy }: { readonly today: IsoDate; readonly now: Date; readonly publishedBy: string },
) {
  if (ruleSet === null) throw new DraftBlocked(check.blockedBy, check.problems);
  const conflicts = new Set(check.newConflicts.map(({ id }) => id));
  const { id, event } = await addPublication(transaction, now, {
    ruleSet,
    validFrom: today,
    origin: draft.restores === null ? "desk" : "restore",
    owner: draft.owner,
    draft: draft.id,
    reason: draft.title,
    acknowledgements: check.acknowledgements.flatMap(({ finding, reason }) =>
      conflicts.has(finding) ? [{ finding, reason }] : [],
    ),
    publishedBy,
  });
  const tables = draftTables(transaction);
  const added = [
    ...newOnes("tool", check.changed?.tools ?? [], current.tools),
    ...newOnes("source", check.changed?.sources ?? [], current.sources),
  ];
  if (draft.owner !== GOVERNMENT_WIDE_OWNER && added.length > 0)
    await tables
      .insertInto("catalogue_addition")
      .values(added.map((one) => ({ ...one, owner: draft.owner, draft: draft.id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await tables
    .updateTable("draft")
    .set({
      state: "published",
      publication: id,
      planned_for: null,
      planned_by: null,
      failure: null,
      updated_at: now,
    })
    .where("id", "=", draft.id)
    .execute();
  return {
    output: null,
    object: { type: "draft", id: draft.id },
    events: [event, stateChanged(draft.id, "published")],
  };
}

function newOnes(
  kind: "tool" | "source",
  ids: readonly string[],
  known: readonly { readonly id: string }[],
): readonly { readonly kind: "tool" | "source"; readonly id: string }[] {
  return ids.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ kind, id }));
}
