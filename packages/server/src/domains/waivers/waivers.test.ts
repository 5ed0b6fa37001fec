import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson, hashRuleSet, withWaivers } from "@akkoord/policy";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { scimOf } from "../../edges/scim/scim.fixture.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Browser } from "../../testing/browser.ts";
import { POLICIES, startTestServer, type TestServer } from "../../testing/test-server.ts";
import { daysAfter } from "./model.ts";

const TODAY = dayInAmsterdam(new Date());
const dayIn = (days: number): string => daysAfter(TODAY, days);

/** A clock that a test sets: at noon today, because cookies end by the clock of the machine. */
class MovingClock implements Clock {
  moment = new Date(`${TODAY}T12:00:00Z`);
  now(): Date {
    return this.moment;
  }
}

const clock = new MovingClock();
let server: TestServer;
let ruleSet: string;
/** Asks for BZK. */
let noor: Browser;
/** Coordinators: they decide on rules of `rijk`. */
let fatima: Browser;
let olga: Browser;
/** Security officer of BZK. */
let sanne: Browser;

beforeAll(async () => {
  server = await startTestServer({ SESSION_HOURS: "72" }, { clock });
  ruleSet = (await (await server.visitor().get("/v1/rule-sets/current")).json()).hash;
  noor = await server.signedIn("demo-noor");
  fatima = await server.signedIn("demo-fatima");
  olga = await server.signedIn("demo-olga");
  sanne = await server.signedIn("demo-sanne");
});
afterAll(() => server.end());

/** A meeting to which a foreign organisation invites: the rules advise against Zoom. */
const ABROAD = {
  attributes: {
    activity: "meet",
    information: "internal",
    personalData: "none",
    host: "other",
    device: "managed-workstation",
    location: "office",
    role: "employee",
  },
  participants: ["bzk", "international"],
};

const wish = (more: object = {}) => ({
  ruleSet,
  situation: ABROAD,
  tool: "zoom",
  reason: "De ander werkt alleen met Zoom.",
  valid: { from: TODAY, to: dayIn(130) },
  cover: { kind: "organisation" },
  ...more,
});

/** What a test leaves behind; the officer of BZK withdraws it, so that tests do not meet each other's waivers. */
const made: string[] = [];
afterEach(async () => {
  for (const id of made.splice(0)) await withdraw(sanne, id);
});

async function requested(asker: Browser, more: object = {}) {
  const answer = await asker.post("/v1/waivers", wish(more));
  const body = await answer.json();
  expect(answer.status, JSON.stringify(body)).toBe(201);
  made.push(body.id);
  return body;
}

async function granted(more: object = {}, decider: Browser = fatima) {
  const { id } = await requested(noor, more);
  const answer = await decider.post(`/v1/waivers/${id}/_agree`, { reason: "Dit mag voor dit overleg." });
  const body = await answer.json();
  expect(body.state, JSON.stringify(body)).toBe("granted");
  return body;
}

/** What an answer says of Zoom, to somebody. */
async function zoomFor(browser: Browser, situation: object = ABROAD, question: object = {}) {
  const answer = await (
    await browser.post("/v1/answers", { situation, tool: "zoom", help: false, ...question })
  ).json();
  return { ...answer.outcomes[0], ruleSet: answer.ruleSet };
}

const personId = async (browser: Browser): Promise<string> =>
  (await (await browser.get("/v1/session")).json()).person.id;

const withdraw = (browser: Browser, id: string) =>
  browser.post(`/v1/waivers/${id}/_withdraw`, { reason: "Niet meer nodig." });

