import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import {
  act,
  approved,
  atOddsText,
  begin,
  bzkText,
  check,
  edit,
  RED_TEXT,
  refused,
  rijkText,
  sharing,
} from "./desk.fixture.ts";
import { DRAFT_STATES, type Draft, type DraftState } from "./model.ts";
import type { Scenario } from "./scenarios/model.ts";

let server: TestServer;
let sanne: Browser;
let ruben: Browser;
let milan: Browser;
let fatima: Browser;
let olga: Browser;

beforeAll(async () => {
  server = await startTestServer();
  [sanne, ruben, milan, fatima, olga] = await Promise.all([
    server.signedIn("demo-sanne"),
    server.signedIn("demo-ruben"),
    server.signedIn("demo-milan"),
    server.signedIn("demo-fatima"),
    server.signedIn("demo-olga"),
  ]);
});
afterAll(() => server.end());

const current = async () => (await (await server.visitor().get("/v1/rule-sets/current")).json()).hash;
const again = async (browser: Browser, { id }: Draft): Promise<Draft> =>
  (await browser.get(`/v1/drafts/${id}`)).json();
const eventually = async (browser: Browser, draft: Draft, state: DraftState) =>
  expect((await again(browser, draft)).state).toBe(state);

describe("a draft", () => {
  test("begins with what its author wrote, and says what each person can do with it", async () => {
    const draft = await begin(sanne);
    expect(draft).toMatchObject({
      owner: "bzk",
      state: "draft",
      revision: 1,
      text: bzkText(),
      base: await current(),
      author: { name: "Sanne Demo" },
      editors: [{ name: "Sanne Demo" }],
      reviewer: null,
      publication: null,
      rights: { owner: "bzk", ownTools: [], ownSources: [] },
      abilities: ["edit", "submit", "withdraw", "comment", "acknowledge"],
    });
    await act(sanne, draft, "_submit");
    expect((await again(sanne, draft)).abilities).toEqual(["edit", "withdraw", "comment", "acknowledge"]);
    expect((await again(ruben, draft)).abilities).toEqual([
      "edit",
      "approve",
      "return",
      "withdraw",
      "comment",
      "acknowledge",
    ]);
  });

  test("is kept with any text, also one that does not parse, and says where it goes wrong", async () => {
    const text = "rules:\n  - id: bzk/x\n   issuer: [bzk\n";
    const draft = await begin(sanne, { text });
    expect((await again(sanne, draft)).text).toBe(text);
    const { problems, mayPublish, blockedBy } = await check(sanne, draft);
    expect(problems[0]).toMatchObject({ code: "syntax", file: "concept.yaml", line: 3, key: null });
    expect(problems[0]?.inDutch.remedy).toMatch(/^Herstel de tekst op deze plek\./);
    expect(mayPublish).toBe(false);
    expect(blockedBy.map(({ kind }) => kind)).toContain("problems");
    expect(await refused(sanne, draft, "_submit")).toMatchObject({
      status: 409,
      code: "draft-has-problems",
      detail: expect.stringContaining(problems[0]?.inDutch.remedy ?? ""),
      problems: [{ line: 3 }, ...problems.slice(1)],
    });
  });

  test("is found by words in its title and text, and by its state, by those who act for its owner", async () => {
    const draft = await begin(sanne, { title: "Over de Zeppelin", text: bzkText({}, "bzk/zeppelin-rule") });
    const find = async (browser: Browser, query: string) => {
      const { drafts } = await (await browser.get(`/v1/drafts?pageSize=100&${query}`)).json();
      return drafts.some(({ id }: Draft) => id === draft.id);
    };
    for (const query of ["search=zeppelin", "search=bzk/ZEPPELIN-rule", "state=draft", "owner=bzk"])
      expect(await find(ruben, query), query).toBe(true);
    for (const query of ["search=luchtballon", "state=published", "owner=rijk"])
      expect(await find(ruben, query), query).toBe(false);
    for (const other of [milan, fatima]) expect(await find(other, "search=zeppelin")).toBe(false);
  });

  test("keeps every revision as it was", async () => {
    const draft = await begin(sanne, { text: "# een" });
    await edit(ruben, draft, "# twee");
    const { revisions } = await (await sanne.get(`/v1/drafts/${draft.id}/revisions`)).json();
    expect(revisions).toMatchObject([
      { revision: 2, editor: { name: "Ruben Demo" } },
      { revision: 1, editor: { name: "Sanne Demo" } },
    ]);
    const first = await (await sanne.get(`/v1/drafts/${draft.id}/revisions/1`)).json();
    expect(first).toMatchObject({ revision: 1, text: "# een" });
    expect((await sanne.get(`/v1/drafts/${draft.id}/revisions/3`)).status).toBe(404);
  });

  test("takes 512 kB of text and no more", async () => {
    const most = "#".repeat(524_288);
    const draft = await begin(sanne, { text: most });
    expect((await again(sanne, draft)).text).toHaveLength(524_288);
    const more = await sanne.post("/v1/drafts", { owner: "bzk", title: "Meer", text: `${most}#` });
    expect(more.status).toBe(413);
    expect((await more.json()).code).toBe("too-large");
  });

  test.each([
    ["without a title", { title: "  " }],
    ["with a title of 201 characters", { title: "x".repeat(201) }],
    ["with a character that cannot be kept", { text: "a\u0000b" }],
    ["without an owner", { owner: "" }],
  ])("is refused %s", async (_, wrong) => {
    const answer = await sanne.post("/v1/drafts", { owner: "bzk", title: "Goed", text: "", ...wrong });
    expect([400, 403]).toContain(answer.status);
  });
});

