import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { openSite, type Site, signedIn, type Visit } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PHONE = { viewport: { width: 390, height: 844 } };
const XLSX = fileURLToPath(new URL("../../docs/examples/veldwijk-middelen.xlsx", import.meta.url));
const LIST = [
  "Middelen bij BZK;;;;",
  "Middel;Waarvoor;Informatie;Mag het?;Interne notitie",
  "Webex;Vergaderen;t/m intern;Aangeraden;geheime notitie",
  "Sectra Tigger;Bellen;Stg. geheim;Ja;",
  "Prikbord Plus;Kletsen;intern;Ja;",
  "Signal;Kletsen;intern;Ja;",
].join("\r\n");

const importAs = (name: string): Promise<Visit> => signedIn(site, name, "/beheer/importeren", PHONE);

async function choose(page: Page, file: { name: string; text: string } | string): Promise<void> {
  const payload =
    typeof file === "string"
      ? file
      : { name: file.name, mimeType: "text/csv", buffer: Buffer.from(file.text, "utf8") };
  await page.getByLabel("Bestand met de lijst").setInputFiles(payload);
  await page.getByRole("button", { name: "Verder" }).press("Enter");
}

/** Nothing on the page keeps people out, and it fits the screen. */
async function checkPage(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
}

/** The draft that a visitor ended up at, as the server has it. */
async function draftText(page: Page): Promise<string> {
  await page.waitForURL(/\/beheer\/concepten\/.+/);
  const id = page.url().split("/").at(-1);
  const response = await page.request.get(`${site.url}/v1/drafts/${id}`);
  const draft: unknown = await response.json();
  const text = typeof draft === "object" && draft !== null ? Reflect.get(draft, "text") : null;
  return typeof text === "string" ? text : "";
}

describe("importing a list, on a phone", () => {
  it("guesses the columns, mends cells by a choice, tells what changes, and makes a draft", async () => {
    const { page, errors, requests } = await importAs("Sanne Demo");
    await checkPage(page);
    await choose(page, { name: "lijst.csv", text: LIST });
    await page.getByRole("heading", { name: "Controleer de kolommen" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("step-title");
    await page.getByRole("heading", { name: "3 cellen kunnen niet worden gelezen" }).waitFor();
    await page.getByText("Fout: “Sectra Tigger” lijkt op Sectra Tiger.").waitFor();
    await checkPage(page);

    await page.getByRole("button", { name: "B5" }).press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("cell-B5");
    await page.getByLabel("“sectra tigger” betekent").selectOption("sectra-tiger");
    await page.getByLabel("“kletsen” betekent").selectOption("message");
    await page.getByRole("heading", { name: "Alles is gelezen" }).waitFor();

    await page.getByRole("button", { name: "Bekijk wat er verandert" }).press("Enter");
    await page.getByText(/Mensen van BZK mogen Prikbord Plus gebruiken om berichten te sturen/).waitFor();
    await page.getByRole("heading", { name: "Nieuwe regels: 4" }).waitFor();
    await checkPage(page);
    expect(requests.filter((request) => /^(POST|PUT)/.test(request) && request.includes("/v1/"))).toEqual([]);

    await page.getByRole("button", { name: "Maak een concept" }).press("Enter");
    const text = await draftText(page);
    expect(text).toContain("bzk/lijst/prikbord-plus/activity-message/information-internal");
    expect(text).toContain("Sectra Tigger | Bellen | Stg. geheim | Ja");
    // What no column gives to the rules stays on the device.
    expect(requests.join("\n")).not.toContain("geheime notitie");
    expect(errors).toEqual([]);
  });

  it("reads a workbook, and says of what cannot be read what to do", async () => {
    const { page } = await importAs("Sanne Demo");
    await choose(page, { name: "oud.xls", text: "\u0000\u0001" });
    await page.getByText("Bewaar de lijst als CSV of als Excel-werkmap (.xlsx).").waitFor();
    await choose(page, XLSX);
    await page.getByRole("heading", { name: "Alles is gelezen" }).waitFor();
  });

  it("lets in only who makes rules", async () => {
    const { page } = await importAs("Noor Demo");
    await page.getByText("Je maakt hier geen regels.").waitFor();
    expect(await page.getByLabel("Bestand met de lijst").count()).toBe(0);
  });
});
