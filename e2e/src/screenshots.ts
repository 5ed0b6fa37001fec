/**
 * Makes the pictures of `docs/screens` from a real server: `node e2e/src/screenshots.ts`.
 * Everything on them comes from the rules of the repository.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { answerLink, openSite } from "./site.ts";

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
await site.close();