describe("two people in one draft", () => {
  test("the second is told, sees what the first wrote, and nothing is overwritten", async () => {
    const draft = await begin(sanne, { text: "# begin" });
    await edit(ruben, draft, "# van Ruben");
    const answer = await sanne.send("PUT", `/v1/drafts/${draft.id}`, {
      revision: 1,
      title: draft.title,
      text: "# van Sanne",
    });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: "draft-changed",
      revision: 2,
      title: draft.title,
      text: "# van Ruben",
      updatedBy: { name: "Ruben Demo" },
    });
    expect(await again(sanne, draft)).toMatchObject({ revision: 2, text: "# van Ruben" });
  });

  test("of many who save the same revision at once, one succeeds", async () => {
    const draft = await begin(sanne, { text: "# begin" });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        (index % 2 === 0 ? sanne : ruben).send("PUT", `/v1/drafts/${draft.id}`, {
          revision: 1,
          title: draft.title,
          text: `# versie ${index}`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await again(sanne, draft)).revision).toBe(2);
  });

  test("saving the same again makes no new revision", async () => {
    const draft = await begin(sanne, { text: "# zo" });
    expect((await edit(sanne, draft, "# zo")).revision).toBe(1);
  });

  test("a reviewer who looks at an older revision approves nothing", async () => {
    const draft = await begin(sanne);
    await edit(sanne, draft, bzkText({ effect: "recommended" }));
    await act(sanne, draft, "_submit");
    expect(await refused(ruben, draft, "_approve", { revision: 1 })).toMatchObject({
      status: 409,
      code: "draft-changed",
      revision: 2,
    });
    expect((await ruben.post(`/v1/drafts/${draft.id}/_approve`, {})).status).toBe(400);
    await act(ruben, draft, "_approve", { revision: 2 });
  });
});

