import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerLink, openSite, type Site, signedIn, type Visit } from "./site.ts";

const BIN = fileURLToPath(new URL("../../packages/cli/bin/akkoord.mjs", import.meta.url));
const ROOM = "Woondeal Rotterdam";

/** For what reaches somebody else's screen by itself. */
const SOON = { timeout: 30_000 };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const write = async (page: Page, text: string): Promise<void> => {
  await page.getByRole("textbox", { name: "Schrijf een bericht" }).fill(text);
  await page.getByRole("button", { name: "Verstuur", exact: true }).click();
};
const reads = (page: Page, text: string): Promise<void> =>
  page.getByRole("log").getByText(text, { exact: true }).waitFor(SOON);

/** The organisation's administration tells over SCIM that somebody does not work there any more. */
async function leaves(operator: Page, name: string, organisation: string): Promise<void> {
  const token = await operator.evaluate(async (organisation) => {
    const { csrfToken } = await (await fetch("/v1/session")).json();
    const made = await fetch("/v1/scim-clients", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
      body: JSON.stringify({ organisation, name: "Personeelsadministratie" }),
    });
    return (await made.json()).token as string;
  }, organisation);
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/scim+json" };
  const filter = encodeURIComponent(`displayName eq "${name}"`);
  const found = await (await fetch(`${site.url}/scim/v2/Users?filter=${filter}`, { headers })).json();
  const patched = await fetch(`${site.url}/scim/v2/Users/${found.Resources[0].id}`, {
    method: "PATCH",
    headers,
    body: JSON.stringify({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", path: "active", value: false }],
    }),
  });
  expect(patched.status).toBe(200);
}

