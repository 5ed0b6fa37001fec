import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { openSite, type Site, signedIn, type Visit } from "./site.ts";

let now = new Date();
let site: Site;
beforeAll(async () => {
  site = await openSite({}, { clock: { now: () => now } });
});
afterAll(() => site.close());

const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const SMALL = { width: 320, height: 700 };

const visitAs = (name: string, path: string, options = DESKTOP): Promise<Visit> =>
  signedIn(site, `${name} Demo`, path, { ...options, now });

/** Nothing on the page keeps people out, in the light and in the dark, and it fits a small phone. */
async function checkPage(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize(SMALL);
  expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await violations(page, "looks"), "dark").toEqual([]);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect(await violations(page), "light").toEqual([]);
  if (size !== null) await page.setViewportSize(size);
}

/** Targets that a thumb misses. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main button, main input, main select, main textarea, main summary")]
      .map((element) => ({ element, box: element.closest("label.check-row") ?? element }))
      .map(({ element, box }) => ({ element, box: box.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width}×${box.height}`),
  );
}

/** Opens a room as the page does, without going through it. @returns its id */
function openRoom(page: Page, name: string, label: object): Promise<string> {
  return page.evaluate(
    async ([roomName, roomLabel]) => {
      const { csrfToken } = await (await fetch("/v1/session")).json();
      const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrfToken };
      await fetch("/v1/session/workplace", {
        method: "PUT",
        headers,
        body: JSON.stringify({ device: "managed-workstation", location: "office" }),
      });
      const answer = await fetch("/v1/rooms", {
        method: "POST",
        headers,
        body: JSON.stringify({
          name: roomName,
          label: roomLabel,
          purpose: { text: "Afspraken maken", activity: "message" },
        }),
      });
      return (await answer.json()).id;
    },
    [name, label] as const,
  );
}

const INTERNAL = { information: "internal", personalData: "none" };
const DEPARTMENTAL = { information: "departmental-confidential", personalData: "none" };

async function fillInvitation(page: Page, name: string, email: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Naam van de gast" }).fill(name);
  await dialog.getByRole("textbox", { name: "E-mailadres" }).fill(email);
  await dialog.getByRole("textbox", { name: "Organisatie" }).fill("Gemeente Rotterdam");
  await dialog.getByRole("combobox", { name: "Wat voor organisatie" }).selectOption("public-sector");
  await dialog.getByRole("textbox", { name: "Waarom is de gast" }).fill("Zij kent de planning.");
}

/** The path of the newest link in a mail to somebody, as the mailbox of the demonstration shows it. */
async function linkFor(address: string): Promise<string> {
  const visit = await site.visit("/postvak", PHONE);
  const mail = visit.page.getByRole("article").filter({ hasText: address }).first();
  const link = await mail.locator("a[href^='/gast/']").first().getAttribute("href");
  await visit.context.close();
  if (link === null) throw new Error("there is no mail with a link");
  return link;
}

