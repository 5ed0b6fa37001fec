import { fillRoom } from "@akkoord/server/testing/fill-room";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSite, type Site, signedIn } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const MANY = 100_000;

/** Rows that may be in the page at once: a screen, some above and below it, and the one with focus. */
const MOST_ROWS = 150;

const log = (page: Page) => page.getByRole("log", { name: /^Berichten in/ });

/** Opens a room as who is signed in. @returns its id and one's own Matrix id */
async function openRoom(page: Page): Promise<{ readonly id: string; readonly me: string }> {
  return page.evaluate(async () => {
    const { csrfToken } = await (await fetch("/v1/session")).json();
    const answer = await fetch("/v1/rooms", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
      body: JSON.stringify({
        name: "Heel veel berichten",
        label: { information: "internal", personalData: "none" },
        purpose: { text: "Om te lezen", activity: null },
        category: null,
        invite: [],
      }),
    });
    const room = await answer.json();
    return { id: room.id, me: room.you.userId };
  });
}

/** Brings somebody else into a room. @returns their Matrix id */
async function takePart(owner: Page, other: Page, room: string): Promise<string> {
  const person = await other.evaluate(async () => (await (await fetch("/v1/session")).json()).person.id);
  const post = (page: Page, verb: string, body: object) =>
    page.evaluate(
      async ([room, verb, body]) => {
        const { csrfToken } = await (await fetch("/v1/session")).json();
        await fetch(`/v1/rooms/${encodeURIComponent(room)}/_${verb}`, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
          body,
        });
      },
      [room, verb, JSON.stringify(body)] as const,
    );
  await post(owner, "invite", { person });
  await post(other, "join", {});
  return `@u-${person}:${room.slice(room.indexOf(":") + 1)}`;
}