describe("four eyes", () => {
  test("nobody approves or returns what they wrote in, not even one revision long ago", async () => {
    const byRuben = await edit(ruben, await begin(sanne), bzkText({ effect: "recommended" }));
    const draft = await edit(sanne, byRuben, bzkText());
    await act(sanne, draft, "_submit");
    for (const writer of [sanne, ruben]) {
      expect(await refused(writer, draft, "_approve")).toMatchObject({ status: 403, code: "four-eyes" });
      expect(await refused(writer, draft, "_return", { comment: "Nee." })).toMatchObject({
        code: "four-eyes",
      });
    }
    await eventually(sanne, draft, "in-review");
  });

  test("after approval a conflict is not explained away by those who wrote the draft", async () => {
    const draft = await approved(sanne, ruben, { title: "Vier ogen", text: atOddsText("zoom") });
    const [conflict] = (await check(sanne, draft)).newConflicts;
    const reason = { finding: conflict?.id, reason: "Het mag." };
    expect(await refused(sanne, draft, "_acknowledge", reason)).toMatchObject({ code: "four-eyes" });
    await act(ruben, draft, "_acknowledge", reason);
  });

  test("a reason is only taken for a conflict that the draft makes", async () => {
    const draft = await begin(sanne);
    const reason = "Voor later.";
    expect(await refused(sanne, draft, "_acknowledge", { finding: "some-finding", reason })).toMatchObject({
      status: 409,
      code: "no-such-conflict",
    });
    expect((await check(sanne, draft)).acknowledgements).toEqual([]);
    // As long as it cannot be checked, nobody is kept from writing a reason down.
    const broken = await begin(sanne, { text: "rules: [" });
    await act(sanne, broken, "_acknowledge", { finding: "some-finding", reason });
  });
});

describe("the stages of a draft", () => {
  /** A draft in each stage; `failed` and `published` have tests of their own beside publishing. */
  const inState: Readonly<Partial<Record<DraftState, () => Promise<Draft>>>> = {
    draft: () => begin(sanne),
    "in-review": async () => act(sanne, await begin(sanne), "_submit"),
    approved: () => approved(sanne, ruben),
    planned: async () => act(sanne, await approved(sanne, ruben), "_publish", { validFrom: "2099-01-01" }),
    withdrawn: async () => act(sanne, await begin(sanne), "_withdraw"),
  };
  const actions: readonly (readonly [string, object, Partial<Record<DraftState, DraftState>>])[] = [
    ["_submit", {}, { draft: "in-review" }],
    ["_approve", {}, { "in-review": "approved" }],
    ["_return", { comment: "Anders." }, { "in-review": "draft", approved: "draft", planned: "draft" }],
    ["_publish", { validFrom: "2099-02-01" }, { approved: "planned", planned: "planned" }],
    [
      "_withdraw",
      {},
      { draft: "withdrawn", "in-review": "withdrawn", approved: "withdrawn", planned: "withdrawn" },
    ],
  ];

  for (const [verb, body, leadsTo] of actions)
    for (const [state, make] of Object.entries(inState)) {
      const next = DRAFT_STATES.find((one) => one === leadsTo[state as DraftState]);
      test(`${verb} from ${state} ${next === undefined ? "is refused" : `leads to ${next}`}`, async () => {
        const draft = await make();
        expect(draft.state).toBe(state);
        if (next !== undefined) expect((await act(ruben, draft, verb, body)).state).toBe(next);
        else {
          expect(await refused(ruben, draft, verb, body)).toMatchObject({
            status: 409,
            code: "draft-state",
            state,
          });
          expect((await again(ruben, draft)).state).toBe(state);
        }
      });
    }

  test("editing puts whatever was handed in, approved or planned back to draft", async () => {
    for (const make of [inState["in-review"], inState.approved, inState.planned]) {
      const draft = await make?.();
      if (draft === undefined) throw new Error("there is a draft in every stage");
      const edited = await edit(ruben, draft, bzkText({ effect: "recommended" }));
      expect(edited).toMatchObject({ state: "draft", reviewer: null, plannedFor: null, revision: 2 });
    }
  });

  test("what was withdrawn is not edited any more", async () => {
    const draft = await act(sanne, await begin(sanne), "_withdraw");
    const answer = await sanne.send("PUT", `/v1/drafts/${draft.id}`, {
      revision: 1,
      title: "Toch",
      text: "",
    });
    expect(await answer.json()).toMatchObject({ status: 409, code: "draft-state" });
  });

  test("a draft that changes nothing is not handed in", async () => {
    const draft = await begin(sanne, { text: "# niets\n" });
    expect(await refused(sanne, draft, "_submit")).toMatchObject({ code: "draft-changes-nothing" });
  });

  test("returning says why, beside the other comments, some of which point at a line", async () => {
    const draft = await begin(sanne);
    const made = await ruben.post(`/v1/drafts/${draft.id}/comments`, { text: "Waarom dit?", line: 7 });
    expect(made.status).toBe(201);
    await act(sanne, draft, "_submit");
    await act(ruben, draft, "_return", { comment: "Leg uit waarom." });
    const { comments } = await (await sanne.get(`/v1/drafts/${draft.id}/comments`)).json();
    expect(comments).toMatchObject([
      { kind: "comment", line: 7, revision: 1, text: "Waarom dit?", author: { name: "Ruben Demo" } },
      { kind: "return", line: null, text: "Leg uit waarom." },
    ]);
    expect((await refused(ruben, draft, "_return")).status).toBe(400);
  });
});

