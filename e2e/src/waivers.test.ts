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

/** A foreign organisation invites to a meeting; where the asker is, was not said. */
const ABROAD =
  "/antwoord#me=bzk&with=international&activity=meet&information=internal&personalData=none&host=other" +
  "&device=managed-workstation&role=employee&location=office&tool=zoom";

const JABBER = ABROAD.replace("tool=zoom", "tool=jabber");

/** A visitor who signed in as a demo person, at a page. */
const visitAs = (name: string, path: string): Promise<Visit> => signedIn(site, name, path, PHONE);

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Kies wie je bent" }).waitFor();
  await page.locator("button[name=person]").filter({ hasText: name }).click();
}

/** Nothing on the page keeps people out, and it fits the screen. */
async function checkPage(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
}

describe("a waiver, on a phone", () => {
  it("is asked for at an answer, granted by who owns the rule, seen in the answer, and withdrawn", async () => {
    const noor = await visitAs("Noor Demo", ABROAD);
    await noor.page.getByRole("heading", { level: 1, name: "Liever geen Zoom" }).waitFor();
    await noor.page.getByRole("button", { name: "Vraag ontheffing" }).click();
    const form = noor.page.getByRole("dialog");
    await form.getByText(/de coördinatoren van het Rijk/).waitFor();
    await form.getByText("terwijl dit formeel ontraden wordt").waitFor();
    await checkPage(noor.page);
    // Nothing of the situation has left the device so far.
    expect(
      noor.requests.filter((request) => /^(POST|PUT)/.test(request) && request.includes("/v1/")),
    ).toEqual([]);
    await form.getByRole("button", { name: "Verstuur aanvraag" }).click();
    await form.getByText("Vul in waarom je dit nodig hebt.").waitFor();
    await form
      .getByRole("textbox", { name: /Waarom heb je dit nodig/ })
      .fill("De ander werkt alleen met Zoom.");
    await form.getByRole("combobox", { name: "Voor wie?" }).selectOption("team");
    await form.getByRole("textbox", { name: "Naam van het team" }).fill("Team Genève");
    await form.getByRole("button", { name: "Voeg mij toe" }).click();
    await form.getByText("Wat doe je ter compensatie?").click();
    await form.getByRole("checkbox", { name: /risicoanalyse/ }).check();
    await form.getByRole("button", { name: "Verstuur aanvraag" }).click();
    await form.getByText("Je aanvraag is verstuurd").waitFor();
    await form.getByRole("link", { name: "Naar mijn ontheffingen" }).click();
    await noor.page.getByRole("heading", { level: 2, name: "Wacht op een besluit" }).waitFor();
    await noor.page.getByRole("heading", { level: 3, name: "Zoom bij BZK" }).waitFor();
    await checkPage(noor.page);

    const fatima = await visitAs("Fatima Demo", "/beheer/ontheffingen");
    const request = fatima.page.getByRole("article", { name: "Zoom bij BZK" });
    await request.getByText("De ander werkt alleen met Zoom.").waitFor();
    await request.getByText("terwijl dit formeel ontraden wordt").waitFor();
    await request.getByText(/Nu zeggen de regels over Zoom: liever niet/).waitFor();
    await request
      .getByText(/Team Genève \(Noor Demo\)/)
      .first()
      .waitFor();
    await checkPage(fatima.page);
    await request.getByRole("button", { name: "Akkoord" }).click();
    const decision = fatima.page.getByRole("dialog");
    await checkPage(fatima.page);
    await decision.getByRole("button", { name: "Akkoord" }).click();
    await decision.getByText("Schrijf op waarom.").waitFor();
    await decision.getByRole("textbox", { name: "Waarom?" }).fill("Voor dit overleg kan het niet anders.");
    await decision.getByRole("button", { name: "Akkoord" }).click();
    await fatima.page.getByText("Je akkoord is vastgelegd.").waitFor();
    await fatima.page.getByText("Er wacht niets op jouw besluit.").waitFor();

    await noor.page.goto(new URL(ABROAD, site.url).href);
    await noor.page.getByRole("heading", { level: 1, name: "Ja, gebruik Zoom" }).waitFor();
    const lead = noor.page.locator(".answer__lead");
    await lead.getByText(/Ontheffing tot en met \d+ \w+ \d{4}/).waitFor();
    await lead.getByText(/risicoanalyse/).waitFor();
    await lead.getByText("Waarom mag dit?").click();
    await lead.getByText("Voor dit overleg kan het niet anders.").waitFor();
    await checkPage(noor.page);
    await lead
      .getByRole("link", { name: /Lees de regel.*Ontheffing/ })
      .first()
      .click();
    await noor.page.getByRole("heading", { level: 1, name: /Ontheffing: Zoom mag/ }).waitFor();
    await noor.page.getByRole("link", { name: /Ontheffing voor Zoom bij BZK/ }).click();
    await noor.page.getByRole("heading", { level: 1, name: /Ontheffing voor Zoom bij BZK/ }).waitFor();

    // Only who is covered gets it.
    const sanne = await visitAs("Sanne Demo", ABROAD);
    await sanne.page.getByRole("heading", { level: 1, name: "Liever geen Zoom" }).waitFor();
    await sanne.context.close();

    await fatima.page
      .getByRole("article", { name: "Zoom bij BZK" })
      .getByRole("button", { name: "Intrekken" })
      .click();
    await fatima.page
      .getByRole("dialog")
      .getByRole("textbox", { name: "Waarom?" })
      .fill("Het overleg is voorbij.");
    await fatima.page.getByRole("dialog").getByRole("button", { name: "Intrekken" }).click();
    await fatima.page.getByText("Ingetrokken.", { exact: true }).waitFor();
    await noor.page.goto(new URL(ABROAD, site.url).href);
    await noor.page.reload();
    await noor.page.getByRole("heading", { level: 1, name: "Liever geen Zoom" }).waitFor();

    for (const { errors } of [noor, fatima]) expect(errors).toEqual([]);
    await noor.context.close();
    await fatima.context.close();
  }, 120_000);

  it("works without a network, and is gone from the device after signing out", async () => {
    const lotte = await visitAs(
      "Lotte Demo",
      ABROAD.replace("me=bzk", "me=szw").replace("tool=zoom", "tool=signal"),
    );
    // No rule speaks of Signal in a meeting, so SZW itself decides.
    await lotte.page.getByRole("button", { name: "Vraag ontheffing" }).click();
    const form = lotte.page.getByRole("dialog");
    await form.getByText(/de security officers van SZW/).waitFor();
    await form
      .getByRole("textbox", { name: /Waarom heb je dit nodig/ })
      .fill("De ander werkt alleen met Signal.");
    await form.getByRole("button", { name: "Verstuur aanvraag" }).click();
    await form.getByText("Je aanvraag is verstuurd").waitFor();
    // Nobody decides on a request of their own, also not with the right role.
    await form.getByRole("link", { name: "Naar mijn ontheffingen" }).click();
    await lotte.page.getByText("Er wacht niets op jouw besluit.").waitFor();
    await lotte.page.getByRole("button", { name: "Intrekken" }).waitFor();
    expect(await lotte.page.getByRole("button", { name: "Akkoord" }).count()).toBe(0);
    await lotte.context.close();

    const noor = await visitAs("Noor Demo", JABBER);
    await noor.page.getByRole("button", { name: "Vraag ontheffing" }).click();
    await noor.page
      .getByRole("dialog")
      .getByRole("textbox", { name: /Waarom heb je dit nodig/ })
      .fill("De ander werkt alleen met Jabber.");
    await noor.page.getByRole("dialog").getByRole("button", { name: "Verstuur aanvraag" }).click();
    await noor.page.getByText("Je aanvraag is verstuurd").waitFor();
    const olga = await visitAs("Olga Demo", "/beheer/ontheffingen");
    await olga.page
      .getByRole("article", { name: "Jabber bij BZK" })
      .getByRole("button", { name: "Akkoord" })
      .click();
    await olga.page.getByRole("dialog").getByRole("textbox", { name: "Waarom?" }).fill("Goed.");
    await olga.page.getByRole("dialog").getByRole("button", { name: "Akkoord" }).click();
    await olga.page.getByText("Je akkoord is vastgelegd.").waitFor();
    await olga.context.close();

    await noor.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await noor.page.goto(new URL(JABBER, site.url).href);
    await noor.page.reload();
    await noor.page.getByRole("heading", { level: 1, name: "Ja, gebruik Jabber" }).waitFor();
    await noor.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await noor.context.setOffline(true);
    await noor.page.reload();
    await noor.page.getByRole("heading", { level: 1, name: "Ja, gebruik Jabber" }).waitFor();
    await noor.page
      .getByText(/Ontheffing tot en met/)
      .first()
      .waitFor();

    await noor.context.setOffline(false);
    await noor.page.reload();
    await noor.page.locator(".avatar").click();
    await noor.page
      .getByRole("dialog")
      .getByRole("button", { name: /Uitloggen/ })
      .click();
    await noor.page.getByRole("heading", { level: 1, name: "Liever geen Jabber" }).waitFor();
    await noor.page.waitForFunction(() => localStorage.getItem("akkoord.waivers") === "null");
    await noor.context.close();
  });

  it("for what a strict rule closes is not offered, and the page names the rule", async () => {
    const noor = await visitAs(
      "Noor Demo",
      "/antwoord#me=bzk&with=external&activity=share&information=internal&personalData=special&host=own" +
        "&device=managed-workstation&role=employee&location=office&tool=dropbox",
    );
    await noor.page.getByRole("button", { name: "Vraag ontheffing" }).click();
    const form = noor.page.getByRole("dialog");
    await form.getByText("Hiervoor kan geen ontheffing").waitFor();
    await form.getByText(/Deze regel is streng/).waitFor();
    await form
      .getByRole("link", { name: /Lees de regel/ })
      .first()
      .waitFor();
    await checkPage(noor.page);
    await noor.context.close();
  });

  it("needs a sign-in, after which somebody is back at their answer", async () => {
    const { page, context, requests } = await site.visit(ABROAD, PHONE);
    await page.getByRole("heading", { level: 1, name: "Liever geen Zoom" }).waitFor();
    await page.getByRole("link", { name: "Log in om een ontheffing te vragen" }).click();
    await choose(page, "Noor Demo");
    await page.getByRole("button", { name: "Vraag ontheffing" }).waitFor();
    expect(new URL(page.url()).hash).toContain("tool=zoom");
    for (const sent of requests) expect(decodeURIComponent(sent)).not.toContain("managed-workstation");
    await context.close();
  });
});
