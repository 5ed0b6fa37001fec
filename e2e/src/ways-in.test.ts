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
      .getByRole("button", { name: /^informatie/i })
      .first()
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Intern/ })
      .first()
      .click();
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
    const questions: string[] = [];
    while (await page.locator(".step").isVisible()) {
      const question = (await page.locator(".step").getByRole("heading", { level: 1 }).textContent()) ?? "";
      // The organisation is asked once and kept; it is not one of the five.
      if (!question.includes("organisatie")) questions.push(question);
      expect(questions.length).toBeLessThanOrEqual(5);
      const choices = page.locator(".step").getByRole("button");
      const first = question.includes("organisatie") ? choices.filter({ hasText: "BZK" }) : choices;
      await first.first().click();
      await page.waitForFunction((before) => document.querySelector("h1")?.textContent !== before, question);
    }
    await page.locator(".answer__lead").waitFor();
    expect(new Set(questions).size).toBe(questions.length);
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
    await page.locator("blockquote:visible").first().waitFor();
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