describe("a guest, on a phone", () => {
  it("is invited from a room, reads who invites them, comes in with one button, and comes back by mail", async () => {
    const noor = await visitAs("Noor", "/ruimtes");
    const room = await openRoom(noor.page, "Woondeal Rotterdam", INTERNAL);
    await noor.page.goto(new URL(`/ruimtes/${encodeURIComponent(room)}`, site.url).href);
    await noor.page.getByRole("heading", { level: 1, name: "Woondeal Rotterdam" }).waitFor();
    await noor.page.getByRole("button", { name: "Nodig een gast uit" }).click();
    const dialog = noor.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Verstuur uitnodiging" }).click();
    await dialog.getByText("Vul de naam van de gast in.").waitFor();
    await dialog.getByText("Vul een e-mailadres in").waitFor();
    await checkPage(noor.page);
    await fillInvitation(noor.page, "Lotte de Munck", "lotte@rotterdam.example");
    await dialog.getByRole("button", { name: "Verstuur uitnodiging" }).click();
    await dialog.getByText(/Lotte de Munck krijgt een mail/).waitFor();
    await dialog.getByRole("link", { name: "Open het postvak" }).waitFor();
    await checkPage(noor.page);
    await dialog.getByRole("button", { name: "Klaar" }).click();

    // Looking at the mailbox, and at the link, uses nothing up.
    const postvak = await site.visit("/postvak", PHONE);
    await postvak.page.getByText("Noor Demo van BZK nodigt je uit").first().waitFor();
    await checkPage(postvak.page);
    await postvak.context.close();
    const link = await linkFor("lotte@rotterdam.example");
    const lotte = await site.visit(link, PHONE);
    await lotte.page.getByRole("heading", { level: 1, name: "Je bent uitgenodigd" }).waitFor();
    await lotte.page.getByText(/nodigt je uit in de samenwerkruimte ‘Woondeal Rotterdam’/).waitFor();
    await lotte.page.getByText("De server kan alles lezen.").waitFor();
    await lotte.page.reload();
    await lotte.page.getByRole("heading", { level: 1, name: "Je bent uitgenodigd" }).waitFor();
    await checkPage(lotte.page);
    expect(await smallTargets(lotte.page)).toEqual([]);
    await lotte.page.getByRole("button", { name: "Ga naar de ruimte" }).click();
    await lotte.page.getByRole("heading", { level: 1, name: "Woondeal Rotterdam" }).waitFor();
    // Nothing of what is not theirs is offered.
    expect(await lotte.page.getByRole("link", { name: "Beheer" }).count()).toBe(0);
    expect(await lotte.page.getByRole("link", { name: "Middelen" }).count()).toBe(0);
    expect(await lotte.page.getByRole("link", { name: /Nieuwe ruimte/ }).count()).toBe(0);
    await noor.page.getByText("gast van Gemeente Rotterdam").first().waitFor();

    // They talk.
    await lotte.page.getByRole("textbox", { name: /bericht/i }).fill("Dag allemaal");
    await lotte.page.keyboard.press("Enter");
    await noor.page.getByText("Dag allemaal").waitFor();

    // The link was for once; the way to a new one is on the same page.
    const late = await site.visit(link, PHONE);
    await late.page.getByRole("heading", { level: 1, name: "Deze link werkt niet meer" }).waitFor();
    await late.page.getByRole("textbox", { name: "E-mailadres" }).fill("lotte@rotterdam.example");
    await checkPage(late.page);
    now = new Date(now.getTime() + 1_000);
    await late.page.getByRole("button", { name: "Stuur mij een link" }).click();
    await late.page.getByRole("heading", { level: 2, name: "Kijk in je mail" }).waitFor();
    await checkPage(late.page);
    await expect
      .poll(() => linkFor("lotte@rotterdam.example"), { timeout: 20_000, interval: 500 })
      .not.toBe(link);
    const again = await linkFor("lotte@rotterdam.example");
    // Elsewhere it does not work, and says what does.
    const elsewhere = await site.visit(again, PHONE);
    await elsewhere.page.getByText("Deze link hoort bij de browser waarin je hem vroeg.").waitFor();
    await checkPage(elsewhere.page);
    await elsewhere.context.close();
    await late.page.goto(new URL(again, site.url).href);
    await late.page.getByRole("heading", { level: 1, name: "Welkom terug" }).waitFor();
    await late.page.getByRole("button", { name: "Ga naar de ruimte" }).click();
    await late.page.getByRole("heading", { level: 1, name: "Woondeal Rotterdam" }).waitFor();

    for (const visit of [noor, lotte, late]) expect(visit.errors).toEqual([]);

    // The sponsor extends, and takes out; the guest's open page shows it.
    await noor.page.goto(new URL("/ruimtes/gasten", site.url).href);
    const card = noor.page.getByRole("article", { name: "Lotte de Munck" });
    await card.getByText("Is binnengekomen").waitFor();
    await card.getByText("lotte@rotterdam.example").waitFor();
    await checkPage(noor.page);
    expect(await smallTargets(noor.page)).toEqual([]);
    await card.getByRole("button", { name: "Verleng" }).click();
    await checkPage(noor.page);
    await noor.page.getByRole("dialog").getByRole("button", { name: "Verleng", exact: true }).click();
    await noor.page.getByText(/Lotte de Munck blijft tot en met/).waitFor();
    await card.getByRole("button", { name: "Haal eruit" }).click();
    await noor.page.getByRole("dialog").getByRole("button", { name: "Haal eruit", exact: true }).click();
    await noor.page.getByText("Lotte de Munck is er niet meer bij.").waitFor();
    await lotte.page.reload();
    expect(await lotte.page.getByRole("heading", { level: 1, name: "Woondeal Rotterdam" }).count()).toBe(0);
    for (const visit of [noor, lotte, late]) await visit.context.close();
  }, 180_000);

  it("who may not be in a room is refused where they are invited, with the rule", async () => {
    const noor = await visitAs("Noor", "/ruimtes");
    const room = await openRoom(noor.page, "Begroting", DEPARTMENTAL);
    await noor.page.goto(new URL(`/ruimtes/${encodeURIComponent(room)}`, site.url).href);
    await noor.page.getByRole("button", { name: "Nodig een gast uit" }).click();
    await fillInvitation(noor.page, "Piet Buiten", "piet@buiten.example");
    const dialog = noor.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Verstuur uitnodiging" }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByText("Welke regels zijn dat?").or(dialog.locator("summary")).first().click();
    await dialog
      .getByRole("link", { name: /Lees de regel/ })
      .first()
      .waitFor();
    await checkPage(noor.page);
    // What was filled in is still there.
    expect(await dialog.getByRole("textbox", { name: "Naam van de gast" }).inputValue()).toBe("Piet Buiten");
    expect(noor.errors).toEqual([]);
    await noor.context.close();
  }, 180_000);

  it("comes to the page for guests without a link", async () => {
    const { page, context, errors } = await site.visit("/gast", PHONE);
    await page.getByRole("heading", { level: 1, name: "Kom binnen als gast" }).waitFor();
    await page.getByRole("button", { name: "Stuur mij een link" }).click();
    await page.getByText("Vul een e-mailadres in").waitFor();
    await checkPage(page);
    expect(await smallTargets(page)).toEqual([]);
    await page.goto(new URL("/gast/niet-heel", site.url).href);
    await page.getByRole("heading", { level: 1, name: "Deze link werkt niet" }).waitFor();
    await checkPage(page);
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe("the review of a room, on a phone", () => {
  it("shows its owner who is in it, and is finished when everyone was confirmed", async () => {
    const noor = await visitAs("Noor", "/ruimtes", PHONE);
    const room = await openRoom(noor.page, "Oude ruimte", INTERNAL);
    await noor.page.evaluate(async (id) => {
      const { csrfToken } = await (await fetch("/v1/session")).json();
      const { people } = await (await fetch("/v1/people/_search?q=Demo")).json();
      for (const { id: person, name } of people) {
        if (name !== "Bram Demo" && name !== "Eva Demo") continue;
        await fetch(`/v1/rooms/${encodeURIComponent(id)}/_invite`, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
          body: JSON.stringify({ person }),
        });
      }
    }, room);
    await noor.context.close();
    now = new Date(now.getTime() + 340 * 24 * 3_600_000);
    await site.server.runDueJobs();
    const owner = await visitAs("Noor", "/ruimtes/controle", PHONE);
    const { page } = owner;
    const card = page.getByRole("article", { name: "Oude ruimte" });
    await card.getByText("Het is tijd om te controleren.").waitFor();
    await checkPage(page);
    expect(await smallTargets(page)).toEqual([]);
    await card.getByRole("button", { name: "Rond de controle af" }).click();
    await card.getByText(/Kies nog bij 2 mensen/).waitFor();
    await card.getByRole("group", { name: "Hoort Bram Demo hier nog?" }).getByLabel("Blijft").check();
    await card.getByRole("group", { name: "Hoort Eva Demo hier nog?" }).getByLabel("Eruit").check();
    await card.getByText("1 persoon ziet de ruimte dan niet meer.").waitFor();
    await checkPage(page);
    await card.getByRole("button", { name: "Rond de controle af" }).click();
    await page.getByText("De controle van Oude ruimte is afgerond.").waitFor();
    await page.locator("summary", { hasText: "Afgerond" }).click();
    await page.getByText(/Noor Demo rondde dit af op .*: 1 bevestigd, 1 eruit/).waitFor();
    await checkPage(page);
    expect(owner.errors).toEqual([]);
    await owner.context.close();
  }, 120_000);
});