describe("another organisation", () => {
  test.each([
    ["reads", (browser: Browser, id: string) => browser.get(`/v1/drafts/${id}`)],
    ["checks", (browser: Browser, id: string) => browser.get(`/v1/drafts/${id}/check`)],
    ["reads the comments of", (browser: Browser, id: string) => browser.get(`/v1/drafts/${id}/comments`)],
    ["reads the revisions of", (browser: Browser, id: string) => browser.get(`/v1/drafts/${id}/revisions/1`)],
    [
      "approves",
      (browser: Browser, id: string) => browser.post(`/v1/drafts/${id}/_approve`, { revision: 1 }),
    ],
    ["publishes", (browser: Browser, id: string) => browser.post(`/v1/drafts/${id}/_publish`, {})],
    [
      "edits",
      (browser: Browser, id: string) =>
        browser.send("PUT", `/v1/drafts/${id}`, { revision: 1, title: "x", text: "" }),
    ],
    [
      "comments on",
      (browser: Browser, id: string) => browser.post(`/v1/drafts/${id}/comments`, { text: "x" }),
    ],
  ])("never %s a draft that is not its own: it is not there", async (_, attempt) => {
    const draft = await begin(sanne);
    for (const browser of [milan, fatima]) expect((await attempt(browser, draft.id)).status).toBe(404);
    expect(await again(sanne, draft)).toMatchObject({ revision: 1, state: "draft" });
  });

  test("does not begin one for somebody else", async () => {
    const draft = { owner: "bzk", title: "Voor BZK", text: "" };
    expect((await milan.post("/v1/drafts", draft)).status).toBe(403);
    expect((await fatima.post("/v1/drafts", draft)).status).toBe(403);
    expect((await sanne.post("/v1/drafts", { ...draft, owner: "rijk" })).status).toBe(403);
    expect((await fatima.post("/v1/drafts", { ...draft, owner: "rijk" })).status).toBe(201);
  });
});

describe("what a draft may hold", () => {
  test.each([
    ["a rule of another issuer", bzkText({ issuer: "szw" })],
    ["a rule that binds another organisation", bzkText({ bearers: "[bzk, szw]" })],
    ["a rule of the government", RED_TEXT],
    ["a government-wide rule of its own", bzkText({ layer: "government-wide" })],
    ["a duty", "duties:\n  - { id: new, words: { nl: x, en: x } }\n"],
  ])("is checked: %s is not handed in by an organisation", async (_, text) => {
    const draft = await begin(sanne, { text });
    const { problems } = await refused(sanne, draft, "_submit");
    expect(problems.map(({ code }: { code: string }) => code)).toContain("not-yours");
  });
});

describe("any text and any request", () => {
  test("never break the server", async () => {
    const draft = await begin(sanne, { text: "" });
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.json({ maxDepth: 3 }),
      fc.constantFrom("[".repeat(2_000), "{a: ".repeat(500), "- ".repeat(2_000), "\u0000", "\ud800", "*x"),
    );
    await fc.assert(
      fc.asyncProperty(anything, anything, async (text, other) => {
        const { revision } = await again(sanne, draft);
        const answers = await Promise.all([
          sanne.send("PUT", `/v1/drafts/${draft.id}`, { revision, title: "Wat dan ook", text }),
          sanne.post("/v1/drafts", { owner: other, title: other, text }),
          sanne.post(`/v1/drafts/${draft.id}/comments`, { text: other, line: text.length }),
          sanne.post(`/v1/drafts/${draft.id}/_acknowledge`, { finding: other, reason: text }),
          sanne.post(`/v1/drafts/${draft.id}/_return`, { comment: other }),
          sanne.get(`/v1/drafts?search=${encodeURIComponent(other.toWellFormed().slice(0, 100))}`),
          sanne.get(`/v1/drafts/${encodeURIComponent(other.toWellFormed().slice(0, 20))}x`),
        ]);
        for (const answer of answers) expect(answer.status, await answer.text()).toBeLessThan(500);
        expect((await sanne.get(`/v1/drafts/${draft.id}/check`)).status).toBe(200);
      }),
      { numRuns: 60 },
    );
    expect((await again(sanne, draft)).id).toBe(draft.id);
  });
});

