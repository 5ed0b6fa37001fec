import { randomUUID } from "node:crypto";
import { isDate, type RuleSet } from "@akkoord/policy";
import { type Selectable, sql, type Updateable } from "kysely";
import { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { type CommandContext, command } from "../../platform/command.ts";
import { InvalidInput, NotAllowed, NotFound } from "../../platform/errors.ts";
import { defaultOwner, type FindingFamily, type WorklistEventKind } from "./model.ts";
import { canOwn, mayDecideOn, mayFollowPublications, mayWorkOnFindings } from "./permissions.ts";
import type { InsightTables } from "./tables.ts";

const family = z.string().min(1).max(300);
const reason = z
  .string()
  .trim()
  .min(1, { error: "must say why" })
  .max(2_000, { error: "must be at most 2,000 characters" });

/** Who accepts a finding says why and until when. */
export const acceptInput = z
  .strictObject({
    reason,
    reviewDate: z
      .string()
      .refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" })
      .meta({ format: "date", description: "The day on which it is looked at again; after today." }),
  })
  .meta({ id: "AcceptFinding" });

/** Who gets a finding to deal with. */
export const assignInput = z
  .strictObject({
    owner: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: "An organisation, or `rijk` for the coordinator." }),
  })
  .meta({ id: "AssignFinding" });

/** Why an accepted finding is taken up again. */
export const reopenInput = z
  .strictObject({ reason: reason.nullable().default(null) })
  .meta({ id: "ReopenFinding" });

type Item = Selectable<InsightTables["worklist_item"]>;
type Transaction = CommandContext<unknown>["transaction"];

/** Leaves a finding as it is, with a reason, until a day. */
export const acceptFinding = command({
  name: "insight.accept-finding",
  on: "finding-family",
  input: acceptInput.extend({ family }),
  may: mayWorkOnFindings,
  async run({ input, actor, now, transaction }) {
    const item = await itemToDecideOn(transaction, input.family, actor);
    if (item.state === "solved") throw new InvalidInput([{ path: "family", message: "is solved already" }]);
    if (input.reviewDate <= dayInAmsterdam(now)) {
      throw new InvalidInput([{ path: "reviewDate", message: "must be a day after today" }]);
    }
    await update(transaction, item.family, {
      state: "accepted",
      reason: input.reason,
      review_date: input.reviewDate,
    });
    await writeDown(transaction, item.family, now, "accepted", {
      actor,
      reason: input.reason,
      reviewDate: input.reviewDate,
    });
    return done("insight.finding-accepted", item.family);
  },
});

/** Gives a finding to an organisation, or to the coordinator, to deal with. */
export function assignFinding(ruleSet: () => Promise<RuleSet>) {
  return command({
    name: "insight.assign-finding",
    on: "finding-family",
    input: assignInput.extend({ family }),
    may: mayWorkOnFindings,
    async run({ input, actor, now, transaction }) {
      const item = await itemToDecideOn(transaction, input.family, actor);
      if (!canOwn((await ruleSet()).organisations, input.owner)) {
        throw new InvalidInput([{ path: "owner", message: "must be an organisation, or rijk" }]);
      }
      if (item.owner !== input.owner || !item.assigned) {
        await update(transaction, item.family, { owner: input.owner, assigned: true });
        await writeDown(transaction, item.family, now, "assigned", { actor, owner: input.owner });
      }
      return done("insight.finding-assigned", item.family);
    },
  });
}

/** Takes up an accepted finding again. */
export const reopenFinding = command({
  name: "insight.reopen-finding",
  on: "finding-family",
  input: reopenInput.extend({ family }),
  may: mayWorkOnFindings,
  async run({ input, actor, now, transaction }) {
    const item = await itemToDecideOn(transaction, input.family, actor);
    if (item.state === "solved") throw new InvalidInput([{ path: "family", message: "is solved already" }]);
    if (item.state === "open") return done("insight.finding-reopened", item.family);
    await update(transaction, item.family, { state: "open", reason: null, review_date: null });
    await writeDown(transaction, item.family, now, "reopened", { actor, reason: input.reason });
    return done("insight.finding-reopened", item.family);
  },
});

/** What the worklist follows: the findings of the rules in force on a day. */
export interface FollowedFindings {
  readonly publication: number;
  readonly ruleSet: RuleSet;
  readonly families: readonly FindingFamily[];
  /** Changes when the findings may have: publication, stretch of days, reports. */
  readonly version: string;
}

/**
 * Brings the worklist up to date with the rules in force. Doing it twice changes nothing; a process that is behind
 * does not undo what another did; accepted findings whose review date has come are open again.
 */
