import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./accessible.ts";
import { openSite, type Site, signedIn, type Visit } from "./site.ts";

const BIN = fileURLToPath(new URL("../../packages/cli/bin/akkoord.mjs", import.meta.url));

let site: Site;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akkoord-e2e-audit-"));
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const asPerson = (name: string, options: BrowserContextOptions = {}): Promise<Visit> =>
  signedIn(site, name, "/beheer/logboek", options);
const rows = (page: Page) => page.locator(".audit-entry");
const check = (page: Page) => page.getByRole("button", { name: "Alles nu controleren" });

describe("an auditor", () => {
  it("has the whole trail checked, and the result is said", async () => {
    const { page, context, errors } = await asPerson("Daan Demo");
    await check(page).click();
    await page
      .getByRole("status")
      .getByText(/Alle \d+ logregels klopten/)
      .waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it("finds what was refused, and by whom", async () => {
    const curious = await site.visit("/sign-in?returnTo=/");
    await curious.page.getByText("Noor Demo").click();
    await curious.page.getByRole("heading", { level: 1 }).waitFor();
    expect(await curious.page.evaluate(async () => (await fetch("/v1/people")).status)).toBe(403);
    await curious.context.close();

    const { page, context } = await asPerson("Daan Demo");
    await rows(page).first().waitFor();
    await page.getByLabel("Resultaat").selectOption("refused");
    await page.getByRole("button", { name: "Zoeken", exact: true }).click();
    const row = rows(page).filter({ hasText: "directory.read-people" });
    await row.filter({ hasText: "Noor Demo" }).first().waitFor();
    expect(await rows(page).filter({ hasText: "Gelukt" }).count()).toBe(0);

    await page.getByText("Meer zoeken").click();
    await page.getByLabel("Actie").fill("nothing.like-this");
    await page.getByRole("button", { name: "Zoeken", exact: true }).click();
    await page.getByText("Er zijn geen logregels die hierbij passen.").waitFor();
    await page.getByRole("button", { name: "Alles wissen" }).click();
    await rows(page).filter({ hasText: "Gelukt" }).first().waitFor();
    await context.close();
  });

  it("sees the proof of an entry, by keyboard too", async () => {
    const { page, context } = await asPerson("Daan Demo");
    await page.getByRole("button", { name: "Nu ondertekenen" }).click();
    await page.getByText(/^Ondertekend: \d+ logregels\.$/).waitFor();
    await page
      .getByRole("button", { name: /^Bekijk/ })
      .last()
      .focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Bewezen: deze logregel valt onder").waitFor();
    await dialog.getByText("Het bewijs").click();
    expect(await dialog.locator(".audit-steps li").count()).toBeGreaterThan(1);
    expect(await dialog.locator("pre").textContent()).toMatch(/^akkoord\.audit\/[0-9a-f]{16}\n\d+\n/);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await context.close();
  });

  it("takes the trail and the key home, and checks them there", async () => {
    const { page, context } = await asPerson("Daan Demo");
    const [trail] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Logboek downloaden" }).click(),
    ]);
    const [key] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Openbare sleutel downloaden" }).click(),
    ]);
    expect(trail.suggestedFilename()).toMatch(/^akkoord-audit-\d{4}-\d\d-\d\d\.ndjson$/);
    const file = join(folder, "trail.ndjson");
    const pem = join(folder, "key.pem");
    await trail.saveAs(file);
    await key.saveAs(pem);
    const { stdout } = await promisify(execFile)(process.execPath, [BIN, "verify", file, "--key", pem]);
    expect(stdout).toContain("Het logboek klopt");
    await context.close();
  });

  it("is told at once that the trail was tampered with", async () => {
    const { page, context } = await asPerson("Daan Demo");
    const finding = { kind: "changed", sequence: 7, upTo: 7 };
    const damaged = { checkedAt: "2026-11-22T02:15:00.000Z", entries: 40, intact: false, finding };
    await page.route("**/v1/audit-checks*", (route) => route.fulfill({ json: { auditChecks: [damaged] } }));
    await page.reload();
    await page.getByText("Het logboek klopt niet. Het begint bij logregel 7.").waitFor();
    await page.getByText("Meld dit als beveiligingsincident.").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it.each(["light", "dark"] as const)("can read and use the page on a phone, %s", async (colorScheme) => {
    const viewport = { width: 320, height: 700 };
    const { page, context } = await asPerson("Daan Demo", { viewport, colorScheme, reducedMotion: "reduce" });
    await rows(page).first().waitFor();
    await page.getByText("Meer zoeken").click();
    expect(await violations(page)).toEqual([]);
    const sideways = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await sideways()).toBe(0);
    await page
      .getByRole("button", { name: /^Bekijk/ })
      .last()
      .click();
    await page.getByRole("dialog").getByText("Het bewijs").click();
    expect(await violations(page)).toEqual([]);
    expect(await page.getByRole("dialog").evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await context.close();
  });
});

describe("somebody else", () => {
  it("who is signed in is told that this is for auditors, and nothing is fetched", async () => {
    const { page, context, requests } = await asPerson("Sanne Demo");
    await page.getByText("Alleen een auditor mag het logboek zien.").waitFor();
    expect(requests.filter((request) => request.includes("/v1/audit"))).toEqual([]);
    await context.close();
  });

  it("who is not signed in is asked to", async () => {
    const { page, context } = await site.visit("/beheer/logboek");
    await page.getByRole("link", { name: "Log in als auditor om het logboek te zien." }).waitFor();
    await context.close();
  });
});