describe("a request", () => {
  test("names the rules that it sets aside, and whose signature it needs", async () => {
    const waiver = await requested(noor);
    expect(waiver).toMatchObject({
      organisation: "bzk",
      tool: "zoom",
      state: "requested",
      asker: { name: "Noor Demo" },
      relaxes: expect.arrayContaining([
        "rekenkamer-2020/zoom-discouraged",
        "rijk-2020/other-video-discouraged",
      ]),
      when: expect.objectContaining({ audience: ["international"], device: ["managed-workstation"] }),
      signatures: [{ owner: "rijk", verdict: null, by: null, at: null, reason: null }],
      abilities: ["withdraw"],
    });
    expect((await zoomFor(noor)).effect).toBe("discouraged");
  });

  test("holds more widely only where the asker says so", async () => {
    const waiver = await requested(noor, { widened: ["device", "information"] });
    expect(waiver.when.device).toBeUndefined();
    expect(waiver.when.information).toEqual(["public", "internal"]);
  });

  test.each([
    ["that leaves the situation open", { situation: { ...ABROAD, attributes: { activity: "meet" } } }, 422],
    ["for a tool that is open already", { tool: "webex" }, 422],
    ["for another organisation", { situation: { ...ABROAD, participants: ["szw", "international"] } }, 403],
    ["that names nobody", { situation: { ...ABROAD, participants: [] } }, 400],
    ["without a reason", { reason: " " }, 400],
    ["that began yesterday", { valid: { from: dayIn(-1), to: dayIn(10) } }, 400],
    ["that ends before it begins", { valid: { from: dayIn(11), to: dayIn(10) } }, 400],
    ["for more than a year", { valid: { from: TODAY, to: dayIn(365) } }, 400],
    ["for a day that does not exist", { valid: { from: TODAY, to: `${dayIn(90).slice(0, 4)}-02-30` } }, 400],
    ["for an unknown tool", { tool: "zooom" }, 400],
    ["with an unknown duty", { duties: ["pray"] }, 400],
    ["with an unknown attribute to widen", { widened: ["weather"] }, 400],
    ["for nobody", { cover: { kind: "people", people: [] } }, 400],
    ["with rules of another time", { ruleSet: "0".repeat(64) }, 409],
    [
      "for somebody unknown",
      { cover: { kind: "people", people: ["00000000-0000-4000-8000-000000000000"] } },
      400,
    ],
    ["with a duty that cannot be met there", { duties: ["use-secure-workspace"] }, 422],
  ])("%s is refused", async (_what, wrong, status) => {
    const answer = await noor.post("/v1/waivers", wish(wrong));
    expect(answer.status, await answer.text()).toBe(status);
  });

  test("cannot cover somebody of another organisation", async () => {
    const bram = await personId(await server.signedIn("demo-bram"));
    const answer = await noor.post("/v1/waivers", wish({ cover: { kind: "people", people: [bram] } }));
    expect(answer.status).toBe(400);
  });

  test("for what a strict rule closes is refused, with the rule named", async () => {
    const situation = {
      attributes: {
        activity: "share",
        information: "internal",
        personalData: "special",
        host: "own",
        device: "managed-workstation",
        location: "office",
        role: "employee",
      },
      participants: ["bzk", "external"],
    };
    const answer = await noor.post("/v1/waivers", wish({ situation, tool: "dropbox" }));
    const problem = await answer.json();
    expect(answer.status).toBe(422);
    expect(problem).toMatchObject({
      code: "waiver-blocked",
      blockedBy: [{ rule: "rijk-2020/securetransfer-for-personal-data", because: "strict" }],
    });
    expect(problem.detail).toContain("rijk-2020/securetransfer-for-personal-data");
  });

  test("can be looked at first: what it takes, and keeps nothing", async () => {
    const { reason: _r, cover: _c, ...asked } = wish();
    const preview = await (await noor.post("/v1/waivers/_preview", asked)).json();
    expect(preview).toMatchObject({ possible: true, because: null, owners: ["rijk"], closedFor: [] });
    expect(preview.rules).toContainEqual({ rule: "rekenkamer-2020/zoom-discouraged", owner: "rijk" });
    const vague = await (
      await noor.post("/v1/waivers/_preview", { ...asked, situation: { participants: ["bzk"] } })
    ).json();
    expect(vague).toMatchObject({ possible: false, because: "incomplete" });
    expect(vague.open).toContain("information");
    const together = await (
      await noor.post("/v1/waivers/_preview", {
        ...asked,
        situation: { ...ABROAD, participants: ["bzk", "szw", "international"] },
      })
    ).json();
    expect(together.closedFor).toEqual(["szw"]);
  });
});

