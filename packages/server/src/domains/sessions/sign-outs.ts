import { sql } from "kysely";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import type { HolderKind } from "./tables.ts";

const CHANNEL = "akkoord_sign_ins_ended";

/** Somebody whose sign-ins ended. */
export interface SignedOut {
  readonly kind: HolderKind;
  readonly id: string;
}

/** Tells every server process, once the transaction is committed, that all sign-ins of somebody ended. */
export async function tellSignInsEnded(transaction: AnyDatabase, { kind, id }: SignedOut): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${`${kind}:${id}`})`.execute(transaction);
}

/**
 * Hears of everybody whose sign-ins end, in whichever process, so that what they have open can be closed.
 *
 * @param hear gets who it was; null when somebody may have been missed
 * @returns a function that ends it
 */
export function followSignOuts(
  database: Database,
  hear: (who: SignedOut | null) => void,
): () => Promise<void> {
  return database.listen(CHANNEL, (message) => {
    const [, kind, id] = /^(person|guest):(.+)$/.exec(message ?? "") ?? [];
    hear(id === undefined ? null : { kind: kind === "guest" ? "guest" : "person", id });
  });
}
