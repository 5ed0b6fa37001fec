import { canonicalJson, checkSituation, ask as decide, hashRuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerShape } from "../../platform/http/shapes.ts";
import { POLICIES, startTestServer, type TestServer } from "../../testing/test-server.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import { createThinking } from "./thinking.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

/** An employee at the office on a managed workstation who hosts; no personal data. */
const KNOWN = {
  host: "own",
  personalData: "none",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};

async function ask(
  attributes: Record<string, string>,
  participants: string[],
  more: Record<string, unknown> = {},
) {
  const answer = await server.visitor().post("/v1/answers", {
    situation: { date: "2020-12-01", attributes: { ...KNOWN, ...attributes }, participants },
    ...more,
  });
  expect(answer.status).toBe(200);
  return answerShape.parse(await answer.json());
}

async function effects(attributes: Record<string, string>, participants: string[], date = "2020-12-01") {
  const { outcomes } = await ask(attributes, participants, {
    situation: { date, attributes: { ...KNOWN, ...attributes }, participants },
    help: false,
  });
  return Object.fromEntries(outcomes.map(({ tool, effect }) => [tool, effect]));
}

describe("an answer from the server", () => {
  test("recommends Webex and discourages Zoom for an internal meeting of BZK", async () => {
    expect(await effects({ activity: "meet", information: "internal" }, ["bzk"])).toMatchObject({
      webex: "recommended",
      zoom: "discouraged",
    });
  });

  test("forbids Webex and permits Skype for Business when it is confidential, also with SZW", async () => {
    for (const participants of [["bzk"], ["bzk", "szw"]]) {
      expect(await effects({ activity: "meet", information: "confidential" }, participants)).toMatchObject({
        webex: "prohibited",
        "skype-for-business": "permitted",
      });
    }
  });

  test("knows no common tool for a confidential meeting of the IND with BZK", async () => {
    const { common, outcomes } = await ask({ activity: "meet", information: "confidential" }, ["ind", "bzk"]);
    expect(common).toEqual([]);
    expect(outcomes.find(({ tool }) => tool === "skype-for-business")?.effect).toBe("unspecified");
  });

  test("requires Securetransfer for personal data, so forbids everything else", async () => {
    const all = await effects({ activity: "share", information: "confidential", personalData: "ordinary" }, [
      "bzk",
      "szw",
    ]);
    const { securetransfer, ...others } = all;
    expect(securetransfer).toBe("required");
    expect(new Set(Object.values(others))).toEqual(new Set(["prohibited"]));
  });

  test("says what would help, and leaves it out on request", async () => {
    const situation = [{ activity: "meet", information: "confidential" }, ["bzk", "external"]] as const;
    expect((await ask(situation[0], [...situation[1]])).whatWouldHelp.length).toBeGreaterThan(0);
    expect((await ask(situation[0], [...situation[1]], { help: false })).whatWouldHelp).toEqual([]);
  });

  test("asks the next question while something is unknown", async () => {
    const answer = await server.visitor().post("/v1/answers", { situation: { participants: ["bzk"] } });
    expect((await answer.json()).nextQuestion.attribute).toBe("activity");
  });

  test("is about today in Amsterdam when no day is named", async () => {
    const answer = await (await server.visitor().post("/v1/answers", { situation: {} })).json();
    expect(answer.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe("a question that cannot be answered", () => {
  test.each([
    ["an unknown value", { attributes: { activity: "meeet" } }, "unknown-value", "meet"],
    ["an unknown attribute", { attributes: { activitie: "meet" } }, "unknown-value", "activity"],
    ["an unknown participant", { participants: ["bzkk"] }, "unknown-value", "bzk"],
  ])("names the nearest valid one for %s", async (_what, situation, code, nearest) => {
    const answer = await server
      .visitor()
      .post("/v1/answers", { situation: { date: "2020-12-01", ...situation } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const problem = await answer.json();
    expect(problem).toMatchObject({ code, nearest, status: 400 });
    expect(problem.allowed).toContain(nearest);
    expect(problem.detail).toContain(nearest);
  });

  test("names the nearest tool", async () => {
    const answer = await server.visitor().post("/v1/answers", { situation: {}, tool: "webexx" });
    expect(await answer.json()).toMatchObject({ code: "unknown-value", attribute: "tool", nearest: "webex" });
  });

  test.each([
    ["a day that does not exist", { date: "2020-02-30" }, "impossible-date"],
    [
      "the same participant twice",
      { date: "2020-12-01", participants: ["bzk", "bzk"] },
      "double-participant",
    ],
    ["an asker without rules", { date: "2020-12-01", participants: ["external"] }, "no-asker"],
  ])("is refused for %s", async (_what, situation, code) => {
    const answer = await server.visitor().post("/v1/answers", { situation });
    expect(await answer.json()).toMatchObject({ code, status: 400 });
  });

  test("does not overlook a misspelt key", async () => {
    const answer = await server.visitor().post("/v1/answers", { situation: { activity: "meet" } });
    expect(answer.status).toBe(400);
    expect((await answer.json()).violations[0].message).toContain('"activity"');
  });

  test("is explained in English to who prefers that", async () => {
    const body = { situation: { participants: ["bzkk"] } };
    const dutch = await (await server.visitor().post("/v1/answers", body)).json();
    const english = await (
      await server.visitor().post("/v1/answers", body, { "Accept-Language": "en-GB" })
    ).json();
    expect(dutch.title).toBe("Deze waarde kennen we niet");
    expect(english.title).toBe("We do not know this value");
  });

  test("for a rule set that was never published is not found", async () => {
    const answer = await server.visitor().post("/v1/answers", { situation: {}, ruleSet: "0".repeat(64) });
    expect(answer.status).toBe(404);
  });
});

describe("a question that takes much working out", () => {
  test("does not hold up others, and is cut off when it takes too long", async () => {
    const visitor = server.visitor();
    const { organisations } = await (await visitor.get("/v1/organisations")).json();
    const today = new Date().toISOString().slice(0, 10);
    const participants = organisations
      .filter(
        ({ period }: { period: { from: string | null; to: string | null } }) =>
          (period.from ?? "") <= today && (period.to ?? "9") >= today,
      )
      .map(({ id }: { id: string }) => id);
    const large = visitor.post("/v1/answers", { situation: { participants } });
    const began = performance.now();
    let slowest = 0;
    while (performance.now() - began < 1_000) {
      const asked = performance.now();
      expect((await server.visitor().get("/health/live")).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - asked);
    }
    expect(slowest).toBeLessThan(500);
    const answer = await large;
    // It may be cut off or just make it: what counts is that it ends, with a clear answer.
    expect([200, 422]).toContain(answer.status);
    if (answer.status === 422) expect(await answer.json()).toMatchObject({ code: "too-complex" });
    expect((await visitor.post("/v1/answers", { situation: { participants: ["bzk"] } })).status).toBe(200);
  });
});

describe("working out", () => {
  test("stops at its limit and goes on with the next", async () => {
    const { ruleSet } = await loadRuleSet(POLICIES);
    if (ruleSet === null) throw new Error("the rules cannot be read");
    const held = new HeldRuleSet(hashRuleSet(ruleSet), ruleSet, canonicalJson(ruleSet));
    const situation = checkSituation(ruleSet, {
      date: "2020-12-01",
      participants: ["bzk", "szw", "jenv", "fin", "ind"],
    });
    const hasty = createThinking({ workers: 1, milliseconds: 1, waiting: 1 });
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => hasty.answer(held, situation, { help: true })),
    );
    await hasty.close();
    const names = outcomes.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason.name : "answered",
    );
    expect(names).toEqual(["TooComplex", "TooComplex", "TemporarilyUnavailable"]);
    const patient = createThinking({ workers: 1, milliseconds: 30_000, waiting: 1 });
    const answer = await patient.answer(held, situation, { help: false });
    await patient.close();
    expect(answer).toEqual(decide(held.decider("2020-12-01"), situation, { help: false }));
  });
});
