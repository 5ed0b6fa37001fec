import { readFile } from "node:fs/promises";
import type { BrowserContextOptions, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { openSite, type Site, signedIn, type Visit } from "./site.ts";

let site: Site;
/** A finding about BZK, whose office holders no rule binds. */
let finding: string;
beforeAll(async () => {
  site = await openSite();
  const answer = await fetch(new URL("/v1/findings?kind=unworkable&organisation=bzk&pageSize=1", site.url));
  const { findings } = await answer.json();
  finding = findings[0].id;
});
afterAll(() => site.close());

/** A page in which a demo person signed in. */
const visitAs = (name: string, path: string, options: BrowserContextOptions = {}): Promise<Visit> =>
  signedIn(site, name, path, options);

/** Waits until the lists and cards of the page stand there. */
async function settled(page: Page): Promise<void> {
  await page
    .getByText(/^De regels worden (opgehaald|doorgerekend)/)
    .first()
    .waitFor({ state: "hidden" });
  // The network may stay busy with keeping the page for offline use: that is not waited for.
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => {});
}

async function saved(download: Promise<Download>): Promise<{ readonly name: string; readonly text: string }> {
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

const PAGES: readonly (readonly [name: string, path: () => string])[] = [
  ["findings for everyone", () => "/knelpunten"],
  ["one finding for everyone", () => `/knelpunten/${finding}`],
  ["findings to deal with", () => "/beheer/knelpunten"],
  ["one finding to deal with", () => `/beheer/knelpunten/${finding}`],
  ["the overview", () => "/beheer/overzicht#information=confidential"],
];

describe("the pages about findings", () => {
  it.each(PAGES)(
    "%s has no accessibility violation, light and dark, no errors, and fits a small phone with targets to tap",
    async (_, path) => {
      const { page, context, errors } = await visitAs("Fatima Demo", path());
      await settled(page);
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page, "looks"), "dark").toEqual([]);
      expect(errors).toEqual([]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "main button, main summary, main select, main input:not([type=checkbox])",
          ),
        ]
          .map((element) => ({ text: element.textContent ?? "", box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
          .map(({ text, box }) => `${text.slice(0, 40)} ${Math.round(box.width)}×${Math.round(box.height)}`),
      );
      expect(small).toEqual([]);
      await context.close();
    },
  );

  it("can be read without signing in, and then offer nothing to decide", async () => {
    const { page, context } = await site.visit("/knelpunten");
    await settled(page);
    const chosen = page.getByRole("button", { name: /Niet uitvoerbaar/ });
    await chosen.click();
    await page.waitForURL(/kind=unworkable/);
    expect(await chosen.getAttribute("aria-pressed")).toBe("true");
    await page.locator(".finding a").first().click();
    await page.getByRole("heading", { name: "Wat dit oplost" }).waitFor();
    await page.getByText("Akkoord nodig van:").first().waitFor();
    expect(await page.getByRole("button", { name: "Accepteren" }).count()).toBe(0);
    await page.getByRole("link", { name: "Bekijk het antwoord in deze situatie" }).click();
    await page.waitForURL(/\/antwoord#/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByText("Deze link noemt iets dat we niet kennen").count()).toBe(0);
    await context.close();
  });

  it("say so when a finding is not there any more", async () => {
    const { page, context } = await site.visit("/knelpunten/0000000000-0000000000");
    await page.getByRole("heading", { level: 1, name: "Dit knelpunt bestaat niet (meer)" }).waitFor();
    await context.close();
  });
});

describe("a security officer", () => {
  it("accepts a finding with a reason and a date by keyboard alone, and sees it in the list and the history", async () => {
    const { page, context } = await visitAs("Sanne Demo", `/beheer/knelpunten/${finding}`);
    const accept = page.getByRole("button", { name: "Accepteren" });
    await accept.waitFor();
    await accept.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const send = dialog.getByRole("button", { name: "Accepteren" });
    await send.focus();
    await page.keyboard.press("Enter");
    await dialog.getByText("Schrijf waarom dit zo blijft.").waitFor();
    await dialog.getByLabel("Waarom blijft dit zo?").focus();
    await page.keyboard.type("Tot de nieuwe omgeving er is.");
    await dialog.getByLabel("Wanneer bekijk je het opnieuw?").fill("2099-01-31");
    await send.focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    const panel = page.getByRole("complementary");
    await panel.getByText("Tot de nieuwe omgeving er is.").first().waitFor();
    expect(await panel.innerText()).toContain("Sanne Demo");
    await page.goto(new URL("/beheer/knelpunten#state=accepted", site.url).href);
    await page.getByText("Opnieuw bekijken op 31 januari 2099").waitFor();
    await page.goto(new URL(`/beheer/knelpunten/${finding}`, site.url).href);
    await page.getByRole("button", { name: "Heropenen" }).click();
    await page.getByText("Heropend").first().waitFor();
    expect(await page.getByRole("button", { name: "Heropenen" }).count()).toBe(0);
    await context.close();
  });

  it("gives a finding to the coordinator to deal with", async () => {
    const { page, context } = await visitAs("Sanne Demo", `/beheer/knelpunten/${finding}`);
    await page.getByRole("button", { name: "Toewijzen" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Eigenaar").selectOption("jenv");
    await dialog.getByRole("button", { name: "Toewijzen" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("Toegewezen aan JenV").waitFor();
    await context.close();
  });

  it("sees at a rule what people reported about it", async () => {
    const { hash } = await (await fetch(new URL("/v1/rule-sets/current", site.url))).json();
    const sent = await fetch(new URL("/v1/feedback", site.url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        ruleSet: hash,
        situation: {
          date: "2020-12-01",
          attributes: { activity: "meet", information: "confidential", personalData: "none", host: "own" },
          participants: [
            {
              id: "bzk",
              attributes: { device: "managed-workstation", location: "office", role: "employee" },
            },
          ],
        },
        tool: "webex",
        reason: "Webex is alles wat we hebben.",
      }),
    });
    expect(sent.status).toBe(201);
    const { page, context } = await visitAs("Fatima Demo", "/regels/rijk-2020/webex-not-confidential");
    await expect
      .poll(
        async () => {
          await page.reload();
          await settled(page);
          return page.getByText("Webex is alles wat we hebben.").count();
        },
        { timeout: 30_000 },
      )
      .toBe(1);
    await context.close();
  });
});

describe("somebody without tasks", () => {
  it("is told so, and sent to the public list", async () => {
    const { page, context } = await visitAs("Noor Demo", "/beheer/knelpunten");
    await page.getByText("Je hebt hier geen taken.").waitFor();
    await page.getByRole("link", { name: "Bekijk alle knelpunten" }).click();
    await page.waitForURL(/\/knelpunten$/);
    await context.close();
  });
});

describe("the overview", () => {
  it("compares organisations, and a cell of the heat map chooses what is compared", async () => {
    const { page, context } = await visitAs("Fatima Demo", "/beheer/overzicht");
    await settled(page);
    await page.getByRole("button", { name: /^Overleggen, Vertrouwelijk:/ }).click();
    await page.waitForURL(/information=confidential/);
    await page.getByRole("button", { name: /^Webex, .*BZK.*:/ }).click();
    await page.getByRole("dialog").getByText("Mag niet").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await context.close();
  });

  it("can be taken along as CSV, JSON and picture", async () => {
    const { page, context } = await visitAs("Fatima Demo", "/beheer/overzicht#information=confidential");
    await settled(page);
    const press = async (name: string, place: number) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name }).nth(place).click();
      return saved(download);
    };
    const csv = await press("Als CSV", 0);
    expect(csv.name).toBe("akkoord-organisaties-en-middelen.csv");
    expect(csv.text).toMatch(/"BZK","Webex","Mag niet"/);
    const json = JSON.parse((await press("Als JSON", 0)).text);
    expect(json.situation).toMatchObject({ activity: "meet", information: "confidential" });
    expect(json.decisions).toContainEqual(
      expect.objectContaining({ organisation: "bzk", tool: "webex", verdict: "prohibited" }),
    );
    expect((await press("Als CSV", 1)).text).toMatch(/"Overleggen","Vertrouwelijk","\d+"/);
    const picture = await press("Als plaatje (SVG)", 0);
    expect(picture.name).toMatch(/\.svg$/);
    expect(picture.text).toContain("<svg");
    await context.close();
  });
});
