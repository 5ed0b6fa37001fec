import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { ENTERPRISE, GROUP, PATCH_OP, type ScimAnswer, scimOf, type TestScim, USER } from "./scim.fixture.ts";

let server: TestServer;
let bzk: TestScim;

beforeAll(async () => {
  server = await startTestServer();
  bzk = await scimOf(server, "bzk");
});
afterAll(() => server.end());

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const encoded = (filter: string) => `filter=${encodeURIComponent(filter)}`;

describe("Microsoft Entra ID", () => {
  test("tests the connection with a user that is not there", async () => {
    const answer = await bzk.get(`/Users?${encoded('userName eq "b1f7f3f1-6f5c-4a7e-9d6e-nobody"')}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/scim+json; charset=utf-8");
    expect(answer.body).toEqual({
      schemas: [LIST],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test("brings in a joiner, changes them, and ends them", async () => {
    const joined = await bzk.send("POST", "/Users", {
      schemas: [USER, ENTERPRISE],
      externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
      userName: "Anna.deVries@bzk.example",
      active: true,
      displayName: "Anna de Vries",
      emails: [{ primary: true, type: "work", value: "anna.devries@bzk.example" }],
      meta: { resourceType: "User" },
      name: { formatted: "Anna de Vries", familyName: "de Vries", givenName: "Anna" },
      roles: [],
      phoneNumbers: [{ type: "work", value: "070" }],
      [ENTERPRISE]: { department: "Directie Digitaal", employeeNumber: 1234, manager: null },
    });
    expect(joined.status, JSON.stringify(joined.body)).toBe(201);
    const { id } = joined.body;
    expect(joined.headers.get("location")).toBe(`${server.url}/scim/v2/Users/${id}`);
    expect(joined.headers.get("etag")).toBe(joined.body.meta.version);
    expect(joined.body).toMatchObject({
      schemas: [USER, ENTERPRISE],
      active: true,
      userName: "Anna.deVries@bzk.example",
    });
    // What we have no use for is not kept.
    expect(joined.body[ENTERPRISE]).toEqual({ department: "Directie Digitaal" });
    expect(joined.body.phoneNumbers).toBeUndefined();

    const found = await bzk.get(`/Users?${encoded('userName eq "anna.devries@BZK.example"')}`);
    expect(found.body.Resources.map((one: { id: string }) => one.id)).toEqual([id]);
    const again = await bzk.send("POST", "/Users", { schemas: [USER], userName: "anna.devries@bzk.example" });
    expect([again.status, again.body.scimType]).toEqual([409, "uniqueness"]);

    const changed = await bzk.patch(`/Users/${id}`, [
      { op: "Replace", path: "displayName", value: "Anna Smit" },
      { op: "Replace", path: 'emails[type eq "work"].value', value: "anna.smit@bzk.example" },
      { op: "Add", path: 'emails[type eq "home"].value', value: "anna@thuis.example" },
      { op: "Replace", path: "name.familyName", value: "Smit" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "Directie Archief" },
      { op: "Replace", path: 'addresses[type eq "work"].formatted', value: "Turfmarkt 147" },
    ]);
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(changed.body).toMatchObject({
      displayName: "Anna Smit",
      name: { givenName: "Anna", familyName: "Smit" },
      emails: [{ type: "work", value: "anna.smit@bzk.example", primary: true }],
      [ENTERPRISE]: { department: "Directie Archief" },
    });

    const left = await bzk.patch(`/Users/${id}`, [{ op: "Replace", path: "active", value: "False" }]);
    expect(left.body.active).toBe(false);
    expect((await bzk.send("DELETE", `/Users/${id}`)).status).toBe(204);
    expect((await bzk.get(`/Users/${id}`)).status).toBe(404);
    expect((await bzk.get(`/Users?${encoded(`id eq "${id}"`)}`)).body.totalResults).toBe(0);
  });

  test("sends names with dots, and a manager as nothing but an id", async () => {
    const manager = await bzk.joiner("baas@bzk.example");
    const { id } = await bzk.joiner("eva.stip@bzk.example");
    const changed = await bzk.patch(`/Users/${id}`, [
      {
        op: "replace",
        value: {
          displayName: "Eva Stip",
          "name.givenName": "Eva",
          "name.familyName": "Stip",
          [`${ENTERPRISE}:employeeNumber`]: "77",
        },
      },
      { op: "Add", path: `${ENTERPRISE}:manager`, value: manager.id },
    ]);
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(changed.body).toMatchObject({
      displayName: "Eva Stip",
      name: { givenName: "Eva", familyName: "Stip" },
      [ENTERPRISE]: {
        manager: { value: manager.id, $ref: `${server.url}/scim/v2/Users/${manager.id}` },
      },
    });
    const without = await bzk.patch(`/Users/${id}`, [{ op: "Remove", path: `${ENTERPRISE}:manager` }]);
    expect(without.body[ENTERPRISE]).toBeUndefined();
  });

  test("keeps groups: made, found without their members, filled, emptied and removed", async () => {
    const [one, two] = [await bzk.joiner("een@bzk.example"), await bzk.joiner("twee@bzk.example")];
    const made = await bzk.send("POST", "/Groups", {
      schemas: [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
      externalId: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
      displayName: "Directie",
      members: [],
      meta: { resourceType: "Group" },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const { id } = made.body;
    const found = await bzk.get(`/Groups?excludedAttributes=members&${encoded('displayName eq "directie"')}`);
    expect(found.body.Resources.map((group: { id: string }) => group.id)).toEqual([id]);
    const filled = await bzk.patch(`/Groups/${id}`, [
      { op: "Add", path: "members", value: [{ value: one.id }, { value: two.id }] },
    ]);
    expect(filled.status).toBe(204);
    const members = async () =>
      ((await bzk.get(`/Groups/${id}`)).body.members ?? []).map((m: { value: string }) => m.value).sort();
    expect(await members()).toEqual([one.id, two.id].sort());
    expect((await bzk.get(`/Users/${one.id}`)).body.groups).toMatchObject([
      { value: id, display: "Directie" },
    ]);
    await bzk.patch(`/Groups/${id}`, [{ op: "Remove", path: "members", value: [{ value: one.id }] }]);
    expect(await members()).toEqual([two.id]);
    await bzk.patch(`/Groups/${id}`, [{ op: "Remove", path: `members[value eq "${two.id}"]` }]);
    expect(await members()).toEqual([]);
    expect((await bzk.send("DELETE", `/Groups/${id}`)).status).toBe(204);
    expect((await bzk.get(`/Groups/${id}`)).status).toBe(404);
  });

  test("matches on the work address", async () => {
    const { id } = await bzk.joiner("adres@bzk.example", {
      emails: [
        { type: "home", value: "x@thuis.example" },
        { type: "work", value: "adres@bzk.example" },
      ],
    });
    const search = async (filter: string) =>
      (await bzk.get(`/Users?${encoded(filter)}`)).body.Resources.map((one: { id: string }) => one.id);
    expect(await search('emails[type eq "work"].value eq "ADRES@bzk.example"')).toEqual([id]);
    expect(await search('emails[type eq "work"].value eq "x@thuis.example"')).toEqual([]);
  });
});

describe("Okta", () => {
  test("brings in a joiner, pushes their profile, and ends them without a path", async () => {
    expect(
      (await bzk.get(`/Users?${encoded('userName eq "okta@bzk.example"')}&startIndex=1&count=100`)).status,
    ).toBe(200);
    const joined = await bzk.send("POST", "/Users", {
      schemas: [USER],
      userName: "okta@bzk.example",
      name: { givenName: "Olaf", familyName: "Kuiper" },
      emails: [{ primary: true, value: "okta@bzk.example", type: "work" }],
      displayName: "Olaf Kuiper",
      locale: "nl-NL",
      externalId: "00ujl29u0le5T6Aj10h7",
      groups: [],
      password: "1mz050nq",
      active: true,
    });
    expect(joined.status).toBe(201);
    expect(JSON.stringify(joined.body)).not.toContain("1mz050nq");
    const { id } = joined.body;
    const pushed = await bzk.send("PUT", `/Users/${id}`, {
      ...joined.body,
      name: { givenName: "Olaf", familyName: "Kuipers" },
      displayName: "Olaf Kuipers",
    });
    expect(pushed.status).toBe(200);
    expect(pushed.body.displayName).toBe("Olaf Kuipers");
    const ended = await bzk.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
    expect(ended.body.active).toBe(false);
    const back = await bzk.patch(`/Users/${id}`, [{ op: "replace", value: { id, active: true } }]);
    expect(back.body.active).toBe(true);
  });

  test("puts and replaces groups", async () => {
    const user = await bzk.joiner("groep@bzk.example");
    const made = await bzk.send("POST", "/Groups", {
      schemas: [GROUP],
      displayName: "Okta groep",
      members: [],
    });
    const { id } = made.body;
    const put = await bzk.send("PUT", `/Groups/${id}`, {
      schemas: [GROUP],
      id,
      displayName: "Okta groep",
      members: [{ value: user.id, display: "groep@bzk.example" }],
    });
    expect(put.body.members).toMatchObject([{ value: user.id }]);
    await bzk.patch(`/Groups/${id}`, [{ op: "replace", value: { id, displayName: "Okta andere groep" } }]);
    await bzk.patch(`/Groups/${id}`, [{ op: "replace", path: "members", value: [] }]);
    const now = (await bzk.get(`/Groups/${id}`)).body;
    expect(now).toMatchObject({ displayName: "Okta andere groep" });
    expect(now.members).toBeUndefined();
  });
});

describe("what Akkoord has no use for", () => {
  const kept = { name: { givenName: "Kees" }, emails: [{ value: "kees@bzk.example", type: "work" }] };
  const rest = {
    name: { ...kept.name, honorificPrefix: "Dr.", honorificSuffix: "MSc" },
    emails: [{ value: "kees@thuis.example", type: "home", primary: true }, ...kept.emails],
    title: "Directeur",
    phoneNumbers: [{ value: "06", type: "mobile" }],
    [ENTERPRISE]: { employeeNumber: "1", costCenter: "2", division: "3", department: "D" },
  };

  test("is taken, forgotten, and not in what the service says that it keeps", async () => {
    const made = await bzk.joiner("kees@bzk.example", rest);
    expect(made).toMatchObject({ ...kept, [ENTERPRISE]: { department: "D" } });
    const put = await bzk.send("PUT", `/Users/${made.id}`, { ...made, ...rest });
    expect(put.body.meta.version).toBe(made.meta.version);
    const patched = await bzk.patch(`/Users/${made.id}`, [
      { op: "add", path: `${ENTERPRISE}:employeeNumber`, value: "9" },
      { op: "add", path: "name.honorificPrefix", value: "Prof." },
      { op: "replace", path: "name", value: { honorificSuffix: "BA" } },
      { op: "add", path: 'emails[type eq "home"].value', value: "kees@elders.example" },
      { op: "replace", value: { [ENTERPRISE]: { division: "X" }, [`${ENTERPRISE}:costCenter`]: "7" } },
    ]);
    expect(patched.status, JSON.stringify(patched.body)).toBe(200);
    const { body } = await bzk.get(`/Users/${made.id}`);
    expect(body).toEqual(made);
    const described = JSON.stringify((await bzk.get("/Schemas")).body);
    for (const name of ["employeeNumber", "costCenter", "division", "honorific", "home", "title"])
      expect(described, name).not.toContain(name);
  });

  test("leaves nobody with an address that is not for work", async () => {
    const home = { value: "thuis@thuis.example", type: "home", primary: true };
    const made = await bzk.joiner("thuis@bzk.example", { emails: [home], name: { honorificPrefix: "Ir." } });
    expect([made.emails, made.name]).toEqual([undefined, undefined]);
    const plain = await bzk.patch(`/Users/${made.id}`, [
      { op: "add", path: "emails", value: [{ value: "kaal@bzk.example" }] },
    ]);
    expect(plain.body.emails).toEqual([{ value: "kaal@bzk.example" }]);
  });
});

describe("what is wrong", () => {
  const problem = ({ status, body }: ScimAnswer) => [status, body.scimType ?? null];
  test("is said as SCIM says it", async () => {
    const { id } = await bzk.joiner("fout@bzk.example");
    const patch = (operation: object) => bzk.patch(`/Users/${id}`, [operation]);
    expect(problem(await bzk.send("POST", "/Users", { schemas: [USER] }))).toEqual([400, "invalidValue"]);
    expect(problem(await patch({ op: "replace", path: "id", value: "x" }))).toEqual([400, "mutability"]);
    expect(problem(await patch({ op: "replace", path: "groups", value: [] }))).toEqual([400, "mutability"]);
    expect(problem(await patch({ op: "replace", path: "shoeSize", value: 1 }))).toEqual([400, "invalidPath"]);
    expect(problem(await patch({ op: "replace", path: "active", value: "maybe" }))).toEqual([
      400,
      "invalidValue",
    ]);
    expect(problem(await patch({ op: "move", path: "active", value: true }))).toEqual([400, "invalidSyntax"]);
    expect(problem(await patch({ op: "remove" }))).toEqual([400, "noTarget"]);
    expect(problem(await patch({ op: "remove", path: "userName" }))).toEqual([400, "invalidValue"]);
    expect(problem(await patch({ op: "replace", path: 'emails[type sw "w"].value', value: "x" }))).toEqual([
      400,
      "noTarget",
    ]);
    expect(problem(await bzk.get(`/Users?${encoded("userName eq")}`))).toEqual([400, "invalidFilter"]);
    expect(problem(await bzk.get(`/Users?${encoded('shoeSize eq "1"')}`))).toEqual([400, "invalidFilter"]);
    expect(problem(await bzk.get("/Users?sortBy=shoeSize"))).toEqual([400, "invalidPath"]);
    expect(problem(await bzk.get("/Users/not-there"))).toEqual([404, null]);
    expect(problem(await bzk.send("POST", "/Bulk", { schemas: [], Operations: [] }))).toEqual([501, null]);
    expect(problem(await bzk.get("/nothing"))).toEqual([404, null]);
    expect(problem(await bzk.get(`/Schemas?${encoded('id eq "x"')}`))).toEqual([403, null]);
    expect(problem(await bzk.send("PATCH", `/Users/${id}`, { schemas: [PATCH_OP] }))).toEqual([
      400,
      "invalidValue",
    ]);
  });

  test("leaves nothing of a change that fails halfway", async () => {
    const { id, displayName } = await bzk.joiner("half@bzk.example", { displayName: "Heel" });
    const answer = await bzk.patch(`/Users/${id}`, [
      { op: "replace", path: "displayName", value: "Half" },
      { op: "replace", path: "id", value: "x" },
    ]);
    expect(answer.status).toBe(400);
    expect((await bzk.get(`/Users/${id}`)).body.displayName).toBe(displayName);
  });

  test("does not reach the prototype of anything", async () => {
    const { id } = await bzk.joiner("prototype@bzk.example");
    const bodies = [
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","value":{"__proto__":{"polluted":1}}}]}',
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","value":{"__proto__.polluted":1}}]}',
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"name","value":{"__proto__.polluted":1,"constructor":{"prototype":{"polluted":1}}}}]}',
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"constructor.prototype.polluted","value":1}]}',
    ];
    for (const body of bodies) {
      await fetch(`${server.url}/scim/v2/Users/${id}`, {
        method: "PATCH",
        headers: { Authorization: `Bearer ${bzk.token}`, "Content-Type": "application/scim+json" },
        body,
      });
    }
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("what the service says of itself", () => {
  test("is there without a token", async () => {
    const read = async (path: string) => (await fetch(`${server.url}/scim/v2${path}`)).json();
    expect(await read("/ServiceProviderConfig")).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      sort: { supported: true },
      etag: { supported: true },
    });
    expect((await read("/ResourceTypes")).Resources.map((one: { id: string }) => one.id)).toEqual([
      "User",
      "Group",
    ]);
    expect(await read("/ResourceTypes/User")).toMatchObject({ endpoint: "/Users", schema: USER });
    const schemas = (await read("/Schemas")).Resources;
    expect(schemas.map((one: { id: string }) => one.id)).toEqual([USER, ENTERPRISE, GROUP]);
    expect(await read(`/Schemas/${ENTERPRISE}`)).toMatchObject({ name: "EnterpriseUser" });
  });

  test("names every attribute that resources have", async () => {
    const { id } = await bzk.joiner("alles@bzk.example", {
      name: { givenName: "A", familyName: "B" },
      emails: [{ value: "alles@bzk.example" }],
      [ENTERPRISE]: { department: "D" },
    });
    const { body } = await bzk.get(`/Users/${id}`);
    const { attributes } = (await bzk.get(`/Schemas/${USER}`)).body;
    const known = attributes.map(({ name }: { name: string }) => name);
    const common = ["schemas", "id", "externalId", "meta", ENTERPRISE];
    expect(Object.keys(body).filter((name) => !known.includes(name) && !common.includes(name))).toEqual([]);
  });
});
