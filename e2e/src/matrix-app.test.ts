import { createServer, type Server } from "node:http";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tooWideBy, violations } from "./accessible.ts";
import { openSite, type Site, signedIn } from "./site.ts";

/** A web application of somebody else, on a site of its own: it signs in, and asks for what is new. */
const APP = `<!doctype html><html lang="nl"><title>App van een ander</title><h1>App</h1>
<a id="in" href="">Log in met Akkoord</a><p id="who"></p><p id="rooms"></p>
<script>
  const { searchParams, origin } = new URL(location.href);
  const home = searchParams.get("home") ?? localStorage.home;
  localStorage.home = home;
  document.getElementById("in").href =
    home + "/_matrix/client/v3/login/sso/redirect?redirectUrl=" + encodeURIComponent(origin + "/");
  const show = (id, text) => { document.getElementById(id).textContent = text; };
  async function signIn(token) {
    const login = await fetch(home + "/_matrix/client/v3/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ type: "m.login.token", token }),
    });
    const { user_id, access_token } = await login.json();
    show("who", user_id);
    const sync = await fetch(home + "/_matrix/client/v3/sync", {
      headers: { Authorization: "Bearer " + access_token },
    });
    show("rooms", "ruimtes: " + Object.keys((await sync.json()).rooms.join).length);
  }
  const token = searchParams.get("loginToken");
  if (token !== null) signIn(token).catch((error) => show("who", String(error)));
</script></html>`;

let site: Site;
let app: Server;
let appUrl: string;

beforeAll(async () => {
  site = await openSite();
  app = createServer((_request, answer) => {
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(APP);
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  // Another name than that of Akkoord, so that for a browser it is another site.
  const address = app.address();
  appUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(async () => {
  await site.close();
  await new Promise((resolve) => app.close(resolve));
});

async function fromApp(page: Page): Promise<void> {
  await page.goto(`${appUrl}/?home=${encodeURIComponent(site.url)}`);
  await page.getByRole("link", { name: "Log in met Akkoord" }).click();
}

async function connect(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Verbind een app met Akkoord" }).waitFor();
  await page.getByRole("group", { name: "Op welk apparaat" }).getByRole("radio").first().check();
  await page.getByRole("group", { name: "Waar gebruik je" }).getByRole("radio").first().check();
  await page.getByRole("button", { name: "Verbind de app" }).click();
}

describe("a web application of somebody else", () => {
  test("gets in for who is signed in already, after they saw which application it is", async () => {
    const { page, errors } = await signedIn(site, "Noor Demo", "/over");
    await fromApp(page);
    await page.getByRole("heading", { name: "Verbind een app met Akkoord" }).waitFor();
    expect(await page.getByText(new URL(appUrl).host, { exact: true }).count()).toBe(1);
    expect(await page.getByText("Noor Demo").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await tooWideBy(page)).toBeLessThanOrEqual(0);
    await connect(page);
    await page.waitForURL((url) => url.origin === appUrl);
    await page.getByText(/^@u-/).waitFor();
    await page.getByText("ruimtes: 0").waitFor();
    expect(errors).toEqual([]);
  });

  test("gets in for who signs in on the way", async () => {
    const { page, errors } = await site.visit("/over");
    await fromApp(page);
    await page.getByRole("button", { name: "Bram Demo" }).click();
    await page.getByRole("heading", { name: "Verbind een app met Akkoord" }).waitFor();
    expect(await page.getByText("Bram Demo").count()).toBe(1);
    await connect(page);
    await page.getByText(/^@u-/).waitFor();
    expect(errors).toEqual([]);
  });

  test("gets nothing when somebody does not say where they work, or stops", async () => {
    const { page } = await signedIn(site, "Noor Demo", "/over");
    await fromApp(page);
    await page.getByRole("button", { name: "Verbind de app" }).click();
    // The browser asks for the choice that is missing.
    expect(new URL(page.url()).pathname).toBe("/sign-in/app");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.waitForURL((url) => url.origin === site.url && url.pathname === "/");
  });
});
