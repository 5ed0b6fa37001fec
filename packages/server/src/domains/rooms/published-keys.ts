import { type JsonObject, serverKeys } from "@akkoord/room";
import type { NodeSigner } from "@akkoord/room/node";
import type { Database } from "../../platform/database/database.ts";
import { roomTables } from "./tables.ts";

const HOUR_MS = 3_600_000;
/** How long what is published may be relied on; Matrix looks at most a week ahead. */
const VALID_HOURS = 24;

/** What publishing keys needs. */
export interface PublishedKeysParts {
  readonly database: Database;
  readonly signer: NodeSigner;
  readonly now: () => Date;
}

/**
 * Gives the public keys that the rooms of this server were ever signed with, as Matrix publishes them: the one of now,
 * and those of before with the moment at which each was replaced.
 */
export function createPublishedKeys({ database, signer, now }: PublishedKeysParts) {
  return async (): Promise<JsonObject> => {
    const rows = await roomTables(database.use())
      .selectFrom("room_signing_key")
      .select(["key_id", "public_key", "retired_at"])
      .where("key_id", "<>", signer.keyId)
      .orderBy("key_id")
      .execute();
    // By the hour, so that everybody who asks within it gets the same document.
    const hour = Math.floor(now().getTime() / HOUR_MS) * HOUR_MS;
    const former = rows.map(({ key_id, public_key, retired_at }) => ({
      keyId: key_id,
      publicKey: public_key,
      until: retired_at?.getTime() ?? hour,
    }));
    return serverKeys(
      { publicKey: signer.publicKey, former, validUntil: hour + VALID_HOURS * HOUR_MS },
      signer,
    );
  };
}