describe("a room, from the question to the archive", () => {
  it("is opened from an answer, holds a colleague and a guest to the rules, loses a leaver at once, and can be proven", async () => {
    // Noor asks, and opens the room from the answer, with Bram of another ministry.
    const question = { activity: "message", information: "internal", personalData: "none", host: "own" };
    const circumstances = { device: "managed-workstation", location: "office", role: "employee" };
    const noor = await signedIn(
      site,
      "Noor Demo",
      answerLink({ ...question, ...circumstances }, ["bzk", "szw"]),
    );
    await noor.page.getByRole("link", { name: "Open een ruimte" }).click();
    await noor.page.getByRole("textbox", { name: "Naam van de ruimte" }).fill(ROOM);
    await noor.page.getByRole("button", { name: "Verder" }).click();
    await noor.page.getByRole("searchbox", { name: "Zoek op naam" }).fill("bram");
    await noor.page.getByRole("button", { name: "Voeg toe: Bram Demo" }).click();
    // What she told there of how she works comes along, and is said to the server only when she opens the room.
    const works = "Je werkt op een werklaptop of werkplek";
    await noor.page.getByText(`${works}, op kantoor, als medewerker (uit je antwoord).`).waitFor(SOON);
    await noor.page.getByRole("button", { name: "Verander hoe je werkt" }).click();
    await noor.page.getByRole("dialog").getByRole("button", { name: "Thuis", exact: true }).click();
    await noor.page.getByRole("dialog").getByRole("button", { name: "Klaar" }).click();
    await noor.page.getByText(`${works}, thuis, als medewerker.`).waitFor(SOON);
    const saidBy = (visit: Visit) => visit.requests.filter((one) => one.includes("/v1/session/workplace"));
    expect(saidBy(noor)).toEqual([]);
    await noor.page.getByRole("button", { name: "Open de ruimte" }).click();
    await noor.page.getByRole("heading", { level: 1, name: ROOM }).waitFor(SOON);
    expect(saidBy(noor)).toHaveLength(1);
    expect(saidBy(noor)[0]).toContain('{"device":"managed-workstation","location":"home","role":"employee"}');
    const roomPath = new URL(noor.page.url()).pathname;

    const bram = await signedIn(site, "Bram Demo", "/ruimtes");
    await bram.page.getByRole("button", { name: `Neem deel aan ${ROOM}` }).click();
    await bram.page.getByRole("heading", { level: 1, name: ROOM }).waitFor(SOON);

    // A guest from outside comes in by the link in the mail.
    await noor.page.getByRole("button", { name: "Nodig een gast uit" }).click();
    const form = noor.page.getByRole("dialog");
    await form.getByLabel("Naam van de gast").fill("Lotte de Munck");
    await form.getByLabel("E-mailadres").fill("lotte@bouwbedrijf.example");
    await form.getByLabel("Organisatie").first().fill("Bouwbedrijf De Munck");
    await form.getByLabel("Waarom is de gast hier nodig?").fill("Zij maakt de planning.");
    await form.getByRole("button", { name: "Verstuur uitnodiging" }).click();
    await form.getByText(/Lotte de Munck krijgt een mail/).waitFor(SOON);
    await form.getByRole("button", { name: "Klaar" }).click();
    const people = noor.page.getByRole("complementary", { name: "Wie zit hier" });
    await people.getByText("gast van Bouwbedrijf De Munck").waitFor(SOON);
    const guest = await site.visit("/postvak", { viewport: { width: 390, height: 844 } });
    await expect
      .poll(async () => {
        await guest.page.reload();
        return guest.page.locator('a[href*="/gast/"]').count();
      }, SOON)
      .toBeGreaterThan(0);
    await guest.page.locator('a[href*="/gast/"]').first().click();
    await guest.page.getByRole("button", { name: "Ga naar de ruimte" }).click();
    await guest.page.getByRole("heading", { level: 1, name: ROOM }).waitFor(SOON);

    // Everyone hears everyone.
    await write(noor.page, "Ik heb de tweede versie klaargezet.");
    await reads(bram.page, "Ik heb de tweede versie klaargezet.");
    await reads(guest.page, "Ik heb de tweede versie klaargezet.");
    await write(bram.page, "Paragraaf 3 klopt nog niet.");
    await write(guest.page, "Zal ik onze planning erbij zetten?");
    await reads(noor.page, "Paragraaf 3 klopt nog niet.");
    await reads(noor.page, "Zal ik onze planning erbij zetten?");

    // The information turns out more sensitive: the guest cannot stay, and sees why.
    await noor.page.getByRole("button", { name: "Over deze ruimte" }).click();
    await noor.page.getByRole("dialog").getByRole("button", { name: "Verander het label" }).click();
    const relabel = noor.page.getByRole("dialog", { name: "Verander het label" });
    await relabel.getByRole("button", { name: /Intern/ }).click();
    await noor.page
      .getByRole("dialog")
      .last()
      .getByRole("button", { name: /^Departementaal vertrouwelijk/ })
      .click();
    await relabel.getByText("Lotte de Munck (gast) kan dan niet meer meelezen.").waitFor(SOON);
    await relabel.getByRole("button", { name: "Verander het label" }).click();
    await guest.page.getByRole("heading", { name: "Je toegang staat stil" }).waitFor(SOON);
    expect(await guest.page.getByText("Ik heb de tweede versie klaargezet.").count()).toBe(0);
    await noor.page.getByText("Deze ruimte staat stil").first().waitFor(SOON);
    await bram.page.getByText("Deze ruimte staat stil").first().waitFor(SOON);

    // Without the guest it fits again, and goes on by itself.
    await noor.page.getByRole("button", { name: "Verwijder Lotte de Munck" }).click();
    await noor.page.getByRole("button", { name: "Ja, verwijder Lotte de Munck" }).click();
    await expect.poll(() => noor.page.getByText("Deze ruimte staat stil").count(), SOON).toBe(0);
    // What is this sensitive may be written from a managed device alone. Noor told on what she works in her answer.
    await write(noor.page, "We gaan verder zonder Lotte.");
    await reads(bram.page, "We gaan verder zonder Lotte.");
    // Bram is asked where it matters.
    await write(bram.page, "Ik pas de planning aan.");
    const asked = bram.page.getByRole("log").getByRole("button", { name: "Werklaptop of werkplek" });
    await bram.page.getByRole("button", { name: "Naar het nieuwste" }).or(asked).first().click();
    await asked.click();
    await bram.page.getByRole("log").getByRole("button", { name: "Op kantoor" }).click();
    await reads(noor.page, "Ik pas de planning aan.");
    await guest.page.getByText("We gaan verder zonder Lotte.").waitFor({ state: "detached" });

    // Bram leaves the service: he is out everywhere at once, and his open page shows it.
    const ilse = await signedIn(site, "Ilse Demo", "/over");
    await leaves(ilse.page, "Bram Demo", "szw");
    await bram.page.getByText("Je bent niet meer ingelogd.").first().waitFor(SOON);
    expect(await bram.page.getByText("We gaan verder zonder Lotte.").count()).toBe(0);
    await expect.poll(() => people.getByText("Bram Demo").count(), SOON).toBe(0);
    const later = await bram.page.goto(new URL(roomPath, site.url).href);
    expect(later?.status()).toBe(200);
    expect(await bram.page.getByText("We gaan verder zonder Lotte.").count()).toBe(0);

    // What was said is exported, and verified without the server.
    await noor.page.getByRole("button", { name: "Over deze ruimte" }).click();
    const download = noor.page.waitForEvent("download");
    await noor.page
      .getByRole("link", { name: "Haal het logboek op" })
      .or(noor.page.getByRole("button", { name: "Haal het logboek op" }))
      .click();
    const file = join(site.folder, "room.jsonl");
    await (await download).saveAs(file);
    const { stdout } = await promisify(execFile)(process.execPath, [BIN, "verify", file, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ intact: true, name: ROOM });
    for (const { errors } of [noor, bram, guest, ilse]) expect(errors).toEqual([]);
    for (const { context } of [noor, bram, guest, ilse]) await context.close();
  }, 240_000);
});
