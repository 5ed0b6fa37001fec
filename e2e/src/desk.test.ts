import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { answerLink, openSite, type Site, signedIn, type Visit } from "./site.ts";

const DESK = "/beheer/concepten";
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const;

/** For what happens a moment after something was done. */
const SOON = { timeout: 20_000 };

/** A rule of BZK that is whole, so that a test can go on from there. */
const RULE = `# Afspraak uit het overleg van maandag.
sources:
  - id: bzk-afspraken
    title: Werkafspraken BZK
    author: CISO BZK
    date: 2026-01-01
rules:
  - id: bzk/teams-intern
    issuer: bzk
    layer: organisation
    force: defeasible
    bearers: [bzk]
    when: { activity: [meet], information: { to: internal } } # alleen intern
    tools: [microsoft-teams]
    effect: permitted
    words:
      nl: Bij BZK mag je Teams gebruiken voor interne overleggen.
      en: At BZK you may use Teams for internal meetings.
    source: { document: bzk-afspraken, quote: "Teams mag voor interne overleggen." }
`;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Somebody signed in, on a page of the desk. */
const signIn = (name: string, path: string, options: BrowserContextOptions = {}): Promise<Visit> =>
  signedIn(site, name, path, options);

/** Makes a draft as who is signed in, and gives its path. */
async function makeDraft(page: Page, title: string, text: string, owner = "bzk"): Promise<string> {
  const id = await page.evaluate(
    async (body) => {
      const session = await (await fetch("/v1/session")).json();
      const response = await fetch("/v1/drafts", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrfToken },
        body: JSON.stringify(body),
      });
      return (await response.json()).id;
    },
    { owner, title, text },
  );
  return `${DESK}/${id}`;
}

/** Waits until what the newest text does is worked out. */
async function workedOut(page: Page): Promise<void> {
  await page.getByText(/Alle situaties doorgerekend in/).waitFor();
}

async function saved(page: Page): Promise<void> {
  await page.getByText(/^Bewaard om/).waitFor();
}

/** The text in the editor: the lines themselves, whatever the editor draws around them. */
async function textIn(page: Page): Promise<string> {
  return (await page.locator(".cm-content .cm-line").allTextContents()).join("\n");
}

