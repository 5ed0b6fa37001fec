/**
 * A process that sends messages until it is killed, with transaction ids 0, 1, 2 and so on. It prints the id of every
 * event once it was acknowledged to it.
 */
import { createBus } from "../../platform/bus.ts";
import { systemClock } from "../../platform/clock.ts";
import { createCommands } from "../../platform/command.ts";
import { createDatabase } from "../../platform/database/database.ts";
import { createOutbox } from "../../platform/jobs.ts";
import { createLog } from "../../platform/log.ts";
import { auditWriter } from "../audit/write.ts";
import { by, fileKeys, openRules, roomsOn, SERVER, text } from "./rooms.fixture.ts";
import { roomSigner } from "./signer.ts";

const { url, keyFolder, signingKey, sender, room, dieAfter } = JSON.parse(process.argv[2] ?? "{}");
const log = createLog("silent");
const database = createDatabase(log);
database.connect(url);
const outbox = createOutbox(database, createBus(log), log);
await outbox.start();
const commands = createCommands({
  database,
  audit: auditWriter,
  outbox,
  clock: systemClock,
  onEnd: () => {},
});
const rooms = roomsOn({
  database,
  commands,
  people: new Map(),
  rules: openRules(),
  keyService: fileKeys(keyFolder),
  signer: roomSigner(SERVER, signingKey),
  clock: systemClock,
});
for (let n = 0; ; n++) {
  const { eventId } = await rooms.send(room, text(`Bericht ${n}`, String(n)), by(sender));
  // Written down, and nobody was told yet.
  if (n === dieAfter) process.kill(process.pid, "SIGKILL");
  process.stdout.write(`${eventId}\n`);
}
