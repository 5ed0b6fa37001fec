import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Caller } from "../../platform/command.ts";
import { startSession } from "../sessions/commands.ts";
import { readPeople } from "./commands.ts";
import { as, OPERATOR, startTestDirectory, type TestDirectory, told } from "./directory.fixture.ts";
import { endPerson, reinstatePerson } from "./end-person.ts";
import { addProvisioned, changeProvisioned, removeProvisioned } from "./provision.ts";
import type { Provisioned, ProvisionedPerson } from "./provisioned.ts";
import { createProvisionedQueries } from "./provisioned-queries.ts";
import { endScimClient } from "./scim-clients.ts";
import { directorySchema } from "./tables.ts";

let directory: TestDirectory;
let bzk: { id: string; caller: Caller };
let szw: { id: string; caller: Caller };

beforeAll(async () => {
  directory = await startTestDirectory();
  bzk = await directory.client("bzk", ["szw"]);
  szw = await directory.client("szw");
});
beforeEach(() => {
  directory.endings.length = 0;
  directory.events.length = 0;
});
afterAll(() => directory.end());

const unique = (name: string) => `${name}-${randomUUID().slice(0, 8)}@bzk.example`;
const add = (person: Provisioned, { id, caller } = bzk) =>
  directory.commands.execute(addProvisioned(directory.parts), { client: id, person }, caller);
const change = (person: ProvisionedPerson, next: Partial<Provisioned>, { id, caller } = bzk) =>
  directory.commands.execute(
    changeProvisioned(directory.parts),
    {
      client: id,
      id: person.id,
      version: person.version,
      person: told(person.userName, { externalId: person.externalId, active: person.active, ...next }),
    },
    caller,
  );
const remove = (person: ProvisionedPerson, { id, caller } = bzk) =>
  directory.commands.execute(
    removeProvisioned(directory.parts),
    { client: id, id: person.id, version: null },
    caller,
  );
const certificates = async (id: string) =>
  (await directory.database.query("select * from leaving_certificate where person_id = $1", [id])).rows;
