import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
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
