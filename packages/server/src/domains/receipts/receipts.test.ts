import { canonicalJson } from "@akkoord/policy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receiptShape } from "../../platform/http/shapes.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const QUESTION = {
  situation: {
    date: "2020-12-01",
    attributes: { activity: "meet", information: "confidential" },
    participants: ["bzk", "szw"],
  },
};

describe("a receipt", () => {
  test("records the rule set, the situation and the outcomes, and comes back the same", async () => {
    const made = await server.visitor().post("/v1/receipts", QUESTION);
    expect(made.status).toBe(201);
    const kept = await made.json();
    expect(made.headers.get("location")).toBe(kept.links.self);
    receiptShape.parse(kept.receipt);
    expect(await (await server.visitor().get(kept.links.self)).json()).toEqual(kept);
  });

  test("replays to the same bytes", async () => {
    const kept = await (await server.visitor().post("/v1/receipts", QUESTION)).json();
    const replay = await (await server.visitor().post(kept.links.replay)).json();
    expect(replay.same).toBe(true);
    expect(canonicalJson(replay.receipt)).toBe(canonicalJson(kept.receipt));
  });

  test("is only kept when somebody asks for it", async () => {
    const count = async () => {
      const auditor = await server.signedIn("demo-daan");
      const { auditEntries } = await (
        await auditor.get("/v1/audit-entries?action=receipts.make&limit=200")
      ).json();
      return auditEntries.length;
    };
    const before = await count();
    await server.visitor().post("/v1/answers", QUESTION);
    expect(await count()).toBe(before);
  });

  test("with an unknown number is not found, with a malformed one refused", async () => {
    expect((await server.visitor().get("/v1/receipts/00000000-0000-4000-8000-000000000000")).status).toBe(
      404,
    );
    expect((await server.visitor().get("/v1/receipts/1%20or%201")).status).toBe(400);
  });
});
