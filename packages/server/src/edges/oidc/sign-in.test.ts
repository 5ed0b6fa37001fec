import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Browser } from "../../testing/browser.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { ownPath } from "./sign-in.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

describe("signing in", () => {
  test("goes through the provider and comes back where it began, known by name, organisation and roles", async () => {
    const browser = server.visitor();
    expect(await browser.signIn("demo-sanne", "/vraag?activiteit=meet")).toBe("/vraag?activiteit=meet");
    const session = await (await browser.get("/v1/session")).json();
    expect(session).toMatchObject({
      signedIn: true,
      demo: true,
      person: { name: "Sanne Demo", organisation: "bzk", roles: ["civil-servant", "security-officer"] },
    });
  });

  test("asks the provider with PKCE, state and nonce", async () => {
    const answer = await server.visitor().get("/sign-in");
    const query = new URL(answer.headers.get("location") ?? "").searchParams;
    expect(query.get("code_challenge_method")).toBe("S256");
    expect(query.get("response_type")).toBe("code");
    for (const name of ["code_challenge", "state", "nonce"])
      expect(query.get(name)?.length).toBeGreaterThan(20);
  });

  test("offers the demo people on a page that works without script", async () => {
    const browser = server.visitor();
    const first = await browser.get("/sign-in");
    const second = await browser.get(first.headers.get("location") ?? "");
    const page = await browser.get(new URL(second.headers.get("location") ?? "", server.url).pathname);
    const html = await page.text();
    expect(html).toContain('lang="nl"');
    expect(html).toContain("Kies wie je bent");
    expect(html).not.toContain("<script");
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("keeps only a hash of the token, in a cookie that scripts and other sites cannot use", async () => {
    const browser = await server.signedIn("demo-noor");
    expect(browser.cookies).toMatch(/akkoord-session=[\w-]{43}$/);
    const token = /akkoord-session=([\w-]+)/.exec(browser.cookies)?.[1] ?? "";
    const kept = JSON.stringify(await sessionsOf(server));
    expect(kept).not.toContain(token);
    expect(kept).toContain(createHash("sha256").update(token).digest("hex"));
    const answer = await signInAnswer();
    expect(answer).toMatch(/HttpOnly/);
    expect(answer).toMatch(/SameSite=Strict/);
  });

  test("is refused for an answer of the provider that we did not ask for", async () => {
    const answer = await server.visitor().get("/sign-in/callback?code=stolen&state=forged");
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Inloggen is niet gelukt");
  });

  test("is refused when the state is another than this browser began with", async () => {
    const victim = server.visitor();
    await victim.get("/sign-in");
    const answer = await victim.get("/sign-in/callback?code=stolen&state=forged");
    expect(answer.status).toBe(400);
    expect((await (await victim.get("/v1/session")).json()).signedIn).toBe(false);
  });

  test("leaves an entry in the audit trail, also when it fails", async () => {
    await server.visitor().get("/sign-in/callback?code=stolen&state=forged");
    const auditor = await server.signedIn("demo-daan");
    const { auditEntries } = await (await auditor.get("/v1/audit-entries?limit=200")).json();
    const actions = auditEntries.map(({ action }: { action: string }) => action);
    expect(actions).toContain("sessions.start");
    expect(actions).toContain("sessions.note-failed-sign-in");
  });

  test("from another name of this machine first goes to the address that cookies belong to", async () => {
    const elsewhere = new Browser(server.url.replace("localhost", "127.0.0.1"));
    const answer = await elsewhere.get("/sign-in?returnTo=/x");
    expect(answer.headers.get("location")).toBe(`${server.url}/sign-in?returnTo=/x`);
  });
});

describe("a session", () => {
  test("needs the CSRF token for a change", async () => {
    const browser = await server.signedIn("demo-ilse");
    const body = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
    const without = await browser.request("/v1/rule-sets/_reload", body);
    expect(without.status).toBe(403);
    expect((await without.json()).code).toBe("csrf-token-missing");
    const wrong = await browser.post("/v1/rule-sets/_reload", {}, { "X-CSRF-Token": "0".repeat(43) });
    expect(wrong.status).toBe(403);
    expect((await browser.post("/v1/rule-sets/_reload", {})).status).toBe(200);
  });

  test("ends at sign-out, on the server too", async () => {
    const browser = await server.signedIn("demo-noor");
    const cookies = browser.cookies;
    expect((await browser.post("/sign-out")).status).toBe(204);
    const replayed = await fetch(`${server.url}/v1/session`, { headers: { Cookie: cookies } });
    expect((await replayed.json()).signedIn).toBe(false);
  });

  test("ends with a form as well", async () => {
    const browser = await server.signedIn("demo-noor");
    const answer = await browser.request("/sign-out", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken: browser.csrfToken ?? "" }).toString(),
    });
    expect(answer.status).toBe(303);
    expect((await (await browser.get("/v1/session")).json()).signedIn).toBe(false);
  });

  test("with a made-up token is nobody's", async () => {
    const answer = await fetch(`${server.url}/v1/session`, {
      headers: { Cookie: "akkoord-session=made-up" },
    });
    expect((await answer.json()).signedIn).toBe(false);
  });
});

describe("the address to come back to", () => {
  test.each([
    ["/vraag?x=1#y", "/vraag?x=1#y"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["javascript:alert(1)", "/"],
    [undefined, "/"],
  ])("%s becomes %s", (wanted, expected) => {
    expect(ownPath(wanted)).toBe(expected);
  });
});

/** What the database holds of sessions. */
async function sessionsOf({ dataDir }: TestServer): Promise<unknown[]> {
  const home = join(dataDir, "postgresql-18");
  const port = (await readFile(join(home, "cluster", "postmaster.pid"), "utf8")).split("\n")[3];
  const client = new pg.Client({
    host: "127.0.0.1",
    port: Number(port),
    user: "akkoord_server",
    password: await readFile(join(home, "password"), "utf8"),
    database: "akkoord",
  });
  await client.connect();
  try {
    return (await client.query("select * from session")).rows;
  } finally {
    await client.end();
  }
}

async function signInAnswer(): Promise<string> {
  const browser = server.visitor();
  const first = await browser.get("/sign-in");
  const second = await browser.get(first.headers.get("location") ?? "");
  const chooser = new URL(second.headers.get("location") ?? "", server.url).pathname;
  const chosen = await browser.request(chooser, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "person=demo-noor",
  });
  const back = await browser.get(chosen.headers.get("location") ?? "");
  const end = await browser.get(back.headers.get("location") ?? "");
  return end.headers.getSetCookie().join("\n");
}
