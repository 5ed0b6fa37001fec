import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let page: string;

beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), "akkoord-page-"));
  await mkdir(join(page, "assets"));
  await writeFile(join(page, "index.html"), "<!doctype html><title>Akkoord</title>");
  await writeFile(join(page, "sw.js"), "// worker");
  await writeFile(join(page, "assets", "index-abc123.js"), "console.log(1)");
  await writeFile(join(page, "assets", "index-abc123.js.br"), "compressed");
  server = await startTestServer({ PAGE_DIR: page });
});
afterAll(async () => {
  await server.end();
  await rm(page, { recursive: true, force: true });
});

const raw = (method: string, path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, { method, redirect: "manual", ...init });
const json = { "Content-Type": "application/json" };

describe("every answer", () => {
  test.each(["/", "/v1/session", "/v1/rule-sets/current", "/health/live", "/v1/nothing"])(
    "%s carries the security headers",
    async (path) => {
      const { headers } = await raw("GET", path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain("script-src 'self' 'unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
    },
  );

  test("of the API names its version and must not be stored, unless it never changes", async () => {
    const { headers } = await raw("GET", "/v1/session");
    expect(headers.get("api-version")).toMatch(/^\d+\.\d+\.\d+$/);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("does not tell which software answers", async () => {
    const { headers } = await raw("GET", "/v1/session");
    expect(headers.get("server")).toBeNull();
    expect(headers.get("x-powered-by")).toBeNull();
  });
});

describe("https", () => {
  test("brings HSTS and cookies that never travel without it", async () => {
    const secure = await startTestServer({ PUBLIC_URL: "https://akkoord.example.nl" });
    try {
      const answer = await fetch(`${secure.localUrl}/sign-in`, { redirect: "manual" });
      expect(answer.headers.get("strict-transport-security")).toContain("max-age=31536000");
      expect(answer.headers.getSetCookie().join()).toMatch(/__Secure-akkoord-sign-in=.*Secure/);
      expect(answer.headers.get("location")).toMatch(/^https:\/\/akkoord\.example\.nl\/demo-identity\/auth/);
    } finally {
      await secure.end();
    }
  });
});

describe("a request that is broken or hostile", () => {
  test.each<[string, RequestInit, number]>([
    ["broken JSON", { body: '{"situation":', headers: json }, 400],
    ["an empty body", { body: "", headers: json }, 400],
    ["JSON that is no object", { body: '"x"', headers: json }, 400],
    ["a prototype in JSON", { body: '{"__proto__":{"admin":true},"situation":{}}', headers: json }, 400],
    [
      "a constructor in JSON",
      { body: '{"constructor":{"prototype":{"a":1}},"situation":{}}', headers: json },
      400,
    ],
    [
      "60,000 nested lists",
      { body: `{"situation":${"[".repeat(30_000)}${"]".repeat(30_000)}}`, headers: json },
      400,
    ],
    ["a body of 70,000 bytes", { body: `{"x":"${"x".repeat(70_000)}"}`, headers: json }, 413],
    ["XML", { body: "<x/>", headers: { "Content-Type": "application/xml" } }, 415],
    ["a form", { body: "a=b", headers: { "Content-Type": "application/x-www-form-urlencoded" } }, 415],
    [
      "a value of 10,000 characters",
      {
        body: JSON.stringify({ situation: { attributes: { activity: "x".repeat(10_000) } } }),
        headers: json,
      },
      400,
    ],
    [
      "50 participants",
      { body: JSON.stringify({ situation: { participants: Array(50).fill("bzk") } }), headers: json },
      400,
    ],
    ["a number for a value", { body: '{"situation":{"attributes":{"activity":1}}}', headers: json }, 400],
    ["control characters", { body: '{"situation":{"participants":["\\u0000\\u202e"]}}', headers: json }, 400],
  ])("%s gets a clear problem document", async (_what, init, status) => {
    const answer = await raw("POST", "/v1/answers", init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const problem = await answer.json();
    expect(problem).toMatchObject({ status });
    expect(problem.title.length).toBeGreaterThan(3);
    expect(problem.detail.length).toBeGreaterThan(10);
    expect(problem.type).toBe(`urn:akkoord:problem:${problem.code}`);
  });

  test.each([
    ["an unknown address", "GET", "/v1/nothing", 404],
    ["an unknown method", "DELETE", "/v1/tools", 404],
    ["a trailing slash", "GET", "/v1/tools/", 404],
    ["an address that is no text", "GET", "/v1/tools/%E0%A4%A", 400],
    ["an endless id", "GET", `/v1/tools/${"x".repeat(500)}`, 404],
    ["a query key given twice", "GET", "/v1/rule-sets/current?date=2020-01-01&date=2021-01-01", 400],
  ])("%s gets one too", async (_what, method, path, status) => {
    const answer = await raw(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  test.each([
    ["no HTTP", "hello\r\n\r\n"],
    ["a header of 100,000 bytes", `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`],
    [
      "two lengths",
      "POST /v1/answers HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    ],
  ])("bytes with %s are answered and the line closed", async (_what, bytes) => {
    const answer = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toContain("application/problem+json");
  });

  test("does not keep the server from answering the next one", async () => {
    expect((await raw("GET", "/health/live")).status).toBe(200);
  });
});

describe("the page", () => {
  test("is there at the root and at every address that only it knows", async () => {
    for (const path of ["/", "/middelen/zoom", "/regels"]) {
      const answer = await raw("GET", path, { headers: { Accept: "text/html" } });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("<title>Akkoord</title>");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    }
  });

  test("has files with a hash in their name that may be kept for ever, compressed when they lie ready", async () => {
    const answer = await raw("GET", "/assets/index-abc123.js", { headers: { "Accept-Encoding": "br" } });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("content-type")).toContain("javascript");
  });

  test("has a service worker that is checked each time", async () => {
    expect((await raw("GET", "/sw.js")).headers.get("cache-control")).toBe("no-cache");
  });

  test.each([
    "/assets/gone.js",
    "/assets/..%2f..%2fpackage.json",
    "/%2e%2e%2f%2e%2e%2fetc%2fhosts.txt",
    "/.env",
  ])("does not give out %s", async (path) => {
    expect([400, 403, 404]).toContain((await raw("GET", path)).status);
  });

  test("that is missing is said to be missing", async () => {
    const bare = await startTestServer({ PAGE_DIR: join(page, "nowhere") });
    try {
      const answer = await fetch(bare.url, { headers: { Accept: "text/html" } });
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain("npm run build");
    } finally {
      await bare.end();
    }
  });
});

describe("too many requests", () => {
  test("are refused for a while, with when to come back; health is always answered", async () => {
    const limited = await startTestServer({ RATE_LIMIT: "5" });
    try {
      const statuses = [];
      for (let index = 0; index < 6; index++) statuses.push((await fetch(`${limited.url}/v1/tools`)).status);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
      const refused = await fetch(`${limited.url}/v1/tools`);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await refused.json()).detail).toContain("Wacht even");
      expect((await fetch(`${limited.url}/health/live`)).status).toBe(200);
      expect((await fetch(`${limited.url}/`)).status).not.toBe(429);
    } finally {
      await limited.end();
    }
  });

  test("are refused of everything that takes work, also where browsers may keep the answer", async () => {
    const limited = await startTestServer({ RATE_LIMIT: "5" });
    try {
      const none = "0".repeat(64);
      const statuses = [];
      for (const address of [
        `/v1/findings?ruleSet=${none}`,
        `/v1/finding-families?ruleSet=${none}`,
        `/v1/findings/x?ruleSet=${none}`,
        `/v1/findings/x/repairs?ruleSet=${none}`,
        `/v1/rule-sets/${none}/changes?since=${none}`,
        "/feeds/rules.atom?organisation=nobody",
      ])
        statuses.push((await fetch(`${limited.url}${address}`)).status);
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
      // Published rules cost nothing to give, and a whole ministry may ask for them from one address.
      expect((await fetch(`${limited.url}/v1/rule-sets/current`)).status).toBe(200);
    } finally {
      await limited.end();
    }
  });
});

describe("an address with the character NUL", () => {
  test.each([
    "/v1/notices?organisation=%00",
    "/feeds/rules.atom?organisation=b%00",
    "/v1/tools/%00",
    "/v1/worklist/%00",
  ])("is refused instead of failing in the database: %s", async (address) => {
    const answer = await raw("GET", address);
    expect(answer.status).toBe(400);
    expect((await answer.json()).code).toBe("invalid-input");
  });
});

describe("security.txt", () => {
  test("says where to report a vulnerability, for less than a year", async () => {
    const text = await (await raw("GET", "/.well-known/security.txt")).text();
    expect(text).toMatch(/^Contact: https:\/\//m);
    const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? "");
    expect(expires).toBeGreaterThan(Date.now());
    expect(expires).toBeLessThan(Date.now() + 366 * 86_400_000);
  });
});

describe("the log", () => {
  test("holds no situation, body, query, address, id or token, whatever goes wrong", async () => {
    const secrets = {
      value: "geheimwaarde",
      reason: "geheimereden",
      query: "geheimevraag",
      token: "geheimtoken",
      path: "geheimpad",
      json: "geheimjson",
    };
    const visitor = server.visitor();
    await visitor.post("/v1/answers", { situation: { participants: [secrets.value] } });
    await visitor.post("/v1/feedback", { ruleSet: "0".repeat(64), situation: {}, reason: secrets.reason });
    await visitor.get(`/v1/tools?x=${secrets.query}`);
    await visitor.get(`/v1/tools/${secrets.path}`);
    await visitor.get(`/${secrets.path}?returnTo=${secrets.query}`);
    await visitor.get(`/sign-in/callback?code=${secrets.token}&state=${secrets.token}`);
    await raw("POST", "/v1/answers", { body: `{"${secrets.json}`, headers: json });
    await raw("GET", "/v1/session", {
      headers: { Cookie: `akkoord-session=${secrets.token}`, Authorization: `Bearer ${secrets.token}` },
    });
    const signedIn = await server.signedIn("demo-noor");
    const kept = await (await signedIn.post("/v1/receipts", { situation: { participants: ["bzk"] } })).json();
    await signedIn.get(`/v1/receipts/${kept.id}`);
    const log = server.logged();
    for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);
    expect(log).not.toContain(kept.id);
    expect(log).not.toContain("bzk");
    expect(log).not.toContain("Noor");
    expect(log).not.toContain(signedIn.csrfToken);
    expect(log).toContain('"route":"/v1/receipts/:id"');
    for (const line of log.trim().split("\n")) JSON.parse(line);
  });
});

/** Sends bytes as they are and reads until the other side hangs up. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (data) => {
      answer += String(data);
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
    socket.write(bytes);
  });
}
