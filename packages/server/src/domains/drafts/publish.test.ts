import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { startTestDatabase } from "../../testing/test-database.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import {
  act,
  approved,
  atOddsText,
  BZK_SOURCE,
  begin,
  bzkText,
  check,
  RED_TEXT,
  refused,
  rijkText,
  sharing,
  sharingText,
} from "./desk.fixture.ts";
import type { Draft } from "./model.ts";

const TODAY = "2026-11-22";

/** A server on which the rule desk is at work, with people who sign in anew when time passes. */
async function startDesk() {
  let now = new Date(`${TODAY}T09:00:00Z`);
  const server: TestServer = await startTestServer({}, { clock: { now: () => now } });
  let signedIn = new Map<string, Promise<Browser>>();
  const as = (id: string): Promise<Browser> => {
    const browser = signedIn.get(id) ?? server.signedIn(`demo-${id}`);
    signedIn.set(id, browser);
    return browser;
  };
  const current = async (date = TODAY): Promise<{ hash: string; links: { self: string } }> =>
    (await server.visitor().get(`/v1/rule-sets/current?date=${date}`)).json();
  const rules = async (date?: string) =>
    (await server.visitor().get((await current(date)).links.self)).json();
  return {
    end: () => server.end(),
    as,
    current,
    rules,
    ruleIds: async (date?: string): Promise<string[]> =>
      (await rules(date)).rules.map(({ id }: { id: string }) => id),
    publications: async () => (await (await server.visitor().get("/v1/rule-sets")).json()).ruleSets,
    again: async ({ id, owner }: Draft): Promise<Draft> =>
      (await (await as(owner === "rijk" ? "fatima" : "sanne")).get(`/v1/drafts/${id}`)).json(),
    /** A draft that Sanne wrote and Ruben approved. */
    ready: async (draft: Parameters<typeof begin>[1]) =>
      approved(await as("sanne"), await as("ruben"), draft),
    /** A draft of the government that Fatima wrote and Olga approved. */
    readyAtRijk: async (draft: Parameters<typeof begin>[1]) =>
      approved(await as("fatima"), await as("olga"), { owner: "rijk", ...draft }),
    /** Time passes until then, and what is due is done. */
    comes: async (moment: string) => {
      now = new Date(moment);
      signedIn = new Map();
      await server.runDueJobs();
    },
  };
}

type Desk = Awaited<ReturnType<typeof startDesk>>;

