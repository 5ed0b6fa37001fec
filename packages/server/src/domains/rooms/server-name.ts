import type { Database } from "../../platform/database/database.ts";
import { roomTables } from "./tables.ts";

/** The server is set up under another name than its rooms have. */
export class ServerNameChanged extends Error {
  override readonly name = "ServerNameChanged";
  readonly code = "server-name-changed";
  readonly operatorMessage: string;

  constructor(kept: string, given: string) {
    const message =
      `The rooms in this database belong to the server ${kept}, and now it is called ${given}. ` +
      `A server keeps its name: set SERVER_NAME to ${kept}.`;
    super(message);
    this.operatorMessage = message;
  }
}

/**
 * The name that this server has in ids: the setting, else the host by which people reach it.
 *
 * @example serverNameFrom({ SERVER_NAME: undefined, PUBLIC_URL: "https://akkoord.example.nl" }) // "akkoord.example.nl"
 */
export function serverNameFrom(config: {
  readonly SERVER_NAME?: string | undefined;
  readonly PUBLIC_URL?: string | undefined;
}): string {
  if (config.SERVER_NAME !== undefined) return config.SERVER_NAME;
  return config.PUBLIC_URL === undefined ? "akkoord.localhost" : new URL(config.PUBLIC_URL).hostname;
}

/**
 * Holds the server's name against that of its rooms, and keeps it and the public key that it signs with.
 *
 * @throws ServerNameChanged
 */
export async function settleServer(
  database: Database,
  server: { readonly name: string; readonly keyId: string; readonly publicKey: string },
  now: Date,
): Promise<void> {
  const tables = roomTables(database.use());
  await tables
    .insertInto("room_server")
    .values({ single: true, name: server.name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { name } = await tables.selectFrom("room_server").select("name").executeTakeFirstOrThrow();
  if (name !== server.name) throw new ServerNameChanged(name, server.name);
  await tables
    .insertInto("room_signing_key")
    .values({ key_id: server.keyId, public_key: server.publicKey, added_at: now, retired_at: null })
    // A key may come back.
    .onConflict((conflict) => conflict.column("key_id").doUpdateSet({ retired_at: null }))
    .execute();
  // Kept for ever, so that what was signed with them stays verifiable.
  await tables
    .updateTable("room_signing_key")
    .set({ retired_at: now })
    .where("key_id", "<>", server.keyId)
    .where("retired_at", "is", null)
    .execute();
}
