import type { IsoDate } from "@akkoord/policy";
import { z } from "zod";

/** Why a review began: it was time, or somebody new leads the room. */
export const REVIEW_REASONS = ["time", "owner-changed"] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** What the owner decides of each member. */
export const VERDICTS = ["keep", "remove"] as const;
export type ReviewVerdict = (typeof VERDICTS)[number];

/** How long before its last day a review begins, and how long a new owner has. */
export const REVIEW_DAYS = 30;

/** How long after its last day others hear of it. */
export const ESCALATE_DAYS = 30;

/** What the owner decided. */
export const decisionsInput = z
  .strictObject({
    decisions: z
      .array(z.strictObject({ userId: z.string().min(1).max(255), verdict: z.enum(VERDICTS) }))
      .max(1_000),
  })
  .meta({ id: "ReviewDecisions" });

/** A member to confirm. */
export interface ReviewMember {
  readonly userId: string;
  readonly kind: "person" | "guest";
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  /** Of a guest: the outside party they come from. */
  readonly party: string | null;
  readonly membership: "join" | "invite";
  readonly owner: boolean;
  readonly guest: {
    readonly sponsor: { readonly id: string; readonly name: string };
    readonly until: string;
  } | null;
  /** UTC. */
  readonly lastReviewed: string | null;
  /** What was decided in this review; null while nothing was. */
  readonly verdict: ReviewVerdict | null;
}

/** A review as somebody may see it. */
export interface ReviewView {
  readonly id: string;
  /** Its name is null for who is not in it. */
  readonly room: { readonly id: string; readonly name: string | null };
  readonly hub: string;
  readonly reason: ReviewReason;
  /** UTC. */
  readonly openedAt: string;
  /** Last day. */
  readonly dueOn: IsoDate;
  readonly state: "open" | "overdue" | "done";
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  /** Everyone else in the room; empty for who does not decide, and when it is done. */
  readonly members: readonly ReviewMember[];
  readonly outcome: {
    readonly by: { readonly id: string; readonly name: string };
    readonly at: string;
    readonly kept: number;
    readonly removed: number;
  } | null;
  readonly abilities: readonly "decide"[];
}
