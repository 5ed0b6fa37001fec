import { z } from "zod";
import type { Person } from "../../platform/actor.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { InvalidInput, NotAllowed, NotFound, ReviewDecided } from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import type { MemberView, RoomView } from "../rooms/model.ts";
import { dueOn, type ReviewRow } from "./follow.ts";
import { decisionsInput, type ReviewMember, type ReviewVerdict, type ReviewView } from "./model.ts";
import { mayReview } from "./permissions.ts";
import { askingAs, leads, ownersOf, type ReviewRooms, roomSeenBy } from "./rooms.ts";
import type { ReviewTables } from "./tables.ts";

/** What the commands of this domain use. */
export interface ReviewParts {
  readonly commands: Commands;
  readonly rooms: ReviewRooms;
  readonly directory: Pick<Directory, "named">;
  /** Takes a guest out of their room, as their own domain does it. */
  readonly removeGuest: (guest: string, caller: Caller) => Promise<unknown>;
}

const reviewObject = (id: string | null) => ({ type: "review", id });
const oneReview = z.object({ id: z.uuid() });

/** How long a finished review stays in sight. */
const SHOWN_MS = 365 * 24 * 3_600_000;
const MOST_SHOWN = 100;

/** Reads the reviews of rooms that somebody leads, and those that others are long late with and they were told of. */
export function readReviews(parts: ReviewParts) {
  return command({
    name: "reviews.read",
    on: "review",
    input: z.object({}),
    may: mayReview,
    async run({ actor, now, transaction }) {
      if (!mayReview(actor)) throw new NotAllowed();
      const rooms = await parts.rooms.joined(askingAs(actor));
      const rows = await transaction
        .$extendTables<ReviewTables>()
        .selectFrom("review")
        .selectAll()
        .where((where) =>
          where.or([
            where("room", "in", ["", ...rooms]),
            where(where.val(actor.id), "=", where.fn.any("escalated_to")),
          ]),
        )
        .where((where) =>
          where.or([
            where("ended_at", "is", null),
            where.and([
              where("ended_by", "is not", null),
              where("ended_at", ">", new Date(now.getTime() - SHOWN_MS)),
            ]),
          ]),
        )
        .orderBy("due_at")
        .orderBy("id")
        .limit(MOST_SHOWN)
        .execute();
      const views: ReviewView[] = [];
      for (const row of rows) {
        const room = await roomSeenBy(parts.rooms, actor, row.room);
        const mine = room !== null && leads(room);
        const told = row.ended_at === null && row.escalated_to.includes(actor.id);
        if (mine || told) views.push(await show(parts, transaction, row, mine ? room : null, room, now));
      }
      return { output: views, object: reviewObject(null) };
    },
  });
}

/**
 * Decides on members of a room: who is removed goes at once. The review is finished when everyone else in the room was
 * confirmed.
 *
 * Verdicts are written down first; then people go, each as their own removal with its own entry in the audit trail; then
 * it is looked whether that was all. Cut off in between, it goes on where it was: who is to go still stands there.
 *
 * @throws NotFound, NotAllowed, ReviewDecided, InvalidInput; RoomRefused when somebody cannot be removed
 */
export async function decideReview(parts: ReviewParts, input: unknown, caller: Caller): Promise<ReviewView> {
  const { room, removals } = await parts.commands.execute(keepVerdicts(parts), input, caller);
  for (const { userId, kind, id } of removals) {
    if (kind === "guest") await parts.removeGuest(id, caller);
    else await parts.rooms.kick(room, userId, caller);
  }
  return parts.commands.execute(finishReview(parts), input, caller);
}

const decideInput = decisionsInput.extend(oneReview.shape);

function keepVerdicts({ rooms }: ReviewParts) {
  return command({
    name: "reviews.decide",
    on: "review",
    input: decideInput,
    may: mayReview,
    async run({ input, actor, now, transaction }) {
      if (!mayReview(actor)) throw new NotAllowed();
      const { review, room, others } = await openFor(rooms, transaction, actor, input.id);
      const byId = new Map(others.map((member) => [member.userId, member]));
      const strangers = input.decisions.filter(({ userId }) => !byId.has(userId));
      if (strangers.length > 0)
        throw new InvalidInput(
          strangers.map(({ userId }) => ({
            path: "decisions",
            message: `${userId} is nobody else in this room`,
          })),
        );
      await noteVerdicts(transaction, review.id, input.decisions, actor, now);
      const kept = input.decisions.flatMap(({ userId, verdict }) => (verdict === "keep" ? [userId] : []));
      if (kept.length > 0) await rooms.within.markReviewed(transaction, room.id, kept, now);
      const removals = input.decisions.flatMap(({ userId, verdict }) => {
        const member = byId.get(userId);
        return verdict === "remove" && member !== undefined ? [member] : [];
      });
      return { output: { room: room.id, removals }, object: reviewObject(review.id) };
    },
  });
}

