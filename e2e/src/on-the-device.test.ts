import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerLink, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const SECRET_MARKS = ["departmental-confidential", "high-risk-country", "private-device", "office-holder"];
const link = answerLink(
  {
    activity: "share",
    information: "departmental-confidential",
    personalData: "special",
    device: "private-device",
    location: "high-risk-country",
    role: "office-holder",
  },
  ["bzk", "external"],
);

describe("the situation stays on the device", () => {
  it("is in no request while an answer is made, changed and explained", async () => {
    const { page, context, requests } = await site.visit(link);
    await page.locator(".answer__lead").waitFor();
    await page
      .getByRole("button", { name: /^informatie/i })
      .first()
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Intern/ })
      .first()
      .click();
    await page.waitForURL(/information=internal/);
    expect(requests.length).toBeGreaterThan(2);
    for (const request of requests) {
      expect(request).not.toMatch(/^(POST|PUT|PATCH|DELETE)/);
      for (const mark of SECRET_MARKS) expect(decodeURIComponent(request)).not.toContain(mark);
    }
    await context.close();
  });

  it("is sent when somebody reports that it does not work, after showing what is sent", async () => {
    const { page, context, requests } = await site.visit(link);
    await page.getByRole("button", { name: "Dit werkt niet voor mij" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Wij moeten dit toch kunnen delen.");
    await dialog.getByRole("button", { name: /verstu|meld|stuur/i }).click();
    await dialog
      .getByText(/dank|verstuurd|ontvangen/i)
      .first()
      .waitFor();
    const sent = requests.filter((request) => request.startsWith("POST"));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain("/v1/feedback");
    expect(sent[0]).toContain("departmental-confidential");
    await context.close();
  });
});

describe("without a connection", () => {
  it("answers after the first visit", async () => {
    const { page, context } = await site.visit("/");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    // The worker takes over and keeps what the page needs; a second visit goes through it.
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.goto(new URL(link, site.url).href);
    await page.locator(".answer__lead").waitFor();
    await page.reload();
    await page.locator(".answer__lead").waitFor();
    await context.close();
  });
});

describe("signing in", () => {
  it("is possible with a demo person, shows who you are, and ends again", async () => {
    const { page, context } = await site.visit("/");
    await page.getByRole("link", { name: "Inloggen" }).click();
    await page.getByRole("heading", { level: 1, name: "Kies wie je bent" }).waitFor();
    await page.locator("button[name=person]").filter({ hasText: "BZK, ambtenaar" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Wat wil je doen?" }).waitFor();
    const sessionCookies = (await context.cookies()).filter(
      (cookie) => cookie.httpOnly && cookie.sameSite !== "None",
    );
    expect(sessionCookies.length).toBeGreaterThan(0);
    await page.locator(".avatar").click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Uitloggen/ })
      .click();
    await page.getByRole("link", { name: "Inloggen" }).waitFor();
    await context.close();
  });
});
