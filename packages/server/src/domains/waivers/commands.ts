import { randomUUID } from "node:crypto";
import { GOVERNMENT_WIDE_OWNER, type RuleSet, type Waiver } from "@akkoord/policy";
import { sql } from "kysely";
import { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import {
  InvalidInput,
  NotAllowed,
  OwnWaiver,
  RulesChanged,
  type Violation,
  WaiverDecided,
} from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import { assess, checkStillHolds, relaxedRules } from "./assess.ts";
import {
  agreementInput,
  type CoverInput,
  daysAfter,
  EXPIRES_SOON_DAYS,
  endingInput,
  requestInput,
  stateOn,
  WAIVER_STATES,
} from "./model.ts";
import {
  asksForOwn,
  mayDecideWaivers,
  mayNoteExpiring,
  mayReadWaivers,
  mayRequestWaiver,
  mayWithdraw,
  signsFor,
} from "./permissions.ts";
import { signatoriesOf } from "./queries.ts";
import {
  findWaiver,
  peopleOf,
  type SignatureRow,
  showOne,
  showWaivers,
  visibleTo,
  type WaiverRow,
  waiverTables,
} from "./read.ts";
import { GOVERNMENT_NAME, waiverSentence, waiverTitle } from "./words.ts";

/** What the commands of this domain use. */
export interface WaiverParts {
  readonly registry: Registry;
  readonly directory: Directory;
  readonly clock: Clock;
  /** The longest a waiver may last. */
  readonly longestDays: number;
}

const waiverObject = (id: string | null) => ({ type: "waiver", id });
const oneWaiver = z.object({ id: z.uuid() });

/** Asks for a waiver, from an answer, for the asker's own organisation. */
export function requestWaiver({ registry, directory, longestDays }: WaiverParts) {
  return command({
    name: "waivers.request",
    on: "waiver",
    input: requestInput,
    may: (actor, { situation }) => mayRequestWaiver(actor) && asksForOwn(actor, situation),
    async run({ input, actor, now, transaction }) {
      if (!mayRequestWaiver(actor)) throw new NotAllowed();
      const { organisation } = actor;
      const today = dayInAmsterdam(now);
      checkPeriod(input.valid, today, longestDays);
      const { held } = await registry.currentOn(today);
      // Asked with other rules than those of now: the asker must see the answer of now first.
      if (held.hash !== input.ruleSet) throw new RulesChanged();
      const assessment = assess(held.ruleSet, { ...input, organisation });
      const relaxes = relaxedRules(assessment);
      await checkColleagues(directory, input.cover, organisation);

      const id = randomUUID();
      const tables = waiverTables(transaction);
      const row = await tables
        .insertInto("waiver")
        .values({
          id,
          organisation,
          tool: input.tool,
          asker: actor.id,
          requested_at: now,
          rule_set: held.hash,
          situation: JSON.stringify(assessment.situation),
          widened: input.widened,
          condition: JSON.stringify(assessment.when),
          relaxes,
          reason: input.reason,
          valid_from: input.valid.from,
          valid_to: input.valid.to,
          ...coverColumns(input.cover),
          duties: input.duties,
          state: "requested",
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await putPeople(transaction, id, input.cover);
      await tables
        .insertInto("waiver_signature")
        .values(signatoriesOf(held.ruleSet, relaxes, organisation).map((owner) => ({ waiver: id, owner })))
        .execute();
      const output = await showOne(transaction, directory, row, actor, today);
      return { output, object: waiverObject(id), events: [happened("requested", row)] };
    },
  });
}

/**
 * Agrees for every owner that the decider acts for. The waiver may become narrower: a shorter period, fewer people,
 * more duties. It is granted when all owners have agreed.
 */
export function agreeToWaiver({ registry, directory }: WaiverParts) {
  return command({
    name: "waivers.agree",
    on: "waiver",
    input: agreementInput.extend(oneWaiver.shape),
    may: mayDecideWaivers,
    async run({ input, actor, now, transaction }) {
      const today = dayInAmsterdam(now);
      const { row, signatures } = await findWaiver(transaction, actor, input.id, "hold");
      const signing = pendingFor(actor, row, signatures, today);
      const valid = narrowerPeriod(row, input.valid, today);
      const duties = [...new Set([...row.duties, ...input.duties])];
      const people = (await peopleOf(transaction, [row.id])).get(row.id) ?? [];
      if (input.cover !== undefined) {
        checkNarrowerCover(row, people, input.cover);
        await checkColleagues(directory, input.cover, row.organisation);
      }
      const { ruleSet } = (await registry.currentOn(today)).held;
      checkStillHolds(ruleSet, { ...row, valid, duties }, row.relaxes);

      await sign(transaction, row.id, signing, { verdict: "agreed", actor, now, reason: input.reason });
      if (input.cover !== undefined) {
        await waiverTables(transaction).deleteFrom("waiver_person").where("waiver", "=", row.id).execute();
        await putPeople(transaction, row.id, input.cover);
      }
      const narrowed = {
        valid_from: valid.from,
        valid_to: valid.to,
        duties,
        ...(input.cover === undefined ? {} : coverColumns(input.cover)),
      };
      const missing = signatures.filter(({ owner, verdict }) => verdict === null && !signing.includes(owner));
      const reasons = [
        ...signatures.flatMap((signature) =>
          signature.verdict === "agreed" ? [signature.reason ?? ""] : [],
        ),
        input.reason,
      ];
      const granted = grantedWaiver(ruleSet, { ...row, ...narrowed }, signatures, reasons, today);
      const after = await waiverTables(transaction)
        .updateTable("waiver")
        .set(
          missing.length > 0
            ? { ...narrowed, state: "partly-agreed" }
            : { ...narrowed, state: "granted", granted: JSON.stringify(granted) },
        )
        .where("id", "=", row.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      const output = await showOne(transaction, directory, after, actor, today);
      return {
        output,
        object: waiverObject(row.id),
        events: [happened(missing.length > 0 ? "agreed" : "granted", row)],
      };
    },
  });
}

/** Refuses for an owner that the decider acts for; that settles it. */
export function refuseWaiver({ directory }: WaiverParts) {
  return command({
    name: "waivers.refuse",
    on: "waiver",
    input: endingInput.extend(oneWaiver.shape),
    may: mayDecideWaivers,
    async run({ input, actor, now, transaction }) {
      const today = dayInAmsterdam(now);
      const { row, signatures } = await findWaiver(transaction, actor, input.id, "hold");
      const signing = pendingFor(actor, row, signatures, today);
      await sign(transaction, row.id, signing, { verdict: "refused", actor, now, reason: input.reason });
      const after = await end(transaction, row.id, "refused", { actor, now, reason: input.reason });
      const output = await showOne(transaction, directory, after, actor, today);
      return { output, object: waiverObject(row.id), events: [happened("refused", row)] };
    },
  });
}

/** Withdraws a request or a granted waiver; works at once. Withdrawing twice is the same as once. */
export function withdrawWaiver({ directory }: WaiverParts) {
  return command({
    name: "waivers.withdraw",
    on: "waiver",
    input: endingInput.extend(oneWaiver.shape),
    may: mayReadWaivers,
    async run({ input, actor, now, transaction }) {
      const today = dayInAmsterdam(now);
      const { row, signatures } = await findWaiver(transaction, actor, input.id, "hold");
      const owners = signatures.map(({ owner }) => owner);
      if (!mayWithdraw(actor, { ...row, owners })) throw new NotAllowed();
      const state = stateOn(row.state, row.valid_to, today);
      if (state === "refused" || state === "expired") throw new WaiverDecided();
      const after =
        state === "withdrawn"
          ? row
          : await end(transaction, row.id, "withdrawn", { actor, now, reason: input.reason });
      const output = await showOne(transaction, directory, after, actor, today);
      return {
        output,
        object: waiverObject(row.id),
        events: state === "withdrawn" ? [] : [happened("withdrawn", row)],
      };
    },
  });
}

/** Which waivers to read. */
export const waiverPage = z.object({
  state: z.enum(WAIVER_STATES).optional(),
  organisation: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Reads the waivers that the actor may see: newest request first, and granted ones by their last day. */
export function readWaivers({ directory, clock }: WaiverParts) {
  return command({
    name: "waivers.read",
    on: "waiver",
    input: waiverPage,
    may: mayReadWaivers,
    async run({ input, actor, transaction }) {
      if (!mayReadWaivers(actor)) throw new NotAllowed();
      const today = dayInAmsterdam(clock.now());
      const tables = waiverTables(transaction);
      let found = tables.selectFrom("waiver").where(visibleTo(actor));
      if (input.organisation !== undefined) found = found.where("organisation", "=", input.organisation);
      if (input.state !== undefined)
        found = found.where(
          sql`case when state in ('requested', 'partly-agreed', 'granted') and valid_to < ${today}
                   then 'expired' else state end`,
          "=",
          input.state,
        );
      const { total } = await found
        .select((columns) => columns.fn.countAll<string>().as("total"))
        .executeTakeFirstOrThrow();
      const rows = await (input.state === "granted"
        ? found.orderBy("valid_to")
        : found.orderBy("requested_at", "desc")
      )
        .selectAll()
        .orderBy("id")
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize)
        .execute();
      const waivers = await showWaivers(transaction, directory, rows, actor, today);
      return { output: { waivers, total: Number(total) }, object: waiverObject(null) };
    },
  });
}

/** Reads one waiver. */
export function readWaiver({ directory, clock }: WaiverParts) {
  return command({
    name: "waivers.read-one",
    on: "waiver",
    input: oneWaiver,
    may: mayReadWaivers,
    async run({ input, actor, transaction }) {
      const { row } = await findWaiver(transaction, actor, input.id, "look");
      const today = dayInAmsterdam(clock.now());
      const output = await showOne(transaction, directory, row, actor, today);
      return { output, object: waiverObject(row.id) };
    },
  });
}

/** Tells once of every granted waiver whose last day is near; for the daily look. */
export const noteExpiringWaivers = command({
  name: "waivers.note-expiring",
  on: "waiver",
  input: z.object({}),
  may: mayNoteExpiring,
  async run({ now, transaction }) {
    const today = dayInAmsterdam(now);
    const rows = await waiverTables(transaction)
      .updateTable("waiver")
      .set({ expiry_noted_at: now })
      .where("state", "=", "granted")
      .where("expiry_noted_at", "is", null)
      .where("valid_to", ">=", today)
      .where("valid_to", "<=", daysAfter(today, EXPIRES_SOON_DAYS))
      .returning(["id", "organisation"])
      .execute();
    return {
      output: { noted: rows.length },
      object: waiverObject(null),
      events: rows.map((row) => happened("expiring", row)),
    };
  },
});

function happened(what: string, { id, organisation }: Pick<WaiverRow, "id" | "organisation">) {
  return { type: `waivers.${what}`, data: { waiver: id, organisation } };
}

/**
 * The owners that somebody signs for now.
 *
 * @throws WaiverDecided when it is settled, or a colleague signed already; OwnWaiver, NotAllowed
 */
function pendingFor(
  actor: Actor,
  row: WaiverRow,
  signatures: readonly SignatureRow[],
  today: string,
): readonly string[] {
  const owners = signatures.map(({ owner }) => owner);
  if (actor.kind === "person" && actor.id === row.asker) throw new OwnWaiver();
  const theirs = signsFor(actor, { ...row, owners });
  if (theirs.length === 0) throw new NotAllowed();
  const state = stateOn(row.state, row.valid_to, today);
  const pending = signatures.filter(({ owner, verdict }) => verdict === null && theirs.includes(owner));
  if ((state !== "requested" && state !== "partly-agreed") || pending.length === 0) throw new WaiverDecided();
  return pending.map(({ owner }) => owner);
}

function checkPeriod(valid: { from: string; to: string }, today: string, longestDays: number): void {
  const wrong: Violation[] = [];
  if (valid.from < today) wrong.push({ path: "valid.from", message: `must be ${today} or later` });
  if (valid.to < valid.from) wrong.push({ path: "valid.to", message: "must not come before the first day" });
  const last = daysAfter(valid.from, longestDays - 1);
  if (valid.to > last) wrong.push({ path: "valid.to", message: `must be ${last} or earlier` });
  if (wrong.length > 0) throw new InvalidInput(wrong);
}

/** The period as the decider makes it shorter. A waiver never holds before it is granted. */
function narrowerPeriod(row: WaiverRow, given: { from?: string; to?: string }, today: string) {
  const from = given.from ?? row.valid_from;
  const to = given.to ?? row.valid_to;
  const wrong: Violation[] = [];
  if (from < row.valid_from)
    wrong.push({ path: "valid.from", message: `must be ${row.valid_from} or later` });
  if (to > row.valid_to) wrong.push({ path: "valid.to", message: `must be ${row.valid_to} or earlier` });
  const begins = from < today ? today : from;
  if (to < begins) wrong.push({ path: "valid.to", message: `must be ${begins} or later` });
  if (wrong.length > 0) throw new InvalidInput(wrong);
  return { from: begins, to };
}

function checkNarrowerCover(row: WaiverRow, people: readonly string[], cover: CoverInput): void {
  if (row.cover_kind === "organisation") return;
  const isNarrower = cover.kind !== "organisation" && cover.people.every((person) => people.includes(person));
  if (!isNarrower)
    throw new InvalidInput([
      { path: "cover", message: "must be the same people as was asked for, or fewer" },
    ]);
}

/** @throws InvalidInput when somebody is unknown, left or works elsewhere; all look the same, so that nothing leaks */
async function checkColleagues(directory: Directory, cover: CoverInput, organisation: string): Promise<void> {
  if (cover.kind === "organisation") return;
  const colleagues = new Set(await directory.workingAt(organisation, cover.people));
  const strangers = cover.people.filter((person) => !colleagues.has(person));
  if (strangers.length > 0)
    throw new InvalidInput([
      { path: "cover.people", message: `${strangers.join(", ")} are not known in this organisation` },
    ]);
}

function coverColumns(cover: CoverInput) {
  return { cover_kind: cover.kind, cover_name: cover.kind === "team" ? cover.name : null };
}

async function putPeople(transaction: AnyDatabase, waiver: string, cover: CoverInput): Promise<void> {
  if (cover.kind === "organisation") return;
  await waiverTables(transaction)
    .insertInto("waiver_person")
    .values(cover.people.map((person) => ({ waiver, person })))
    .execute();
}

interface Deed {
  readonly actor: Actor;
  readonly now: Date;
  readonly reason: string;
}

async function sign(
  transaction: AnyDatabase,
  waiver: string,
  owners: readonly string[],
  { verdict, actor, now, reason }: Deed & { readonly verdict: "agreed" | "refused" },
): Promise<void> {
  await waiverTables(transaction)
    .updateTable("waiver_signature")
    .set({ verdict, decided_by: personId(actor), decided_at: now, reason })
    .where("waiver", "=", waiver)
    .where("owner", "in", owners)
    .execute();
}

async function end(
  transaction: AnyDatabase,
  waiver: string,
  state: "refused" | "withdrawn",
  { actor, now, reason }: Deed,
): Promise<WaiverRow> {
  return waiverTables(transaction)
    .updateTable("waiver")
    .set({ state, ended_at: now, ended_by: personId(actor), ended_reason: reason })
    .where("id", "=", waiver)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function personId(actor: Actor): string {
  if (actor.kind !== "person") throw new NotAllowed();
  return actor.id;
}

/** The waiver as answers apply it: the rule and the decision it rests on. */
function grantedWaiver(
  ruleSet: RuleSet,
  row: Pick<
    WaiverRow,
    "id" | "organisation" | "tool" | "condition" | "relaxes" | "valid_from" | "valid_to"
  > & {
    readonly duties: readonly string[];
  },
  signatures: readonly SignatureRow[],
  reasons: readonly string[],
  today: string,
): Waiver {
  const owners = signatures.map(({ owner }) => owner);
  const tool = ruleSet.tools.find(({ id }) => id === row.tool)?.name ?? row.tool;
  const nameOf = (owner: string) =>
    owner === GOVERNMENT_WIDE_OWNER
      ? GOVERNMENT_NAME
      : (ruleSet.organisations.find(({ id }) => id === owner)?.abbreviation ?? owner);
  const valid = { from: row.valid_from, to: row.valid_to };
  return {
    id: row.id,
    organisation: row.organisation,
    issuer: owners.includes(GOVERNMENT_WIDE_OWNER) ? GOVERNMENT_WIDE_OWNER : (owners[0] ?? row.organisation),
    tools: [row.tool],
    when: row.condition,
    relaxes: row.relaxes,
    valid,
    duties: row.duties,
    words: waiverSentence(tool, valid),
    source: {
      title: waiverTitle(tool, nameOf(row.organisation)),
      author: owners.map(nameOf).join(", "),
      date: today,
      quote: reasons.join(" "),
    },
  };
}
