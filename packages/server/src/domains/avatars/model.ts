import type { Actor } from "../../platform/actor.ts";

/** A picture may be this large when it comes in. */
export const PICTURE_BYTES = 1_048_576;

/** More dots than a photo of a telephone has; what would take more memory than that is refused unread. */
export const MOST_PIXELS = 16_000_000;

/** The longest side, in pixels, of a picture as it is kept, and of the small one for lists. */
export const SIDES = { large: 512, small: 96 } as const;

/** Which of the two kept sizes. */
export type Size = keyof typeof SIDES;

/** Kinds of pictures that may come in. */
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;

/** Kinds of pictures that are kept: every picture is drawn anew. */
export type KeptType = "image/png" | "image/jpeg";

/** A picture as it is kept. It holds nothing of the file it came in but what can be seen. */
export interface PreparedPicture {
  readonly mediaType: KeptType;
  readonly large: Uint8Array;
  readonly small: Uint8Array;
}

/** Whose picture it is. */
export interface Wearer {
  readonly kind: "person" | "guest";
  readonly id: string;
}

/** One size of a picture. */
export interface Picture {
  readonly mediaType: KeptType;
  readonly bytes: Uint8Array;
}

/** The wearer that an actor is; null for who has no picture. */
export function wearerOf(actor: Actor): Wearer | null {
  return actor.kind === "person" || actor.kind === "guest" ? { kind: actor.kind, id: actor.id } : null;
}

/** Whether two wearers are the same. */
export function isSameWearer(one: Wearer, other: Wearer): boolean {
  return one.kind === other.kind && one.id === other.id;
}
