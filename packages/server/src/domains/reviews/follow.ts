import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Person } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Mail } from "../../platform/mail.ts";
import { readAddress } from "../../platform/mail-address.ts";
import { nameInMail } from "../../platform/mail-text.ts";
import type { Directory } from "../directory/queries.ts";
import { isForInsideAlone } from "../guests/mails.ts";
import type { BothWords } from "../guests/words.ts";
import type { Registry } from "../registry/registry.ts";
import type { RoomFacts } from "../rooms/model.ts";
import { ESCALATE_DAYS, REVIEW_REASONS } from "./model.ts";
import { type Need, needOf } from "./needs.ts";
import { mayFollowReviews } from "./permissions.ts";
import { ownersOf, type ReviewRooms, roomSeenBy } from "./rooms.ts";
import type { ReviewTables } from "./tables.ts";
import { escalationMail, overdueMail, reviewMail } from "./words.ts";

/** What following reviews needs. */
export interface FollowParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly rooms: ReviewRooms;
  readonly registry: Pick<Registry, "currentOn">;
  readonly directory: Pick<Directory, "activePerson" | "named" | "emailOf" | "managerOf" | "withRole">;
  readonly mail: Mail;
  readonly publicUrl: () => string;
  /** How often a room is reviewed. */
  readonly everyDays: number;
}

/** A review as it is kept. */
export type ReviewRow = Selectable<ReviewTables["review"]>;

const REVIEWS_PATH = "/ruimtes/controle";
const AT_ONCE = 100;
/** More than any room can need at once; what is left waits for the next look. */
const MOST_NEEDS = 5;

/** Looks at every room: begins reviews that are due, and tells of those that are not done. */
export async function followReviews(
  parts: FollowParts,
  caller: Caller,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const open = new Set<string>();
  for (let after: string | null = null; ; ) {
    const rooms: string[] = await parts.rooms.upkeep.openRooms({ after, limit: AT_ONCE });
    for (const room of rooms) {
      if (signal.aborted) return;
      open.add(room);
      await lookAtRoom(parts, room, caller, now);
    }
    if (rooms.length < AT_ONCE) break;
    after = rooms.at(-1) ?? null;
  }
  await dropOfClosedRooms(parts, open, caller);
}

/** Looks at one room, for after somebody new leads it. */
export async function lookAtRoom(parts: FollowParts, room: string, caller: Caller, now: Date): Promise<void> {
  const facts = await factsOf(parts.rooms, room);
  if (facts === null || facts.closedAt !== null) return;
  const act = meetNeed(parts);
  for (let times = 0; times < MOST_NEEDS; times++) {
    const need = await needNow(parts, parts.database.use(), facts, now);
    if (need === null) return;
    await parts.commands.execute(act, asInput(facts, need), caller);
  }
}

function asInput({ id }: RoomFacts, need: Need) {
  return need.kind === "open"
    ? { room: id, kind: need.kind, reason: need.reason, dueAt: need.dueAt }
    : { room: id, kind: need.kind };
}

