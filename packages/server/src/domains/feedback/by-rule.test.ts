import type { Answer, ToolOutcome } from "@akkoord/policy";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { causesOf, type FeedbackByRule } from "./model.ts";

function outcome(
  tool: string,
  participants: readonly Partial<ToolOutcome["participants"][number]>[],
): ToolOutcome {
  return {
    tool,
    effect: "prohibited",
    contested: false,
    unworkable: false,
    clashes: [],
    duties: [],
    advice: [],
    participants: participants.map((participant) => ({
      participant: "bzk",
      effect: "prohibited",
      contested: false,
      decisive: [],
      defeated: [],
      outcomes: [],
      ...participant,
    })),
  };
}

describe("where a report lands", () => {
  const answer: Pick<Answer, "outcomes" | "common"> = {
    common: ["skype"],
    outcomes: [
      outcome("webex", [
        { participant: "bzk", decisive: ["r1"] },
        { participant: "szw", decisive: ["r1", "r2"] },
      ]),
      outcome("skype", [{ participant: "bzk", effect: "permitted", decisive: ["r3"] }]),
      outcome("signal", [
        { participant: "bzk", effect: "unspecified" },
        { participant: "szw", effect: ["permitted", "unspecified"], decisive: ["r4"] },
      ]),
    ],
  };

  test("is at the rules that settle the tool it is about, also where they allow it", () => {
    expect(causesOf(answer, "webex")).toEqual([
      { cause: "rule", rule: "r1", tool: "webex", organisations: ["bzk", "szw"] },
      { cause: "rule", rule: "r2", tool: "webex", organisations: ["szw"] },
    ]);
    expect(causesOf(answer, "skype")).toMatchObject([{ rule: "r3" }]);
  });

  test("is the lack of a rule for the organisations that have none", () => {
    expect(causesOf(answer, "signal")).toEqual([
      { cause: "rule", rule: "r4", tool: "signal", organisations: ["szw"] },
      { cause: "gap", rule: null, tool: "signal", organisations: ["bzk", "szw"] },
    ]);
  });

  test("is at every tool that is not open to all when it names no tool", () => {
    expect(causesOf(answer, null).map(({ rule, tool }) => rule ?? tool)).toEqual([
      "r1",
      "r2",
      "r4",
      "signal",
    ]);
  });

  test("is nowhere when nothing could be decided", () => {
    expect(causesOf({ common: [], outcomes: [] }, "webex")).toEqual([
      { cause: "none", rule: null, tool: "webex", organisations: [] },
    ]);
  });
});

describe("reports by rule", () => {
  let server: TestServer;
  let coordinator: Browser;
  let ruleSet: string;
  let now = new Date();
  beforeAll(async () => {
    server = await startTestServer({}, { clock: { now: () => now } });
    coordinator = await server.signedIn("demo-fatima");
    ruleSet = (await (await server.visitor().get("/v1/rule-sets/current")).json()).hash;
  });
  afterAll(() => server.end());

  const KNOWN = {
    activity: "meet",
    information: "confidential",
    personalData: "none",
    host: "own",
    device: "managed-workstation",
    location: "office",
    role: "employee",
  };
  async function report(reason: string, tool: string | null, participants = ["bzk"]): Promise<string> {
    const { device, location, role, ...attributes } = KNOWN;
    const sent = await server.visitor().post("/v1/feedback", {
      ruleSet,
      situation: {
        date: "2020-12-01",
        attributes,
        participants: participants.map((id) => ({ id, attributes: { device, location, role } })),
      },
      tool,
      reason,
    });
    expect(sent.status).toBe(201);
    return (await sent.json()).id;
  }
  async function byRule(browser: Browser, query = ""): Promise<readonly FeedbackByRule[]> {
    const answer = await browser.get(`/v1/feedback/by-rule${query}`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()).rules;
  }

  test("count soon after they came in, with the newest, for the owner of the rule and the coordinator", async () => {
    const first = await report("Webex is alles wat ik heb.", "webex");
    now = new Date(now.getTime() + 1_000);
    const second = await report("Kan het niet anders?", "webex", ["szw", "bzk"]);
    await vi.waitFor(
      async () => {
        const found = await byRule(coordinator, "?rule=rijk-2020/webex-not-confidential");
        expect(found).toHaveLength(1);
        expect(found[0]).toMatchObject({ rule: "rijk-2020/webex-not-confidential", tool: null, count: 2 });
        expect(found[0]?.newest.map(({ id }) => id)).toEqual([second, first]);
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(
      await byRule(await server.signedIn("demo-sanne"), "?rule=rijk-2020/webex-not-confidential"),
    ).toEqual([]);
  });

  test("tell an organisation which tools it has no rule for, and another organisation not", async () => {
    await report("Mogen we bellen?", "telephone");
    const gapOf = async (person: string) =>
      (await byRule(await server.signedIn(person))).find(({ tool }) => tool === "telephone");
    await vi.waitFor(async () => expect(await gapOf("demo-sanne")).toMatchObject({ rule: null, count: 1 }), {
      timeout: 60_000,
      interval: 100,
    });
    expect(await gapOf("demo-fatima")).toMatchObject({ count: 1 });
    expect(await gapOf("demo-milan")).toBeUndefined();
  });

  test("make the findings that they fall in heavier", async () => {
    const heaviest = async () => {
      const list = await coordinator.get("/v1/worklist?kind=unworkable&organisation=bzk&pageSize=1");
      return (await list.json()).items[0];
    };
    const before = await vi.waitFor(
      async () => {
        const found = await heaviest();
        if (found === undefined) throw new Error("the worklist is not filled yet");
        return found;
      },
      { timeout: 60_000, interval: 200 },
    );
    for (const reason of ["Bellen hapert.", "Buiten Citrix mag niet.", "Wat nu?"]) {
      const sent = await server.visitor().post("/v1/feedback", {
        ruleSet,
        situation: { date: "2020-12-01", attributes: { activity: "meet" }, participants: ["bzk"] },
        tool: before.tool,
        reason,
      });
      expect(sent.status).toBe(201);
    }
    now = new Date(now.getTime() + 6 * 60_000);
    // What is being worked out already does not know of them yet.
    await vi.waitFor(
      async () => {
        await server.runDueJobs();
        const after = await heaviest();
        expect(after.family).toBe(before.family);
        expect(after.reports).toBe(before.reports + 3);
        expect(after.weight).toBeGreaterThan(before.weight);
      },
      { timeout: 60_000, interval: 200 },
    );
  });
});