describe("publishing now", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.end());

  test("changes the rules from today on, and says whose they are and why", async () => {
    const yesterday = await desk.current("2026-11-21");
    const draft = await desk.ready({ title: "Signal mag", text: bzkText({}, "bzk/first") });
    const published = await act(await desk.as("sanne"), draft, "_publish", { validFrom: null });
    const { hash } = await desk.current();
    expect(published).toMatchObject({
      state: "published",
      publication: { hash, validFrom: TODAY },
      abilities: ["comment"],
    });
    expect(await desk.ruleIds()).toContain("bzk/first");
    // Answers for earlier days stay what they were.
    expect(await desk.current("2026-11-21")).toMatchObject({ hash: yesterday.hash });
    expect((await desk.publications())[0]).toMatchObject({
      hash,
      origin: "desk",
      owner: "bzk",
      draft: draft.id,
      reason: "Signal mag",
      publishedBy: "Sanne Demo",
    });
  });

  test("is refused before approval, and for a day that has passed", async () => {
    const sanne = await desk.as("sanne");
    const draft = await begin(sanne);
    expect(await refused(sanne, draft, "_publish")).toMatchObject({ code: "draft-state", state: "draft" });
    const ready = await desk.ready({ text: bzkText({}, "bzk/too-late") });
    for (const validFrom of ["2026-11-21", "2026-02-30"])
      expect(await refused(sanne, ready, "_publish", { validFrom })).toMatchObject({ status: 400 });
  });

  test("twice is refused the second time, also at the same moment", async () => {
    const draft = await desk.ready({ text: sharingText("sharepoint") });
    const before = (await desk.publications()).length;
    const browsers = await Promise.all(["sanne", "ruben"].map(desk.as));
    const answers = await Promise.all(
      browsers.map((browser) => browser.post(`/v1/drafts/${draft.id}/_publish`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await desk.publications()).toHaveLength(before + 1);
  });

  test("of two drafts at once keeps the rules of both", async () => {
    const [milan, karim] = [await desk.as("milan"), await desk.as("karim")];
    const ofBzk = await desk.ready({ text: sharingText("network-drive") });
    const ofJenv = await approved(milan, karim, {
      owner: "jenv",
      text: sharingText("google-drive").replaceAll("bzk", "jenv"),
    });
    await Promise.all([act(await desk.as("sanne"), ofBzk, "_publish"), act(milan, ofJenv, "_publish")]);
    expect(await desk.ruleIds()).toEqual(expect.arrayContaining(["bzk/network-drive", "jenv/google-drive"]));
  });

  test("holds a draft against the rules of that moment, not those it began with", async () => {
    const withdrawal = await desk.readyAtRijk({ text: "withdraw: [rijk-2020/skype-second]\n" });
    const deviation = await desk.ready({
      text: bzkText({ overrides: "[rijk-2020/skype-second]", tools: "[skype-for-business]" }, "bzk/deviates"),
    });
    await act(await desk.as("sanne"), deviation, "_publish");
    expect(await refused(await desk.as("fatima"), withdrawal, "_publish")).toMatchObject({
      code: "draft-blocked",
      blockedBy: [{ kind: "problems" }],
      problems: [{ code: "still-needed" }],
    });
    expect(await desk.ruleIds()).toContain("rijk-2020/skype-second");
  });

  test("lets an organisation change later what it added to the catalogue, and nobody else", async () => {
    const text = (name: string) => `tools:\n  - { id: borrel-app, name: ${name}, activities: [meet] }\n`;
    const added = await desk.ready({ title: "Nieuw middel", text: text("Borrel") });
    await act(await desk.as("sanne"), added, "_publish");
    const { tools } = await desk.rules();
    expect(tools.map(({ id }: { id: string }) => id)).toContain("borrel-app");
    const sanne = await desk.as("sanne");
    const own = await begin(sanne, { title: "Andere naam", text: text("Praat") });
    expect(own.rights.ownTools).toEqual(["borrel-app"]);
    expect((await check(sanne, own)).problems).toEqual([]);
    const milan = await desk.as("milan");
    const others = await begin(milan, { owner: "jenv", title: "Van een ander", text: text("Weg") });
    expect((await check(milan, others)).problems).toMatchObject([{ code: "not-yours" }]);
  });
});

