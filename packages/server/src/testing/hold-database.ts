/** Runs the embedded database of a folder until it is killed; prints its owner's address. */
import { startEmbeddedDatabase } from "../platform/database/embedded/embedded-database.ts";
import { createLog } from "../platform/log.ts";

const database = await startEmbeddedDatabase({
  dataDir: process.argv[2] ?? "",
  log: createLog("silent"),
  durable: false,
});
process.stdout.write(`${database.ownerUrl}\n`);
setInterval(() => {}, 60_000);
