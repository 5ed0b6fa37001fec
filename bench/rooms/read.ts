/** How soon others see what was said, and how soon a large room opens. */
import { median } from "../policy/measure.ts";
import type { Row } from "./report.ts";
import { inRoom, openRoom, type Site, type Size, say } from "./site.ts";

/** The filter of an application that shows a list of rooms. */
const FILTER = encodeURIComponent(
  JSON.stringify({ room: { timeline: { limit: 20 }, state: { lazy_load_members: true } } }),
);

/** From when somebody sends until another, who waits for news, has it. */
export async function measureWakeUp({ people }: Site, { wakeUps }: Size): Promise<Row[]> {
  const [sender, reader] = people;
  if (sender === undefined || reader === undefined) throw new Error("nobody is there to talk");
  const room = await openRoom(sender, [reader]);
  let since: string = (await reader.ask("GET", `/v3/sync?filter=${FILTER}`)).body.next_batch;
  const seen: number[] = [];
  const after: number[] = [];
  for (let n = 0; n < wakeUps + 5; n++) {
    const news = reader
      .ask("GET", `/v3/sync?timeout=25000&filter=${FILTER}&since=${encodeURIComponent(since)}`)
      .then(({ body }) => ({ body, at: performance.now() }));
    // It waits only once its own look at what there is has been taken.
    await reader.ask("GET", "/v3/joined_rooms");
    const start = performance.now();
    await say(sender, room, `Bericht ${n}`);
    const said = performance.now();
    const { body, at } = await news;
    since = body.next_batch;
    if (body.rooms?.join?.[room] === undefined) throw new Error("the news did not hold the message");
    // The first few warm up.
    if (n < 5) continue;
    seen.push(at - start);
    after.push(at - said);
  }
  return [
    { work: "seen-by-another-after-sending", value: median(seen), unit: "ms" },
    { work: "seen-by-another-after-acknowledgement", value: median(after), unit: "ms" },
    {
      work: "seen-by-another-after-sending-p99",
      value: seen.toSorted((a, b) => a - b)[Math.floor(seen.length * 0.99)] ?? Number.NaN,
      unit: "ms",
    },
  ];
}

/** A first sync of somebody who is in the large room, and pages of its messages: newest, and far back. */
export async function measureOpening(
  { people }: Site,
  room: string,
  { openings, messages }: Size,
): Promise<Row[]> {
  const [reader] = people;
  if (reader === undefined) throw new Error("nobody is there to read");
  const page = (from: string | null) =>
    reader.ask(
      "GET",
      `${inRoom(room)}/messages?dir=b&limit=50${from === null ? "" : `&from=${encodeURIComponent(from)}`}`,
    );
  const sync = () => reader.ask("GET", `/v3/sync?filter=${FILTER}`);
  const first = await timed(sync);
  let far: string = (await page(null)).body.end;
  for (let back = 0; back < messages / 2; back += 500) {
    const { body } = await reader.ask(
      "GET",
      `${inRoom(room)}/messages?dir=b&limit=500&from=${encodeURIComponent(far)}`,
    );
    far = body.end ?? far;
  }
  const of = `${messages}-messages`;
  return [
    { work: `first-sync-after-start-${of}`, value: first, unit: "ms" },
    { work: `first-sync-${of}`, value: await often(openings, sync), unit: "ms" },
    { work: `newest-page-${of}`, value: await often(openings, () => page(null)), unit: "ms" },
    { work: `page-halfway-${of}`, value: await often(openings, () => page(far)), unit: "ms" },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function often(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) took.push(await timed(work));
  return median(took);
}