describe("the rule desk", () => {
  it("brings a rule from an idea to an answer: drafted, tried out, reviewed by a second person, published", async () => {
    const sanne = await signIn("Sanne Demo", DESK);
    const page = sanne.page;
    await page.getByRole("button", { name: "Nieuwe regel" }).click();
    await page.getByRole("heading", { level: 1, name: "Nieuwe regel" }).waitFor();
    const path = new URL(page.url()).pathname;

    // A new draft says what is still missing, and cannot be handed in.
    await page.getByText("Middel: Kies minstens één middel.").waitFor();
    expect(
      await page.getByRole("button", { name: "Vraag collega om controle" }).getAttribute("aria-disabled"),
    ).toBe("true");

    await page.getByRole("button", { name: "Naam wijzigen" }).click();
    await page.getByLabel("Naam van het concept").fill("Zoom voor interne overleggen");
    await page.getByRole("button", { name: "Klaar" }).click();
    await page.getByRole("button", { name: "Doen maakt niet uit" }).click();
    await page.getByRole("checkbox", { name: /^Overleggen/ }).check();
    await page.getByRole("button", { name: "Klaar" }).click();
    await page.getByRole("button", { name: /^Informatie/ }).click();
    await page.getByRole("dialog").getByLabel("Tot en met").selectOption("internal");
    await page.getByRole("button", { name: "Klaar" }).click();
    await page.getByRole("button", { name: /^Middel/ }).click();
    await page.getByRole("checkbox", { name: /^Zoom/ }).check();
    await page.getByRole("button", { name: "Klaar" }).click();
    await page
      .getByLabel("Nederlands")
      .first()
      .fill("Bij BZK mag je Zoom gebruiken voor interne overleggen.");
    await page.getByLabel("Engels").first().fill("At BZK you may use Zoom for internal meetings.");
    await page.getByRole("button", { name: "Nieuw document" }).click();
    await page.getByLabel("Titel van het document").fill("Werkafspraken BZK 2026");
    await page.getByLabel("Wie schreef het?").fill("CISO BZK");
    await page.getByRole("button", { name: "Toevoegen" }).click();
    await page.getByLabel("De zin, letterlijk").fill("Zoom mag voor interne overleggen.");

    // What it says and what it does, worked out in the browser.
    await workedOut(page);
    await page
      .getByText(
        "Alle mensen bij BZK mogen Zoom gebruiken om te overleggen, als de informatie intern of minder gevoelig is.",
      )
      .waitFor();
    const impact = page.getByRole("region", { name: "Wat dit verandert" });
    await impact.getByText(/mensen mogen voortaan Zoom gebruiken/).waitFor();
    await impact.getByText("nieuwe botsing").first().waitFor();
    await impact.getByText("Bekijk 1 voorbeeld").first().click();
    expect(
      await impact.getByRole("link", { name: "Zo is het antwoord nu" }).first().getAttribute("href"),
    ).toMatch(/\/antwoord#me=bzk/);
    await page.getByText(/Alle \d+ voorbeelden blijven waar/).waitFor();

    // Its author hands it in, and cannot approve it. An example that stood in the way is taken away meanwhile.
    await saved(page);
    await addAndRemoveScenario(page, "Bij BZK overleg je niet met Zoom.");
    await page.getByRole("button", { name: "Vraag collega om controle" }).click();
    await page.getByText("Je collega’s kunnen het concept nu controleren.").waitFor();
    expect(await page.getByRole("button", { name: "Keur goed" }).count()).toBe(0);

    // A colleague finds it on top, gives the conflict a reason, and approves.
    const ruben = await signIn("Ruben Demo", DESK);
    const turn = ruben.page.getByRole("region", { name: "Jij bent aan zet" });
    await turn.getByText("Jij kunt deze controleren").waitFor();
    await turn.getByRole("link", { name: /Zoom voor interne overleggen/ }).click();
    const changed = ruben.page.getByRole("region", { name: "Voorbeelden die veranderd zijn" });
    await changed.getByText("“Bij BZK overleg je niet met Zoom.”").waitFor();
    await changed.getByText(/^Weggehaald door Sanne Demo, /).waitFor();
    await ruben.page.getByRole("button", { name: "Keur goed" }).click();
    await ruben.page.getByText("Goedgekeurd. Het concept kan worden gepubliceerd.").waitFor();

    // Without a reason for the conflict it cannot be published.
    const check = ruben.page.getByRole("region", { name: "Controle voor publicatie" });
    await check.getByText("Niet elke nieuwe botsing heeft een reden.").waitFor();
    await ruben.page.getByRole("button", { name: "Publiceer" }).click();
    await ruben.page.getByRole("dialog").getByRole("button", { name: "Publiceer" }).click();
    await ruben.page.getByRole("dialog").getByRole("alert").waitFor();
    await ruben.page.getByRole("button", { name: "Sluiten" }).click();
    for (;;) {
      const open = check.getByLabel("Waarom mag deze botsing er zijn?");
      const left = await open.count();
      if (left === 0) break;
      await open.first().fill("Wij namen Zoom af met een eigen beoordeling.");
      await check.getByRole("button", { name: "Leg vast" }).first().click();
      await expect.poll(() => open.count(), SOON).toBeLessThan(left);
    }
    await check.getByText("Alles klopt. Dit concept kan worden gepubliceerd.").waitFor();
    await ruben.page.getByRole("button", { name: "Publiceer" }).click();
    await ruben.page.getByRole("dialog").getByRole("button", { name: "Publiceer" }).click();
    await ruben.page.getByText("Gepubliceerd. De regels gelden nu.").waitFor();

    // Everybody sees it in an answer.
    const visitor = await site.visit(
      answerLink(
        {
          activity: "meet",
          information: "internal",
          personalData: "none",
          host: "own",
          device: "managed-workstation",
          location: "office",
          role: "employee",
        },
        ["bzk"],
      ),
    );
    await visitor.page.locator(".answer__lead").waitFor();
    await visitor.page.getByText("Bij BZK mag je Zoom gebruiken voor interne overleggen.").first().waitFor({
      state: "attached",
    });
    expect([...sanne.errors, ...ruben.errors, ...visitor.errors]).toEqual([]);
    await page.goto(site.url + path);
    await page.getByText("Dit concept is gepubliceerd. De regels gelden.").waitFor();
    for (const { context } of [sanne, ruben, visitor]) await context.close();
  }, 180_000);

  it("keeps a text with a mistake, and shows where it is and what to do", async () => {
    const { page, context, errors } = await signIn("Sanne Demo", DESK);
    const path = await makeDraft(page, "Met een fout", RULE);
    await page.goto(`${site.url}${path}#tab=yaml`);
    await workedOut(page);
    const editor = page.getByRole("textbox", { name: "Tekst van het concept, in YAML" });
    await editor.getByText("microsoft-teams").click();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("s");
    await page.getByText("Regel 14, teken 13.").waitFor();
    await page
      .getByText(/Het middel ‘microsoft-teamss’ bestaat niet\. Bedoel je ‘microsoft-teams’\?/)
      .waitFor();
    await page.locator(".cm-lint-marker-error").first().waitFor();
    await page.getByRole("button", { name: "Ga naar regel 14" }).click();
    expect(await page.evaluate(() => document.activeElement?.classList.contains("cm-content"))).toBe(true);
    await saved(page);
    await page.reload();
    await page.locator(".cm-line").first().waitFor();
    expect(await textIn(page)).toBe(RULE.replace("[microsoft-teams]", "[microsoft-teamss]"));
    expect(errors).toEqual([]);
    await context.close();
  });

  it("changes only its own part of the text when the form is used", async () => {
    const { page, context } = await signIn("Sanne Demo", DESK);
    const path = await makeDraft(page, "Formulier en YAML", RULE);
    await page.goto(site.url + path);
    await page.getByRole("radio", { name: "Aangeraden" }).check();
    await page.getByRole("tab", { name: "YAML" }).click();
    await page.locator(".cm-line").first().waitFor();
    expect(await textIn(page)).toBe(RULE.replace("effect: permitted", "effect: recommended"));
    await context.close();
  });

  it("proposes what may stand at the cursor, and lets go of the keyboard", async () => {
    const { page, context } = await signIn("Sanne Demo", DESK);
    const path = await makeDraft(page, "Voorstellen", "rules:\n  - id: bzk/a\n    effect: ");
    await page.goto(`${site.url}${path}#tab=yaml`);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("prohi");
    await page.getByRole("option", { name: /prohibited/ }).waitFor();
    // The editor takes no key for the list in the first 75 ms, so that nobody accepts what they did not see.
    const seen = await page.evaluate(() => Date.now());
    await page.waitForFunction((since) => Date.now() - since > 75, seen);
    await page.keyboard.press("Enter");
    expect(await textIn(page)).toContain("effect: prohibited");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null)).toBe(true);
    await context.close();
  });

  it("tells the second of two editors, who puts the two together; nothing is overwritten", async () => {
    const sanne = await signIn("Sanne Demo", DESK);
    const path = await makeDraft(sanne.page, "Met zijn tweeën", RULE);
    const ruben = await signIn("Ruben Demo", path);
    await sanne.page.goto(site.url + path);
    await sanne.page.getByRole("radio", { name: "Aangeraden" }).check();
    await sanne.page.getByLabel("Nederlands").first().fill("Bij BZK is Teams het middel.");
    await expect
      .poll(async () => (await draftText(sanne.page, path)).includes("Bij BZK is Teams het middel."), SOON)
      .toBe(true);

    await ruben.page.getByLabel("Nederlands").first().fill("Teams mag bij BZK.");
    await ruben.page.getByLabel("Engels").first().fill("Teams is allowed at BZK.");
    await ruben.page.getByText("Sanne Demo bewaarde een nieuwe versie terwijl jij schreef.").waitFor();
    const take = ruben.page.getByRole("button", { name: "Bewaar de samengevoegde tekst" });
    expect(await take.getAttribute("aria-disabled")).toBe("true");
    await ruben.page.getByRole("radio", { name: /^Jouw tekst/ }).check();
    await take.click();
    await saved(ruben.page);
    await expect
      .poll(() => draftText(ruben.page, path), SOON)
      .toBe(
        RULE.replace("effect: permitted", "effect: recommended")
          .replace("Bij BZK mag je Teams gebruiken voor interne overleggen.", "Teams mag bij BZK.")
          .replace("At BZK you may use Teams for internal meetings.", "Teams is allowed at BZK."),
      );
    await sanne.context.close();
    await ruben.context.close();
  });

  it("loses nothing when the page closes in the middle of a sentence", async () => {
    const { page, context } = await signIn("Sanne Demo", DESK);
    const path = await makeDraft(page, "Afgebroken", RULE);
    await page.goto(site.url + path);
    // The server never hears of it: the page is gone before it could be saved.
    await context.route("**/v1/drafts/**", (route) =>
      route.request().method() === "PUT" ? route.abort() : route.continue(),
    );
    await page.getByLabel("Nederlands").first().fill("Een zin die nog niet af");
    await page.close();

    const again = await context.newPage();
    await context.unroute("**/v1/drafts/**");
    await again.goto(site.url + path);
    await again.getByText(/die nog niet was bewaard. Er is niets verloren./).waitFor();
    await again.getByRole("button", { name: "Ga verder met die tekst" }).click();
    expect(await again.getByLabel("Nederlands").first().inputValue()).toBe("Een zin die nog niet af");
    await expect
      .poll(async () => (await draftText(again, path)).includes("Een zin die nog niet af"), SOON)
      .toBe(true);
    await context.close();
  });

  it("keeps an answer true: an example from a link, red as soon as a draft breaks it", async () => {
    const { page, context, errors } = await signIn("Fatima Demo", "/beheer/scenarios");
    await page.getByRole("button", { name: "Nieuw voorbeeld" }).click();
    const link = answerLink(
      {
        activity: "message",
        information: "internal",
        personalData: "none",
        host: "own",
        device: "managed-mobile",
        location: "office",
        role: "employee",
      },
      ["szw"],
    );
    await page.getByLabel("Link van een antwoord").fill(site.url + link);
    await page.getByRole("button", { name: "Neem over" }).click();
    await page.getByLabel("Wat moet blijven kloppen?").fill("Signal is bij SZW geen vrije keus.");
    const verdict = await page.getByLabel("Signal", { exact: true }).inputValue();
    const others = page.getByRole("button", { name: /(?<!^Signal) weglaten$/ });
    while ((await others.count()) > 0) await others.first().click();
    await page.getByRole("button", { name: "Bewaar voorbeeld" }).click();
    const item = page.getByRole("listitem").filter({ hasText: "Signal is bij SZW geen vrije keus." });
    await item.getByText("klopt", { exact: true }).waitFor();

    const path = await makeDraft(
      page,
      "Signal anders",
      `rules:
  - id: rijk/signal
    issuer: rijk
    layer: law
    force: strict
    bearers: [szw]
    when: { activity: [message] }
    tools: [signal]
    effect: ${verdict === "prohibited" ? "discouraged" : "prohibited"}
    source: { document: rijksportaal-middelen, quote: "gevolgd door Skype voor Bedrijven" }
`,
      "rijk",
    );
    await page.goto(site.url + path);
    await workedOut(page);
    const kept = page.getByRole("region", { name: "Voorbeelden die waar moeten blijven" });
    await kept.getByText("klopt niet meer").waitFor();
    await kept.getByText("Signal is bij SZW geen vrije keus.").waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe("every page of the desk", () => {
  it("is accessible in light and dark, and never scrolls sideways", async () => {
    const sanne = await signIn("Sanne Demo", DESK);
    const draft = await makeDraft(sanne.page, "Om naar te kijken", RULE);
    const broken = await makeDraft(sanne.page, "Met een fout", RULE.replace("[microsoft-teams]", "[teems]"));
    await sanne.context.close();
    for (const [colorScheme, viewport] of [
      ["light", SIZES.desktop],
      ["dark", { width: 320, height: 720 }],
    ] as const) {
      const { page, context, errors } = await signIn("Ruben Demo", DESK, { colorScheme, viewport });
      for (const path of [
        DESK,
        draft,
        `${draft}#tab=yaml`,
        `${draft}#tab=difference`,
        `${draft}#tab=talk`,
        broken,
        `${broken}#tab=yaml`,
        "/beheer/scenarios",
      ]) {
        await page.goto(site.url + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        if (path.startsWith(`${draft}#tab=d`)) await page.getByText("In situaties").waitFor();
        else if (path === broken) await page.getByText("Dit moet nog").waitFor();
        else if (path.startsWith(broken)) await page.getByText("1 fout in de tekst").waitFor();
        else if (path === draft || path.endsWith("yaml")) await workedOut(page);
        const what = colorScheme === "light" ? "everything" : "looks";
        expect(await violations(page, what), `${path} ${colorScheme} ${viewport.width}`).toEqual([]);
        expect(await tooWideBy(page), `${path} ${viewport.width}`).toBeLessThanOrEqual(0);
      }
      expect(errors).toEqual([]);
      await context.close();
    }
  }, 240_000);

  it("goes from view to view with the arrow keys", async () => {
    const { page, context } = await signIn("Sanne Demo", DESK);
    const path = await makeDraft(page, "Met het toetsenbord", RULE);
    await page.goto(site.url + path);
    await page.getByRole("tab", { name: "Formulier" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { name: "YAML" }).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("End");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Overleg");
    await page.getByRole("heading", { level: 2, name: "Geschiedenis" }).waitFor();
    await context.close();
  });

  it("lets nobody in who makes no rules", async () => {
    const { page, context } = await signIn("Noor Demo", DESK);
    await page.getByText("Je rol geeft hier geen toegang toe.").waitFor();
    await context.close();
  });
});

async function draftText(page: Page, path: string): Promise<string> {
  return page.evaluate(
    async (id) => (await (await fetch(`/v1/drafts/${id}`)).json()).text,
    path.slice(DESK.length + 1),
  );
}

/** Makes a scenario of BZK as who is signed in, and removes it at once. */
async function addAndRemoveScenario(page: Page, title: string): Promise<void> {
  const status = await page.evaluate(async (nl) => {
    const { csrfToken } = await (await fetch("/v1/session")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrfToken };
    const attributes = {
      activity: "meet",
      information: "internal",
      personalData: "none",
      host: "own",
      device: "managed-workstation",
      location: "office",
      role: "employee",
    };
    const situation = { date: null, attributes, participants: ["bzk"] };
    const body = JSON.stringify({ owner: "bzk", title: { nl }, situation, expect: { zoom: "prohibited" } });
    const { id } = await (await fetch("/v1/scenarios", { method: "POST", headers, body })).json();
    return (await fetch(`/v1/scenarios/${id}`, { method: "DELETE", headers: { "X-CSRF-Token": csrfToken } }))
      .status;
  }, title);
  expect(status).toBe(204);
}
