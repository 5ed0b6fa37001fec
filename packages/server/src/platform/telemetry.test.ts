import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

/** A collector that keeps what it is sent. */
const received: string[] = [];
const collector = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    received.push(`${request.url}\n${Buffer.concat(parts).toString("utf8")}`);
    response.end("{}");
  });
});

let server: TestServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const address = collector.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server = await startTestServer({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await server.end();
  await new Promise((resolve) => collector.close(resolve));
});

describe("OpenTelemetry, when a collector is set", () => {
  test("gets a span per request by its route, in the caller's trace, without anything people sent", async () => {
    const visitor = server.visitor();
    const trace = "0af7651916cd43dd8448eb211c80319c";
    await visitor.post(
      "/v1/receipts",
      { situation: { date: "2020-12-01", participants: ["bzk", "szw"] } },
      { traceparent: `00-${trace}-b7ad6b7169203331-01` },
    );
    await visitor.get("/v1/tools/geheimpad?date=2020-12-01");
    const auditor = await server.signedIn("demo-daan");
    const { auditEntries } = await (await auditor.get("/v1/audit-entries?action=receipts.make")).json();
    expect(auditEntries[0].traceId).toBe(trace);
    await server.close();
    const all = await vi.waitFor(() => {
      const text = received.join("\n");
      expect(text).toContain("POST /v1/receipts");
      return text;
    });
    expect(all).toContain("GET /v1/tools/:id");
    expect(all).toContain(trace);
    expect(all).toContain("pg.query");
    for (const secret of ["szw", "geheimpad", "2020-12-01"]) expect(all).not.toContain(secret);
  });
});
