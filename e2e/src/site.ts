import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningServer, type ServerOptions, startServer } from "@akkoord/server";
import { bringReadyCluster } from "@akkoord/server/testing";
import type { Browser, BrowserContext, BrowserContextOptions, Cookie, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";

/** The policies of the repository. */
export const POLICIES = fileURLToPath(new URL("../../policies", import.meta.url));

/** A server of its own with a browser of its own, so that tests share nothing. */
export interface Site {
  readonly url: string;
  readonly server: RunningServer;
  /** Gone when the site closes. */
  readonly folder: string;
  readonly browser: Browser;
  /** A page in a fresh context. Errors on the page fail the test that asks for {@link Visit.errors}. */
  visit(path: string, options?: VisitOptions): Promise<Visit>;
  /** Stops the server; pages that are open find nobody there. */
  stop(): Promise<void>;
  /** Starts it again after {@link Site.stop}, with the same data and at the same address. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

/** How somebody visits. */
export type VisitOptions = BrowserContextOptions & {
  /** What the browser brings along. */
  readonly cookies?: readonly Cookie[];
  /** What time the browser thinks it is. */
  readonly now?: Date;
};

/** One visitor. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong on the page: exceptions and refused scripts. */
  readonly errors: readonly string[];
  /** Every request the page made: method, address and body. */
  readonly requests: readonly string[];
}

/** Starts a real server on a free port and the browser that comes from npm. */
export async function openSite(
  settings: Readonly<Record<string, string>> = {},
  options: Pick<ServerOptions, "clock"> = {},
): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "akkoord-e2e-"));
  await bringReadyCluster(folder);
  const start = (port: string) =>
    startServer({
      environment: {
        PORT: port,
        DATA_DIR: folder,
        POLICIES_DIR: POLICIES,
        LOG_LEVEL: "silent",
        RATE_LIMIT: "0",
        ...settings,
      },
      durable: false,
      ...options,
    });
  const [first, browser] = await Promise.all([start("0"), launchBrowser()]);
  let server: RunningServer | null = first;
  return {
    url: first.url,
    server: first,
    folder,
    browser,
    visit: async (path, { cookies = [], now, ...options } = {}) => {
      // Without motion nothing is seen half faded in.
      const context = await browser.newContext({ locale: "nl-NL", reducedMotion: "reduce", ...options });
      // Machines that test much at once are slow.
      context.setDefaultTimeout(60_000);
      await context.addCookies(cookies);
      if (now !== undefined) await context.clock.setFixedTime(now);
      const page = await context.newPage();
      const errors: string[] = [];
      const requests: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && message.text().includes("Content Security Policy"))
          errors.push(message.text());
      });
      context.on("request", (request) =>
        requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`),
      );
      await page.goto(new URL(path, first.url).href);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return { page, context, errors, requests };
    },
    stop: async () => {
      await server?.close();
      server = null;
    },
    startAgain: async () => {
      server = await start(new URL(first.url).port);
    },
    close: async () => {
      await browser.close();
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The link to an answer: the situation stands after the `#`. */
export function answerLink(
  attributes: Readonly<Record<string, string>>,
  participants: readonly string[],
  date: string | null = null,
): string {
  const [asker, ...others] = participants;
  const parts = [
    `me=${asker}`,
    `with=${others.join(",")}`,
    ...Object.entries(attributes).map(([id, value]) => `${id}=${value}`),
  ];
  return `/antwoord#${[...parts, ...(date === null ? [] : [`date=${date}`])].join("&")}`;
}

/** The cookies of who signed in at a site before, by name. */
const signedInBefore = new WeakMap<Site, Map<string, readonly Cookie[]>>();

/**
 * Somebody who signed in as one of the demo people, at a page. Goes through the sign-in the first time, and again when
 * that session has ended.
 *
 * @param name as the sign-in page shows it, such as `Sanne Demo`
 * @param options `now` when the clock of the browser has to follow the server's
 */
export async function signedIn(
  site: Site,
  name: string,
  path: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const known = signedInBefore.get(site) ?? new Map<string, readonly Cookie[]>();
  signedInBefore.set(site, known);
  const cookies = known.get(name) ?? [];
  const all = { viewport: { width: 1280, height: 900 }, ...options };
  if (cookies.length > 0 && (await isSignedIn(site, cookies))) return site.visit(path, { ...all, cookies });
  const visit = await site.visit("/over", all);
  await visit.page.goto(`${site.url}/sign-in?returnTo=${encodeURIComponent("/over")}`);
  await visit.page.getByRole("button", { name }).click();
  await visit.page.waitForURL((url) => url.pathname === "/over");
  known.set(name, await visit.context.cookies());
  await visit.page.goto(new URL(path, site.url).href);
  await visit.page.getByRole("heading", { level: 1 }).waitFor();
  return visit;
}

async function isSignedIn(site: Site, cookies: readonly Cookie[]): Promise<boolean> {
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(new URL("/v1/session", site.url), { headers: { Cookie } });
  return JSON.stringify(await answer.json()).includes('"signedIn":true');
}