describe("a granted waiver", () => {
  test("shows in the answers of those it covers, with its duties and its source, and not in those of others", async () => {
    const waiver = await granted({ duties: ["risk-analysis-per-case"] });
    const answer = await zoomFor(noor);
    expect(answer.effect).toBe("permitted");
    expect(answer.duties.map(({ id }: { id: string }) => id)).toContain("risk-analysis-per-case");
    expect(answer.participants[0].decisive).toEqual([`waiver/${waiver.id}`]);
    const rules = await (await server.visitor().get(`/v1/rule-sets/${answer.ruleSet}`)).json();
    expect(rules.rules.at(-1)).toMatchObject({
      id: `waiver/${waiver.id}`,
      layer: "waiver",
      valid: { from: TODAY, to: dayIn(130) },
      source: { quote: "Dit mag voor dit overleg." },
    });
    expect(rules.sources.at(-1)).toMatchObject({ author: "Rijk", date: TODAY });
    // Not for who did not sign in, nor who works elsewhere, nor in another situation.
    expect((await zoomFor(server.visitor())).effect).toBe("discouraged");
    expect((await zoomFor(await server.signedIn("demo-bram"))).effect).toBe("discouraged");
    const confidential = { ...ABROAD, attributes: { ...ABROAD.attributes, information: "confidential" } };
    expect((await zoomFor(noor, confidential)).effect).toBe("prohibited");
  });

  test("tells the page what it needs to decide by itself, the same", async () => {
    const waiver = await granted();
    const covering = await (await noor.get("/v1/waivers/_covering")).json();
    expect(covering.waivers).toHaveLength(1);
    expect(covering.waivers[0]).toMatchObject({ id: waiver.id, organisation: "bzk", tools: ["zoom"] });
    const published = await (await noor.get(`/v1/rule-sets/${covering.ruleSet}`)).json();
    const { expiresSoon: _, ...own } = covering.waivers[0];
    expect(hashRuleSet(withWaivers(published, [own]))).toBe(covering.withWaivers);
    expect((await zoomFor(noor)).ruleSet).toBe(covering.withWaivers);
    const later = await (await noor.get(`/v1/waivers/_covering?date=${dayIn(131)}`)).json();
    expect(later.waivers).toEqual([]);
    const elsewhere = await (await (await server.signedIn("demo-bram")).get("/v1/waivers/_covering")).json();
    expect(elsewhere.waivers).toEqual([]);
  });

  test("covers the people it names and nobody else", async () => {
    const waiver = await granted({
      cover: { kind: "team", name: "Team Geneve", people: [await personId(noor)] },
    });
    expect(waiver.cover).toEqual({
      kind: "team",
      name: "Team Geneve",
      people: [{ id: await personId(noor), name: "Noor Demo" }],
    });
    expect((await zoomFor(noor)).effect).toBe("permitted");
    expect((await zoomFor(sanne)).effect).toBe("discouraged");
  });

  test.each([
    ["who asked", () => noor],
    ["who decides", () => olga],
    ["the security officer of the organisation", () => sanne],
  ])("is withdrawn by %s, which the next answer shows", async (_who, by) => {
    const { id } = await granted();
    expect((await zoomFor(noor)).effect).toBe("permitted");
    const answer = await (await withdraw(by(), id)).json();
    expect(answer).toMatchObject({
      state: "withdrawn",
      ending: { reason: "Niet meer nodig." },
      abilities: [],
    });
    const after = await zoomFor(noor);
    expect(after.effect).toBe("discouraged");
    expect(after.ruleSet).toBe(ruleSet);
    // Twice is the same as once.
    expect((await withdraw(by(), id)).status).toBe(200);
  });

  test("leaves receipts that replay to the same bytes after it was withdrawn", async () => {
    const { id } = await granted();
    const kept = await (await noor.post("/v1/receipts", { situation: ABROAD, tool: "zoom" })).json();
    expect(kept.receipt.outcomes[0].effect).toBe("permitted");
    await withdraw(noor, id);
    const replay = await (await server.visitor().post(kept.links.replay)).json();
    expect(replay.same).toBe(true);
    expect(canonicalJson(replay.receipt)).toBe(canonicalJson(kept.receipt));
    expect((await (await server.visitor().get("/v1/rule-sets")).json()).ruleSets).toHaveLength(1);
  });
});