async function noteVerdicts(
  transaction: AnyDatabase,
  review: string,
  decisions: z.output<typeof decideInput>["decisions"],
  by: Person,
  now: Date,
): Promise<void> {
  // Who is alone in a room has nobody to decide on.
  if (decisions.length === 0) return;
  const decided = { decided_at: now, decided_by: by.id };
  await transaction
    .$extendTables<ReviewTables>()
    .insertInto("review_verdict")
    .values(decisions.map(({ userId, verdict }) => ({ review, user_id: userId, verdict, ...decided })))
    .onConflict((conflict) =>
      conflict
        .columns(["review", "user_id"])
        .doUpdateSet((set) => ({ verdict: set.ref("excluded.verdict"), ...decided })),
    )
    .execute();
}

function finishReview(parts: ReviewParts) {
  return command({
    name: "reviews.finish",
    on: "review",
    input: decideInput,
    may: mayReview,
    async run({ input, actor, now, transaction }) {
      if (!mayReview(actor)) throw new NotAllowed();
      const { review, room, others } = await openFor(parts.rooms, transaction, actor, input.id);
      const verdicts = await verdictsOf(transaction, review.id);
      const isComplete = others.every(({ userId }) => verdicts.get(userId) === "keep");
      if (!isComplete) {
        const output = await show(parts, transaction, review, room, room, now);
        return { output, object: reviewObject(review.id) };
      }
      const tables = transaction.$extendTables<ReviewTables>();
      const ended = await tables
        .updateTable("review")
        .set({ ended_at: now, ended_by: actor.id })
        .where("id", "=", review.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      await tables
        .updateTable("reviewed_room")
        .set({ reviewed_at: now })
        .where("room", "=", review.room)
        .execute();
      const output = await show(parts, transaction, ended, room, room, now);
      return { output, object: reviewObject(review.id) };
    },
  });
}

/** A review that goes on, held, for who leads its room; with everyone else in it. To others there is none. */
async function openFor(rooms: ReviewRooms, transaction: AnyDatabase, actor: Person, id: string) {
  const review = await transaction
    .$extendTables<ReviewTables>()
    .selectFrom("review")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (review === undefined) throw new NotFound();
  const room = await roomSeenBy(rooms, actor, review.room);
  if (room === null) throw review.escalated_to.includes(actor.id) ? new NotAllowed() : new NotFound();
  if (!leads(room)) throw new NotAllowed();
  if (review.ended_at !== null) throw new ReviewDecided();
  return { review, room, others: othersIn(room) };
}

function othersIn({ members, you }: RoomView): readonly MemberView[] {
  return members.filter(({ userId }) => userId !== you.userId);
}

async function verdictsOf(transaction: AnyDatabase, review: string): Promise<Map<string, ReviewVerdict>> {
  const rows = await transaction
    .$extendTables<ReviewTables>()
    .selectFrom("review_verdict")
    .select(["user_id", "verdict"])
    .where("review", "=", review)
    .execute();
  return new Map(rows.map(({ user_id, verdict }) => [user_id, verdict]));
}

/** @param led the room, for who decides; null for who only looks */
async function show(
  parts: Pick<ReviewParts, "directory" | "rooms">,
  transaction: AnyDatabase,
  review: ReviewRow,
  led: RoomView | null,
  seen: RoomView | null,
  now: Date,
): Promise<ReviewView> {
  const verdicts = await verdictsOf(transaction, review.id);
  const isOpen = review.ended_at === null;
  const owners = await ownersFor(parts, review, seen);
  const [by] = review.ended_by === null ? [] : await parts.directory.named([review.ended_by]);
  const count = (wanted: ReviewVerdict) =>
    [...verdicts.values()].filter((verdict) => verdict === wanted).length;
  return {
    id: review.id,
    room: { id: review.room, name: seen?.name ?? null },
    hub: review.hub,
    reason: review.reason,
    openedAt: review.opened_at.toISOString(),
    dueOn: dueOn(review),
    state: isOpen ? (now >= review.due_at ? "overdue" : "open") : "done",
    owners,
    members:
      isOpen && led !== null
        ? othersIn(led).map((member) => asReviewed(member, verdicts.get(member.userId) ?? null))
        : [],
    outcome:
      review.ended_at === null || review.ended_by === null
        ? null
        : {
            by: { id: review.ended_by, name: by?.name ?? "" },
            at: review.ended_at.toISOString(),
            kept: count("keep"),
            removed: count("remove"),
          },
    abilities: isOpen && led !== null ? ["decide"] : [],
  };
}

function asReviewed(member: MemberView, verdict: ReviewVerdict | null): ReviewMember {
  const { userId, kind, id, name, organisation, party, membership, owner, guest, lastReviewed } = member;
  return {
    userId,
    kind,
    id,
    name,
    organisation,
    party,
    membership,
    owner,
    guest: guest === null ? null : { sponsor: guest.sponsor, until: guest.until },
    lastReviewed,
    verdict,
  };
}

/** Who leads the room: as its members see it, or as it is known to who was told that the review is late. */
async function ownersFor(
  { directory, rooms }: Pick<ReviewParts, "directory" | "rooms">,
  review: ReviewRow,
  seen: RoomView | null,
): Promise<{ id: string; name: string }[]> {
  if (seen !== null) return seen.members.filter(({ owner }) => owner).map(({ id, name }) => ({ id, name }));
  const facts = await rooms.upkeep.factsOf(review.room);
  const named = await directory.named(ownersOf(facts));
  return named.map(({ id, name }) => ({ id, name }));
}
