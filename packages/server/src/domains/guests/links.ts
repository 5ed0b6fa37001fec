import type { AnyDatabase } from "../../platform/database/database.ts";
import { hashOfToken, newToken } from "../sessions/model.ts";
import type { LinkKind } from "./model.ts";
import type { GuestTables } from "./tables.ts";

/** A link that is yet to be made. */
export interface NewLink {
  readonly guest: string;
  readonly kind: LinkKind;
  readonly expiresAt: Date;
  /** Hash of the mark of the browser in which it must be used; null for any. */
  readonly browser: string | null;
}

/** Where guests come in. */
export const GUEST_PATH = "/gast";

/**
 * Makes a link by which a guest comes in once.
 *
 * @returns the path to put in a mail; its token is kept nowhere
 */
export async function makeLink(transaction: AnyDatabase, link: NewLink, now: Date): Promise<string> {
  const token = newToken();
  await transaction
    .$extendTables<GuestTables>()
    .insertInto("guest_link")
    .values({
      token_hash: hashOfToken(token),
      guest: link.guest,
      kind: link.kind,
      made_at: now,
      expires_at: link.expiresAt,
      used_at: null,
      browser_hash: link.browser,
    })
    .execute();
  return `${GUEST_PATH}/${token}`;
}
