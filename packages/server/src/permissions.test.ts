import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "./testing/browser.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

/** Who tries: somebody unknown, and somebody of each role. Security officers of their own and another organisation. */
const VISITORS = {
  anonymous: null,
  "civil-servant": "demo-noor",
  "security-officer": "demo-sanne",
  "security-officer elsewhere": "demo-milan",
  coordinator: "demo-fatima",
  "records-manager": "demo-thijs",
  "information-officer": "demo-eva",
  auditor: "demo-daan",
  operator: "demo-ilse",
} as const;
type Visitor = keyof typeof VISITORS;

const EVERYONE = Object.keys(VISITORS) as Visitor[];
const SIGNED_IN = EVERYONE.filter((visitor) => visitor !== "anonymous");

/** What a visitor gets: `ok` any success, `no` not allowed, `hidden` as if it were not there. */
type Verdict = "ok" | "no" | "hidden";

interface Row {
  readonly route: string;
  readonly path?: (known: Known) => string;
  readonly body?: (known: Known) => unknown;
  /** Who may; everyone else gets `no`. */
  readonly may: readonly Visitor[];
  /** Who gets `hidden`. */
  readonly hiddenFrom?: readonly Visitor[];
}

interface Known {
  readonly hash: string;
  readonly receipt: string;
  /** A report in which BZK takes part, not JenV. */
  readonly feedback: string;
}

const SITUATION = { date: "2020-12-01", attributes: { activity: "meet" }, participants: ["bzk"] };
const EVALUATION = {
  subject: { type: "user", id: "1", properties: { organisation: "bzk" } },
  action: { name: "meet" },
  resource: { type: "tool", id: "webex" },
};

const TABLE: readonly Row[] = [
  { route: "POST /v1/answers", body: () => ({ situation: SITUATION }), may: EVERYONE },
  { route: "GET /v1/rule-sets", may: EVERYONE },
  { route: "GET /v1/rule-sets/current", may: EVERYONE },
  { route: "GET /v1/rule-sets/:hash", path: ({ hash }) => `/v1/rule-sets/${hash}`, may: EVERYONE },
  {
    route: "GET /v1/rule-sets/:hash/compiled",
    path: ({ hash }) => `/v1/rule-sets/${hash}/compiled`,
    may: EVERYONE,
  },
  { route: "POST /v1/rule-sets/_reload", body: () => ({}), may: ["coordinator", "operator"] },
  { route: "GET /v1/tools", may: EVERYONE },
  { route: "GET /v1/tools/:id", path: () => "/v1/tools/webex", may: EVERYONE },
  { route: "GET /v1/organisations", may: EVERYONE },
  { route: "GET /v1/organisations/:id", path: () => "/v1/organisations/bzk", may: EVERYONE },
  { route: "GET /v1/people", may: ["auditor", "operator"] },
  { route: "POST /v1/receipts", body: () => ({ situation: SITUATION }), may: EVERYONE },
  { route: "GET /v1/receipts/:id", path: ({ receipt }) => `/v1/receipts/${receipt}`, may: EVERYONE },
  {
    route: "POST /v1/receipts/:id/_replay",
    path: ({ receipt }) => `/v1/receipts/${receipt}/_replay`,
    may: EVERYONE,
  },
  {
    route: "POST /v1/feedback",
    body: ({ hash }) => ({ ruleSet: hash, situation: SITUATION, reason: "Het werkt niet." }),
    may: EVERYONE,
  },
  {
    route: "GET /v1/feedback",
    may: ["security-officer", "security-officer elsewhere", "coordinator"],
  },
  {
    route: "GET /v1/feedback/:id",
    path: ({ feedback }) => `/v1/feedback/${feedback}`,
    may: ["security-officer", "coordinator"],
    hiddenFrom: ["security-officer elsewhere"],
  },
  { route: "GET /v1/session", may: EVERYONE },
  { route: "GET /v1/audit-entries", may: ["auditor"] },
  { route: "POST /v1/audit-entries/_verify", may: ["auditor"] },
  { route: "GET /v1/openapi.json", may: EVERYONE },
  { route: "POST /access/v1/evaluation", body: () => EVALUATION, may: EVERYONE },
  { route: "POST /access/v1/evaluations", body: () => ({ ...EVALUATION, evaluations: [{}] }), may: EVERYONE },
  { route: "GET /.well-known/authzen-configuration", may: EVERYONE },
  { route: "GET /.well-known/security.txt", may: EVERYONE },
  { route: "GET /health/live", may: EVERYONE },
  { route: "GET /health/ready", may: EVERYONE },
];