test("a draft of the government goes to and fro between coordinators", async () => {
  const draft = await approved(fatima, olga, { owner: "rijk", title: "Tip", text: rijkText() });
  expect(draft).toMatchObject({ state: "approved", reviewer: { name: "Olga Demo" } });
});

describe("scenarios that were changed or removed", () => {
  const add = async (): Promise<Scenario> => {
    const answer = await sanne.post("/v1/scenarios", sharing("sharepoint", "required"));
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const remove = async (browser: Browser, { id }: Scenario) =>
    expect((await browser.send("DELETE", `/v1/scenarios/${id}`)).status).toBe(204);

  test("stand in the check of a draft, also when that was done before it was begun, and are approved with it", async () => {
    const scenario = await add();
    await remove(sanne, scenario);
    const draft = await act(sanne, await begin(sanne), "_submit");
    const { scenarioChanges } = await check(ruben, draft);
    expect(scenarioChanges.scenarios).toMatchObject([
      {
        id: scenario.id,
        what: "removed",
        before: { title: scenario.title, expected: { expect: { sharepoint: "required" } } },
        now: null,
        by: [{ name: "Sanne Demo" }],
        at: expect.stringMatching(/Z$/),
      },
    ]);
    // Not unseen, and not with what came behind their back.
    expect(await refused(ruben, draft, "_approve")).toMatchObject({ status: 409, code: "scenarios-changed" });
    const another = await add();
    await remove(sanne, another);
    const seen = { scenarioChanges: scenarioChanges.version };
    expect(await refused(ruben, draft, "_approve", seen)).toMatchObject({ code: "scenarios-changed" });
    const now = (await check(ruben, draft)).scenarioChanges;
    expect(now.scenarios.map(({ id }) => id).toSorted()).toEqual([scenario.id, another.id].toSorted());
    expect((await act(ruben, draft, "_approve", { scenarioChanges: now.version })).state).toBe("approved");
    await act(sanne, draft, "_withdraw");
  });

  test("since it was begun are not approved by who did so, however they look", async () => {
    const scenario = await add();
    const draft = await act(sanne, await begin(sanne), "_submit");
    await remove(ruben, scenario);
    const { version } = (await check(ruben, draft)).scenarioChanges;
    for (const scenarioChanges of [0, version])
      expect(await refused(ruben, draft, "_approve", { scenarioChanges })).toMatchObject({
        status: 403,
        code: "scenario-four-eyes",
      });
    await eventually(sanne, draft, "in-review");
    await act(sanne, draft, "_withdraw");
    // A draft begun after it shows what was done, and goes the usual way.
    expect((await approved(sanne, ruben)).state).toBe("approved");
  });

  test("and put back as they were, are no change", async () => {
    const scenario = await add();
    const { owner: _owner, ...content } = sharing("sharepoint", "required");
    const draft = await begin(sanne);
    const ids = async () => (await check(sanne, draft)).scenarioChanges.scenarios.map(({ id }) => id);
    for (const [expected, listed] of [
      ["permitted", true],
      ["required", false],
    ] as const) {
      const answer = await ruben.send("PUT", `/v1/scenarios/${scenario.id}`, {
        ...content,
        expect: { sharepoint: expected },
      });
      expect(answer.status).toBe(200);
      expect((await ids()).includes(scenario.id)).toBe(listed);
    }
    await remove(sanne, scenario);
  });
});
