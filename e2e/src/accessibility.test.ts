import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { answerLink, openSite, type Site } from "./site.ts";

const KNOWN = {
  information: "confidential",
  personalData: "none",
  host: "own",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};

/** Every page there is, and the states of the answer that look different. */
const PAGES: readonly (readonly [name: string, path: string])[] = [
  ["home", "/"],
  ["answer: use this", answerLink({ activity: "meet", ...KNOWN }, ["bzk", "szw"], "2020-12-01")],
  ["answer: required", answerLink({ activity: "meet", ...KNOWN }, ["bzk", "external"], "2020-12-01")],
  ["answer: nothing in common", answerLink({ activity: "meet", ...KNOWN }, ["ind", "bzk"], "2020-12-01")],
  [
    "answer: contested",
    answerLink({ activity: "message", ...KNOWN, information: "internal" }, ["bzk"], "2020-12-01"),
  ],
  ["answer: unworkable", answerLink({ activity: "meet", ...KNOWN, location: "home" }, ["bzk"], "2020-12-01")],
  ["answer: state secret", answerLink({ activity: "meet", ...KNOWN, information: "state-secret" }, ["bzk"])],
  ["answer: still open", answerLink({ activity: "share" }, ["bzk", "szw"])],
  ["step", "/antwoord#me=bzk"],
  ["tools", "/middelen"],
  ["tool", "/middelen/whatsapp"],
  ["compare", "/vergelijk"],
  ["rules", "/regels"],
  ["rule", "/regels/rijk-2020/webex-not-confidential"],
  ["source", "/bronnen/rijksportaal-middelen"],
  ["changes", "/wijzigingen"],
  ["about", "/over"],
  ["privacy", "/privacy"],
  ["accessibility statement", "/toegankelijkheid"],
  ["not found", "/nergens"],
];

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Whether something other than the page itself has the focus, with an outline around it or around its form. */
async function focusShows(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return false;
    const around = [element, element.closest("form")].filter((candidate) => candidate !== null);
    return around.some((candidate) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
      return outlineStyle !== "none" && outlineWidth !== "0px";
    });
  });
}

describe("every page", () => {
  const titles: string[] = [];
  it.each(PAGES)(
    "%s says its language, has one main heading, no accessibility violation, light and dark, and fits a small phone and 200 % zoom",
    async (_, path) => {
      const { page, context, errors } = await site.visit(path);
      expect(await page.locator("html").getAttribute("lang")).toBe("nl");
      expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      titles.push(await page.title());
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page, "looks"), "dark").toEqual([]);
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await tooWideBy(page), `at ${width} wide`).toBeLessThanOrEqual(0);
      }
      expect(errors).toEqual([]);
      await context.close();
    },
  );

  it("has a title of its own", () => {
    expect(new Set(titles.slice(-10)).size).toBe(10);
  });
});

describe("English", () => {
  it("is one tap away, is remembered, and has no violation", async () => {
    const { page, context } = await site.visit("/");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "What do you want to do?" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "What do you want to do?" }).waitFor();
    await context.close();
  });
});

describe("the keyboard alone", () => {
  it("goes from the first page to an answer, and every stop shows where it is", async () => {
    const { page, context } = await site.visit("/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toMatch(/^#/);
    await page.keyboard.press("Enter");
    for (let stops = 0; stops < 15; stops++) {
      await page.keyboard.press("Tab");
      expect(await focusShows(page), `stop ${stops}`).toBe(true);
      if (await page.evaluate(() => document.activeElement?.matches("input[type=text]") === true)) break;
    }
    await page.keyboard.type("Ik werk bij BZK. Mag ik een vertrouwelijk stuk mailen naar SZW?");
    await page.keyboard.press("Enter");
    await page.waitForURL(/antwoord#.*information=confidential/);
    for (let stops = 0; stops < 12; stops++) {
      await page.keyboard.press("Tab");
      expect(await focusShows(page), `stop ${stops} on the answer`).toBe(true);
    }
    await context.close();
  });

  it("chooses a value in a chip and closes it again, with the focus back where it was", async () => {
    const { page, context } = await site.visit(
      answerLink({ activity: "meet", ...KNOWN }, ["bzk"], "2020-12-01"),
    );
    const chip = page.getByRole("button", { name: /^informatie/i }).first();
    await chip.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true);
    await context.close();
  });
});

describe("targets", () => {
  it("are large enough to tap on a phone", async () => {
    const { page, context } = await site.visit(
      answerLink({ activity: "meet", ...KNOWN }, ["bzk", "szw"], "2020-12-01"),
      {
        viewport: { width: 390, height: 844 },
      },
    );
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, summary, select, input")]
        .map((element) => ({
          text: element.textContent?.slice(0, 40) ?? "",
          box: element.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
        .map(({ text, box }) => `${text} ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    expect(small).toEqual([]);
    await context.close();
  });
});
