/**
 * Measures rooms: appending, seeing what is new, opening a large room, verifying its log, deciding again about many.
 *
 *     node bench/rooms/main.ts [--json] [--quick]
 */
import { fillRoom } from "../../packages/server/src/testing/fill-room.ts";
import { readOptions } from "../policy/report.ts";
import { measureAppend } from "./append.ts";
import { measureDecidingAgain } from "./decide.ts";
import { measureOpening, measureWakeUp } from "./read.ts";
import { report } from "./report.ts";
import { FULL, inRoom, QUICK, type Site, startSite } from "./site.ts";
import { measureVerify } from "./verify.ts";

const PEOPLE = 50;

const { asJson, isQuick } = readOptions("bench/rooms/main.ts");
const size = isQuick ? QUICK : FULL;
let site = await startSite(PEOPLE);
try {
  const large = await roomOfNoor(site);
  const appended = await measureAppend(site, size);
  const woken = await measureWakeUp(site, size);
  const senders = site.people.slice(0, 5).map(({ userId }) => userId);
  site = await site.whileStopped((dataDir) =>
    fillRoom(dataDir, {
      room: large,
      senders,
      count: size.messages,
      say: (number) => `Bericht ${number}: zullen we dit punt volgende week verder bespreken?`,
      until: Date.now(),
    }),
  );
  const opened = await measureOpening(site, large, size);
  const verified = await measureVerify(site.noor, large);
  const decided = await measureDecidingAgain(site, size);
  report(
    [...appended.rows, ...woken, ...opened, ...verified.rows, ...decided],
    [...appended.peers, ...verified.peers],
    asJson,
  );
} finally {
  await site.end();
}

/** A room that somebody leads who has a browser, and so can export it; others are in it. */
async function roomOfNoor({ noor, people }: Site): Promise<string> {
  const answer = await noor.post("/v1/rooms", {
    name: "Grote ruimte",
    label: { information: "internal", personalData: "none" },
    invite: people.slice(0, 5).map(({ userId }) => userId.slice("@u-".length).split(":")[0]),
  });
  const { id } = await answer.json();
  for (const person of people.slice(0, 5)) await person.ask("POST", `${inRoom(id)}/join`, {});
  return id;
}
