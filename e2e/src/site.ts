import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningServer, type ServerOptions, startServer } from "@akkoord/server";
import { bringReadyCluster } from "@akkoord/server/testing";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
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
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

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
  const [server, browser] = await Promise.all([
    startServer({
      environment: {
        PORT: "0",
        DATA_DIR: folder,
        POLICIES_DIR: POLICIES,
        LOG_LEVEL: "silent",
        RATE_LIMIT: "0",
        ...settings,
      },
      durable: false,
      ...options,
    }),
    launchBrowser(),
  ]);
  return {
    url: server.url,
    server,
    folder,
    browser,
    visit: async (path, options = {}) => {
      // Without motion nothing is seen half faded in.
      const context = await browser.newContext({ locale: "nl-NL", reducedMotion: "reduce", ...options });
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
      await page.goto(new URL(path, server.url).href);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return { page, context, errors, requests };
    },
    close: async () => {
      await browser.close();
      await server.close();
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

/**
 * Somebody who signed in as one of the demo people, at a page.
 *
 * @param name as the sign-in page shows it, such as `Sanne Demo`
 */
export async function signedIn(
  site: Site,
  name: string,
  path: string,
  options: BrowserContextOptions & { readonly now?: Date } = {},
): Promise<Visit> {
  const { now, ...context } = options;
  const visit = await site.visit("/over", {
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...context,
  });
  // The clock of the browser may have to follow the server's.
  if (now !== undefined) await visit.context.clock.setFixedTime(now);
  await visit.page.goto(`${site.url}/sign-in?returnTo=${encodeURIComponent("/over")}`);
  await visit.page.getByRole("button", { name }).click();
  await visit.page.waitForURL((url) => url.pathname === "/over");
  await visit.page.goto(new URL(path, site.url).href);
  await visit.page.getByRole("heading", { level: 1 }).waitFor();
  return visit;
}
