import type { Finding } from "@akkoord/policy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { begin, bzkText, check } from "../drafts/desk.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

test("drafts are checked while visitors ask more analysis than there is room for", async () => {
  const visitor = server.visitor();
  const officer = await server.signedIn("demo-ruben");
  const drafts = await Promise.all(
    Array.from({ length: 6 }, (_, index) => begin(officer, { text: bzkText({}, `bzk/signal-${index}`) })),
  );
  const address = (path: string) => `${path}?date=2020-12-01&pageSize=200`;
  const { findings } = await (await visitor.get(`${address("/v1/findings")}&kind=tool-gap`)).json();
  const ids: string[] = findings.map(({ id }: Finding) => id);
  let busy = true;
  let turnedAway = 0;
  const flood = async (start: number): Promise<void> => {
    for (let next = start; busy; next += 7) {
      const answer = await visitor.get(address(`/v1/findings/${ids[next % ids.length]}/repairs`));
      if (answer.status === 503) turnedAway += 1;
      await answer.arrayBuffer();
    }
  };
  const visitors = Array.from({ length: 90 }, (_, index) => flood(index));
  const checks = await Promise.all(drafts.map((draft) => check(officer, draft))).finally(() => {
    busy = false;
  });
  await Promise.all(visitors);
  for (const { blockedBy } of checks) expect(blockedBy).toContainEqual({ kind: "not-approved" });
  expect(turnedAway).toBeGreaterThan(0);
});