/** Routes of the sign-in, the page and the demo provider: public by nature, each with tests of its own. */
const PUBLIC_BY_NATURE = [
  "GET /sign-in",
  "GET /sign-in/callback",
  "POST /sign-out",
  "GET /demo-identity/interaction/:uid",
  "POST /demo-identity/interaction/:uid",
  "* /demo-identity/*",
  "GET /*",
  "OPTIONS *",
];

let server: TestServer;
let known: Known;
const browsers = new Map<Visitor, Browser>();

beforeAll(async () => {
  server = await startTestServer();
  for (const [visitor, person] of Object.entries(VISITORS) as [Visitor, string | null][]) {
    browsers.set(visitor, person === null ? server.visitor() : await server.signedIn(person));
  }
  const anyone = server.visitor();
  const { hash } = await (await anyone.get("/v1/rule-sets/current")).json();
  const receipt = await (await anyone.post("/v1/receipts", { situation: SITUATION })).json();
  const feedback = await (
    await anyone.post("/v1/feedback", {
      ruleSet: hash,
      situation: SITUATION,
      reason: "Zo kan ik niet werken.",
    })
  ).json();
  known = { hash, receipt: receipt.id, feedback: feedback.id };
});
afterAll(() => server.end());

test("every route of the server stands in the table", () => {
  const expected = new Set([...TABLE.map(({ route }) => route), ...PUBLIC_BY_NATURE]);
  const missing = server.routes
    .filter(({ method }) => method !== "HEAD")
    .map(({ method, url }) => (url.startsWith("/demo-identity/*") ? `* ${url}` : `${method} ${url}`))
    .filter((route) => !expected.has(route));
  expect([...new Set(missing)]).toEqual([]);
});

test("the table has no routes that the server lacks", () => {
  const there = new Set(server.routes.map(({ method, url }) => `${method} ${url}`));
  expect(TABLE.map(({ route }) => route).filter((route) => !there.has(route))).toEqual([]);
});

describe.each(TABLE)("$route", (row) => {
  test.each(EVERYONE)("%s", async (visitor) => {
    const browser = browsers.get(visitor) ?? server.visitor();
    const [method = "", pattern = ""] = row.route.split(" ");
    const path = row.path?.(known) ?? pattern;
    const answer = method === "GET" ? await browser.get(path) : await browser.post(path, row.body?.(known));
    const expected: Verdict = row.may.includes(visitor)
      ? "ok"
      : (row.hiddenFrom ?? []).includes(visitor)
        ? "hidden"
        : "no";
    const status = { ok: [200, 201], no: [visitor === "anonymous" ? 401 : 403], hidden: [404] }[expected];
    expect(status, await answer.text()).toContain(answer.status);
  });
});

describe("what a session may do", () => {
  test.each(SIGNED_IN)("is told to the page of a %s as the table has it", async (visitor) => {
    const browser = browsers.get(visitor) ?? server.visitor();
    const { abilities } = await (await browser.get("/v1/session")).json();
    const may = (route: string) => TABLE.find((row) => row.route === route)?.may.includes(visitor);
    expect(abilities.includes("feedback.read")).toBe(may("GET /v1/feedback"));
    expect(abilities.includes("rule-sets.reload")).toBe(may("POST /v1/rule-sets/_reload"));
    expect(abilities.includes("people.read")).toBe(may("GET /v1/people"));
    expect(abilities.includes("audit.read")).toBe(may("GET /v1/audit-entries"));
  });
});

describe("reports of people", () => {
  test("in which JenV does not take part stay out of the list of its security officer", async () => {
    const browser = browsers.get("security-officer elsewhere") ?? server.visitor();
    const list = await (await browser.get("/v1/feedback")).json();
    expect(list.feedback.map(({ id }: { id: string }) => id)).not.toContain(known.feedback);
    expect(list.total).toBe(0);
  });
});
