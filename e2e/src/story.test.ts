import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerLink, openSite, type Site, signedIn, type Visit } from "./site.ts";

const BIN = fileURLToPath(new URL("../../packages/cli/bin/akkoord.mjs", import.meta.url));
const DAY_MS = 24 * 3_600_000;

/** For what happens a moment after something was done. */
const SOON = { timeout: 30_000 };

/** What the security officer of BZK writes. */
const DRAFT = `sources:
  - id: bzk-2027
    title: Werkafspraken BZK 2027
    author: CISO BZK
    date: 2026-11-01
rules:
  - id: bzk/signal-for-messages
    issuer: bzk
    layer: organisation
    force: defeasible
    bearers: [bzk]
    when: { activity: [message], information: { to: internal } }
    tools: [signal]
    effect: recommended
    words:
      nl: Bij BZK sturen we berichten met Signal.
      en: At BZK we send messages with Signal.
    source: { document: bzk-2027, quote: "Wij sturen berichten met Signal." }
`;

const SITUATION = {
  activity: "message",
  information: "internal",
  personalData: "none",
  host: "own",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};

let now = new Date();
let site: Site;
beforeAll(async () => {
  // People stay signed in while the days go by.
  site = await openSite({ SESSION_HOURS: "72" }, { clock: { now: () => now } });
});
afterAll(() => site.close());

/** A day as the date field of the browser takes it. */
function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(moment);
}

async function giveReasons(page: Page): Promise<void> {
  const check = page.getByRole("region", { name: "Controle voor publicatie" });
  await check.getByText(/Alles klopt|Niet elke nieuwe botsing heeft een reden/).waitFor(SOON);
  const open = check.getByLabel("Waarom mag deze botsing er zijn?");
  for (let left = await open.count(); left > 0; left = await open.count()) {
    await open.first().fill("BZK heeft Signal zelf beoordeeld.");
    await check.getByRole("button", { name: "Leg vast" }).first().click();
    await expect.poll(() => open.count(), SOON).toBeLessThan(left);
  }
  await check.getByText("Alles klopt. Dit concept kan worden gepubliceerd.").waitFor(SOON);
}

