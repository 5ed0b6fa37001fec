import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { answerLink, openSite, type Site, signedIn, type Visit } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 } };

const OFFICE = {
  personalData: "none",
  host: "own",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};

/** An answer that allows a room, for something confidential with SZW. */
const ANSWER = answerLink({ activity: "message", information: "confidential", ...OFFICE }, ["bzk", "szw"]);

const visitAs = (name: string, path: string, options = DESKTOP): Promise<Visit> =>
  signedIn(site, `${name} Demo`, path, options);

/** Nothing on the page keeps people out, and it fits the screen. */
async function checkPage(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
}

/** Says where one works, in the sheet that asks it. */
async function tellDevice(page: Page, device: string): Promise<void> {
  await page.getByRole("button", { name: /Waarop werk je nu|^waarop/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: device }).click();
}

/** Fills in the first step of a new room and goes on. */
async function nameRoom(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Naam van de ruimte" }).fill(name);
  await page.getByRole("button", { name: "Verder" }).click();
  await page.getByRole("heading", { name: "Met wie?" }).waitFor();
}

/** Opens a room with others, from a link to the page for it. */
async function openRoom(
  owner: Page,
  room: { readonly name: string; readonly label: string; readonly others: readonly string[] },
): Promise<void> {
  await owner.goto(new URL(`/ruimtes/nieuw#${room.label}`, site.url).href);
  await nameRoom(owner, room.name);
  for (const other of room.others) {
    await owner.getByRole("searchbox", { name: "Zoek op naam" }).fill(other);
    await owner.getByRole("button", { name: `Voeg toe: ${other} Demo` }).click();
  }
  await owner.getByRole("button", { name: "Open de ruimte" }).click();
  await owner.getByRole("heading", { level: 1, name: room.name }).waitFor();
}

const INTERNAL = "information=internal&personalData=none&activity=message";

/** The whole of who is in the room, beside the conversation. */
const peopleOf = (page: Page) => page.getByRole("complementary", { name: "Wie zit hier" });

/** Takes up the one invitation on the page. */
async function comeIn(page: Page, room: string): Promise<void> {
  await page
    .getByRole("article", { name: room })
    .getByRole("button", { name: /Neem deel/ })
    .click();
  await page.getByRole("heading", { level: 1, name: room }).waitFor();
}

/** Opens the sheet about the room and chooses something to do. */
async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: "Over deze ruimte" }).click();
  await page.getByRole("dialog").getByRole("button", { name: action }).click();
}

/** Gives the room another label, by the sheet; what it foretells is on the page when this resolves. */
async function chooseLabel(page: Page, from: RegExp, to: RegExp): Promise<void> {
  const sheet = page.getByRole("dialog", { name: "Verander het label" });
  await sheet.getByRole("button", { name: from }).click();
  await page
    .getByRole("dialog", { name: "Hoe gevoelig is de informatie?" })
    .getByRole("button", { name: to })
    .click();
}

