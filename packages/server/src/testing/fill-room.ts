import { join } from "node:path";
import { makeEvent, TYPES } from "@akkoord/room";
import { rowOf } from "../domains/rooms/events.ts";
import { createRoomKeys } from "../domains/rooms/keys.ts";
import { createRoomLog } from "../domains/rooms/log.ts";
import { roomSigner } from "../domains/rooms/signer.ts";
import { createStandings } from "../domains/rooms/standing.ts";
import { roomTables } from "../domains/rooms/tables.ts";
import { createDatabase } from "../platform/database/database.ts";
import { startEmbeddedDatabase } from "../platform/database/embedded/embedded-database.ts";
import { createLog } from "../platform/log.ts";
import { createFileKeyService } from "../platform/master-key.ts";
import { keptSecret } from "../platform/secrets.ts";

/** What to fill a room with. */
export interface Filling {
  readonly room: string;
  /** Matrix ids of members, who take turns. */
  readonly senders: readonly string[];
  readonly count: number;
  /** What the message with a number, from one, says. */
  readonly say: (number: number) => string;
  /** When the last was said, in milliseconds; each of the others half a minute before the next. */
  readonly until: number;
}

/** How many rows go into one statement. */
const ROWS = 1_000;

const APART_MS = 30_000;

/**
 * Writes messages into a room, as many as nobody would send one by one in a test. They are chained, signed and sealed
 * like any other; only what the rules say of each is not asked. No server may run on the folder meanwhile.
 */
export async function fillRoom(
  dataDir: string,
  { room, senders, count, say, until }: Filling,
): Promise<void> {
  const log = createLog("silent");
  const embedded = await startEmbeddedDatabase({ dataDir, log, durable: false });
  const database = createDatabase(log);
  database.connect(embedded.url);
  try {
    const keyService = createFileKeyService({
      file: join(dataDir, "master-key"),
      ours: true,
      secretsDir: join(dataDir, "room-secrets"),
    });
    const signer = roomSigner(
      room.slice(room.indexOf(":") + 1),
      await keptSecret(dataDir, "room-signing-key"),
    );
    const keys = createRoomKeys(database, keyService);
    const roomLog = createRoomLog({ signer, keys, standings: createStandings(keys) });
    let written = 0;
    while (written < count) {
      const from = written;
      const size = Math.min(ROWS, count - from);
      await database
        .use()
        .transaction()
        .execute(async (transaction) => {
          const held = await roomLog.hold(transaction, room);
          if (held?.row.head_event == null) throw new Error(`there is no room ${room} to fill`);
          let head = { eventId: held.row.head_event, depth: held.row.head_position };
          let at = Number(held.row.head_at);
          const rows = [];
          const notable = [];
          for (let i = 0; i < size; i++) {
            const number = from + i + 1;
            const sender = senders[number % senders.length] ?? "";
            at = Math.max(at, until - (count - number) * APART_MS);
            const draft = {
              type: TYPES.message,
              room_id: room,
              sender,
              content: { msgtype: "m.text", body: say(number) },
            };
            const logged = makeEvent({ draft, head, state: held.state, at }, signer);
            head = { eventId: logged.eventId, depth: logged.event.depth };
            rows.push(rowOf(logged, held.key, null));
            notable.push({
              room,
              position: logged.event.depth,
              event_id: logged.eventId,
              sender,
              thread: null,
              names_all: false,
              names: [],
            });
          }
          const tables = roomTables(transaction);
          await tables.insertInto("room_event").values(rows).execute();
          await tables.insertInto("room_notable").values(notable).execute();
          await tables
            .updateTable("room")
            .set({ head_event: head.eventId, head_position: head.depth, head_at: at })
            .where("id", "=", room)
            .execute();
        });
      written += size;
    }
  } finally {
    await database.close();
    await embedded.close();
  }
}