describe("a rule, from an idea to the audit trail", () => {
  it("is drafted, reviewed, planned, published, seen in an answer and a notice, waived, and accounted for", async () => {
    const visits: Visit[] = [];
    const asPerson = async (name: string, path: string): Promise<Page> => {
      const visit = await signedIn(site, name, path, { now });
      visits.push(visit);
      return visit.page;
    };

    // The security officer of BZK writes a rule and hands it in.
    const sanne = await asPerson("Sanne Demo", "/beheer/concepten");
    await sanne.getByRole("button", { name: "Nieuwe regel" }).click();
    await sanne.getByRole("tab", { name: "YAML" }).click();
    await sanne.locator(".cm-content").focus();
    await sanne.keyboard.press("Control+A");
    await sanne.keyboard.insertText(DRAFT);
    await sanne.getByText(/Alle situaties doorgerekend in/).waitFor(SOON);
    await sanne
      .getByRole("region", { name: "Wat dit verandert" })
      .getByText(/Signal/)
      .first()
      .waitFor(SOON);
    await sanne.getByText(/^Bewaard om/).waitFor(SOON);
    await sanne.getByRole("button", { name: "Vraag collega om controle" }).click();
    await sanne.getByText("Je collega’s kunnen het concept nu controleren.").waitFor(SOON);
    const draft = new URL(sanne.url()).pathname;

    // A colleague who did not write it approves, explains what it contradicts, and plans it for tomorrow.
    const ruben = await asPerson("Ruben Demo", draft);
    await ruben.getByRole("button", { name: "Keur goed" }).click();
    await ruben.getByText("Goedgekeurd. Het concept kan worden gepubliceerd.").waitFor(SOON);
    await giveReasons(ruben);
    const tomorrow = new Date(now.getTime() + DAY_MS);
    await ruben.getByRole("button", { name: "Publiceer" }).click();
    const when = ruben.getByRole("dialog");
    await when.getByRole("radio", { name: "Op een dag" }).check();
    await when.getByLabel("Dag", { exact: true }).fill(dayOf(tomorrow));
    await when.getByRole("button", { name: "Publiceer" }).click();
    await ruben.getByText(/^Gepland\. De regels gaan in op/).waitFor(SOON);

    // Today nothing is different.
    const link = answerLink(SITUATION, ["bzk"]);
    const before = await asPerson("Noor Demo", link);
    await before.locator(".answer__lead").waitFor(SOON);
    expect(await before.getByText("Bij BZK sturen we berichten met Signal.").count()).toBe(0);

    // The day comes, and the rule is published by itself.
    now = tomorrow;
    await site.server.runDueJobs();
    const noor = await asPerson("Noor Demo", `${link}&tool=signal`);
    await noor
      .getByText("Bij BZK sturen we berichten met Signal.")
      .first()
      .waitFor({ state: "attached", ...SOON });

    // Everyone at BZK can read what changed.
    await expect
      .poll(
        async () => {
          await noor.goto(`${site.url}/wijzigingen#organisation=bzk`);
          await noor.reload();
          await noor.getByRole("heading", { level: 2, name: "Wat verandert er voor mij?" }).waitFor();
          return noor.getByRole("heading", { level: 3, name: /^Vanaf .* voor BZK$/ }).count();
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBe(1);
    await noor
      .getByRole("listitem")
      .filter({ hasText: /Signal/ })
      .first()
      .waitFor(SOON);

    // Somebody meets a rule that does not work for them, asks a waiver, and gets it from who owns the rule.
    const zoom = `${answerLink({ ...SITUATION, activity: "meet", host: "other" }, ["bzk", "international"])}&tool=zoom`;
    await noor.goto(site.url + zoom);
    await noor.getByRole("heading", { level: 1, name: "Liever geen Zoom" }).waitFor(SOON);
    await noor.getByRole("button", { name: "Vraag ontheffing" }).click();
    const request = noor.getByRole("dialog");
    await request
      .getByRole("textbox", { name: /Waarom heb je dit nodig/ })
      .fill("De ander heeft alleen Zoom.");
    await request.getByRole("button", { name: "Verstuur aanvraag" }).click();
    await request.getByText("Je aanvraag is verstuurd").waitFor(SOON);
    const fatima = await asPerson("Fatima Demo", "/beheer/ontheffingen");
    await fatima
      .getByRole("article", { name: "Zoom bij BZK" })
      .getByRole("button", { name: "Akkoord" })
      .click();
    await fatima.getByRole("dialog").getByRole("textbox", { name: "Waarom?" }).fill("Voor dit overleg.");
    await fatima.getByRole("dialog").getByRole("button", { name: "Akkoord" }).click();
    await fatima.getByText("Je akkoord is vastgelegd.").waitFor(SOON);
    await noor.goto(`${site.url}/over`);
    await noor.goto(site.url + zoom);
    await noor.getByRole("heading", { level: 1, name: "Ja, gebruik Zoom" }).waitFor(SOON);
    await noor
      .locator(".answer__lead")
      .getByText(/Ontheffing tot en met/)
      .waitFor(SOON);

    // The auditor sees all of it, checks that nothing was changed, and checks again at home.
    const daan = await asPerson("Daan Demo", "/beheer/logboek");
    await daan.getByRole("button", { name: "Alles nu controleren" }).click();
    await daan
      .getByRole("status")
      .getByText(/Alle \d+ logregels klopten/)
      .waitFor(SOON);
    const [trail] = await Promise.all([
      daan.waitForEvent("download"),
      daan.getByRole("link", { name: "Logboek downloaden" }).click(),
    ]);
    const file = join(site.folder, "trail.ndjson");
    await trail.saveAs(file);
    const { stdout } = await promisify(execFile)(process.execPath, [BIN, "verify", file]);
    expect(stdout).toContain("Het logboek klopt");
    const actions = await actionsIn(file);
    for (const action of [
      "drafts.begin",
      "drafts.submit",
      "drafts.approve",
      "drafts.publish-planned",
      "notices.make",
      "waivers.request",
      "waivers.agree",
      "audit.verify",
    ])
      expect(actions, action).toContain(action);

    for (const { errors, context } of visits) {
      expect(errors).toEqual([]);
      await context.close();
    }
  }, 240_000);
});

/** The actions that stand in an export. */
async function actionsIn(file: string): Promise<ReadonlySet<string>> {
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  return new Set(
    lines.flatMap((line) => {
      const parsed: unknown = JSON.parse(line);
      const entry = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "entry") : null;
      const action = typeof entry === "object" && entry !== null ? Reflect.get(entry, "action") : null;
      return typeof action === "string" ? [action] : [];
    }),
  );
}