describe("publishing is refused", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.end());

  test("while the draft turns a scenario of anybody red", async () => {
    const noWebex = bzkText({
      when: "{ activity: [meet], information: { to: internal } }",
      tools: "[webex]",
      effect: "prohibited",
    });
    for (const draft of [await desk.ready({ text: noWebex }), await desk.readyAtRijk({ text: RED_TEXT })]) {
      const browser = await desk.as(draft.owner === "rijk" ? "fatima" : "sanne");
      const problem = await refused(browser, draft, "_publish");
      expect(problem).toMatchObject({ status: 409, code: "draft-blocked" });
      expect(problem.blockedBy).toContainEqual({ kind: "red-scenario", scenario: "meet-internal-bzk" });
      const { scenarios } = await check(browser, draft);
      expect(scenarios.find(({ id }) => id === "meet-internal-bzk")).toMatchObject({
        owner: "rijk",
        stateBefore: "green",
        state: "red",
        expected: { expect: { webex: "recommended" } },
        got: { expect: { webex: "prohibited" } },
      });
    }
  });

  test("while a scenario of the owner is red, even when the draft did not turn it so", async () => {
    const sanne = await desk.as("sanne");
    const scenario = await (await sanne.post("/v1/scenarios", sharing("iswf", "required"))).json();
    expect(scenario.state).toBe("red");
    const draft = await desk.ready({ text: `${BZK_SOURCE}tools: []\n` });
    expect((await refused(sanne, draft, "_publish")).blockedBy).toEqual([
      { kind: "red-scenario", scenario: scenario.id },
    ]);
    // Nobody else has to wait for it.
    await act(await desk.as("fatima"), await desk.readyAtRijk({ text: rijkText() }), "_publish");
    // Its officer takes it away alone: the approval did not see that, so somebody else has to see it first.
    expect((await sanne.send("DELETE", `/v1/scenarios/${scenario.id}`)).status).toBe(204);
    expect((await refused(sanne, draft, "_publish")).blockedBy).toEqual([
      { kind: "changed-scenario", scenario: scenario.id },
    ]);
    const { scenarioChanges } = await check(sanne, draft);
    expect(scenarioChanges.scenarios).toMatchObject([
      { id: scenario.id, what: "removed", now: null, by: [{ name: "Sanne Demo" }] },
    ]);
    const ruben = await desk.as("ruben");
    await act(ruben, draft, "_return", { comment: "Er is een voorbeeld weg." });
    await act(sanne, draft, "_submit");
    await act(ruben, draft, "_approve", { scenarioChanges: scenarioChanges.version });
    await act(sanne, draft, "_publish");
    // What was approved so, does not come back in the next draft.
    expect((await check(sanne, await begin(sanne))).scenarioChanges).toEqual({ version: 0, scenarios: [] });
  });

  test("while a new conflict has no reason; with one, it is published with the reason", async () => {
    const [sanne, ruben] = [await desk.as("sanne"), await desk.as("ruben")];
    const draft = await begin(sanne, { title: "Zoom bij BZK", text: atOddsText("zoom") });
    await act(sanne, draft, "_submit");
    await act(ruben, draft, "_approve");
    const { newConflicts, mayPublish } = await check(sanne, draft);
    expect(newConflicts.length).toBeGreaterThan(0);
    expect(newConflicts[0]).toMatchObject({ kind: "norm-conflict", tool: "zoom" });
    expect(mayPublish).toBe(false);
    const finding = newConflicts.map(({ id }) => id);
    expect((await refused(sanne, draft, "_publish")).blockedBy).toEqual(
      finding.map((id) => ({ kind: "new-conflict", finding: id })),
    );
    const reason = "BZK werkt met een partner die alleen Zoom heeft.";
    await act(ruben, draft, "_acknowledge", { finding, reason });
    const checked = await check(sanne, draft);
    expect(checked).toMatchObject({ mayPublish: true, blockedBy: [] });
    expect(checked.acknowledgements[0]).toMatchObject({ reason, by: { name: "Ruben Demo" } });
    await act(sanne, draft, "_publish");
    const [newest] = await desk.publications();
    const given = newest.acknowledgements.toSorted((a: { finding: string }, b: { finding: string }) =>
      a.finding < b.finding ? -1 : 1,
    );
    expect(given).toEqual(finding.toSorted().map((id) => ({ finding: id, reason })));
  });

  test("also while a conflict only begins later, with the rule", async () => {
    const sanne = await desk.as("sanne");
    const draft = await begin(sanne, { text: atOddsText("microsoft-teams", "2098-01-01") });
    expect((await check(sanne, draft)).newConflicts.length).toBeGreaterThan(0);
  });
});

