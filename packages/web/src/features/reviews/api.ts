import type { IsoDate } from "@akkoord/policy";
import { fetchJson, send } from "../../platform/http.ts";

/** What the owner decides of a member. */
export type Verdict = "keep" | "remove";

/** Somebody, by name. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A member to confirm. */
export interface ReviewMember {
  readonly userId: string;
  readonly kind: "person" | "guest";
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly party: string | null;
  readonly membership: "join" | "invite";
  readonly owner: boolean;
  readonly guest: { readonly sponsor: Named; readonly until: string } | null;
  readonly lastReviewed: string | null;
  readonly verdict: Verdict | null;
}

/** A review of who is in a room. */
export interface Review {
  readonly id: string;
  /** Its name is null for who is not in it. */
  readonly room: { readonly id: string; readonly name: string | null };
  readonly hub: string;
  readonly reason: "time" | "owner-changed";
  readonly openedAt: string;
  /** The last day. */
  readonly dueOn: IsoDate;
  readonly state: "open" | "overdue" | "done";
  readonly owners: readonly Named[];
  readonly members: readonly ReviewMember[];
  readonly outcome: {
    readonly by: Named;
    readonly at: string;
    readonly kept: number;
    readonly removed: number;
  } | null;
  readonly abilities: readonly "decide"[];
}

/** The decisions on members of one room. */
export interface ReviewDecisions {
  readonly id: string;
  readonly decisions: readonly { readonly userId: string; readonly verdict: Verdict }[];
}

/** The reviews of rooms that somebody leads, and those of others that they were told of. */
export async function listReviews(signal?: AbortSignal): Promise<readonly Review[]> {
  return (await fetchJson<{ reviews: readonly Review[] }>("/v1/reviews", { signal })).reviews;
}

/** Confirms and removes members. @returns the review afterwards @throws ServerRefusalError, UnreachableError */
export function decideReview(
  { id, decisions }: ReviewDecisions,
  options: { readonly csrfToken: string | null; readonly language: string },
): Promise<Review | null> {
  return send<Review>(`/v1/reviews/${id}/_decide`, { decisions }, options);
}