export function followPublication({ publication, ruleSet, families, version }: FollowedFindings) {
  return command({
    name: "insight.follow-publication",
    on: "worklist",
    input: z.object({}),
    may: mayFollowPublications,
    async run({ now, transaction }) {
      const object = { type: "worklist", id: String(publication) };
      await sql`select pg_advisory_xact_lock(hashtext('akkoord-worklist'))`.execute(transaction);
      const tables = transaction.$extendTables<InsightTables>();
      const day = dayInAmsterdam(now);
      const followed = await tables.selectFrom("worklist_followed").selectAll().executeTakeFirst();
      if (followed !== undefined && (Number(followed.publication) > publication || followed.day > day)) {
        return { output: { changed: 0 }, object };
      }
      const items = new Map(
        (await tables.selectFrom("worklist_item").selectAll().execute()).map((item) => [item.family, item]),
      );
      const follower = new Follower(transaction, publication, ruleSet, now);
      for (const found of families) await follower.see(found, items.get(found.family));
      const present = new Set(families.map((found) => found.family));
      for (const item of items.values()) if (!present.has(item.family)) await follower.miss(item);
      await tables
        .insertInto("worklist_followed")
        .values({ one: true, publication, day, version })
        .onConflict((conflict) => conflict.column("one").doUpdateSet({ publication, day, version }))
        .execute();
      return {
        output: { changed: follower.changed },
        object,
        events: follower.changed === 0 ? [] : [{ type: "insight.worklist-changed", data: { publication } }],
      };
    },
  });
}

/** Writes what became of each finding. */
class Follower {
  /** How many items got another state. */
  changed = 0;
  readonly #transaction: Transaction;
  readonly #publication: number;
  readonly #ruleSet: RuleSet;
  readonly #now: Date;

  constructor(transaction: Transaction, publication: number, ruleSet: RuleSet, now: Date) {
    this.#transaction = transaction;
    this.#publication = publication;
    this.#ruleSet = ruleSet;
    this.#now = now;
  }

  async see(found: FindingFamily, item: Item | undefined): Promise<void> {
    const seen = {
      organisations: found.organisations,
      causes: found.causes,
      finding: found.finding,
      findings: found.findings,
      sentence: JSON.stringify(found.sentence),
      situations: found.situations,
      people: found.people,
      weight: found.weight,
      reports: found.reports,
      last_seen_in: this.#publication,
      last_seen_at: this.#now,
    };
    if (item === undefined) {
      await this.#transaction
        .$extendTables<InsightTables>()
        .insertInto("worklist_item")
        .values({
          ...seen,
          family: found.family,
          kind: found.kind,
          tool: found.tool,
          rule: found.rule,
          first_seen_in: this.#publication,
          first_seen_at: this.#now,
          state: "open",
          returned: false,
          solved_in: null,
          reason: null,
          review_date: null,
          owner: defaultOwner(this.#ruleSet, found),
          assigned: false,
        })
        .execute();
      await this.#note(found.family, "found");
      return;
    }
    const owner = item.assigned ? item.owner : defaultOwner(this.#ruleSet, found);
    await update(this.#transaction, item.family, { ...seen, owner, ...(await this.#stateOfSeen(item)) });
  }

  async miss(item: Item): Promise<void> {
    if (item.state === "solved") return;
    await update(this.#transaction, item.family, {
      state: "solved",
      solved_in: this.#publication,
      reason: null,
      review_date: null,
    });
    await this.#note(item.family, "solved");
  }

  async #stateOfSeen(item: Item) {
    if (item.state === "solved") {
      await this.#note(item.family, "returned");
      return { state: "open", returned: true, solved_in: null } as const;
    }
    if (
      item.state === "accepted" &&
      item.review_date !== null &&
      item.review_date <= dayInAmsterdam(this.#now)
    ) {
      await this.#note(item.family, "review-due");
      return { state: "open", reason: null, review_date: null } as const;
    }
    return {};
  }

  async #note(familyId: string, event: WorklistEventKind): Promise<void> {
    this.changed += 1;
    await writeDown(this.#transaction, familyId, this.#now, event, { publication: this.#publication });
  }
}

async function itemToDecideOn(transaction: Transaction, familyId: string, actor: Actor): Promise<Item> {
  const item = await transaction
    .$extendTables<InsightTables>()
    .selectFrom("worklist_item")
    .selectAll()
    .where("family", "=", familyId)
    .forUpdate()
    .executeTakeFirst();
  if (item === undefined) throw new NotFound();
  if (!mayDecideOn(actor, item)) throw new NotAllowed();
  return item;
}

async function update(
  transaction: Transaction,
  familyId: string,
  values: Updateable<InsightTables["worklist_item"]>,
): Promise<void> {
  await transaction
    .$extendTables<InsightTables>()
    .updateTable("worklist_item")
    .set(values)
    .where("family", "=", familyId)
    .execute();
}

interface WrittenDown {
  readonly publication?: number;
  readonly actor?: Actor;
  readonly reason?: string | null;
  readonly reviewDate?: string;
  readonly owner?: string;
}

async function writeDown(
  transaction: Transaction,
  familyId: string,
  at: Date,
  event: WorklistEventKind,
  { publication, actor, reason: why, reviewDate, owner }: WrittenDown,
): Promise<void> {
  await transaction
    .$extendTables<InsightTables>()
    .insertInto("worklist_event")
    .values({
      id: randomUUID(),
      family: familyId,
      at,
      event,
      publication: publication ?? null,
      actor: actor?.kind === "person" ? actor.name : null,
      reason: why ?? null,
      review_date: reviewDate ?? null,
      owner: owner ?? null,
    })
    .execute();
}

function done(event: string, familyId: string) {
  return {
    output: { family: familyId },
    object: { type: "finding-family", id: familyId },
    events: [{ type: event, data: { family: familyId } }],
  };
}
