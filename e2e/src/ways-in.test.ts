import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerLink, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe("somebody who types a question", () => {
  it("gets an answer, sees what was understood, and changes it in place", async () => {
    const { page, context } = await site.visit("/");
    await page
      .getByRole("textbox", { name: /vraag/i })
      .fill("Ik werk bij BZK. Mag ik een vertrouwelijk stuk naar iemand van SZW mailen?");
    await page.getByRole("button", { name: "Vraag", exact: true }).click();
    await page
      .getByRole("button", { name: /vertrouwelijk/ })
      .first()
      .waitFor();
    for (const part of [/delen/i, /vertrouwelijk/i, /SZW/, /BZK/])
      await page.getByRole("button", { name: part }).first().waitFor();
    expect(new URL(page.url()).hash).toContain("information=confidential");
    await page
      .getByRole("button", { name: /informatie/i })
      .first()
      .click();
    await page.getByRole("dialog").getByText("Intern", { exact: true }).click();
    await page.waitForURL(/information=internal/);
    await context.close();
  });

  it("is told what to do with an empty question, and keeps what was typed", async () => {
    const { page, context } = await site.visit("/");
    await page.getByRole("button", { name: "Vraag", exact: true }).click();
    await page.getByRole("alert").waitFor();
    await context.close();
  });

  it("is asked what is not clear instead of being given a guess", async () => {
    const { page, context } = await site.visit("/");
    await page.getByRole("textbox", { name: /vraag/i }).fill("is dit geheim stuk geschikt voor wetransfer");
    await page.getByRole("button", { name: "Vraag", exact: true }).click();
    await page.waitForURL(/antwoord/);
    expect(new URL(page.url()).hash).not.toContain("information=");
    await context.close();
  });
});

describe("somebody who taps", () => {
  it("answers at most five questions and gets an answer", async () => {
    const { page, context } = await site.visit("/");
    await page
      .getByRole("button", { name: "Overleggen" })
      .or(page.getByRole("link", { name: "Overleggen" }))
      .first()
      .click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    let asked = 0;
    for (; asked < 8; asked++) {
      const step = page.locator(".step");
      if (!(await step.isVisible())) break;
      const before = await step.getByRole("heading", { level: 1 }).textContent();
      const bzk = step.getByText("BZK", { exact: false }).first();
      if (asked === 0 && (await bzk.count()) > 0) await bzk.click();
      else await step.locator("button, label, a").first().click();
      await page
        .locator(".step")
        .getByRole("heading", { level: 1 })
        .filter({ hasNotText: before ?? "" })
        .or(page.locator(".answer__lead"))
        .first()
        .waitFor();
    }
    // The organisation is asked once and kept; it does not count as one of the five.
    expect(asked).toBeLessThanOrEqual(6);
    await page.locator(".answer__lead").waitFor();
    await context.close();
  });
});

describe("somebody who looks up a tool", () => {
  it("finds it and sees what their organisation says of it", async () => {
    const { page, context } = await site.visit("/middelen");
    await page.getByRole("searchbox").or(page.getByRole("textbox")).first().fill("whats");
    await page.getByRole("link", { name: "WhatsApp" }).first().click();
    await page.getByRole("heading", { level: 1, name: /WhatsApp/ }).waitFor();
    await context.close();
  });
});

describe("an answer", () => {
  const link = answerLink(
    {
      activity: "meet",
      information: "confidential",
      personalData: "none",
      host: "own",
      device: "managed-workstation",
      location: "office",
      role: "employee",
    },
    ["ind", "bzk"],
    "2020-12-01",
  );

  it("shows the sentence of the source one tap away", async () => {
    const { page, context } = await site.visit(link);
    await page
      .getByText(/Waarom/)
      .first()
      .click();
    await page
      .locator("blockquote, q")
      .filter({ hasText: "nog niet geschikt voor vertrouwelijke informatie" })
      .or(page.locator("blockquote").first())
      .first()
      .waitFor();
    await context.close();
  });

  it("never ends without a way on: what would help changes the situation at a tap", async () => {
    const { page, context } = await site.visit(link);
    const before = page.url();
    await page
      .getByRole("button", { name: /^(Als|Zonder)/ })
      .first()
      .click();
    await page.waitForURL((url) => url.href !== before);
    await context.close();
  });

  it("comes back the same from its link", async () => {
    const first = await site.visit(link);
    const heading = await first.page.getByRole("heading", { level: 1 }).textContent();
    const again = await site.visit(new URL(first.page.url()).pathname + new URL(first.page.url()).hash);
    expect(await again.page.getByRole("heading", { level: 1 }).textContent()).toBe(heading);
    await first.context.close();
    await again.context.close();
  });

  it("prints without the navigation", async () => {
    const { page, context } = await site.visit(link);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("navigation").first().isVisible()).toBe(false);
    expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
    await context.close();
  });
});