describe("deciding", () => {
  test("may make it narrower: a shorter period, fewer people, more duties", async () => {
    const { id } = await requested(noor);
    const person = await personId(noor);
    const agreed = await (
      await fatima.post(`/v1/waivers/${id}/_agree`, {
        reason: "Voor jou, tot het nieuwe jaar.",
        valid: { to: dayIn(40) },
        cover: { kind: "people", people: [person] },
        duties: ["risk-analysis-per-case"],
      })
    ).json();
    expect(agreed).toMatchObject({
      state: "granted",
      valid: { from: TODAY, to: dayIn(40) },
      cover: { kind: "people", people: [{ id: person }] },
      duties: ["risk-analysis-per-case"],
      signatures: [{ owner: "rijk", verdict: "agreed", by: { name: "Fatima Demo" } }],
    });
  });

  test.each([
    ["a longer period", { valid: { to: dayIn(160) } }, 400],
    ["an earlier start", { valid: { from: dayIn(-1) } }, 400],
    ["the whole organisation where people were named", { cover: { kind: "organisation" } }, 400],
    ["no reason", { reason: "" }, 400],
    ["a duty that cannot be met there", { duties: ["use-secure-workspace"] }, 422],
  ])("never makes it wider or unworkable: %s", async (_what, wrong, status) => {
    const { id } = await requested(noor, { cover: { kind: "people", people: [await personId(noor)] } });
    const answer = await fatima.post(`/v1/waivers/${id}/_agree`, { reason: "Goed.", ...wrong });
    expect(answer.status, await answer.text()).toBe(status);
  });

  test("is never up to who asked, also not with the right role", async () => {
    const { id } = await requested(fatima);
    for (const verb of ["_agree", "_refuse"]) {
      const answer = await fatima.post(`/v1/waivers/${id}/${verb}`, { reason: "Ik vind het goed." });
      expect([answer.status, (await answer.json()).code]).toEqual([403, "own-waiver"]);
    }
    expect((await olga.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." })).status).toBe(200);
  });

  test("is up to who owns the rule: the organisation's own officer sees it, and may not agree", async () => {
    const { id } = await requested(noor);
    expect((await sanne.get(`/v1/waivers/${id}`)).status).toBe(200);
    expect((await sanne.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." })).status).toBe(403);
    const milan = await server.signedIn("demo-milan");
    expect((await milan.get(`/v1/waivers/${id}`)).status).toBe(404);
    expect((await milan.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." })).status).toBe(404);
  });

  test("where no rule speaks is up to the organisation itself", async () => {
    const { id, signatures, relaxes } = await requested(noor, { tool: "secure-video-environment" });
    expect([relaxes, signatures.map(({ owner }: { owner: string }) => owner)]).toEqual([[], ["bzk"]]);
    expect((await fatima.get(`/v1/waivers/${id}`)).status).toBe(404);
    expect((await sanne.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." })).status).toBe(200);
  });

  test("ends with a refusal, with its reason", async () => {
    const { id } = await requested(noor);
    const refused = await (
      await fatima.post(`/v1/waivers/${id}/_refuse`, { reason: "Vraag om een eigen uitnodiging." })
    ).json();
    expect(refused).toMatchObject({
      state: "refused",
      ending: { by: { name: "Fatima Demo" }, reason: "Vraag om een eigen uitnodiging." },
      abilities: [],
    });
    for (const verb of ["_agree", "_refuse"])
      expect((await olga.post(`/v1/waivers/${id}/${verb}`, { reason: "Toch." })).status).toBe(409);
    expect((await withdraw(noor, id)).status).toBe(409);
    expect((await zoomFor(noor)).effect).toBe("discouraged");
  });

  test("by two at once is done by one of them; the other is told", async () => {
    const { id } = await requested(noor);
    const answers = await Promise.all([
      fatima.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." }),
      olga.post(`/v1/waivers/${id}/_refuse`, { reason: "Niet goed." }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { state, signatures } = await (await noor.get(`/v1/waivers/${id}`)).json();
    const [done] = answers.flatMap((answer, i) => (answer.status === 200 ? [["granted", "refused"][i]] : []));
    expect(state).toBe(done);
    expect(signatures[0].by.name).toBe(done === "granted" ? "Fatima Demo" : "Olga Demo");
  });

  test("is written in the audit trail, without the reason", async () => {
    const { id } = await granted({ reason: "Zeer herkenbare reden." });
    const { auditEntries } = await (
      await (await server.signedIn("demo-daan")).get("/v1/audit-entries?action=waivers.agree&limit=200")
    ).json();
    const entry = auditEntries.find(({ object }: { object: { id: string } }) => object.id === id);
    expect(entry).toMatchObject({ object: { type: "waiver", id }, result: "succeeded" });
    expect(JSON.stringify(auditEntries)).not.toContain("herkenbare");
    expect(server.logged()).not.toContain("herkenbare");
  });
});

describe("the list", () => {
  test("holds what is somebody's to see", async () => {
    const { id } = await requested(noor);
    const sees = async (person: string) => {
      const { waivers } = await (
        await (await server.signedIn(person)).get("/v1/waivers?pageSize=100&state=requested")
      ).json();
      return waivers.some((waiver: { id: string }) => waiver.id === id);
    };
    for (const [person, expected] of [
      ["demo-noor", true],
      ["demo-fatima", true],
      ["demo-olga", true],
      ["demo-sanne", true],
      ["demo-daan", true],
      ["demo-bram", false],
      ["demo-lotte", false],
      ["demo-ilse", false],
    ] as const)
      expect(await sees(person), person).toBe(expected);
    const elsewhere = await (await fatima.get("/v1/waivers?organisation=szw")).json();
    expect(elsewhere.waivers).toEqual([]);
  });

  test("finds colleagues to name, of the own organisation only", async () => {
    await server.signedIn("demo-bram");
    const { people } = await (await noor.get("/v1/waivers/_colleagues?name=demo")).json();
    const names = people.map(({ name }: { name: string }) => name);
    expect(names).toContain("Sanne Demo");
    expect(names).not.toContain("Bram Demo");
    expect((await noor.get("/v1/waivers/_colleagues?name=d")).status).toBe(400);
    expect((await (await noor.get("/v1/waivers/_colleagues?name=%25%25")).json()).people).toEqual([]);
  });
});

describe("when somebody leaves", () => {
  let service: TestServer;
  let asker: Browser;
  let officer: Browser;
  let operator: Browser;
  beforeAll(async () => {
    service = await startTestServer({ SESSION_HOURS: "72" }, { clock });
    asker = await service.signedIn("demo-noor");
    officer = await service.signedIn("demo-fatima");
    operator = await service.signedIn("demo-ilse");
  });
  afterAll(() => service.end());

  const ask = async (browser: Browser, cover: object): Promise<string> => {
    const answer = await browser.post("/v1/waivers", wish({ cover }));
    expect(answer.status, await answer.clone().text()).toBe(201);
    return (await answer.json()).id;
  };
  const grant = async (cover: object): Promise<string> => {
    const id = await ask(asker, cover);
    const answer = await officer.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." });
    expect((await answer.json()).state).toBe("granted");
    return id;
  };
  const stateOf = async (id: string) => (await officer.get(`/v1/waivers/${id}`)).json();
  const people = (...ids: readonly string[]) => ({ kind: "people", people: ids });
  /** Rooms were looked at again because of waivers, at least so often. */
  const decidedAgain = (times: number) =>
    vi.waitFor(
      async () => {
        const { checks } = await (await operator.get("/v1/room-checks?pageSize=100")).json();
        const done = checks.filter(
          (check: { cause: string; finishedAt: string | null }) =>
            check.cause === "waiver" && check.finishedAt !== null,
        );
        expect(done.length).toBeGreaterThanOrEqual(times);
      },
      { timeout: 20_000, interval: 100 },
    );

  test("they are out of every cover at once; what then covers nobody ends, and rooms are decided again", async () => {
    const ruben = await service.signedIn("demo-ruben");
    const [noorId, rubenId] = [await personId(asker), await personId(ruben)];
    const alone = await grant(people(rubenId));
    await decidedAgain(1);
    const together = await grant(people(noorId, rubenId));
    await decidedAgain(2);
    const team = await ask(asker, { kind: "team", name: "Team Geneve", people: [rubenId] });
    const everybody = await ask(ruben, { kind: "organisation" });
    const refused = await ask(asker, people(rubenId));
    await officer.post(`/v1/waivers/${refused}/_refuse`, { reason: "Nee." });
    expect((await zoomFor(asker)).effect).toBe("permitted");

    expect((await operator.post(`/v1/people/${rubenId}/_end`, {})).status).toBe(204);

    expect(await stateOf(alone)).toMatchObject({
      state: "withdrawn",
      cover: { kind: "people", people: [] },
      ending: {
        by: { name: "Ilse Demo" },
        reason: "Iedereen voor wie deze ontheffing gold, is vertrokken.",
      },
      abilities: [],
    });
    expect(await stateOf(together)).toMatchObject({
      state: "granted",
      cover: { people: [{ id: noorId }] },
      ending: null,
    });
    expect((await zoomFor(asker)).effect).toBe("permitted");
    expect(await stateOf(team)).toMatchObject({
      state: "withdrawn",
      ending: { reason: "Iedereen voor wie deze ontheffing is gevraagd, is vertrokken." },
    });
    expect(await stateOf(everybody)).toMatchObject({ state: "requested", asker: { name: "Ruben Demo" } });
    // What was settled before stays as it was decided.
    expect(await stateOf(refused)).toMatchObject({ state: "refused", cover: { people: [{ id: rubenId }] } });

    const { removed } = await (await operator.get(`/v1/people/${rubenId}/certificate`)).json();
    const idsOf = (kind: string) =>
      removed
        .filter((part: { kind: string }) => part.kind === kind)
        .flatMap(({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id));
    expect(idsOf("waiver").toSorted()).toEqual([alone, team].toSorted());
    expect(idsOf("waiver-cover")).toEqual([together]);
    await decidedAgain(3);

    const again = await asker.post("/v1/waivers", wish({ cover: people(rubenId) }));
    expect(again.status).toBe(400);
  });

  test("by what their administration says, nobody is named as who ended it", async () => {
    const administration = await scimOf(service, "bzk");
    const { id: leaver } = await administration.joiner("weg@bzk.example", { displayName: "Wegganger" });
    const id = await grant(people(leaver));
    await administration.patch(`/Users/${leaver}`, [{ op: "replace", path: "active", value: false }]);
    expect(await stateOf(id)).toMatchObject({ state: "withdrawn", ending: { by: null } });
    // Coming back brings nothing of it back.
    await administration.patch(`/Users/${leaver}`, [{ op: "replace", path: "active", value: true }]);
    expect(await stateOf(id)).toMatchObject({ state: "withdrawn", cover: { people: [] } });
  });
});

describe("where an organisation and a law have rules too", () => {
  let folder: string;
  let other: TestServer;
  let asker: Browser;
  let hash: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "akkoord-policies-"));
    await cp(POLICIES, folder, { recursive: true });
    await writeFile(join(folder, "rules", "made-up.yaml"), MADE_UP_RULES);
    other = await startTestServer({ POLICIES_DIR: folder, SESSION_HOURS: "72" }, { clock });
    asker = await other.signedIn("demo-noor");
    hash = (await (await asker.get("/v1/rule-sets/current")).json()).hash;
  });
  afterAll(async () => {
    await other.end();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async () => {
    const answer = await asker.post("/v1/waivers", wish({ ruleSet: hash }));
    expect(answer.status, await answer.clone().text()).toBe(201);
    return answer.json();
  };

  test("every owner must agree, and it holds only when all did", async () => {
    const { id, relaxes, signatures } = await ask();
    expect(relaxes).toEqual(expect.arrayContaining(["bzk/no-zoom", "rekenkamer-2020/zoom-discouraged"]));
    expect(signatures.map(({ owner }: { owner: string }) => owner)).toEqual(["bzk", "rijk"]);
    const officer = await other.signedIn("demo-sanne");
    const coordinator = await other.signedIn("demo-fatima");
    const first = await officer.post(`/v1/waivers/${id}/_agree`, {
      reason: "Voor BZK akkoord.",
      valid: { to: dayIn(40) },
    });
    expect(await first.json()).toMatchObject({ state: "partly-agreed", valid: { to: dayIn(40) } });
    expect((await zoomFor(asker)).effect).toBe("prohibited");
    // Signed for BZK already, also by a colleague.
    const colleague = await other.signedIn("demo-ruben");
    expect((await colleague.post(`/v1/waivers/${id}/_agree`, { reason: "Ook." })).status).toBe(409);
    const second = await coordinator.post(`/v1/waivers/${id}/_agree`, { reason: "Voor het Rijk akkoord." });
    expect(await second.json()).toMatchObject({ state: "granted", valid: { to: dayIn(40) } });
    const answer = await zoomFor(asker);
    expect(answer.effect).toBe("permitted");
    const { sources, rules } = await (await asker.get(`/v1/rule-sets/${answer.ruleSet}`)).json();
    expect(sources.at(-1).author).toBe("BZK, Rijk");
    expect(rules.at(-1).source.quote).toBe("Voor BZK akkoord. Voor het Rijk akkoord.");
    await withdraw(asker, id);
  });

  test("two owners who agree at once both count", async () => {
    const { id } = await ask();
    const [officer, coordinator] = [await other.signedIn("demo-sanne"), await other.signedIn("demo-fatima")];
    const answers = await Promise.all(
      [officer, coordinator].map((browser) => browser.post(`/v1/waivers/${id}/_agree`, { reason: "Goed." })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await (await asker.get(`/v1/waivers/${id}`)).json()).state).toBe("granted");
    await withdraw(asker, id);
  });

  test("one owner who refuses is enough", async () => {
    const { id } = await ask();
    await (await other.signedIn("demo-fatima")).post(`/v1/waivers/${id}/_agree`, { reason: "Goed." });
    await (await other.signedIn("demo-sanne")).post(`/v1/waivers/${id}/_refuse`, { reason: "Nee." });
    expect((await (await asker.get(`/v1/waivers/${id}`)).json()).state).toBe("refused");
    expect((await zoomFor(asker)).effect).toBe("prohibited");
  });

  test("a law is never waived, and is named", async () => {
    const answer = await asker.post("/v1/waivers", wish({ ruleSet: hash, tool: "microsoft-teams" }));
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { code: "waiver-blocked", blockedBy: [{ rule: "wet/no-teams", because: "law" }] },
    ]);
  });

  test("rules that changed meanwhile stop a decision; a granted waiver falls when its rule became strict", async () => {
    const waiting = await ask();
    const running = await ask();
    const officer = await other.signedIn("demo-sanne");
    const coordinator = await other.signedIn("demo-fatima");
    for (const browser of [officer, coordinator])
      await browser.post(`/v1/waivers/${running.id}/_agree`, { reason: "Goed." });
    expect((await zoomFor(asker)).effect).toBe("permitted");
    await writeFile(
      join(folder, "rules", "made-up.yaml"),
      MADE_UP_RULES.replace("force: defeasible", "force: strict"),
    );
    await other.reloadPolicies();
    expect((await zoomFor(asker)).effect).toBe("prohibited");
    const late = await coordinator.post(`/v1/waivers/${waiting.id}/_agree`, { reason: "Goed." });
    expect([late.status, (await late.json()).code]).toEqual([409, "rules-changed"]);
  });
});

/** Rules that nobody made: BZK forbids Zoom, and a law forbids Teams. */
const MADE_UP_RULES = `
sources:
  - { id: made-up, title: Verzonnen, author: Verzonnen, date: 2026-01-01, url: null, fictional: true }
defaults:
  valid: { from: 2026-01-01, to: null }
  document: made-up
rules:
  - id: bzk/no-zoom
    issuer: bzk
    layer: organisation
    force: defeasible
    bearers: [bzk]
    when: { activity: [meet] }
    tools: [zoom]
    effect: prohibited
    words: { nl: "Zoom mag niet bij BZK.", en: "No Zoom at BZK." }
    source: { quote: "Zoom mag niet." }
  - id: wet/no-teams
    issuer: rijk
    layer: law
    force: strict
    bearers: [rijksdienst]
    when: { activity: [meet] }
    tools: [microsoft-teams]
    effect: prohibited
    words: { nl: "Teams mag niet van de wet.", en: "The law forbids Teams." }
    source: { quote: "Teams mag niet." }
`;

describe("time", () => {
  test("ends a waiver by itself; who is covered hears of it two weeks before, once", async () => {
    const { id } = await granted({ valid: { from: TODAY, to: dayIn(17) } });
    const stateOf = async () => (await noor.get(`/v1/waivers/${id}`)).json();
    expect((await stateOf()).expiresSoon).toBe(false);
    const noted = async () => {
      const auditor = await server.signedIn("demo-daan");
      const { auditEntries } = await (
        await auditor.get("/v1/audit-entries?action=waivers.note-expiring&limit=200")
      ).json();
      return auditEntries.length;
    };
    const before = await noted();
    clock.moment = new Date(`${dayIn(3)}T12:00:00Z`);
    for (const browser of [noor, fatima])
      await browser.signIn(browser === noor ? "demo-noor" : "demo-fatima");
    await server.runDueJobs();
    expect(await noted()).toBe(before + 1);
    expect((await stateOf()).expiresSoon).toBe(true);
    expect((await (await noor.get("/v1/waivers/_covering")).json()).waivers[0].expiresSoon).toBe(true);

    const lastDay = { ...ABROAD, date: dayIn(17) };
    const dayAfter = { ...ABROAD, date: dayIn(18) };
    expect((await zoomFor(noor, lastDay)).effect).toBe("permitted");
    expect((await zoomFor(noor, dayAfter)).effect).toBe("discouraged");
    const kept = await (await noor.post("/v1/receipts", { situation: lastDay, tool: "zoom" })).json();

    clock.moment = new Date(`${dayIn(18)}T12:00:00Z`);
    noor = await server.signedIn("demo-noor");
    expect(await stateOf()).toMatchObject({ state: "expired", expiresSoon: false, abilities: [] });
    expect((await zoomFor(noor)).effect).toBe("discouraged");
    expect((await zoomFor(noor)).ruleSet).toBe(ruleSet);
    expect((await withdraw(noor, id)).status).toBe(409);
    const replay = await (await server.visitor().post(kept.links.replay)).json();
    expect(replay.same).toBe(true);
    expect(replay.receipt.outcomes[0].effect).toBe("permitted");
  });
});
