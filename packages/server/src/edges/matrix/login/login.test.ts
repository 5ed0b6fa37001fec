import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Clock } from "../../../platform/clock.ts";
import { asApp, connectApp, loginTokenOf, onwardOf } from "../../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../../testing/test-server.ts";

let server: TestServer;
let ahead = 0;
const clock: Clock = { now: () => new Date(Date.now() + ahead) };

beforeAll(async () => {
  server = await startTestServer({}, { clock });
});
afterAll(() => server.end());

const APP = "http://localhost:9/back";
const signIn = (token: string, more: object = {}) =>
  asApp(server.url, null)("POST", "/client/v3/login", { type: "m.login.token", token, ...more });

describe("signing in with an application", () => {
  test("goes through the organisation's own sign-in and a page that asks where somebody works", async () => {
    const browser = server.visitor();
    const start = await browser.get(
      `/_matrix/client/v3/login/sso/redirect/oidc?${new URLSearchParams({ redirectUrl: APP })}`,
    );
    expect(start.status).toBe(302);
    const arrival = new URL(start.headers.get("location") ?? "");
    expect(arrival.origin + arrival.pathname).toBe(`${server.url}/sign-in/app`);
    const look = onwardOf(await browser.get(arrival.pathname + arrival.search));
    const toSignIn = new URL((await browser.get(look)).headers.get("location") ?? "", server.url);
    expect(toSignIn.pathname).toBe("/sign-in");
    const page = await browser.get(
      await browser.signIn("demo-noor", toSignIn.searchParams.get("returnTo") ?? ""),
    );
    const html = await page.text();
    expect(html).toContain("<h1>Verbind een app met Akkoord</h1>");
    expect(html).toContain("localhost:9");
    expect(html).toContain("Noor Demo");
    for (const value of ["managed-mobile", "private-device", "office", "abroad"])
      expect(html).toContain(`value="${value}"`);
    expect(html).not.toContain("<script");
    expect(page.headers.get("content-security-policy")).toContain("form-action 'self' http://localhost:9");
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  test("does not ask who is signed in already to sign in again", async () => {
    const browser = await server.signedIn("demo-noor");
    const page = await browser.get(`/sign-in/app?${new URLSearchParams({ redirectUrl: APP })}`);
    const html = await page.text();
    expect(html).toContain("Noor Demo");
    expect(html).toContain("Dat ben ik niet");
    expect(html.match(/ checked/g)).toBeNull();
  });

  test("keeps where they work with the application, for the rules", async () => {
    const app = await connectApp(server, "demo-noor", { device: "private-device", location: "home" });
    const label = {
      type: "nl.akkoord.label",
      state_key: "",
      content: { information: "confidential", personalData: "none" },
    };
    const refused = await app.ask("POST", "/client/v3/createRoom", { name: "Plan", initial_state: [label] });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      errcode: "M_FORBIDDEN",
      "nl.akkoord.refusal": { code: "rules-refuse", rules: [{ id: expect.any(String) }] },
    });
  });

  test("comes back with a token that is good once", async () => {
    const token = await loginTokenOf(server, server.visitor(), "demo-noor");
    const both = await Promise.all([signIn(token), signIn(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    expect((await signIn(token)).body.errcode).toBe("M_FORBIDDEN");
  });

  test("comes back with a token that is good for two minutes", async () => {
    const token = await loginTokenOf(server, server.visitor(), "demo-noor");
    ahead += 121_000;
    expect((await signIn(token)).status).toBe(403);
  });

  test("lasts as long as the operator has set, and says so", async () => {
    const token = await loginTokenOf(server, server.visitor(), "demo-noor");
    const { body } = await signIn(token);
    expect(body.expires_in_ms).toBe(168 * 3_600_000);
    const ask = asApp(server.url, body.access_token);
    ahead += 167 * 3_600_000;
    expect((await ask("GET", "/client/v3/account/whoami")).status).toBe(200);
    ahead += 3_600_001;
    expect((await ask("GET", "/client/v3/account/whoami")).body.errcode).toBe("M_UNKNOWN_TOKEN");
  });

  test("gives the same application one token: an older one of it ends", async () => {
    const first = await connectApp(server, "demo-noor", { deviceId: "MIJNAPP" });
    const second = await connectApp(server, "demo-noor", { deviceId: "MIJNAPP" });
    expect((await first.ask("GET", "/client/v3/account/whoami")).status).toBe(401);
    expect((await second.ask("GET", "/client/v3/account/whoami")).body.device_id).toBe("MIJNAPP");
  });

  test("keeps only hashes of tokens, in the database and nowhere in the log", async () => {
    const token = await loginTokenOf(server, server.visitor(), "demo-noor");
    const { body } = await signIn(token);
    expect(server.logged()).not.toContain(token);
    expect(server.logged()).not.toContain(body.access_token);
  });

  test("is not possible with a password, or a kind of sign-in that is not there", async () => {
    const ask = asApp(server.url, null);
    const password = await ask("POST", "/client/v3/login", {
      type: "m.login.password",
      identifier: { type: "m.id.user", user: "noor" },
      password: "geheim",
    });
    expect([password.status, password.body.errcode]).toEqual([400, "M_UNKNOWN"]);
    expect((await ask("POST", "/client/v3/login", { type: "m.login.token" })).body.errcode).toBe(
      "M_MISSING_PARAM",
    );
    expect((await ask("POST", "/client/v3/login", {})).body.errcode).toBe("M_BAD_JSON");
    const elsewhere = await ask(
      "GET",
      `/client/v3/login/sso/redirect/other?redirectUrl=${encodeURIComponent(APP)}`,
    );
    expect([elsewhere.status, elsewhere.body.errcode]).toEqual([404, "M_NOT_FOUND"]);
    const nowhere = await ask("GET", "/client/v3/login/sso/redirect");
    expect([nowhere.status, nowhere.body.errcode]).toEqual([400, "M_MISSING_PARAM"]);
  });
});

describe("nobody is sent to an application", () => {
  test("at an address that is not allowed: a page says so, before and after signing in", async () => {
    const browser = server.visitor();
    for (const redirectUrl of ["http://evil.example/", "javascript:alert(1)", "unknown://x"]) {
      const start = await browser.get(
        `/_matrix/client/v3/login/sso/redirect?${new URLSearchParams({ redirectUrl })}`,
      );
      const page = await browser.get(start.headers.get("location") ?? "");
      expect(page.status).toBe(400);
      expect(await page.text()).toContain("Deze app kan hier niet inloggen");
    }
  });

  test("without having agreed, or because another site posted the form", async () => {
    const browser = await server.signedIn("demo-noor");
    const post = (fields: Record<string, string>) =>
      browser.request("/sign-in/app", {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ redirectUrl: APP, device: "", location: "", ...fields }).toString(),
      });
    const forged = await post({ agree: "yes" });
    expect(forged.status).toBe(403);
    expect(forged.headers.get("location")).toBeNull();
    const stopped = await post({ agree: "no", csrfToken: browser.csrfToken ?? "" });
    expect(stopped.headers.get("location")).toBe("/");
    const elsewhere = await post({
      agree: "yes",
      csrfToken: browser.csrfToken ?? "",
      redirectUrl: "https://evil.example@localhost/",
    });
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.headers.get("location")).toBeNull();
  });

  test("who does not sign in: no page goes round and round", async () => {
    const visitor = server.visitor();
    const first = await visitor.get(`/sign-in/app?${new URLSearchParams({ redirectUrl: APP })}`);
    const second = await visitor.get(onwardOf(first));
    const { searchParams } = new URL(second.headers.get("location") ?? "", server.url);
    const third = await visitor.get(searchParams.get("returnTo") ?? "");
    const fourth = await visitor.get(onwardOf(third));
    expect([first.status, second.status, third.status, fourth.status]).toEqual([200, 302, 200, 401]);
    expect(fourth.headers.get("refresh")).toBeNull();
    expect(await fourth.text()).toContain("/sign-in?returnTo=");
  });

  test("with words in its address that become part of the page", async () => {
    const browser = await server.signedIn("demo-noor");
    const redirectUrl = `https://app.example/"><img/src=x>?a='b'&c=<script>`;
    const page = await browser.get(`/sign-in/app?${new URLSearchParams({ redirectUrl })}`);
    const html = await page.text();
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script>");
  });
});
