import { z } from "zod";
import type { Clock } from "../../platform/clock.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { isHolder } from "./holders.ts";
import { mayStartSession } from "./permissions.ts";
import type { SessionTables } from "./tables.ts";

/** An application that acts for somebody with an access token. */
export interface Device {
  /** The application's own name for itself. */
  readonly id: string;
  readonly since: Date;
}

/** The applications that somebody let in. */
export interface Devices {
  /** Those of the caller, newest first. */
  list(caller: Caller): Promise<Device[]>;
  /** Ends the tokens of some of the caller's applications. Those that are gone already are no problem. */
  end(deviceIds: readonly string[], caller: Caller): Promise<void>;
}

/** Reads and ends the applications that people let in. */
export function createDevices(parts: {
  readonly database: Database;
  readonly commands: Commands;
  readonly clock: Clock;
}): Devices {
  return {
    async list({ actor }) {
      if (!isHolder(actor)) return [];
      const rows = await parts.database
        .use()
        .$extendTables<SessionTables>()
        .selectFrom("access_token")
        .select(["device_id", "issued_at"])
        .where("holder_kind", "=", actor.kind)
        .where("holder_id", "=", actor.id)
        .where("expires_at", ">", parts.clock.now())
        .orderBy("issued_at", "desc")
        .orderBy("device_id")
        .execute();
      return rows.map(({ device_id, issued_at }) => ({ id: device_id, since: issued_at }));
    },

    async end(deviceIds, caller) {
      await parts.commands.execute(endDevices, { deviceIds: [...deviceIds] }, caller);
    },
  };
}

/** Ends the tokens of some of the caller's applications. */
const endDevices = command({
  name: "sessions.end-devices",
  on: "access-token",
  input: z.object({ deviceIds: z.array(z.string().max(255)).max(100) }),
  may: mayStartSession,
  async run({ input, actor, transaction }) {
    const ended =
      isHolder(actor) && input.deviceIds.length > 0
        ? await transaction
            .$extendTables<SessionTables>()
            .deleteFrom("access_token")
            .where("holder_kind", "=", actor.kind)
            .where("holder_id", "=", actor.id)
            .where("device_id", "in", input.deviceIds)
            .returning("id")
            .execute()
        : [];
    return { output: null, object: { type: "access-token", id: ended[0]?.id ?? null } };
  },
});
