import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GROUPS, USERS } from "./attributes.ts";
import { coerceResource } from "./coerce.ts";
import { applyPatch, type Patch } from "./patch.ts";
import type { Json, Members } from "./resource.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const patch = (...Operations: Patch["Operations"]): Patch => ({ schemas: [PATCH_OP], Operations });
const change = (resource: Members, ...operations: Patch["Operations"]) =>
  applyPatch(USERS, resource, patch(...operations));
const NOOR: Members = {
  userName: "noor",
  active: true,
  name: { givenName: "Noor" },
  emails: [
    { value: "noor@bzk.example", type: "work", primary: true },
    { value: "noor@thuis.example", type: "home" },
  ],
};

describe("a change", () => {
  test("leaves what it was given as it was", () => {
    const before = structuredClone(NOOR);
    change(NOOR, { op: "replace", path: "name.givenName", value: "Nora" });
    expect(NOOR).toEqual(before);
  });

  test("of something with parts keeps the parts that it does not name", () => {
    const { name } = change(NOOR, { op: "replace", path: "name", value: { familyName: "Vos" } });
    expect(name).toEqual({ givenName: "Noor", familyName: "Vos" });
  });

  test("that makes another address the primary one leaves one primary", () => {
    const { emails } = change(NOOR, { op: "replace", path: 'emails[type eq "home"].primary', value: "True" });
    expect(emails).toMatchObject([
      { type: "work", primary: false },
      { type: "home", primary: true },
    ]);
    const added = change(NOOR, { op: "add", path: "emails", value: { value: "n@x.example", primary: true } });
    expect(added.emails).toMatchObject([{ primary: false }, {}, { value: "n@x.example", primary: true }]);
  });

  test("adds an address once", () => {
    const again = [{ value: "NOOR@bzk.example", type: "work" }];
    expect(change(NOOR, { op: "add", path: "emails", value: again }).emails).toEqual(NOOR.emails);
  });

  test("takes addresses away by filter, by value, or all", () => {
    const left = (operation: Patch["Operations"][number]) => change(NOOR, operation).emails;
    expect(left({ op: "remove", path: 'emails[type eq "work"]' })).toMatchObject([{ type: "home" }]);
    expect(left({ op: "remove", path: "emails", value: [{ value: "noor@thuis.example" }] })).toMatchObject([
      { type: "work" },
    ]);
    expect(left({ op: "remove", path: "emails" })).toBeUndefined();
    expect(left({ op: "remove", path: 'emails[value eq "a:b.c@x"]' })).toEqual(NOOR.emails);
  });

  test("with nothing for a value takes the attribute away", () => {
    expect(change(NOOR, { op: "replace", path: "name.givenName", value: "" }).name).toBeUndefined();
    expect(change(NOOR, { op: "replace", path: "emails", value: [] }).emails).toBeUndefined();
  });

  test("fills and empties a group of thousands in well under a second", () => {
    const members = Array.from({ length: 10_000 }, (_, index) => ({ value: `user-${index}` }));
    const began = performance.now();
    const full = applyPatch(GROUPS, {}, patch({ op: "add", path: "members", value: members }));
    const same = applyPatch(GROUPS, full, patch({ op: "add", path: "members", value: members }));
    expect(same.members).toHaveLength(10_000);
    const empty = applyPatch(GROUPS, full, patch({ op: "remove", path: "members", value: members }));
    expect(empty.members).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

/** What anybody might send. */
const anything = fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value)));
const paths = fc.oneof(
  fc.constantFrom(
    ...[
      "userName",
      "NAME",
      "name.givenName",
      "emails",
      'emails[type eq "work"]',
      'emails[type eq "x"].value',
    ],
    ...[
      "active",
      "emails.value",
      "groups",
      "id",
      "nonsense",
      "__proto__.x",
      "constructor.prototype",
      "phoneNumbers",
    ],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
  ),
  fc.string({ maxLength: 20 }),
);

describe("whatever is sent", () => {
  test("is applied or refused, and what comes out is a resource of ours", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(
        fc.array(
          fc.record(
            { op: fc.constantFrom("add", "Replace", "remove", "x"), path: paths, value: anything },
            { requiredKeys: ["op"] },
          ),
          { minLength: 1, maxLength: 4 },
        ),
        (operations) => {
          let changed: Members;
          try {
            changed = change(NOOR, ...operations);
          } catch (error) {
            expect(error).toMatchObject({ name: "ScimProblem", status: 400 });
            return;
          }
          // Nothing that we do not know, and nothing of another type than it says.
          expect(coerceResource(USERS, changed)).toEqual(changed);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});
