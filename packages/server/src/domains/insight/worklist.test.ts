import type { RuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/actor.ts";
import { createBus } from "../../platform/bus.ts";
import { type Command, type Commands, createCommands } from "../../platform/command.ts";
import { InvalidInput, NotAllowed, NotFound, NotSignedIn } from "../../platform/errors.ts";
import { createOutbox, type Outbox } from "../../platform/jobs.ts";
import { createLog } from "../../platform/log.ts";
import { startTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { auditWriter } from "../audit/write.ts";
import { acceptFinding, assignFinding, followPublication, reopenFinding } from "./commands.ts";
import { defaultOwner, type FindingFamily } from "./model.ts";
import { createWorklistQueries } from "./queries.ts";
import { insightSchema } from "./tables.ts";

let store: TestDatabase;
let outbox: Outbox;
let commands: Commands;
let ruleSet: RuleSet;
let now = new Date("2026-11-21T12:00:00Z");

beforeAll(async () => {
  store = await startTestDatabase(insightSchema);
  const log = createLog("silent");
  outbox = createOutbox(store.database, createBus(log), log);
  await outbox.start();
  commands = createCommands({
    database: store.database,
    audit: auditWriter,
    outbox,
    clock: { now: () => now },
    onEnd: () => {},
  });
  const loaded = await loadRuleSet(POLICIES);
  if (loaded.ruleSet === null) throw new Error("the policies hold errors");
  ruleSet = loaded.ruleSet;
});
afterAll(async () => {
  await outbox.stop();
  await store.end();
});

const person = (name: string, organisation: string, role: Person["roles"][number]): Person => ({
  kind: "person",
  id: "7a4a5e4e-0000-4000-8000-000000000001",
  name,
  organisation,
  roles: ["civil-servant", role],
});
const COORDINATOR = person("Fatima", "bzk", "coordinator");
const OFFICER_BZK = person("Sanne", "bzk", "security-officer");
const OFFICER_JENV = person("Milan", "jenv", "security-officer");

const origin = { channel: "http", address: null } as const;
const as = (actor: Person) => ({ actor, origin, traceId: null });
const SYSTEM = { actor: { kind: "system", id: "start" }, origin, traceId: null } as const;

let families = 0;
/** A family of its own, about BZK unless said otherwise. */
function family(values: Partial<FindingFamily> = {}): FindingFamily {
  const id = values.family ?? `family-${families++}`;
  return {
    family: id,
    kind: "tool-gap",
    tool: null,
    rule: null,
    organisations: ["bzk"],
    causes: [],
    finding: `${id}-1`,
    findings: 1,
    sentence: { nl: "Geen middel.", en: "No tool." },
    situations: 4,
    people: 1_000,
    weight: 4_000,
    reports: 0,
    ...values,
  };
}

let publication = 0;
/** The next publication, with these findings and no others. */
async function publish(...found: readonly FindingFamily[]): Promise<number> {
  publication += 1;
  await follow(publication, found);
  return publication;
}
const follow = (at: number, found: readonly FindingFamily[]) =>
  commands.execute(
    followPublication({ publication: at, ruleSet, families: found, version: `v${at}` }),
    {},
    SYSTEM,
  );
const worklist = () => createWorklistQueries(store.database);
const itemOf = ({ family: id }: FindingFamily, actor = COORDINATOR) => worklist().item(actor, id);
const eventsOf = async (found: FindingFamily) => (await itemOf(found)).history.map(({ event }) => event);

function run<Input, Output>(
  what: Command<Input, Output>,
  found: FindingFamily,
  input: object,
  actor: Person,
) {
  return commands.execute(what, { family: found.family, ...input }, as(actor));
}
const accept = (found: FindingFamily, actor: Person, reviewDate = "2027-02-01") =>
  run(acceptFinding, found, { reason: "Tijdelijk zo.", reviewDate }, actor);
const assign = (found: FindingFamily, actor: Person, owner: string) =>
  run(
    assignFinding(async () => ruleSet),
    found,
    { owner },
    actor,
  );

describe("a finding over time", () => {
  test("is open from the publication that shows it, and solved in the one that does not", async () => {
    const gap = family();
    const first = await publish(gap);
    expect(await itemOf(gap)).toMatchObject({
      state: "open",
      firstSeen: { publication: first },
      solvedIn: null,
    });
    const second = await publish();
    expect(await itemOf(gap)).toMatchObject({
      state: "solved",
      lastSeen: { publication: first },
      solvedIn: second,
    });
    expect(await eventsOf(gap)).toEqual(["found", "solved"]);
  });

  test("is open again, and says so, when it returns", async () => {
    const gap = family();
    const first = await publish(gap);
    await publish();
    const third = await publish(gap);
    expect(await itemOf(gap)).toMatchObject({
      state: "open",
      returned: true,
      solvedIn: null,
      firstSeen: { publication: first },
      lastSeen: { publication: third },
    });
    expect(await eventsOf(gap)).toEqual(["found", "solved", "returned"]);
  });

  test("does not change when the same publication is followed twice, or by two processes at once", async () => {
    const gap = family();
    await publish(gap);
    await Promise.all([follow(publication, [gap]), follow(publication, [gap]), follow(publication, [gap])]);
    expect(await eventsOf(gap)).toEqual(["found"]);
  });

  test("is not undone by a process that is behind", async () => {
    const gap = family();
    const before = publication;
    await publish(gap);
    await follow(before, []);
    expect(await itemOf(gap)).toMatchObject({ state: "open" });
  });

  test("gets the weight and the organisations that it has now", async () => {
    const gap = family();
    await publish(gap);
    await publish({ ...gap, weight: 9_000, reports: 3, organisations: ["bzk", "szw"], findings: 2 });
    expect(await itemOf(gap)).toMatchObject({
      weight: 9_000,
      reports: 3,
      findings: 2,
      organisations: ["bzk", "szw"],
    });
  });
});

describe("an accepted finding", () => {
  test("has a reason and a review date, and is open again by itself on that day", async () => {
    const gap = family();
    await publish(gap);
    await accept(gap, COORDINATOR, "2026-11-25");
    expect(await itemOf(gap)).toMatchObject({
      state: "accepted",
      reason: "Tijdelijk zo.",
      reviewDate: "2026-11-25",
    });
    now = new Date("2026-11-24T22:00:00Z");
    expect(await worklist().hasReviewDue("2026-11-24")).toBe(false);
    await follow(publication, [gap]);
    expect(await itemOf(gap)).toMatchObject({ state: "accepted" });
    now = new Date("2026-11-24T23:30:00Z");
    expect(await worklist().hasReviewDue("2026-11-25")).toBe(true);
    await follow(publication, [gap]);
    expect(await itemOf(gap)).toMatchObject({ state: "open", reason: null, reviewDate: null });
    const { history } = await itemOf(gap);
    expect(history.map(({ event, actor }) => [event, actor])).toEqual([
      ["found", null],
      ["accepted", "Fatima"],
      ["review-due", null],
    ]);
  });

  test("can be reopened sooner, and is solved like any other", async () => {
    const [one, other] = [family(), family()];
    await publish(one, other);
    await accept(one, COORDINATOR);
    await accept(other, COORDINATOR);
    await run(reopenFinding, one, { reason: "Toch oppakken." }, COORDINATOR);
    await run(reopenFinding, one, {}, COORDINATOR);
    expect(await eventsOf(one)).toEqual(["found", "accepted", "reopened"]);
    await publish(one);
    expect(await itemOf(one)).toMatchObject({ state: "open", reviewDate: null });
    expect(await itemOf(other)).toMatchObject({ state: "solved", reason: null });
  });

  test.each(["2026-11-24", "2026-11-25", "2020-02-30"])("is refused with %s as review date", async (day) => {
    now = new Date("2026-11-25T10:00:00Z");
    const gap = family();
    await publish(gap);
    await expect(accept(gap, COORDINATOR, day)).rejects.toThrow(InvalidInput);
    expect(await itemOf(gap)).toMatchObject({ state: "open" });
  });

  test("is refused without a reason and once solved; then there is nothing to reopen either", async () => {
    const gap = family();
    await publish(gap);
    const withoutReason = { reason: "  ", reviewDate: "2027-01-01" };
    await expect(run(acceptFinding, gap, withoutReason, COORDINATOR)).rejects.toThrow(InvalidInput);
    await publish();
    await expect(accept(gap, COORDINATOR)).rejects.toThrow(InvalidInput);
    await expect(run(reopenFinding, gap, {}, COORDINATOR)).rejects.toThrow(InvalidInput);
  });
});

describe("who deals with a finding", () => {
  test("is the coordinator, and the security officer of an organisation that it concerns or that owns it", async () => {
    const [ofBzk, ofJenv] = [family(), family({ organisations: ["jenv"] })];
    await publish(ofBzk, ofJenv);
    await accept(ofBzk, OFFICER_BZK);
    await accept(ofJenv, COORDINATOR);
    await expect(accept(ofJenv, OFFICER_BZK)).rejects.toThrow(NotAllowed);
    await expect(assign(ofJenv, OFFICER_BZK, "bzk")).rejects.toThrow(NotAllowed);
    await expect(run(reopenFinding, ofJenv, {}, OFFICER_BZK)).rejects.toThrow(NotAllowed);
    await expect(itemOf(ofJenv, OFFICER_BZK)).rejects.toThrow(NotAllowed);
    await assign(ofJenv, OFFICER_JENV, "bzk");
    await accept(ofJenv, OFFICER_BZK);
    expect((await itemOf(ofJenv, OFFICER_BZK)).abilities).toEqual(["accept", "assign", "reopen"]);
  });

  test("is nobody else", async () => {
    const gap = family();
    await publish(gap);
    for (const role of ["civil-servant", "auditor", "operator", "records-manager"] as const) {
      await expect(accept(gap, person("X", "bzk", role))).rejects.toThrow(NotAllowed);
      await expect(itemOf(gap, person("X", "bzk", role))).rejects.toThrow(NotAllowed);
    }
    await expect(worklist().item({ kind: "anonymous" }, gap.family)).rejects.toThrow(NotSignedIn);
    await expect(
      commands.execute(
        followPublication({ publication, ruleSet, families: [], version: "" }),
        {},
        as(COORDINATOR),
      ),
    ).rejects.toThrow(NotAllowed);
    await expect(accept(family(), COORDINATOR)).rejects.toThrow(NotFound);
  });

  test("stays whom it was given to when the rules change", async () => {
    const gap = family();
    await publish(gap);
    expect(await itemOf(gap)).toMatchObject({ owner: "bzk" });
    await expect(assign(gap, COORDINATOR, "nobody")).rejects.toThrow(InvalidInput);
    await assign(gap, COORDINATOR, "rijk");
    await publish({ ...gap, organisations: ["bzk", "szw"] });
    expect(await itemOf(gap)).toMatchObject({ owner: "rijk" });
    expect(await eventsOf(gap)).toEqual(["found", "assigned"]);
  });

  test("follows from who owns the rules that cause it when nobody was chosen", () => {
    const [one, two] = ruleSet.rules.filter(({ issuer }) => issuer === "rijk");
    if (one === undefined || two === undefined) throw new Error("the policies hold no government-wide rules");
    const own = { ...one, id: "szw/own", issuer: "szw" };
    const owner = (causes: readonly { readonly id: string }[], organisations: readonly string[]) =>
      defaultOwner(
        { ...ruleSet, rules: [...ruleSet.rules, own] },
        { causes: causes.map(({ id }) => id), organisations },
      );
    expect(owner([], ["bzk", "szw"])).toBe("rijk");
    expect(owner([], ["bzk"])).toBe("bzk");
    expect(owner([own], ["bzk"])).toBe("szw");
    expect(owner([own, one], ["bzk"])).toBe("rijk");
    expect(owner([own, one, two], ["bzk"])).toBe("rijk");
  });
});

describe("the worklist", () => {
  test("comes heaviest first, by filter and page, with counts of what the reader deals with", async () => {
    const light = family({ weight: 10, kind: "dead-rule", rule: "r", causes: [] });
    const heavy = family({ weight: 99_000, organisations: ["jenv"] });
    const middle = family({ weight: 500, organisations: ["jenv", "bzk"] });
    await publish(light, heavy, middle);
    await accept(middle, COORDINATOR);
    const list = async (actor: Person, filter: object) =>
      worklist().worklist(actor, { page: 1, pageSize: 50, ...filter });
    const ids = async (actor: Person, filter: object) =>
      (await list(actor, filter)).items.map((item) => item.family);
    expect(await ids(COORDINATOR, { state: "open" })).toEqual([heavy.family, light.family]);
    expect(await ids(COORDINATOR, { state: "accepted" })).toEqual([middle.family]);
    expect(await ids(COORDINATOR, { organisation: "jenv", state: "open" })).toEqual([heavy.family]);
    expect(await ids(COORDINATOR, { kind: "dead-rule", state: "open" })).toEqual([light.family]);
    expect(await ids(COORDINATOR, { owner: "jenv", state: "open" })).toEqual([heavy.family]);
    expect(await ids(COORDINATOR, { state: "open", pageSize: 1, page: 2 })).toEqual([light.family]);
    expect(await ids(OFFICER_BZK, { state: "open" })).toEqual([light.family]);
    const { counts, total } = await list(OFFICER_JENV, { state: "open" });
    expect(total).toBe(1);
    expect(counts.states).toMatchObject({ open: 1, accepted: 1 });
    expect(counts.kinds).toMatchObject({ "tool-gap": 2, "dead-rule": 0 });
  });

  test("cannot be rewritten: its history is only ever added to", async () => {
    for (const change of ["update worklist_event set reason = 'x'", "delete from worklist_event"]) {
      await expect(store.database.query(change)).rejects.toThrow("permission denied");
    }
    await expect(store.database.query("delete from worklist_item")).rejects.toThrow("permission denied");
  });
});
