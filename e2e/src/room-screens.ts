import type { Page } from "playwright-core";
import { type Site, signedIn } from "./site.ts";

/** A size of a screen, by name. */
type Size = readonly [name: string, viewport: { readonly width: number; readonly height: number }];

/** What is said in the room on the pictures. */
const SAID = [
  ["Noor Demo", "Ik heb de tweede versie van de afspraken klaargezet."],
  ["Bram Demo", "Dank. Paragraaf 3 klopt nog niet met onze cijfers, ik pas het aan."],
  ["Noor Demo", "Fijn. Kun je dat vandaag nog doen?"],
  ["Bram Demo", "Ja, voor vier uur."],
] as const;

const LABEL = { information: "internal", personalData: "none" };

/** Makes the pictures of rooms, with people who really are in one. */
export async function roomScreens(site: Site, folder: string, sizes: readonly Size[]): Promise<void> {
  const noor = await signedIn(site, "Noor Demo", "/ruimtes");
  const bram = await signedIn(site, "Bram Demo", "/ruimtes");
  const pages: Readonly<Record<string, Page>> = { "Noor Demo": noor.page, "Bram Demo": bram.page };
  const found = await call<{ people: { id: string }[] }>(noor.page, "GET", "/v1/people/_search?q=bram");
  const open = (name: string) =>
    call<{ id: string }>(noor.page, "POST", "/v1/rooms", {
      name,
      label: LABEL,
      purpose: { text: "Afspraken over woningbouw, samen met de gemeente.", activity: "message" },
      category: "coordination",
      invite: found.people.map(({ id }) => id),
    });
  const { id } = await open("Woondeal Rotterdam");
  await open("Begroting 2027");
  const room = `/v1/rooms/${encodeURIComponent(id)}`;
  await call(bram.page, "POST", `${room}/_join`);
  await inviteGuest(noor.page, id);
  const lotte = await site.visit("/postvak");
  const invitation = lotte.page.getByRole("link", { name: /\/gast\// }).first();
  const landing = (await invitation.getAttribute("href")) ?? "";
  await Promise.all(
    sizes.map(async ([size, viewport]) => {
      const { page, context } = await site.visit(landing, { viewport });
      await page.getByRole("button", { name: "Ga naar de ruimte" }).waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: `${folder}/guest-invitation-${size}.png` });
      await context.close();
    }),
  );
  await invitation.click();
  await lotte.page.getByRole("button", { name: "Ga naar de ruimte" }).click();
  await lotte.page.getByRole("log").waitFor();
  for (const [i, [who, body]] of SAID.entries()) await say(pages[who], id, body, `screens-${i}`);
  await say(lotte.page, id, "Mooi! Zal ik onze planning erbij zetten?", "screens-guest");

  const shoot = (
    name: string,
    path: string,
    ready: (page: Page) => Promise<void>,
    { who = "Noor Demo", at = sizes }: { readonly who?: string; readonly at?: readonly Size[] } = {},
  ) =>
    Promise.all(
      at.map(async ([size, viewport]) => {
        const { page, context } = await signedIn(site, who, path, { viewport, reducedMotion: "reduce" });
        await ready(page);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await page.screenshot({ path: `${folder}/${name}-${size}.png` });
        await context.close();
      }),
    );
  const path = `/ruimtes/${encodeURIComponent(id)}`;
  const said = (page: Page) =>
    page
      .getByRole("log")
      .getByText(/onze planning/)
      .waitFor();
  const invited = (page: Page) => page.getByRole("article", { name: "Begroting 2027" }).waitFor();
  await shoot("rooms", "/ruimtes", invited, { who: "Bram Demo" });
  await shoot("room", path, said);
  // Beside the conversation where there is room for it, so the same picture there.
  const allowed = (page: Page) => page.getByText(/^Toegestaan door/).waitFor();
  await shoot("room-people", `${path}#mensen`, allowed, { at: sizes.filter(([size]) => size === "phone") });
  await shoot("guests", "/ruimtes/gasten", (page) => page.getByText("Lotte de Munck").first().waitFor());
  const begin = "/ruimtes/nieuw#information=internal&personalData=none&activity=message";
  await shoot("room-new", begin, fillIn);
  await shoot("room-new-people", begin, async (page) => {
    await fillIn(page);
    await page.getByRole("button", { name: "Verder" }).click();
    await page.getByRole("searchbox", { name: "Zoek op naam" }).fill("bram");
    await page.getByRole("button", { name: "Voeg toe: Bram Demo" }).click();
    await page.getByText("Dit mag met deze mensen.").waitFor();
  });
  await call(noor.page, "PUT", `${room}/label`, { ...LABEL, information: "departmental-confidential" });
  await shoot("room-paused", path, async (page) => {
    await page.getByRole("region", { name: /staat stil/ }).waitFor();
    await said(page);
  });
  for (const { context } of [noor, bram, lotte]) await context.close();
}

/** The first step of a new room. */
async function fillIn(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Naam van de ruimte" }).fill("Werkgroep wonen");
  await page
    .getByRole("textbox", { name: "Waar gaat het over?" })
    .fill("Voorbereiden van het overleg met de gemeenten.");
  await page.getByRole("textbox", { name: "Waar gaat het over?" }).blur();
}

async function inviteGuest(page: Page, room: string): Promise<void> {
  const until = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
  await call(page, "POST", "/v1/guests", {
    room,
    name: "Lotte de Munck",
    email: "lotte@rotterdam.example",
    origin: "Gemeente Rotterdam",
    party: "public-sector",
    until,
    reason: "Voor de planning.",
  });
}

async function say(page: Page | undefined, room: string, body: string, transaction: string): Promise<void> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${transaction}`;
  if (page !== undefined) await call(page, "PUT", path, { msgtype: "m.text", body });
}

/** Asks the server something as whoever is signed in on a page. */
export async function call<Answer>(page: Page, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await page.evaluate(
    async ({ method, path, body }) => {
      const { csrfToken } = await (await fetch("/v1/session")).json();
      const response = await fetch(path, {
        method,
        headers: {
          "X-CSRF-Token": csrfToken,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    { method, path, body },
  );
  return answer;
}
