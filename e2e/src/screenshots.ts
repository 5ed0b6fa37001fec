/**
 * Makes the pictures of `docs/screens` from a real server: `npx node e2e/src/screenshots.ts`.
 * Everything on them comes from the rules of the repository.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { roomScreens } from "./room-screens.ts";
import { answerLink, openSite, signedIn } from "./site.ts";

const FOLDER = fileURLToPath(new URL("../../docs/screens", import.meta.url));

const OFFICE = {
  personalData: "none",
  host: "own",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};
const DAY = "2020-12-01";

const SCREENS: readonly (readonly [name: string, path: string])[] = [
  ["home", "/"],
  ["answer", answerLink({ activity: "meet", information: "confidential", ...OFFICE }, ["bzk", "szw"], DAY)],
  [
    "answer-nothing",
    answerLink({ activity: "meet", information: "confidential", ...OFFICE }, ["ind", "bzk"], DAY),
  ],
  ["answer-contested", answerLink({ activity: "message", information: "internal", ...OFFICE }, ["bzk"], DAY)],
  ["step", "/antwoord#me=bzk&with=&activity=share&role=employee"],
  ["compare", "/vergelijk"],
  ["tool", "/middelen/whatsapp"],
];

/** A draft that gives BZK a tool and contradicts others. */
const DRAFT = `sources:
  - { id: bzk-afspraken, title: Werkafspraken BZK, author: CISO BZK, date: 2026-11-01 }
rules:
  - id: bzk/zoom-international
    issuer: bzk
    layer: organisation
    force: defeasible
    bearers: [bzk]
    when: { activity: [meet], information: { to: internal }, audience: [international], host: [other] }
    tools: [zoom]
    effect: permitted
    words:
      nl: Als een internationale organisatie met Zoom uitnodigt, mag dat bij BZK voor gewoon werk.
      en: When an international organisation invites by Zoom, BZK allows it for ordinary work.
    source: { document: bzk-afspraken, quote: "Op uitnodiging mag Zoom voor gewoon werk." }
`;

/** Pages for who is signed in: as whom, and where; a draft is made first. */
const FOR_OFFICERS: readonly (readonly [
  name: string,
  person: string,
  path: (draft: string) => string,
  ready: (page: Page) => Promise<unknown>,
])[] = [
  [
    "draft",
    "Sanne Demo",
    (draft) => `/beheer/concepten/${draft}`,
    (page) => page.getByText(/Alle situaties doorgerekend in/).waitFor(),
  ],
  [
    "drafts",
    "Sanne Demo",
    () => "/beheer/concepten",
    (page) => page.getByRole("link", { name: /Zoom op uitnodiging/ }).waitFor(),
  ],
  [
    "findings",
    "Fatima Demo",
    () => "/beheer/knelpunten",
    (page) =>
      page
        .getByText(/andere organisaties/)
        .first()
        .waitFor(),
  ],
  ["overview", "Fatima Demo", () => "/beheer/overzicht", (page) => page.locator("table").first().waitFor()],
  ["log", "Daan Demo", () => "/beheer/logboek", (page) => page.locator(".audit-entry").first().waitFor()],
];

/** Makes the draft, as who is signed in; gives its id. */
async function makeDraft(page: Page): Promise<string> {
  return page.evaluate(async (text) => {
    const { csrfToken } = await (await fetch("/v1/session")).json();
    const response = await fetch("/v1/drafts", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
      body: JSON.stringify({ owner: "bzk", title: "Zoom op uitnodiging", text }),
    });
    return (await response.json()).id;
  }, DRAFT);
}

const SIZES = [
  ["phone", { width: 390, height: 844 }],
  ["desktop", { width: 1280, height: 900 }],
] as const;

const site = await openSite();
await mkdir(FOLDER, { recursive: true });
for (const [name, path] of SCREENS)
  for (const [size, viewport] of SIZES) {
    const { page, context } = await site.visit(path, { viewport, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: `${FOLDER}/${name}-${size}.png` });
    await context.close();
  }
const author = await signedIn(site, "Sanne Demo", "/beheer");
const draft = await makeDraft(author.page);
await author.context.close();
for (const [name, person, path, ready] of FOR_OFFICERS)
  for (const [size, viewport] of SIZES) {
    const { page, context } = await signedIn(site, person, path(draft), { viewport });
    await ready(page);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: `${FOLDER}/${name}-${size}.png` });
    await context.close();
  }
await roomScreens(site, FOLDER, SIZES);
await site.close();
