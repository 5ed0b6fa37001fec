import { type LogHeader, logHeader, logLine, type Signer } from "@akkoord/room";
import { command } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NotAllowed, NotFound } from "../../platform/errors.ts";
import { openEvents } from "./events.ts";
import type { RoomKeys } from "./keys.ts";
import { OWNER } from "./model.ts";
import { mayAskForLog, mayExportWithoutMembership } from "./permissions.ts";
import { oneRoom } from "./shapes.ts";
import type { Standings } from "./standing.ts";
import { roomTables } from "./tables.ts";
import { personUserId } from "./user-id.ts";

const PAGE = 500;

/** What exporting needs. */
export interface ExportParts {
  readonly database: Database;
  readonly keys: RoomKeys;
  readonly standings: Standings;
  readonly signer: Signer;
  readonly server: string;
}

/** An export that was granted: the header fixes how far it goes. */
export interface GrantedExport {
  readonly room: string;
  readonly header: LogHeader;
}

/**
 * Grants an export of a whole log, and writes down who got it: for owners of the room, records managers of its hub and
 * auditors. To others who are not in it the room is not there.
 */
export function grantExport({ standings, signer, server }: ExportParts) {
  return command({
    name: "rooms.export",
    on: "room",
    input: oneRoom,
    about: ({ roomId }) => roomId,
    may: mayAskForLog,
    async run({ input, actor, now, transaction }) {
      const tables = roomTables(transaction);
      const room = await tables
        .selectFrom("room")
        .selectAll()
        .where("id", "=", input.roomId)
        .executeTakeFirst();
      if (room === undefined || actor.kind !== "person") throw new NotFound();
      const me = personUserId(actor.id, server);
      const { state } = await standings.of(transaction, room);
      if (!mayExportWithoutMembership(actor, room.hub)) {
        if (state.membership(me) !== "join") throw new NotFound();
        if (state.power().of(me) < OWNER) throw new NotAllowed();
        // An owner whose own access stands still has none to the log either.
        const member = await tables
          .selectFrom("room_member")
          .select("shut")
          .where("room", "=", room.id)
          .where("user_id", "=", me)
          .executeTakeFirst();
        if (member?.shut !== false) throw new NotAllowed();
      }
      const header = logHeader(
        {
          room: room.id,
          keys: await publicKeys(transaction),
          exportedAt: now.toISOString(),
          exportedBy: me,
          events: room.head_position,
          head: room.head_event ?? "",
        },
        signer,
      );
      const output: GrantedExport = { room: room.id, header };
      return { output, object: { type: "room", id: room.id } };
    },
  });
}

/** The lines of a granted export, each with its end: what was redacted or destroyed without its content. */
export async function* exportLines(
  { database, keys }: Pick<ExportParts, "database" | "keys">,
  { room, header }: GrantedExport,
): AsyncGenerator<string> {
  yield `${logLine(header)}\n`;
  for (let after = 0; after < header.events; ) {
    const rows = await roomTables(database.use())
      .selectFrom("room_event")
      .selectAll()
      .where("room", "=", room)
      .where("position", ">", after)
      .where("position", "<=", header.events)
      .orderBy("position")
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return;
    const events = await openEvents(database.use(), keys, rows);
    // A redaction that came after the end of this export took content away all the same.
    yield events.map(({ event }) => `${logLine(event)}\n`).join("");
    after = rows.at(-1)?.position ?? header.events;
  }
}

/** Every public key that events were ever signed with. */
async function publicKeys(database: AnyDatabase): Promise<Record<string, string>> {
  const rows = await roomTables(database)
    .selectFrom("room_signing_key")
    .select(["key_id", "public_key"])
    .orderBy("key_id")
    .execute();
  return Object.fromEntries(rows.map(({ key_id, public_key }) => [key_id, public_key]));
}