/** Answers an early message, by its text, as another app could. @returns the id of what is answered */
async function replyToTheFirst(page: Page, room: string, text: string): Promise<string> {
  return page.evaluate(
    async ([room, text]) => {
      const base = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`;
      const { csrfToken } = await (await fetch("/v1/session")).json();
      const { chunk } = await (await fetch(`${base}/messages?dir=f&limit=100`)).json();
      const old = chunk.find(({ content }: { content: { body?: string } }) => content.body?.startsWith(text));
      await fetch(`${base}/send/m.room.message/late-reply`, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
        body: JSON.stringify({
          msgtype: "m.text",
          body: "Weet je nog?",
          "m.relates_to": { "m.in_reply_to": { event_id: old.event_id } },
        }),
      });
      return old.event_id;
    },
    [room, text] as const,
  );
}

/** How much memory the page uses, in megabytes, after what is not needed was cleared away. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1_048_576;
}

/** Times of frames, in milliseconds, while the messages are scrolled in steps. */
async function framesWhileScrolling(page: Page, by: number, steps: number): Promise<readonly number[]> {
  return log(page).evaluate(
    async (element, { by, steps }) => {
      const times: number[] = [];
      let last = performance.now();
      for (let i = 0; i < steps; i++) {
        element.scrollBy(0, by);
        await new Promise<void>((resolve) => {
          requestAnimationFrame((now) => {
            times.push(now - last);
            last = now;
            resolve();
          });
        });
      }
      return times;
    },
    { by, steps },
  );
}

/** Waits until nothing is being fetched. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector("[role=log]")?.getAttribute("aria-busy") === "false",
  );
}

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;

describe("a room of 100,000 messages", () => {
  it("opens at its end, scrolls without filling the page or the memory, and stays put when older ones come", async () => {
    const { page, context, errors } = await signedIn(site, "Noor Demo", "/over");
    const { id, me } = await openRoom(page);
    await site.stop();
    const before = performance.now();
    await fillRoom(site.folder, {
      room: id,
      senders: [me],
      count: MANY,
      say: (number) => `Bericht ${number}. ${"Woorden om te lezen. ".repeat(number % 7)}`,
      until: Date.now(),
    });
    const filledIn = performance.now() - before;
    await site.startAgain();

    const opened = performance.now();
    await page.goto(new URL(`/ruimtes/${encodeURIComponent(id)}`, site.url).href);
    await log(page).getByText(`Bericht ${MANY}.`).waitFor();
    const openedIn = performance.now() - opened;
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    await session.send("HeapProfiler.enable");
    const atFirst = await heapOf(session);
    const rows = () => log(page).getByRole("article").count();
    expect(await rows()).toBeLessThan(MOST_ROWS);

    // Through the conversation, far beyond what is kept at a time.
    const frames: number[] = [];
    let reached = MANY;
    for (let round = 0; round < 15; round++) {
      frames.push(...(await framesWhileScrolling(page, -240, 25)));
      await page.waitForFunction(
        () => document.querySelector("[role=log]")?.getAttribute("aria-busy") === "false",
      );
      expect(await rows()).toBeLessThan(MOST_ROWS);
      const first = await log(page).getByRole("article").first().innerText();
      reached = Math.min(reached, Number(/Bericht (\d+)\./.exec(first)?.[1] ?? reached));
    }
    expect(reached).toBeLessThan(MANY - 300);
    const afterwards = await heapOf(session);

    // What is in sight stays where it is while older messages come in above it.
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    await page.route(/\/messages\?/, async (route) => {
      await held;
      await route.continue();
    });
    let isAsked = false;
    const asked = page.waitForRequest(/\/messages\?.*dir=b/).then(() => {
      isAsked = true;
    });
    while (!isAsked) await framesWhileScrolling(page, -240, 5);
    await asked;
    const seen = await log(page).evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      const article = [...element.querySelectorAll("article")].find(
        (one) => one.getBoundingClientRect().top > top + 50,
      );
      return { key: article?.dataset.key ?? "", y: article?.getBoundingClientRect().top ?? 0 };
    });
    letGo();
    await settled(page);
    const y = await page
      .locator(`[data-key="${seen.key}"]`)
      .evaluate((element) => element.getBoundingClientRect().top);
    expect(Math.abs(y - seen.y)).toBeLessThan(2);

    // And back at once.
    await page.getByRole("button", { name: "Naar het nieuwste" }).click();
    await log(page).getByText(`Bericht ${MANY}.`).waitFor();

    // A reply to something from long ago goes there, and writing goes back to the end.
    const old = await replyToTheFirst(page, id, "Bericht 40.");
    const reply = log(page).getByRole("article").filter({ hasText: "Weet je nog?" });
    await reply.getByRole("button", { name: /Bericht 40\./ }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-key")), { timeout: 20_000 })
      .toBe(old);
    expect(await rows()).toBeLessThan(MOST_ROWS);
    await page.getByRole("textbox", { name: "Schrijf een bericht" }).fill("Terug.");
    await page.keyboard.press("Control+Enter");
    await log(page).getByText("Terug.", { exact: true }).waitFor();
    expect(await log(page).getByText("Weet je nog?", { exact: true }).count()).toBe(1);
    await expect.poll(() => page.getByRole("button", { name: "Naar het nieuwste" }).count()).toBe(0);
    console.info(
      `filled in ${Math.round(filledIn / 1_000)} s, opened in ${Math.round(openedIn)} ms, ` +
        `frames: median ${percentile(frames, 0.5).toFixed(1)} ms, 95% ${percentile(frames, 0.95).toFixed(1)} ms, ` +
        `99% ${percentile(frames, 0.99).toFixed(1)} ms, slowest ${percentile(frames, 0.9999).toFixed(1)} ms of ${frames.length}; ` +
        `memory ${atFirst.toFixed(1)} MB, after ${MANY - reached} messages ${afterwards.toFixed(1)} MB`,
    );
    expect(percentile(frames, 0.5)).toBeLessThan(100);
    expect(afterwards - atFirst).toBeLessThan(40);
    expect(errors).toEqual([]);
    await context.close();
  }, 600_000);

  it("leads who was away to the first of many new messages", async () => {
    const noor = await signedIn(site, "Noor Demo", "/over");
    const bram = await signedIn(site, "Bram Demo", "/over");
    const { id } = await openRoom(noor.page);
    const other = await takePart(noor.page, bram.page, id);
    const path = `/ruimtes/${encodeURIComponent(id)}`;
    await noor.page.goto(new URL(path, site.url).href);
    const marked = noor.page.waitForResponse(/read_markers/);
    await noor.page.getByRole("textbox", { name: "Schrijf een bericht" }).fill("Tot volgende week.");
    await noor.page.keyboard.press("Control+Enter");
    await log(noor.page).getByText("Tot volgende week.").waitFor();
    await noor.page.bringToFront();
    await marked;
    await noor.page.goto(new URL("/over", site.url).href);
    await site.stop();
    await fillRoom(site.folder, {
      room: id,
      senders: [other],
      count: 300,
      say: (number) => `Bericht ${number}.`,
      until: Date.now(),
    });
    await site.startAgain();
    await noor.page.goto(new URL(path, site.url).href);
    await noor.page.getByRole("button", { name: "300 nieuwe berichten: ga naar het eerste" }).click();
    await log(noor.page).getByText("Nieuw", { exact: true }).waitFor();
    await log(noor.page).getByText("Bericht 1.", { exact: true }).waitFor();
    await log(noor.page).getByText("Tot volgende week.").waitFor();
    await noor.page.getByRole("button", { name: "Naar het nieuwste" }).click();
    await log(noor.page).getByText("Bericht 300.", { exact: true }).waitFor();
    for (const { errors, context } of [noor, bram]) {
      expect(errors).toEqual([]);
      await context.close();
    }
  }, 180_000);
});
