import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { call } from "./room-screens.ts";
import { openSite, type Site, signedIn } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PHONE = { viewport: { width: 320, height: 700 } };

/** Nothing on the page keeps people out, and it fits the screen. */
async function checkPage(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
}

async function find(page: Page, name: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Naam of gebruikersnaam" }).fill(name);
  await page.getByRole("button", { name: "Zoek", exact: true }).click();
}

describe("people", () => {
  it("are found by an operator, ended with a successor, and leave a certificate", async () => {
    const { page, errors } = await signedIn(site, "Ilse Demo", "/beheer", PHONE);
    await page.getByRole("link", { name: /Personen/ }).click();
    await page.getByRole("heading", { level: 1, name: "Personen" }).waitFor();
    await page.getByText("Noor Demo").waitFor();
    await checkPage(page);
    await find(page, "YUSUF");
    await page.getByRole("link", { name: "Yusuf Demo" }).click();
    await page.getByRole("heading", { level: 1, name: "Yusuf Demo" }).waitFor();
    await page.getByText("Heeft toegang").waitFor();
    await page.getByText("Nog nooit").waitFor();
    await checkPage(page);

    await page.getByRole("button", { name: "Beëindig toegang" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox", { name: "Zoek een collega" }).fill("milan");
    await dialog.getByRole("radio", { name: /Milan Demo/ }).check();
    await checkPage(page);
    await dialog.getByRole("button", { name: "Beëindig nu" }).click();
    await page.getByText("Yusuf Demo heeft geen toegang meer.").waitFor();
    await page.getByRole("heading", { level: 2, name: "Bewijs van vertrek" }).waitFor();
    await page.getByText("Milan Demo").waitFor();
    await page.getByText("Ilse Demo").first().waitFor();
    await checkPage(page);

    await page.getByRole("button", { name: "Geef opnieuw toegang" }).click();
    await page.getByText("Yusuf Demo kan weer inloggen.").waitFor();
    expect(errors).toEqual([]);
  });

  it("of other organisations are hidden from a security officer, and everybody from a colleague", async () => {
    const officer = await signedIn(site, "Sanne Demo", "/beheer/personen");
    await officer.page.getByRole("link", { name: "Noor Demo" }).waitFor();
    await find(officer.page, "Bram");
    await officer.page.getByText("Niemand gevonden").waitFor();
    expect(await officer.page.getByText("Koppelingen met administraties").count()).toBe(0);
    const colleague = await signedIn(site, "Noor Demo", "/beheer/personen");
    await colleague.page.getByText("Deze pagina is voor beheerders").waitFor();
  });
});

describe("a room whose last owner left", () => {
  it("gets one from the records manager by keyboard, while an operator does not see what it is called", async () => {
    const bram = await signedIn(site, "Bram Demo", "/ruimtes");
    const { people } = await call<{ people: { id: string }[] }>(
      bram.page,
      "GET",
      "/v1/people/_search?q=noor",
    );
    const { id } = await call<{ id: string }>(bram.page, "POST", "/v1/rooms", {
      name: "Banenplan",
      label: { information: "internal", personalData: "none" },
      invite: people.map((person) => person.id),
    });
    const room = `/v1/rooms/${encodeURIComponent(id)}`;
    const noor = await signedIn(site, "Noor Demo", "/ruimtes", PHONE);
    await call(noor.page, "POST", `${room}/_join`);
    await call(bram.page, "POST", `${room}/_leave`);
    await noor.page.goto(new URL(`/ruimtes/${encodeURIComponent(id)}`, site.url).href);
    await noor.page.getByText("Vraag de recordbeheerder van SZW om een eigenaar aan te wijzen.").waitFor();
    await checkPage(noor.page);

    const ilse = await signedIn(site, "Ilse Demo", "/beheer/ruimtes");
    await ilse.page.getByRole("article", { name: "Ruimte van SZW" }).waitFor();
    await ilse.page.getByRole("heading", { level: 2, name: "Ruimtes opnieuw bekeken" }).waitFor();
    expect(await ilse.page.getByText("Banenplan").count()).toBe(0);
    await checkPage(ilse.page);

    const { page, errors } = await signedIn(site, "Thijs Demo", "/beheer", PHONE);
    await page
      .getByRole("link", { name: /Ruimtes/ })
      .last()
      .click();
    const card = page.getByRole("article", { name: "Banenplan" });
    await card.getByText("1 persoon zit erin").waitFor();
    await card.getByText("Intern", { exact: true }).waitFor();
    await card.getByText("Persoonsgegevens: geen").waitFor();
    await checkPage(page);
    await card.getByRole("button", { name: "Eigenaar aanwijzen: Banenplan" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox", { name: "Zoek op naam" }).fill("demo");
    await dialog.getByText("Bram Demo").waitFor();
    expect(await dialog.getByText("Noor Demo").count()).toBe(0);
    await checkPage(page);
    await dialog.getByRole("button", { name: "Kies: Lotte Demo" }).press("Enter");
    const question = dialog.getByText("Maak je Lotte Demo eigenaar van ‘Banenplan’?");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Lotte Demo");
    await question.waitFor();
    await checkPage(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Lotte Demo is nu eigenaar van ‘Banenplan’. De ruimte gaat weer verder.").waitFor();
    await page.getByText("Elke ruimte heeft een eigenaar. Je hoeft niets te doen.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("ownerless-title");
    await checkPage(page);
    await noor.page.getByRole("region", { name: "Deze ruimte staat stil" }).waitFor({ state: "detached" });
    await noor.page.getByRole("textbox", { name: /bericht/i }).waitFor();
    expect([...errors, ...noor.errors, ...ilse.errors]).toEqual([]);
  });
});

describe("connections with administrations", () => {
  it("are made, used and ended by the operator, who sees the key once", async () => {
    const { page, errors } = await signedIn(site, "Ilse Demo", "/beheer/personen/koppelingen", PHONE);
    await page.getByText("Er zijn nog geen koppelingen.").waitFor();
    await page.getByRole("combobox", { name: "Organisatie" }).selectOption("szw");
    await page.getByRole("textbox", { name: /Naam van het systeem/ }).fill("Entra ID");
    await checkPage(page);
    await page.getByRole("button", { name: "Maak koppeling" }).click();
    const token = await page.getByRole("textbox", { name: "Sleutel" }).inputValue();
    const card = page.getByRole("article").filter({ hasText: "Entra ID van SZW" });
    await card.getByText("Nog niet gebruikt").waitFor();
    await checkPage(page);
    const users = () =>
      fetch(new URL("/scim/v2/Users", site.url), { headers: { Authorization: `Bearer ${token}` } });
    expect((await users()).status).toBe(200);
    await page.reload();
    await card.getByText(/Laatst gebruikt op/).waitFor();
    expect(await page.getByRole("textbox", { name: "Sleutel" }).count()).toBe(0);
    await card.getByRole("button", { name: "Beëindig Entra ID" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Beëindig", exact: true }).click();
    await card.getByText(/Beëindigd op/).waitFor();
    expect((await users()).status).toBe(401);
    await checkPage(page);
    expect(errors).toEqual([]);
  });
});

describe("a manager", () => {
  /** On a desk and on a small phone. */
  async function checkBoth(page: Page): Promise<void> {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await checkPage(page);
    }
  }

  it("finds their people through the account menu, ends one who leaves, and reads the certificate", async () => {
    const { page, errors } = await signedIn(site, "Thijs Demo", "/");
    await page.getByRole("button", { name: "Ingelogd als Thijs Demo" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Mijn medewerkers" }).click();
    await page.getByRole("heading", { level: 1, name: "Mijn medewerkers" }).waitFor();
    await page.getByRole("link", { name: "Bram Demo" }).waitFor();
    expect(await page.getByRole("listitem").filter({ hasText: "Heeft toegang" }).count()).toBe(2);
    expect(await page.getByText("Noor Demo").count()).toBe(0);
    await checkBoth(page);

    await page.getByRole("link", { name: "Lotte Demo" }).click();
    await page.getByRole("heading", { level: 1, name: "Lotte Demo" }).waitFor();
    await page.getByRole("button", { name: "Beëindig toegang" }).click();
    const dialog = page.getByRole("dialog", { name: "Toegang van Lotte Demo beëindigen" });
    await dialog.getByText("Gasten die Lotte Demo uitnodigde, kunnen er niet meer in.").waitFor();
    await dialog.getByText("Ruimtes die anders van niemand zijn, gaan naar jou.").waitFor();
    await dialog.getByRole("searchbox", { name: "Zoek een collega" }).fill("demo");
    await dialog.getByRole("radio", { name: "Bram Demo, SZW" }).check();
    await dialog.getByText("Ruimtes die anders van niemand zijn, gaan naar Bram Demo.").waitFor();
    expect(await dialog.getByRole("radio", { name: /Lotte Demo|Thijs Demo/ }).count()).toBe(0);
    await checkBoth(page);
    await dialog.getByRole("radio", { name: "Ik neem ze over" }).check();
    await dialog.getByRole("button", { name: "Beëindig nu" }).click();

    await page.getByText("Lotte Demo heeft geen toegang meer.").waitFor();
    const certificate = page.getByRole("region", { name: "Bewijs van vertrek" });
    await certificate.getByText("Thijs Demo").nth(1).waitFor();
    await checkBoth(page);
    expect(await page.getByRole("button", { name: "Beëindig toegang" }).count()).toBe(0);
    await page.getByRole("navigation").getByRole("link", { name: "Mijn medewerkers" }).click();
    await page
      .getByRole("listitem")
      .filter({ hasText: "Lotte Demo" })
      .getByText(/Vertrokken op/)
      .waitFor();
    expect(errors).toEqual([]);

    const nobodys = await signedIn(site, "Noor Demo", "/medewerkers", PHONE);
    await nobodys.page.getByText("Je bent van niemand de manager").waitFor();
    await checkPage(nobodys.page);
  });
});
