import { ESCALATE_DAYS, REVIEW_DAYS, type ReviewReason } from "./model.ts";

/** What is known of a room that is reviewed. */
export interface ReviewedRoom {
  readonly createdAt: Date;
  /** Ids of the people who lead it. */
  readonly owners: readonly string[];
}

/** What was written down of it. */
export interface KnownRoom {
  /** Who led it when that was last looked at. */
  readonly owners: readonly string[];
  /** When a review was last finished. */
  readonly reviewedAt: Date | null;
}

/** A review that goes on. */
export interface OpenReview {
  readonly dueAt: Date;
  readonly toldAt: Date | null;
  readonly overdueToldAt: Date | null;
  readonly escalatedAt: Date | null;
}

/** Something that must be done now, at most one at a time. */
export type Need =
  /** Write down who leads it. */
  | { readonly kind: "note" }
  | { readonly kind: "open"; readonly reason: ReviewReason; readonly dueAt: Date }
  /** Others lead it than were told of the review that goes on. */
  | { readonly kind: "tell-again" }
  | { readonly kind: "tell" | "tell-overdue" | "escalate" };

const DAY_MS = 24 * 3_600_000;

/**
 * What a room needs now. Call it again after doing it, until there is nothing.
 *
 * Every room has, at any moment, been reviewed within `everyDays` or has an open review whose last day is no later than
 * that; and when somebody leads it no more, those who lead it then begin with one.
 *
 * @param known null for a room that was never looked at
 */
export function needOf(
  room: ReviewedRoom,
  known: KnownRoom | null,
  open: OpenReview | null,
  now: Date,
  everyDays: number,
): Need | null {
  if (known === null) return { kind: "note" };
  const someWent = known.owners.some((owner) => !room.owners.includes(owner));
  const someCame = room.owners.some((owner) => !known.owners.includes(owner));
  if (open === null) {
    const dueAt = after(known.reviewedAt ?? room.createdAt, everyDays);
    if (someWent)
      return { kind: "open", reason: "owner-changed", dueAt: earliest(dueAt, after(now, REVIEW_DAYS)) };
    if (someCame) return { kind: "note" };
    const lead = Math.min(REVIEW_DAYS, Math.floor(everyDays / 2));
    return now >= after(dueAt, -lead) ? { kind: "open", reason: "time", dueAt } : null;
  }
  if (someWent || someCame) return { kind: "tell-again" };
  if (open.toldAt === null) return { kind: "tell" };
  if (open.overdueToldAt === null && now >= open.dueAt) return { kind: "tell-overdue" };
  if (open.escalatedAt === null && now >= after(open.dueAt, ESCALATE_DAYS)) return { kind: "escalate" };
  return null;
}

function after(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}

function earliest(one: Date, other: Date): Date {
  return one < other ? one : other;
}
