import { readScenarios } from "@akkoord/policy-files";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerShape } from "../../platform/http/shapes.ts";
import { POLICIES, startTestServer, type TestServer } from "../../testing/test-server.ts";

const { scenarios } = await readScenarios(POLICIES);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

async function answers(body: Readonly<Record<string, unknown>>) {
  const reply = await server.visitor().post("/v1/answers", body);
  expect(reply.status).toBe(200);
  return answerShape.parse(await reply.json());
}

describe("the API gives the answers that the sources fix", () => {
  test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))("%s", async (_, scenario) => {
    const { situation } = scenario;
    const all = await answers({ situation });
    if (scenario.common !== null) expect(all.common).toEqual(scenario.common);
    for (const [tool, effect] of Object.entries(scenario.expect)) {
      const [alone] = (await answers({ situation, tool })).outcomes;
      expect(alone).toMatchObject({ tool, effect });
    }
    for (const [tool, duties] of Object.entries(scenario.duties)) {
      const outcome = all.outcomes.find((candidate) => candidate.tool === tool);
      expect(outcome?.duties.map((duty) => duty.id)).toEqual(expect.arrayContaining([...duties]));
    }
  });
});