describe("a planned draft", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.end());

  const plan = async (text: string, validFrom: string): Promise<Draft> =>
    act(await desk.as("sanne"), await desk.ready({ title: "Gepland", text }), "_publish", { validFrom });

  test("is published on its day, in Dutch time, and not before", async () => {
    const draft = await plan(sharingText("sharepoint"), "2026-12-01");
    expect(draft).toMatchObject({ state: "planned", plannedFor: "2026-12-01", publication: null });
    await desk.comes("2026-11-30T22:59:00Z");
    expect(await desk.ruleIds("2026-12-01")).not.toContain("bzk/sharepoint");
    await desk.comes("2026-11-30T23:05:00Z");
    expect(await desk.ruleIds("2026-12-01")).toContain("bzk/sharepoint");
    expect(await desk.ruleIds("2026-11-30")).not.toContain("bzk/sharepoint");
    expect(await desk.again(draft)).toMatchObject({
      state: "published",
      plannedFor: null,
      publication: { validFrom: "2026-12-01" },
    });
    expect((await desk.publications())[0]).toMatchObject({ publishedBy: "Sanne Demo", draft: draft.id });
  });

  test("is published once, however often the day comes", async () => {
    await plan(sharingText("network-drive"), "2026-12-05");
    const before = (await desk.publications()).length;
    for (const moment of ["2026-12-05T08:00:00Z", "2026-12-05T09:00:00Z", "2026-12-06T09:00:00Z"])
      await desk.comes(moment);
    expect(await desk.publications()).toHaveLength(before + 1);
  });

  test("that was called off stays off", async () => {
    const draft = await plan(sharingText("google-drive"), "2026-12-10");
    await act(await desk.as("ruben"), draft, "_return", { comment: "Toch niet." });
    await desk.comes("2026-12-10T08:00:00Z");
    expect(await desk.ruleIds("2026-12-10")).not.toContain("bzk/google-drive");
    expect((await desk.again(draft)).state).toBe("draft");
  });

  test("fails on its day when a scenario was removed after the approval, also one that was not red", async () => {
    const sanne = await desk.as("sanne");
    const added = await sanne.post("/v1/scenarios", sharing("sharepoint", "permitted"));
    const scenario = await added.json();
    const draft = await plan(sharingText("iswf"), "2026-12-12");
    await sanne.send("DELETE", `/v1/scenarios/${scenario.id}`);
    await desk.comes("2026-12-12T08:00:00Z");
    expect(await desk.again(draft)).toMatchObject({
      state: "failed",
      failure: { blockedBy: [{ kind: "changed-scenario", scenario: scenario.id }] },
    });
    expect(await desk.ruleIds("2026-12-12")).not.toContain("bzk/iswf");
  });

  test("that fails its scenarios on the day does not publish, says why, and can be published after all", async () => {
    const draft = await plan(sharingText("samenwerkruimte"), "2026-12-15");
    const other = await act(
      await desk.as("fatima"),
      await desk.readyAtRijk({ title: "Tip", text: rijkText() }),
      "_publish",
      { validFrom: "2026-12-15" },
    );
    // Made after it was planned: at BZK this is not to be.
    const added = await (await desk.as("sanne")).post(
      "/v1/scenarios",
      sharing("samenwerkruimte", "prohibited"),
    );
    const scenario = await added.json();
    await desk.comes("2026-12-15T08:00:00Z");
    expect(await desk.again(draft)).toMatchObject({
      state: "failed",
      plannedFor: null,
      failure: {
        at: "2026-12-15T08:00:00.000Z",
        blockedBy: [{ kind: "red-scenario", scenario: scenario.id }],
        problems: [],
      },
      abilities: ["edit", "publish", "withdraw", "comment"],
    });
    expect(await desk.ruleIds("2026-12-15")).not.toContain("bzk/samenwerkruimte");
    // The others have their day.
    expect((await desk.again(other)).state).toBe("published");
    const [sanne, ruben] = [await desk.as("sanne"), await desk.as("ruben")];
    const { owner: _owner, ...content } = sharing("samenwerkruimte", "permitted");
    const changed = await sanne.send("PUT", `/v1/scenarios/${scenario.id}`, content);
    expect(changed.status, await changed.clone().text()).toBe(200);
    // Planned anew it fails again: the scenario holds now, but nobody else agreed that it was changed.
    const { scenarioChanges } = await check(sanne, draft);
    expect(scenarioChanges.scenarios.find(({ id }) => id === scenario.id)).toMatchObject({
      what: "changed",
      before: { expected: { expect: { samenwerkruimte: "prohibited" } } },
      now: { expected: { expect: { samenwerkruimte: "permitted" } } },
    });
    expect((await refused(sanne, draft, "_publish")).blockedBy).toEqual([
      { kind: "changed-scenario", scenario: scenario.id },
    ]);
    await act(ruben, draft, "_return", { comment: "Het voorbeeld veranderde." });
    await act(sanne, draft, "_submit");
    await act(ruben, draft, "_approve", { scenarioChanges: scenarioChanges.version });
    expect(await act(sanne, draft, "_publish")).toMatchObject({ state: "published", failure: null });
    const { auditEntries } = await (
      await (await desk.as("daan")).get("/v1/audit-entries?action=drafts.publish-planned")
    ).json();
    expect(JSON.stringify(auditEntries)).toContain(draft.id);
  });
});