const sessionsOf = async (id: string) =>
  (await directory.database.query("select * from session where holder_id = $1", [id])).rows;
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe("a joiner", () => {
  test("who was told of becomes that person at the first sign-in, by the provider's own id for them", async () => {
    const subject = randomUUID();
    const made = await add(told(unique("joiner"), { externalId: subject, name: "Jo Iner" }));
    const person = await directory.signIn({ subject, name: "Otherwise", roles: ["auditor"] });
    // Their administration says who they are; the provider what they may do.
    expect(person).toMatchObject({
      id: made.id,
      name: "Jo Iner",
      organisation: "bzk",
      roles: ["civil-servant", "auditor"],
    });
    expect((await directory.signIn({ subject })).id).toBe(made.id);
  });

  test("is found by user name or verified address too, whatever the case", async () => {
    const userName = unique("Naam");
    const byName = await add(told(userName));
    expect((await directory.signIn({ subject: randomUUID(), userName: userName.toUpperCase() })).id).toBe(
      byName.id,
    );
    const address = unique("adres");
    const byAddress = await add(told(address));
    expect((await directory.signIn({ subject: randomUUID(), email: address })).id).toBe(byAddress.id);
  });

  test("is nobody with an identity of another provider, or of another organisation", async () => {
    const userName = unique("vreemd");
    const made = await add(told(userName));
    const elsewhere = await directory.signIn({
      subject: randomUUID(),
      userName,
      issuer: "https://other.example",
    });
    const ofSzw = await directory.signIn({ subject: randomUUID(), userName, organisation: "szw" });
    expect([elsewhere.id, ofSzw.id]).not.toContain(made.id);
    expect((await directory.row(made.id)).subject).toBeNull();
  });

  test("is taken once: the same user name under another account is somebody else", async () => {
    const userName = unique("eenmalig");
    const made = await add(told(userName));
    const first = await directory.signIn({ subject: randomUUID(), userName });
    const second = await directory.signIn({ subject: randomUUID(), userName });
    expect(first.id).toBe(made.id);
    expect(second.id).not.toBe(made.id);
  });

  test("who could be two people is not signed in as either", async () => {
    const userName = unique("dubbel");
    await add(told(userName));
    await add(told(userName), szw);
    await expect(directory.signIn({ subject: randomUUID(), userName })).rejects.toThrow(
      code("identity-unclear"),
    );
    // With the organisation it is clear.
    const person = await directory.signIn({ subject: randomUUID(), userName, organisation: "szw" });
    expect(person.organisation).toBe("szw");
  });

  test("who signs in twice at the same moment is one person", async () => {
    const userName = unique("tegelijk");
    const made = await add(told(userName));
    const subject = randomUUID();
    const both = await Promise.all([
      directory.signIn({ subject, userName }),
      directory.signIn({ subject, userName }),
    ]);
    expect(both.map(({ id }) => id)).toEqual([made.id, made.id]);
    const fresh = randomUUID();
    const two = await Promise.all([
      directory.signIn({ subject: fresh }),
      directory.signIn({ subject: fresh }),
    ]);
    expect(new Set(two.map(({ id }) => id)).size).toBe(1);
  });

  test("who may not begin yet is refused until they may", async () => {
    const userName = unique("later");
    const made = await add(told(userName, { active: false }));
    await expect(directory.signIn({ subject: randomUUID(), userName })).rejects.toThrow(code("access-ended"));
    const begun = await change(made, { active: true });
    expect(begun.active).toBe(true);
    expect(await certificates(made.id)).toEqual([]);
    expect((await directory.signIn({ subject: randomUUID(), userName })).id).toBe(made.id);
  });

  test("is there once: the same user name or external id is refused, also at the same moment", async () => {
    const userName = unique("enig");
    const externalId = randomUUID();
    await add(told(userName, { externalId }));
    await expect(add(told(userName.toUpperCase()))).rejects.toThrow(code("person-exists"));
    await expect(add(told(unique("anders"), { externalId }))).rejects.toThrow(code("person-exists"));
    const racing = unique("race");
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => add(told(racing))));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("a mover", () => {
  test("keeps their session and works for the other organisation, without what they were trusted with", async () => {
    const subject = randomUUID();
    const made = await add(told(unique("mover"), { externalId: subject }));
    const person = await directory.signIn({ subject, roles: ["security-officer"] });
    await directory.commands.execute(startSession, { hours: 8 }, as(person));
    await change(made, { organisation: "SZW" });
    expect(await directory.row(made.id)).toMatchObject({
      organisation: "szw",
      roles: ["civil-servant"],
      active: true,
    });
    expect(await sessionsOf(made.id)).toHaveLength(1);
    await vi.waitFor(() =>
      expect(directory.events).toMatchObject([
        { type: "directory.person-moved", data: { person: made.id, from: "bzk", to: "szw" } },
      ]),
    );
    // From now on their new organisation tells of them, and the old one does not see them.
    const now = { ...made, version: Number((await directory.row(made.id)).scim_version) };
    await expect(change(now, { name: "Weg" })).rejects.toThrow(code("not-found"));
    await change(now, { name: "Er" }, szw);
  });

  test("within the organisation is told of as well, with the same organisation on both sides", async () => {
    const made = await add(told(unique("afdeling"), { department: "A" }));
    await change(made, { department: "B" });
    await vi.waitFor(() =>
      expect(directory.events.map(({ data }) => data)).toEqual([{ person: made.id, from: "bzk", to: "bzk" }]),
    );
  });

  test("is not placed where the administration may not place anybody", async () => {
    const made = await add(told(unique("kaper")));
    await expect(change(made, { organisation: "jenv" })).rejects.toThrow(code("not-your-organisation"));
    await expect(add(told(unique("nep"), { organisation: "bzk" }), szw)).rejects.toThrow(
      code("not-your-organisation"),
    );
    // A name that is no organisation of ours is a part of their own.
    await change(made, { organisation: "Directie Zuid" });
    expect((await directory.row(made.id)).organisation).toBe("bzk");
  });

  test("who signs in for another organisation than before has moved too", async () => {
    const subject = randomUUID();
    const { id } = await directory.signIn({ subject, organisation: "bzk" });
    await directory.signIn({ subject, organisation: "szw" });
    await vi.waitFor(() =>
      expect(directory.events.map(({ data }) => data)).toEqual([{ person: id, from: "bzk", to: "szw" }]),
    );
  });
});

describe("a leaver", () => {
  test("loses everything at once, cannot come back in, and a certificate says what they lost", async () => {
    const subject = randomUUID();
    const manager = await add(told(unique("baas")));
    const made = await add(told(unique("leaver"), { externalId: subject, manager: manager.id }));
    const person = await directory.signIn({ subject });
    await directory.commands.execute(startSession, { hours: 8 }, as(person));
    const [session] = await sessionsOf(made.id);
    directory.endings.push(async (_transaction, leaver, { successor }) => [
      {
        kind: "room-ownership",
        id: `room of ${leaver.id}`,
        ...(successor === null ? {} : { to: successor }),
      },
    ]);
    const gone = await change(made, { active: false, manager: manager.id });
    expect(gone.active).toBe(false);
    expect(await sessionsOf(made.id)).toEqual([]);
    await expect(directory.signIn({ subject })).rejects.toThrow(code("access-ended"));
    const [kept] = await certificates(made.id);
    expect(JSON.parse(String(Object(kept).document))).toMatchObject({
      person: { id: made.id, organisation: "bzk" },
      endedBy: { kind: "system", id: `scim:${bzk.id}` },
      successor: manager.id,
      removed: [
        { kind: "room-ownership", count: 1, items: [{ id: `room of ${made.id}`, to: manager.id }] },
        { kind: "session", count: 1, items: [{ id: Object(session).id }] },
      ],
    });
    await vi.waitFor(() =>
      expect(directory.events).toMatchObject([{ type: "directory.person-ended", data: { person: made.id } }]),
    );
  });

  test("who never signed in is refused at their first sign-in, also after being removed", async () => {
    const userName = unique("nooit");
    const made = await add(told(userName));
    await remove(made);
    await expect(directory.signIn({ subject: randomUUID(), userName })).rejects.toThrow(code("access-ended"));
  });

  test("who was removed and is told of again under the same id is the same person, with nothing of before", async () => {
    const externalId = randomUUID();
    const made = await add(told(unique("terug"), { externalId }));
    const person = await directory.signIn({ subject: externalId, roles: ["operator"] });
    await directory.commands.execute(startSession, { hours: 8 }, as(person));
    await remove(made);
    const again = await add(told(unique("terug"), { externalId }));
    expect(again.id).toBe(made.id);
    expect(await sessionsOf(made.id)).toEqual([]);
    expect((await directory.row(made.id)).roles).toEqual(["civil-servant"]);
    expect((await directory.signIn({ subject: externalId })).id).toBe(made.id);
  });

  test("whose user name goes to somebody else stays who they were", async () => {
    const userName = unique("jan.jansen");
    const first = await add(told(userName, { externalId: randomUUID() }));
    await remove(first);
    const second = await add(told(userName, { externalId: randomUUID() }));
    expect(second.id).not.toBe(first.id);
    expect((await directory.signIn({ subject: randomUUID(), userName })).id).toBe(second.id);
  });

  test("who was ended by hand stays ended, whatever their administration thinks", async () => {
    const made = await add(told(unique("hand")));
    await directory.commands.execute(endPerson(directory.parts), { id: made.id }, as(OPERATOR));
    const version = Number((await directory.row(made.id)).scim_version);
    const after = await change({ ...made, version }, { active: true, name: "Nieuwe naam" });
    expect(after).toMatchObject({ active: false, name: "Nieuwe naam" });
    await directory.commands.execute(reinstatePerson(directory.parts), { id: made.id }, as(OPERATOR));
    expect((await directory.row(made.id)).active).toBe(true);
  });

  test("who was ended by hand stays ended when they are removed and told of anew", async () => {
    const userName = unique("hand-weg");
    const subject = randomUUID();
    const made = await add(told(userName, { externalId: subject }));
    await directory.signIn({ subject, userName });
    await directory.commands.execute(endPerson(directory.parts), { id: made.id }, as(OPERATOR));
    await remove(made);
    const tries = [
      told(userName, { externalId: subject }),
      told(userName.toUpperCase(), { externalId: randomUUID() }),
      told(unique("anders"), { externalId: subject }),
      told(userName),
    ];
    for (const person of tries) await expect(add(person)).rejects.toThrow(code("person-ended-by-hand"));
    // Neither by giving somebody else their name, nor as somebody of another organisation.
    const other = await add(told(unique("ander")));
    await expect(change(other, { externalId: subject })).rejects.toThrow(code("person-ended-by-hand"));
    await add(told(userName, { externalId: subject }), szw);
    await expect(directory.signIn({ subject, userName })).rejects.toThrow(code("access-ended"));
    expect(await directory.row(made.id)).toMatchObject({ active: false, ended_by: "by-hand" });
    await directory.commands.execute(reinstatePerson(directory.parts), { id: made.id }, as(OPERATOR));
    expect((await directory.signIn({ subject, userName })).id).toBe(made.id);
    expect(await change(other, { name: "Ander" })).toMatchObject({ name: "Ander" });
  });

  test("who was ended by hand before they ever signed in stays ended too", async () => {
    const userName = unique("nooit-hand");
    const externalId = randomUUID();
    const made = await add(told(userName, { externalId }));
    await directory.commands.execute(endPerson(directory.parts), { id: made.id }, as(OPERATOR));
    const version = Number((await directory.row(made.id)).scim_version);
    // Their name is all that they can be known by.
    const renamed = change({ ...made, version }, { externalId: randomUUID() });
    await expect(renamed).rejects.toThrow(code("person-ended-by-hand"));
    await remove(made);
    await expect(add(told(userName))).rejects.toThrow(code("person-ended-by-hand"));
    await add(told(unique("elders"), { externalId }), szw);
    await expect(directory.signIn({ subject: externalId })).rejects.toThrow(code("access-ended"));
  });

  test("who signed in, was never told of, and was ended by hand does not come in as somebody new", async () => {
    const subject = randomUUID();
    const person = await directory.signIn({ subject, organisation: "bzk" });
    await directory.commands.execute(endPerson(directory.parts), { id: person.id }, as(OPERATOR));
    const anew = told(unique("vermomd"), { externalId: subject });
    await expect(add(anew)).rejects.toThrow(code("person-ended-by-hand"));
    const userName = unique("omweg");
    await add(told(userName));
    await expect(directory.signIn({ subject, userName })).rejects.toThrow(code("access-ended"));
  });

  test("is ended by their manager, not by anybody else, and nobody ends themselves", async () => {
    const managerSubject = randomUUID();
    const boss = await add(told(unique("baas"), { externalId: managerSubject }));
    const manager = await directory.signIn({ subject: managerSubject });
    const made = await add(told(unique("medewerker"), { manager: boss.id }));
    const end = endPerson(directory.parts);
    const stranger = await directory.signIn({ subject: randomUUID(), organisation: "bzk" });
    const refused = code("not-allowed");
    await expect(directory.commands.execute(end, { id: made.id }, as(stranger))).rejects.toThrow(refused);
    await expect(directory.commands.execute(end, { id: randomUUID() }, as(stranger))).rejects.toThrow(
      refused,
    );
    await expect(directory.commands.execute(end, { id: manager.id }, as(manager))).rejects.toThrow(refused);
    await directory.commands.execute(end, { id: made.id }, as(manager));
    await directory.commands.execute(end, { id: made.id }, as(manager));
    expect(await certificates(made.id)).toHaveLength(1);
  });

  test("hands over only to somebody who works here", async () => {
    const [made, gone] = [await add(told(unique("weg"))), await add(told(unique("ook-weg")))];
    await remove(gone);
    const end = endPerson(directory.parts);
    for (const successor of [gone.id, made.id, randomUUID()]) {
      await expect(directory.commands.execute(end, { id: made.id, successor }, as(OPERATOR))).rejects.toThrow(
        code("invalid-input"),
      );
    }
    expect((await directory.row(made.id)).active).toBe(true);
  });

  test("who signs in while being ended has no session after being let back in", async () => {
    const subject = randomUUID();
    const made = await add(told(unique("kruising"), { externalId: subject }));
    const person = await directory.signIn({ subject });
    const ended = await change(made, { active: false });
    // The sign-in had got past the question whether they may come in.
    await directory.commands.execute(startSession, { hours: 8 }, as(person));
    await change(ended, { active: true });
    expect(await sessionsOf(made.id)).toEqual([]);
  });
});

describe("the end of somebody is all or nothing", () => {
  test("when the database goes away in the middle nothing has happened, and the next attempt does it all", async () => {
    const subject = randomUUID();
    const made = await add(told(unique("heel"), { externalId: subject }));
    const person = await directory.signIn({ subject });
    await directory.commands.execute(startSession, { hours: 8 }, as(person));
    let kills = 0;
    directory.endings.push(async (transaction) => {
      const { CompiledQuery } = await import("kysely");
      if (kills++ === 0)
        await transaction.executeQuery(CompiledQuery.raw("select pg_terminate_backend(pg_backend_pid())"));
      return [{ kind: "guest", id: "guest-1" }];
    });
    await expect(change(made, { active: false })).rejects.toThrow();
    expect((await directory.row(made.id)).active).toBe(true);
    expect(await sessionsOf(made.id)).toHaveLength(1);
    expect(await certificates(made.id)).toEqual([]);
    await change(made, { active: false });
    expect((await directory.row(made.id)).active).toBe(false);
    expect(await sessionsOf(made.id)).toEqual([]);
    expect(await certificates(made.id)).toHaveLength(1);
  });

  test("when one ending fails all of them are undone", async () => {
    const subject = randomUUID();
    const made = await add(told(unique("fout"), { externalId: subject }));
    const person = await directory.signIn({ subject });
    await directory.commands.execute(startSession, { hours: 8 }, as(person));
    directory.endings.push(async () => {
      throw new Error("a room cannot be left");
    });
    await expect(remove(made)).rejects.toThrow("a room cannot be left");
    expect(await sessionsOf(made.id)).toHaveLength(1);
    expect(await directory.row(made.id)).toMatchObject({ active: true, deleted_at: null });
  });
});

describe("an administration", () => {
  test("whose token was ended does nothing any more, also what was on its way", async () => {
    const ended = await directory.client("jenv");
    await directory.commands.execute(endScimClient, { id: ended.id }, as(OPERATOR));
    await expect(add(told(unique("te-laat")), ended)).rejects.toThrow(code("not-signed-in"));
  });

  test("cannot act as another", async () => {
    const { commands, parts } = directory;
    const person = told(unique("vermomd"));
    await expect(
      commands.execute(addProvisioned(parts), { client: szw.id, person }, bzk.caller),
    ).rejects.toThrow(code("not-allowed"));
  });

  test("changes nobody of another organisation", async () => {
    const made = await add(told(unique("van-bzk")));
    await expect(change(made, { active: false }, szw)).rejects.toThrow(code("not-found"));
    await expect(remove(made, szw)).rejects.toThrow(code("not-found"));
  });

  test("does not overwrite what it did not see", async () => {
    const made = await add(told(unique("versie")));
    await change(made, { name: "Een" });
    await expect(change(made, { name: "Twee" })).rejects.toThrow(code("person-changed"));
  });
});

describe("the list of people", () => {
  test("is found through by name and state, and shows a security officer their own organisation", async () => {
    const mark = randomUUID().slice(0, 8);
    const here = await add(told(`a-${mark}`, { name: `Anna ${mark}` }));
    const there = await add(told(`b-${mark}`, { name: `Bart ${mark}`, active: false }), szw);
    const list = readPeople([]);
    const ids = async (query: object, actor = OPERATOR) =>
      (await directory.commands.execute(list, query, as(actor))).map(({ id }) => id);
    expect((await ids({ name: mark.toUpperCase() })).sort()).toEqual([here.id, there.id].sort());
    expect(await ids({ name: mark, state: "waiting" })).toEqual([there.id]);
    expect(await ids({ name: mark, organisation: "bzk" })).toEqual([here.id]);
    const officer = { ...OPERATOR, organisation: "szw", roles: ["security-officer" as const] };
    expect(await ids({ name: mark }, officer)).toEqual([there.id]);
    expect(await ids({ name: mark, organisation: "bzk" }, officer)).toEqual([]);
  });
});

describe("what was told before less was kept", () => {
  test("is cleaned, and what is used stays", async () => {
    const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const home = { type: "home", value: "x@thuis.example", primary: true };
    const work = { type: "work", value: "x@bzk.example" };
    const dirty = await add(
      told(unique("vol"), {
        email: home.value,
        resource: {
          displayName: "Vol",
          name: { givenName: "V", honorificPrefix: "Dr." },
          emails: [home, { value: "los@bzk.example", primary: true }, work],
          [enterprise]: { employeeNumber: "1", costCenter: "2", division: "3", department: "D" },
        },
      }),
    );
    const bare = await add(
      told(unique("kaal"), {
        email: home.value,
        resource: { name: { honorificSuffix: "MSc" }, emails: [home], [enterprise]: { division: "3" } },
      }),
    );
    const clean = await add(told(unique("schoon"), { email: work.value, resource: { emails: [work] } }));
    const { up } = directorySchema.migrations["2026-11-22-70-directory-minimised"] ?? {};
    await up?.(directory.database.use());
    expect(await directory.row(dirty.id)).toMatchObject({
      email: work.value,
      scim_version: dirty.version + 1,
      scim: {
        displayName: "Vol",
        name: { givenName: "V" },
        emails: [work],
        [enterprise]: { department: "D" },
      },
    });
    expect(await directory.row(bare.id)).toMatchObject({ email: null, scim: {} });
    expect(JSON.stringify((await directory.row(dirty.id)).scim)).not.toMatch(
      /Dr\.|employee|cost|division|thuis/,
    );
    expect(JSON.stringify((await directory.row(bare.id)).scim)).toBe("{}");
    expect(await directory.row(clean.id)).toMatchObject({ email: work.value, scim_version: clean.version });
  });
});

describe("thousands of people", () => {
  test("are read page by page, and one by one, without one twice or left out", async () => {
    const client = { organisation: "groot" };
    await directory.database.query(
      `insert into person (id, name, organisation, roles, first_seen, user_name, source)
       select gen_random_uuid(), 'Naam ' || n, 'groot', '{civil-servant}',
         -- Many joined at the same moment.
         timestamptz '2026-11-22 00:00:00.000123' + (n / 700) * interval '1 second', 'gebruiker' || n, 'scim'
       from generate_series(1, 6000) n`,
    );
    const queries = createProvisionedQueries(directory.database);
    expect(await queries.countPeople(client)).toBe(6_000);
    const paged: string[] = [];
    for (let offset = 0; offset < 6_000; offset += 200) {
      const page = await queries.peopleIn(client, { offset, limit: 200 });
      paged.push(...page.map(({ id }) => id));
    }
    const each: string[] = [];
    await queries.eachPerson(client, [], ({ id }) => each.push(id));
    expect(new Set(paged).size).toBe(6_000);
    expect(each).toEqual(paged);
  });
});
