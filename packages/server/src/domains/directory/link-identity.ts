import { type Selectable, sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { AccessEnded, IdentityUnclear } from "../../platform/errors.ts";
import type { Identity } from "./model.ts";
import type { DirectoryTables } from "./tables.ts";

type Row = Selectable<DirectoryTables["person"]>;

/** Addresses of one provider are written with and without a slash at the end. */
export const asLinkIssuer = (issuer: string): string => issuer.replace(/\/+$/, "");

/**
 * Whom an organisation's administration told of that somebody who signs in for the first time is. Told apart by the
 * provider's own id for them, else by the user name; only identities of the provider that was agreed on count, an
 * e-mail address only when the provider verified it, and never more than one person. Who was ended by hand counts:
 * nobody else of that name is taken for them.
 *
 * @returns null when nobody told of them
 * @throws AccessEnded when they are told of as somebody who left or may not begin yet
 * @throws IdentityUnclear when they could be several people
 */
export async function personToldOf(transaction: AnyDatabase, identity: Identity): Promise<Row | null> {
  const names = [identity.userName, identity.email].flatMap((name) =>
    name === null ? [] : [name.toLowerCase()],
  );
  const found = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .selectAll()
    .where("source", "=", "scim")
    .where("subject", "is", null)
    .where("link_issuer", "=", asLinkIssuer(identity.issuer))
    .where((where) =>
      where.or([where("external_id", "=", identity.subject), sql<boolean>`lower(user_name) = any(${names})`]),
    )
    .where((where) =>
      identity.organisation === null ? where.lit(true) : where("organisation", "=", identity.organisation),
    )
    .orderBy("id")
    .forUpdate()
    .execute();
  const counting = found.filter(
    (row) => (row.active && row.deleted_at === null) || row.ended_by === "by-hand",
  );
  const byId = counting.filter((row) => row.external_id === identity.subject);
  const fitting = byId.length > 0 ? byId : counting;
  if (fitting.some((row) => row.ended_by === "by-hand")) throw new AccessEnded();
  if (fitting.length > 1) throw new IdentityUnclear();
  if (fitting[0] !== undefined) return fitting[0];
  if (found.length > 0) throw new AccessEnded();
  return null;
}