async function factsOf(rooms: ReviewRooms, room: string): Promise<RoomFacts | null> {
  try {
    return await rooms.upkeep.factsOf(room);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

async function needNow(
  { everyDays }: Pick<FollowParts, "everyDays">,
  database: AnyDatabase,
  facts: RoomFacts,
  now: Date,
): Promise<Need | null> {
  const tables = database.$extendTables<ReviewTables>();
  const known = await tables
    .selectFrom("reviewed_room")
    .selectAll()
    .where("room", "=", facts.id)
    .executeTakeFirst();
  const open = await openReviewOf(database, facts.id);
  return needOf(
    { createdAt: facts.createdAt, owners: ownersOf(facts) },
    known === undefined ? null : { owners: known.owners, reviewedAt: known.reviewed_at },
    open === undefined
      ? null
      : {
          dueAt: open.due_at,
          toldAt: open.told_at,
          overdueToldAt: open.overdue_told_at,
          escalatedAt: open.escalated_at,
        },
    now,
    everyDays,
  );
}

function openReviewOf(database: AnyDatabase, room: string): Promise<ReviewRow | undefined> {
  return database
    .$extendTables<ReviewTables>()
    .selectFrom("review")
    .selectAll()
    .where("room", "=", room)
    .where("ended_at", "is", null)
    .executeTakeFirst();
}

/** Does one thing that a room needs, if it still needs it. */
function meetNeed(parts: FollowParts) {
  return command({
    name: "reviews.follow",
    on: "review",
    input: z.object({
      room: z.string(),
      kind: z.enum(["note", "open", "tell-again", "tell", "tell-overdue", "escalate"]),
      reason: z.enum(REVIEW_REASONS).optional(),
      dueAt: z.date().optional(),
    }),
    may: mayFollowReviews,
    async run({ input, now, transaction }) {
      const { room } = input;
      const tables = transaction.$extendTables<ReviewTables>();
      const facts = await parts.rooms.upkeep.factsOf(room);
      const owners = ownersOf(facts);
      if (input.kind === "note") {
        await tables
          .insertInto("reviewed_room")
          .values({ room, owners, reviewed_at: null })
          .onConflict((conflict) => conflict.column("room").doNothing())
          .execute();
      }
      // Others who look at the same room at the same time wait here.
      await tables
        .selectFrom("reviewed_room")
        .select("room")
        .where("room", "=", room)
        .forUpdate()
        .executeTakeFirst();
      const open = await openReviewOf(transaction, room);
      const need = await needNow(parts, transaction, facts, now);
      if (need === null || need.kind !== input.kind)
        return { output: null, object: { type: "review", id: open?.id ?? null } };
      const noteOwners = () =>
        tables.updateTable("reviewed_room").set({ owners }).where("room", "=", room).execute();
      if (need.kind === "note") await noteOwners();
      if (need.kind === "open") {
        const id = randomUUID();
        await tables
          .insertInto("review")
          .values({
            id,
            room,
            hub: facts.hub,
            reason: need.reason,
            opened_at: now,
            due_at: need.dueAt,
            told_at: null,
            overdue_told_at: null,
            escalated_at: null,
            escalated_to: [],
            ended_at: null,
            ended_by: null,
          })
          .execute();
        await noteOwners();
        return { output: null, object: { type: "review", id } };
      }
      if (open === undefined) return { output: null, object: { type: "review", id: null } };
      const set = (columns: Parameters<typeof setColumns>[2]) => setColumns(transaction, open.id, columns);
      if (need.kind === "tell-again") {
        await noteOwners();
        await set({ told_at: null });
      } else if (need.kind === "tell") {
        await set({ told_at: now });
        await tellOwners(parts, transaction, open, owners, "opened", now);
      } else if (need.kind === "tell-overdue") {
        await set({ overdue_told_at: now });
        await tellOwners(parts, transaction, open, owners, "overdue", now);
      } else if (need.kind === "escalate") {
        await set({ escalated_at: now, escalated_to: await escalate(parts, transaction, open, owners, now) });
      }
      return { output: null, object: { type: "review", id: open.id } };
    },
  });
}

async function setColumns(
  transaction: AnyDatabase,
  id: string,
  columns: {
    readonly told_at?: Date | null;
    readonly overdue_told_at?: Date;
    readonly escalated_at?: Date;
    readonly escalated_to?: readonly string[];
  },
): Promise<void> {
  await transaction
    .$extendTables<ReviewTables>()
    .updateTable("review")
    .set(columns)
    .where("id", "=", id)
    .execute();
}

/** The last day of a review. */
export function dueOn({ due_at }: Pick<ReviewRow, "due_at">): string {
  return dayInAmsterdam(due_at);
}

async function tellOwners(
  parts: FollowParts,
  transaction: AnyDatabase,
  review: ReviewRow,
  owners: readonly string[],
  about: "opened" | "overdue",
  now: Date,
): Promise<void> {
  const { vocabulary } = (await parts.registry.currentOn(dayInAmsterdam(now))).held.ruleSet;
  const link = `${parts.publicUrl()}${REVIEWS_PATH}`;
  for (const id of owners) {
    const owner = await parts.directory.activePerson(id);
    if (owner === null) continue;
    const room = await roomSeenBy(parts.rooms, owner, review.room);
    const names = {
      to: nameInMail(owner.name),
      room: room === null || isForInsideAlone(vocabulary, room.label) ? null : nameInMail(room.name),
      dueOn: dueOn(review),
    };
    const words = about === "opened" ? reviewMail(names, link) : overdueMail(names, link, ESCALATE_DAYS);
    await send(parts, transaction, owner, words, now);
  }
}

/** Tells the managers of the owners and the security officers of the hub. @returns who they are */
async function escalate(
  parts: FollowParts,
  transaction: AnyDatabase,
  review: ReviewRow,
  owners: readonly string[],
  now: Date,
): Promise<string[]> {
  const { directory } = parts;
  const managers = await Promise.all(owners.map((owner) => directory.managerOf(owner)));
  const officers = await directory.withRole(review.hub, "security-officer");
  const ids = [
    ...new Set([...managers, ...officers].flatMap((person) => (person === null ? [] : [person.id]))),
  ];
  const names = (await directory.named(owners)).flatMap(({ name }) => nameInMail(name) ?? []);
  const link = `${parts.publicUrl()}${REVIEWS_PATH}`;
  for (const id of ids) {
    const person = await directory.activePerson(id);
    if (person === null) continue;
    const words = escalationMail({ to: nameInMail(person.name), dueOn: dueOn(review), owners: names }, link);
    await send(parts, transaction, person, words, now);
  }
  return ids;
}

async function send(
  { directory, mail }: FollowParts,
  transaction: AnyDatabase,
  person: Person,
  words: BothWords,
  now: Date,
): Promise<void> {
  const known = await directory.emailOf(person.id);
  const to = known === null ? null : readAddress(known);
  // Without an address the page is the only reminder.
  if (to !== null)
    await mail.put(transaction, { kind: "reviews.reminder", to, ...words, discardAfter: null }, now);
}

async function dropOfClosedRooms(
  parts: FollowParts,
  open: ReadonlySet<string>,
  caller: Caller,
): Promise<void> {
  const running = await parts.database
    .use()
    .$extendTables<ReviewTables>()
    .selectFrom("review")
    .select(["id", "room"])
    .where("ended_at", "is", null)
    .execute();
  for (const { id, room } of running) {
    if (open.has(room)) continue;
    const facts = await factsOf(parts.rooms, room);
    // It was opened while we looked.
    if (facts !== null && facts.closedAt === null) continue;
    await parts.commands.execute(dropReview, { id }, caller);
  }
}

/** Ends the review of a room that was closed: nobody comes in any more. */
const dropReview = command({
  name: "reviews.drop",
  on: "review",
  input: z.object({ id: z.uuid() }),
  may: mayFollowReviews,
  async run({ input, now, transaction }) {
    await transaction
      .$extendTables<ReviewTables>()
      .updateTable("review")
      .set({ ended_at: now })
      .where("id", "=", input.id)
      .where("ended_at", "is", null)
      .execute();
    return { output: null, object: { type: "review", id: input.id } };
  },
});
