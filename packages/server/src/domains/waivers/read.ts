import { type Expression, type Selectable, type SqlBool, sql } from "kysely";
import type { Actor, Person } from "../../platform/actor.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import {
  type Cover,
  expiresSoon,
  type Named,
  type Signature,
  stateOn,
  type WaiverAbility,
  type WaiverRequest,
} from "./model.ts";
import { mayWithdraw, signsFor, visibleWaivers } from "./permissions.ts";
import type { WaiverTables } from "./tables.ts";

/** A waiver as it is kept. */
export type WaiverRow = Selectable<WaiverTables["waiver"]>;
export type SignatureRow = Selectable<WaiverTables["waiver_signature"]>;

/** The tables of this domain, in a transaction or without one. */
export function waiverTables(database: AnyDatabase) {
  return database.$extendTables<WaiverTables>();
}

/** Which rows somebody may see. */
export function visibleTo(actor: Person): Expression<SqlBool> {
  const visible = visibleWaivers(actor);
  if ("all" in visible) return sql<SqlBool>`true`;
  return sql<SqlBool>`(
    waiver.asker = ${visible.asker}
    or waiver.organisation = ${visible.organisation}
    or exists (
      select 1 from waiver_signature
      where waiver_signature.waiver = waiver.id and waiver_signature.owner = any(${visible.owners}::text[])
    )
  )`;
}

/** A waiver as it is kept, with its signatures. */
export interface FoundWaiver {
  readonly row: WaiverRow;
  readonly signatures: readonly SignatureRow[];
}

/**
 * One waiver that the actor may see.
 *
 * @param hold keep it until the transaction ends: two who decide at once then go one after the other.
 * @throws NotFound also when it is there but not theirs to see, so that nothing leaks
 */
export async function findWaiver(
  transaction: AnyDatabase,
  actor: Actor,
  id: string,
  hold: "hold" | "look",
): Promise<FoundWaiver> {
  if (actor.kind !== "person") throw new NotFound();
  const wanted = waiverTables(transaction)
    .selectFrom("waiver")
    .selectAll()
    .where("id", "=", id)
    .where(visibleTo(actor));
  const row = await (hold === "hold" ? wanted.forUpdate() : wanted).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return { row, signatures: (await signaturesOf(transaction, [id])).get(id) ?? [] };
}

/** The signatures of waivers, by waiver, in the order of their owners. */
export async function signaturesOf(
  database: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly SignatureRow[]>> {
  if (ids.length === 0) return new Map();
  const rows = await waiverTables(database)
    .selectFrom("waiver_signature")
    .selectAll()
    .where("waiver", "in", ids)
    .orderBy("owner")
    .execute();
  return Map.groupBy(rows, ({ waiver }) => waiver);
}

/** The people that waivers cover by name, by waiver. */
export async function peopleOf(
  database: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await waiverTables(database)
    .selectFrom("waiver_person")
    .selectAll()
    .where("waiver", "in", ids)
    .orderBy("person")
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ waiver }) => waiver)].map(([id, found]) => [
      id,
      found.map(({ person }) => person),
    ]),
  );
}

/** Waivers as the actor sees them, with names and with what they may do. */
export async function showWaivers(
  database: AnyDatabase,
  directory: Directory,
  rows: readonly WaiverRow[],
  actor: Actor,
  today: string,
): Promise<WaiverRequest[]> {
  const ids = rows.map(({ id }) => id);
  const signatures = await signaturesOf(database, ids);
  const people = await peopleOf(database, ids);
  const decided = [...signatures.values()].flat().map((signature) => signature.decided_by);
  const mentioned = [
    ...rows.flatMap((row) => [row.asker, row.ended_by]),
    ...[...people.values()].flat(),
    ...decided,
  ].flatMap((id) => id ?? []);
  const names = new Map(
    (await directory.named([...new Set(mentioned)])).map((person) => [person.id, person.name]),
  );
  const named = (id: string): Named => ({ id, name: names.get(id) ?? "" });
  return rows.map((row) =>
    showWaiver(row, signatures.get(row.id) ?? [], coverOf(row, (people.get(row.id) ?? []).map(named)), {
      actor,
      today,
      named,
    }),
  );
}

/** One waiver as the actor sees it. */
export async function showOne(
  database: AnyDatabase,
  directory: Directory,
  row: WaiverRow,
  actor: Actor,
  today: string,
): Promise<WaiverRequest> {
  const [shown] = await showWaivers(database, directory, [row], actor, today);
  if (shown === undefined) throw new NotFound();
  return shown;
}

function showWaiver(
  row: WaiverRow,
  signatures: readonly SignatureRow[],
  cover: Cover,
  { actor, today, named }: { actor: Actor; today: string; named: (id: string) => Named },
): WaiverRequest {
  const state = stateOn(row.state, row.valid_to, today);
  return {
    id: row.id,
    organisation: row.organisation,
    tool: row.tool,
    state,
    asker: named(row.asker),
    requestedAt: row.requested_at.toISOString(),
    ruleSet: row.rule_set,
    situation: row.situation,
    widened: row.widened,
    when: row.condition,
    relaxes: row.relaxes,
    reason: row.reason,
    valid: { from: row.valid_from, to: row.valid_to },
    cover,
    duties: row.duties,
    signatures: signatures.map(
      (signature): Signature => ({
        owner: signature.owner,
        verdict: signature.verdict,
        by: signature.decided_by === null ? null : named(signature.decided_by),
        at: signature.decided_at?.toISOString() ?? null,
        reason: signature.reason,
      }),
    ),
    ending:
      row.ended_at === null
        ? null
        : {
            by: row.ended_by === null ? null : named(row.ended_by),
            at: row.ended_at.toISOString(),
            reason: row.ended_reason ?? "",
          },
    expiresSoon: expiresSoon(state, row.valid_to, today),
    abilities: abilitiesOn(row, signatures, state, actor),
  };
}

function coverOf(row: WaiverRow, people: readonly Named[]): Cover {
  switch (row.cover_kind) {
    case "organisation":
      return { kind: "organisation" };
    case "people":
      return { kind: "people", people };
    case "team":
      return { kind: "team", name: row.cover_name ?? "", people };
  }
}

function abilitiesOn(
  row: WaiverRow,
  signatures: readonly SignatureRow[],
  state: WaiverRequest["state"],
  actor: Actor,
): WaiverAbility[] {
  const parties = { ...row, owners: signatures.map(({ owner }) => owner) };
  const isOpen = state === "requested" || state === "partly-agreed";
  const pending = signatures.filter(({ verdict }) => verdict === null).map(({ owner }) => owner);
  const decides = isOpen && signsFor(actor, { ...parties, owners: pending }).length > 0;
  const ends = (isOpen || state === "granted") && mayWithdraw(actor, parties);
  return [...(decides ? (["agree", "refuse"] as const) : []), ...(ends ? (["withdraw"] as const) : [])];
}
