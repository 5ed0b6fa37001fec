import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let ruleSet: string;
beforeAll(async () => {
  server = await startTestServer();
  ruleSet = (await (await server.visitor().get("/v1/rule-sets/current")).json()).hash;
});
afterAll(() => server.end());

const situation = (...participants: string[]) => ({
  date: "2020-12-01",
  attributes: { activity: "meet", information: "confidential" },
  participants,
});

async function listOf(person: string) {
  const browser = await server.signedIn(person);
  return (await browser.get("/v1/feedback?pageSize=100")).json();
}

describe("a report that an answer does not work", () => {
  test("is taken from anyone, and read by the security officers of those who take part and the coordinator", async () => {
    const reason = "Wij hebben geen Skype.";
    const sent = await server.visitor().post("/v1/feedback", {
      ruleSet,
      situation: situation("bzk", "szw"),
      tool: "skype-for-business",
      reason,
    });
    expect(sent.status).toBe(201);
    const { id } = await sent.json();
    for (const [person, sees] of [
      ["demo-sanne", true],
      ["demo-lotte", true],
      ["demo-milan", false],
      ["demo-fatima", true],
    ] as const) {
      const { feedback } = await listOf(person);
      const found = feedback.find((report: { id: string }) => report.id === id);
      expect(found !== undefined, person).toBe(sees);
      if (found !== undefined)
        expect(found).toMatchObject({ reason, tool: "skype-for-business", contact: null });
    }
  });

  test("carries a name only when the sender signed in and wanted that", async () => {
    const noor = await server.signedIn("demo-noor");
    const body = { ruleSet, situation: situation("bzk"), reason: "Bel me gerust." };
    const named = await (await noor.post("/v1/feedback", { ...body, contact: true })).json();
    const unnamed = await (await noor.post("/v1/feedback", body)).json();
    const { feedback } = await listOf("demo-sanne");
    const contactOf = (id: string) => feedback.find((report: { id: string }) => report.id === id).contact;
    expect(contactOf(named.id)).toEqual({ name: "Noor Demo", organisation: "bzk" });
    expect(contactOf(unnamed.id)).toBeNull();
    const anonymous = await server.visitor().post("/v1/feedback", { ...body, contact: true });
    expect(anonymous.status).toBe(401);
  });

  test("leaves no trace of who sent it without signing in", async () => {
    const sent = await server
      .visitor()
      .post("/v1/feedback", { ruleSet, situation: situation("bzk"), reason: "Anoniem." });
    const { id } = await sent.json();
    const auditor = await server.signedIn("demo-daan");
    const { auditEntries } = await (
      await auditor.get("/v1/audit-entries?action=feedback.send&limit=200")
    ).json();
    const entry = auditEntries.find(({ object }: { object: { id: string } }) => object.id === id);
    expect(entry.actor).toEqual({ type: "anonymous", id: null, organisation: null });
    expect(entry.origin.address).toMatch(/^(127\.0\.0\.0\/24|0:0:0::\/48)$/);
  });

  test.each([
    ["without a reason", { reason: "   " }],
    ["with a reason of 2,001 characters", { reason: "x".repeat(2_001) }],
    ["about an unknown participant", { situation: { date: "2020-12-01", participants: ["bzkk"] } }],
    ["about an unknown tool", { tool: "webexx" }],
  ])("is refused %s", async (_what, wrong) => {
    const body = { ruleSet, situation: situation("bzk"), reason: "Goed.", ...wrong };
    expect((await server.visitor().post("/v1/feedback", body)).status).toBe(400);
  });

  test("comes in pages", async () => {
    for (let index = 0; index < 3; index++) {
      await server
        .visitor()
        .post("/v1/feedback", { ruleSet, situation: situation("jenv"), reason: `Melding ${index}` });
    }
    const milan = await server.signedIn("demo-milan");
    const page = await (await milan.get("/v1/feedback?page=2&pageSize=2")).json();
    expect(page).toMatchObject({ page: 2, pageSize: 2, total: 3 });
    expect(page.feedback).toHaveLength(1);
  });
});

test("too many reports from one address are refused for a while", async () => {
  const limited = await startTestServer({ FEEDBACK_LIMIT: "2", RATE_LIMIT: "1000" });
  try {
    const { hash } = await (await limited.visitor().get("/v1/rule-sets/current")).json();
    const body = { ruleSet: hash, situation: situation("bzk"), reason: "Weer." };
    const statuses = [];
    for (let index = 0; index < 3; index++)
      statuses.push((await limited.visitor().post("/v1/feedback", body)).status);
    expect(statuses).toEqual([201, 201, 429]);
    const refused = await limited.visitor().post("/v1/feedback", body);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await refused.json()).code).toBe("too-many-requests");
    expect((await limited.visitor().get("/v1/rule-sets/current")).status).toBe(200);
  } finally {
    await limited.end();
  }
});