describe("a room", () => {
  it("is opened from an answer, and a colleague of another ministry comes in", async () => {
    const noor = await visitAs("Noor", ANSWER);
    await noor.page.getByRole("link", { name: "Open een ruimte" }).click();
    await noor.page.getByRole("heading", { level: 1, name: "Open een ruimte" }).waitFor();
    await noor.page.getByRole("button", { name: /Vertrouwelijk/ }).waitFor();
    await noor.page.getByText("Overgenomen uit je antwoord").waitFor();
    await checkPage(noor.page);
    await nameRoom(noor.page, "Woondeal Rotterdam");
    await noor.page.getByText("In je antwoord stond: met SZW.").waitFor();
    await noor.page.getByRole("searchbox", { name: "Zoek op naam" }).fill("bram");
    const bramFound = noor.page.getByRole("listitem").filter({ hasText: "Bram Demo" });
    // What is confidential depends on where somebody works; the answer told that already.
    await bramFound.getByText("Mag", { exact: true }).waitFor();
    await noor.page.getByRole("button", { name: "Voeg toe: Bram Demo" }).click();
    await noor.page.getByText("Dit mag met deze mensen.").waitFor();
    await checkPage(noor.page);
    await noor.page.getByRole("button", { name: "Open de ruimte" }).click();
    await noor.page.getByRole("heading", { level: 1, name: "Woondeal Rotterdam" }).waitFor();
    const label = noor.page.getByRole("region", { name: "Label van deze ruimte" });
    await label.getByText("Vertrouwelijk", { exact: true }).waitFor();
    const people = peopleOf(noor.page);
    await people.getByText("SZW · uitgenodigd").waitFor();
    await people.getByText(/Toegestaan door \d+ regel/).waitFor();
    await checkPage(noor.page);

    await people.getByRole("button", { name: "Waarom mag dit?" }).click();
    await noor.page
      .getByRole("dialog")
      .getByText("Vertrouwelijke informatie mag in een ruimte")
      .first()
      .waitFor();
    await checkPage(noor.page);
    await noor.page.keyboard.press("Escape");

    const bram = await visitAs("Bram", "/ruimtes");
    const invitation = bram.page.getByRole("article", { name: "Woondeal Rotterdam" });
    await invitation.getByText("Noor Demo nodigt je uit. De ruimte staat bij BZK.").waitFor();
    await invitation.getByText("Vertrouwelijk · geen persoonsgegevens").waitFor();
    await checkPage(bram.page);
    await invitation.getByRole("button", { name: /Neem deel/ }).click();
    await tellDevice(bram.page, "Werktelefoon");
    await bram.page.getByRole("heading", { level: 1, name: "Woondeal Rotterdam" }).waitFor();
    // Noor sees that he came in without doing anything.
    await people.getByText("SZW", { exact: true }).waitFor();
    await noor.context.close();
    await bram.context.close();
  }, 120_000);

  it("shows its rules before it is open: a refusal with its rule, and state secrets at once", async () => {
    const yusuf = await visitAs("Yusuf", "/ruimtes/nieuw#information=confidential&personalData=none");
    await nameRoom(yusuf.page, "Thuis op de bank");
    await tellDevice(yusuf.page, "Eigen apparaat");
    const refusal = yusuf.page.locator(".refusal");
    await refusal
      .getByText(/Vertrouwelijk of gevoeliger mag niet vanaf een eigen apparaat/)
      .first()
      .waitFor();
    await refusal.getByText("Dan mag het wel:").waitFor();
    await refusal.getByText("Waarom?").click();
    await refusal
      .getByText("Wat vertrouwelijk of gevoeliger is, mag niet vanaf een eigen apparaat.")
      .waitFor();
    await checkPage(yusuf.page);
    // Opening it all the same is refused by the server, in the same words.
    await yusuf.page.getByRole("button", { name: "Open de ruimte" }).click();
    await yusuf.page
      .getByRole("alert")
      .getByText(/mag niet vanaf een eigen apparaat/)
      .first()
      .waitFor();

    await yusuf.page.getByRole("button", { name: "Terug" }).click();
    await yusuf.page.getByRole("button", { name: /Vertrouwelijk/ }).click();
    await yusuf.page
      .getByRole("dialog")
      .getByRole("button", { name: /Stg. Geheim/ })
      .click();
    await yusuf.page.getByText("Hier is een ruimte niet voor").waitFor();
    await yusuf.page.getByText(/een voorziening die ervoor is goedgekeurd/).waitFor();
    await checkPage(yusuf.page);
    expect(await yusuf.page.getByRole("button", { name: "Verder" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    await yusuf.context.close();
  }, 180_000);

  it("shuts a guest out when its label goes up, says so beforehand, and goes on when it fits again", async () => {
    const noor = await visitAs("Noor", "/ruimtes");
    await openRoom(noor.page, { name: "Woningbouw", label: INTERNAL, others: [] });
    const people = peopleOf(noor.page);
    await people.getByRole("button", { name: "Nodig een gast uit" }).click();
    const sheet = noor.page.getByRole("dialog", { name: "Nodig een gast uit" });
    await sheet.getByRole("textbox", { name: "Naam van de gast" }).fill("Lotte de Munck");
    await sheet.getByRole("textbox", { name: "E-mailadres" }).fill("lotte@rotterdam.example");
    await sheet.getByRole("textbox", { name: "Organisatie", exact: true }).fill("Gemeente Rotterdam");
    await sheet.getByRole("combobox").selectOption("public-sector");
    await sheet.getByRole("textbox", { name: /Waarom is de gast/ }).fill("Voor de planning.");
    await sheet.getByRole("button", { name: "Verstuur uitnodiging" }).click();
    await sheet.getByText(/Lotte de Munck krijgt een mail/).waitFor();
    await noor.page.keyboard.press("Escape");
    await people.getByText(/gast t\/m .*uitgenodigd/).waitFor();

    const lotte = await site.visit("/postvak", PHONE);
    await lotte.page
      .getByRole("link", { name: /\/gast\// })
      .first()
      .click();
    await lotte.page.getByRole("button", { name: "Ga naar de ruimte" }).click();
    await lotte.page.getByRole("heading", { level: 1, name: "Woningbouw" }).waitFor();
    // A guest is shown the way to nothing else.
    expect(await lotte.page.getByRole("navigation", { name: "Je ruimtes" }).count()).toBe(0);
    expect(await lotte.page.getByRole("link", { name: "Middelen" }).count()).toBe(0);
    await checkPage(lotte.page);

    await choose(noor.page, "Verander het label");
    await chooseLabel(noor.page, /Intern/, /Departementaal vertrouwelijk/);
    await noor.page.getByText("Lotte de Munck (gast) kan dan niet meer meelezen.").waitFor();
    await noor.page.getByText(/De ruimte staat dan stil/).waitFor();
    await checkPage(noor.page);
    await noor.page.getByRole("dialog").getByRole("button", { name: "Verander het label" }).click();
    const pause = noor.page.getByRole("region", { name: "Deze ruimte staat stil" });
    await pause.getByText(/Lotte de Munck kan nu niet meelezen/).waitFor();
    await pause.getByText("Welke regel is dit?").click();
    await pause.getByText("mag niet met iemand van buiten het Rijk").first().waitFor();
    await pause.getByRole("button", { name: "Verwijder Lotte de Munck" }).waitFor();
    await checkPage(noor.page);

    await lotte.page.getByRole("heading", { name: "Je toegang staat stil" }).waitFor();
    await lotte.page.getByText(/Vraag het aan Noor Demo/).waitFor();
    expect(await lotte.page.getByRole("log").count()).toBe(0);
    await checkPage(lotte.page);

    await pause.getByRole("button", { name: "Verander het label" }).click();
    await chooseLabel(noor.page, /Departementaal vertrouwelijk/, /^Intern/);
    await noor.page.getByText("De ruimte past dan weer en gaat verder.").waitFor();
    await noor.page.getByRole("dialog").getByRole("button", { name: "Verander het label" }).click();
    await pause.waitFor({ state: "detached" });
    await lotte.page.getByRole("log").waitFor();
    expect(noor.errors).toEqual([]);
    expect(lotte.errors).toEqual([]);
    await noor.context.close();
    await lotte.context.close();
  }, 120_000);

  it("is cleared from the screen of who is removed or signed out, at once", async () => {
    const [noor, bram] = await Promise.all([visitAs("Noor", "/ruimtes"), visitAs("Bram", "/ruimtes")]);
    await openRoom(noor.page, { name: "Begroting", label: INTERNAL, others: ["Bram"] });
    await comeIn(bram.page, "Begroting");
    await bram.page.getByRole("log").waitFor();
    await peopleOf(noor.page).getByRole("button", { name: "Beheer Bram Demo" }).click();
    const sheet = noor.page.getByRole("dialog", { name: "Bram Demo" });
    await sheet.getByRole("button", { name: "Verwijder uit de ruimte" }).click();
    await checkPage(noor.page);
    await sheet.getByRole("button", { name: "Ja, verwijder Bram Demo" }).click();
    await bram.page.getByRole("heading", { name: "Je zit niet meer in deze ruimte" }).waitFor();
    expect(await bram.page.getByText("Begroting").count()).toBe(0);
    await checkPage(bram.page);

    // Signing out in one tab clears the other.
    const other = await noor.context.newPage();
    await other.goto(new URL("/over", site.url).href);
    await other.getByRole("button", { name: /Ingelogd als Noor Demo/ }).click();
    await other.getByRole("button", { name: "Uitloggen" }).click();
    await noor.page.getByRole("heading", { level: 1, name: "Log in voor je ruimtes" }).waitFor();
    expect(await noor.page.getByText("Begroting").count()).toBe(0);
    await checkPage(noor.page);
    await noor.context.close();
    await bram.context.close();
  }, 120_000);

  it("is handed over, renamed, exported and closed by who leads it", async () => {
    const [noor, bram] = await Promise.all([visitAs("Noor", "/ruimtes"), visitAs("Bram", "/ruimtes")]);
    await openRoom(noor.page, { name: "Oude naam", label: INTERNAL, others: ["Bram"] });
    await comeIn(bram.page, "Oude naam");
    await choose(noor.page, "Verander de naam");
    await noor.page.getByRole("textbox", { name: "Naam van de ruimte" }).fill("Nieuwe naam");
    await noor.page.getByRole("button", { name: "Bewaar" }).click();
    await bram.page.getByRole("heading", { level: 1, name: "Nieuwe naam" }).waitFor();

    // Its only owner cannot leave without handing it over.
    await choose(noor.page, "Verlaat de ruimte");
    const leaving = noor.page.getByRole("dialog", { name: "Verlaat de ruimte" });
    await leaving.getByText("Je bent de enige eigenaar. Kies eerst wie het van je overneemt.").waitFor();
    await leaving.getByRole("button", { name: "Verlaat de ruimte" }).click();
    await leaving.getByText("Kies wie de ruimte van je overneemt.").waitFor();
    await leaving.getByRole("combobox").selectOption({ label: "Bram Demo" });
    await checkPage(noor.page);
    await leaving.getByRole("button", { name: "Verlaat de ruimte" }).click();
    await noor.page.waitForURL((url) => url.pathname === "/ruimtes");
    await peopleOf(bram.page).getByText("SZW · eigenaar").waitFor();

    await bram.page.getByRole("button", { name: "Over deze ruimte" }).click();
    await checkPage(bram.page);
    const [download] = await Promise.all([
      bram.page.waitForEvent("download"),
      bram.page.getByRole("link", { name: "Haal het logboek op" }).click(),
    ]);
    const log = await readFile(await download.path(), "utf8");
    expect(JSON.parse(log.split("\n")[0] ?? "")).toMatchObject({ format: "akkoord-room-log/1" });

    await bram.page.getByRole("dialog").getByRole("button", { name: "Sluit de ruimte" }).click();
    await bram.page
      .getByRole("dialog", { name: "Sluit de ruimte" })
      .getByRole("button", { name: "Sluit de ruimte" })
      .click();
    await bram.page.getByText(/Deze ruimte is gesloten op/).waitFor();
    await bram.page.getByText("Gesloten ruimtes (1)").waitFor();
    await checkPage(bram.page);
    await noor.context.close();
    await bram.context.close();
  }, 120_000);
});

describe("whether all rooms still fit", () => {
  it("is seen by who is in charge of rules, in numbers, and by nobody else", async () => {
    await site.server.runDueJobs();
    const sanne = await visitAs("Sanne", "/beheer", PHONE);
    await sanne.page.getByRole("link", { name: /Ruimtes.*na een nieuwe regel/ }).click();
    await sanne.page.getByRole("heading", { level: 1, name: "Ruimtes opnieuw bekeken" }).waitFor();
    await sanne.page
      .getByRole("article")
      .getByText(/bekeken|Geen ruimtes/)
      .first()
      .waitFor();
    await checkPage(sanne.page);
    await sanne.context.close();

    const noor = await visitAs("Noor", "/beheer/ruimtes", PHONE);
    await noor.page.getByText("Alleen wie over regels gaat, ziet dit overzicht.").waitFor();
    await noor.context.close();
  }, 180_000);
});

describe("rooms on a phone", () => {
  it("go from list to room to people and back, each with the whole screen, by keyboard alone", async () => {
    const noor = await visitAs("Noor", "/ruimtes", PHONE);
    await openRoom(noor.page, { name: "Alleen toetsen", label: INTERNAL, others: [] });
    await noor.page.goto(new URL("/ruimtes", site.url).href);
    await noor.page.getByRole("heading", { level: 1, name: "Ruimtes" }).waitFor();
    await checkPage(noor.page);
    const { keyboard } = noor.page;
    await noor.page.getByRole("link", { name: /Alleen toetsen/ }).focus();
    await keyboard.press("Enter");
    await noor.page.getByRole("heading", { level: 1, name: "Alleen toetsen" }).waitFor();
    await checkPage(noor.page);

    await tabTo(noor.page, /1 persoon/);
    await keyboard.press("Enter");
    const title = noor.page.getByRole("heading", { name: "Wie zit hier" });
    await title.waitFor();
    expect(await title.evaluate((element) => element === document.activeElement)).toBe(true);
    // The label stays in sight.
    await noor.page.getByRole("region", { name: "Label van deze ruimte" }).waitFor();
    await checkPage(noor.page);
    await noor.page.goBack();
    const people = noor.page.getByRole("button", { name: "1 persoon" });
    await people.waitFor();
    expect(await people.evaluate((element) => element === document.activeElement)).toBe(true);

    await tabTo(noor.page, /Over deze ruimte/);
    await keyboard.press("Enter");
    await noor.page.getByRole("dialog", { name: "Alleen toetsen" }).waitFor();
    await keyboard.press("Escape");
    await noor.page.getByRole("link", { name: "Terug naar je ruimtes" }).focus();
    await keyboard.press("Enter");
    await noor.page.getByRole("heading", { level: 1, name: "Ruimtes" }).waitFor();
    await noor.context.close();
  }, 180_000);

  it("fit 320 pixels in the dark, and ask who is not signed in to do so without losing the answer", async () => {
    const small = { viewport: { width: 320, height: 640 }, colorScheme: "dark" } as const;
    const visit = await site.visit(ANSWER, small);
    await visit.page.getByRole("link", { name: "Open een ruimte" }).click();
    await visit.page.getByRole("heading", { level: 1, name: "Log in voor je ruimtes" }).waitFor();
    await checkPage(visit.page);
    await visit.page.getByRole("link", { name: "Inloggen" }).last().click();
    await visit.page.getByRole("button", { name: "Noor Demo" }).click();
    await visit.page.getByText("Overgenomen uit je antwoord").waitFor();
    await visit.page.getByRole("button", { name: /Vertrouwelijk/ }).waitFor();
    await checkPage(visit.page);
    await openRoom(visit.page, { name: "Een lange naam van een ruimte", label: INTERNAL, others: [] });
    await checkPage(visit.page);
    // The first screens came with nothing of rooms, and the device keeps nothing of them.
    const kept = await visit.page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept.filter((path) => /^\/(v1\/rooms|_matrix)/.test(path))).toEqual([]);
    expect(visit.errors).toEqual([]);
    await visit.context.close();
  }, 180_000);

  it("say that there is no connection, and are back when there is", async () => {
    const noor = await visitAs("Noor", "/ruimtes", PHONE);
    await noor.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await noor.page.reload();
    await noor.context.setOffline(true);
    await noor.page.reload();
    await noor.page.getByRole("heading", { level: 1, name: "Je bent offline" }).waitFor();
    await checkPage(noor.page);
    await noor.context.setOffline(false);
    await noor.page.getByRole("heading", { level: 1, name: "Ruimtes" }).waitFor();
    await noor.context.close();
  }, 180_000);
});

/** Goes on with Tab until something with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.matches("a, button") ? element.textContent : "";
    });
    if (name.test(focused ?? "")) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}.`);
}