describe("going back", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.end());

  const goBack = async (owner: string, publication: number): Promise<Draft> => {
    const [writer, reviewer] = owner === "rijk" ? ["fatima", "olga"] : ["sanne", "ruben"];
    const browser = await desk.as(writer ?? "");
    const answer = await browser.post("/v1/drafts/_restore", { owner, publication });
    expect(answer.status, await answer.clone().text()).toBe(201);
    const draft: Draft = await answer.json();
    const { newConflicts } = await check(browser, draft);
    if (newConflicts.length > 0)
      await act(browser, draft, "_acknowledge", {
        finding: newConflicts.map(({ id }) => id),
        reason: "Zo was het.",
      });
    await act(browser, draft, "_submit");
    await act(await desk.as(reviewer ?? ""), draft, "_approve");
    return act(browser, draft, "_publish");
  };

  test("is a new draft with the owner's rules of then, and publishes them again", async () => {
    const sanne = await desk.as("sanne");
    const [first] = await desk.publications();
    await act(sanne, await desk.ready({ text: sharingText("sharepoint") }), "_publish");
    const [second] = await desk.publications();
    const text = sharingText("sharepoint").replace("permitted", "recommended");
    await act(sanne, await desk.ready({ text }), "_publish");
    const draft = await goBack("bzk", second.publication);
    expect(draft).toMatchObject({
      state: "published",
      title: "Terug naar de regels van 22 november 2026",
      restores: second.publication,
    });
    const [restored] = await desk.publications();
    expect(restored).toMatchObject({ hash: second.hash, origin: "restore", draft: draft.id });
    const nothing = await sanne.post("/v1/drafts/_restore", {
      owner: "bzk",
      publication: restored.publication,
    });
    expect(await nothing.json()).toMatchObject({ status: 409, code: "nothing-to-restore" });
    // And all the way back: the rule was not there at first.
    await goBack("bzk", first.publication);
    expect(await desk.ruleIds()).not.toContain("bzk/sharepoint");
  });

  test("of rules of the government leaves those of organisations alone", async () => {
    const [before] = await desk.publications();
    const withdrawal = await desk.readyAtRijk({ text: "withdraw: [rijk-2023/risky-apps]\n" });
    await act(await desk.as("fatima"), withdrawal, "_publish");
    const ofBzk = await desk.ready({ text: sharingText("network-drive") });
    await act(await desk.as("sanne"), ofBzk, "_publish");
    await goBack("rijk", before.publication);
    const { rules, untranslatables } = await desk.rules();
    expect(rules.map(({ id }: { id: string }) => id)).toContain("bzk/network-drive");
    expect(untranslatables.map(({ id }: { id: string }) => id)).toContain("rijk-2023/risky-apps");
  });

  test("to a publication that never was is not found", async () => {
    const sanne = await desk.as("sanne");
    expect((await sanne.post("/v1/drafts/_restore", { owner: "bzk", publication: 999 })).status).toBe(404);
  });
});

test("a process that dies between applying and publishing leaves nothing half", async () => {
  const store = await startTestDatabase();
  const server = await startTestServer({ DATABASE_URL: store.url, MIGRATION_DATABASE_URL: store.ownerUrl });
  const [owner, watcher] = [store.ownerUrl, store.ownerUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  );
  if (owner === undefined || watcher === undefined) throw new Error("there are two connections");
  await Promise.all([owner.connect(), watcher.connect()]);
  try {
    const [sanne, ruben] = [await server.signedIn("demo-sanne"), await server.signedIn("demo-ruben")];
    const current = async () => (await (await sanne.get("/v1/rule-sets/current")).json()).hash;
    const draft = await approved(sanne, ruben, { text: sharingText("sharepoint") });
    const before = await current();
    // The publication can be written, the draft's new stage cannot: there the connection is cut.
    await owner.query("begin; lock table draft in share mode");
    const publishing = sanne.post(`/v1/drafts/${draft.id}/_publish`, {});
    await vi.waitFor(
      async () => {
        // Apart from the lock: within one transaction PostgreSQL shows the same activity each time.
        const { rows } = await watcher.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where wait_event_type = 'Lock' and query like 'update "draft"%'`,
        );
        expect(rows).toHaveLength(1);
      },
      { timeout: 30_000, interval: 50 },
    );
    expect((await publishing).status).toBe(503);
    await owner.query("rollback");
    const { rows } = await owner.query("select origin from publication");
    expect(rows).toEqual([{ origin: "folder" }]);
    const kept = await (await sanne.get(`/v1/drafts/${draft.id}`)).json();
    expect(kept).toMatchObject({ state: "approved", publication: null });
    expect(await current()).toBe(before);
    expect((await act(sanne, draft, "_publish")).state).toBe("published");
  } finally {
    await Promise.all([owner.end(), watcher.end()]);
    await server.end();
    await store.end();
  }
}, 120_000);
