import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { USERS } from "./attributes.ts";
import { readFilter } from "./filter.ts";
import type { Members } from "./resource.ts";

const fits = (filter: string, resource: Members) => readFilter(USERS, filter).matches(resource);
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const NOOR: Members = {
  id: "1",
  externalId: "Ext-1",
  userName: "Noor",
  active: true,
  name: { givenName: "Noor", familyName: 'de "Rechte" Weg' },
  emails: [
    { value: "noor@bzk.example", type: "work", primary: true },
    { value: "noor@thuis.example", type: "home" },
  ],
  [ENTERPRISE]: { department: "Digitaal", manager: { value: "2" } },
  meta: { created: "2026-11-22T10:00:00.000Z" },
};

describe("a filter", () => {
  test.each([
    ['userName eq "noor"', true],
    ['USERNAME EQ "NOOR"', true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "no"', true],
    ['externalId eq "ext-1"', false],
    ['externalId eq "Ext-1"', true],
    ["active eq true", true],
    ['active eq "False"', false],
    ['active ne "False"', true],
    ['name.familyName co "\\"rechte\\""', true],
    ['emails co "thuis"', true],
    ['emails[type eq "work" and value ew "bzk.example"]', true],
    ['emails[type eq "home" and value ew "bzk.example"]', false],
    ['emails[type eq "home"].value eq "noor@thuis.example"', true],
    ['emails[type eq "work"].value eq "noor@thuis.example"', false],
    ['emails[type eq "other"].value pr', false],
    ["emails[primary eq true].value pr", true],
    ["title pr", null],
    ["displayName pr", false],
    ["not (displayName pr)", true],
    ["name pr", true],
    ["displayName eq null", true],
    [`${ENTERPRISE}:department eq "digitaal"`, true],
    [`${ENTERPRISE}:manager.value eq "2"`, true],
    [`${ENTERPRISE}:manager eq "2"`, true],
    ['meta.created gt "2026-11-22T09:59:59Z"', true],
    ['meta.created lt "2026-11-22T11:00:00+01:00"', false],
    ['meta.created co "2026"', null],
    ["active gt true", null],
    ['userName eq "a" or userName eq "noor" and active eq true', true],
    ['(userName eq "a" or userName eq "noor") and active eq false', false],
    ['not (userName eq "noor" and active eq false)', true],
    ['userName eq "a" and', null],
    ["userName", null],
    ["", null],
    ['userName eq "a" userName eq "b"', null],
    ["(".repeat(3_000), null],
    ['userName zz "a"', null],
  ])("%s", (filter, expected) => {
    if (expected === null) {
      expect(() => readFilter(USERS, filter)).toThrow(expect.objectContaining({ scimType: "invalidFilter" }));
    } else expect(fits(filter, NOOR)).toBe(expected);
  });

  test("finds values with quotes, backslashes and words of filters in them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const resource: Members = { userName: value };
        expect(fits(`userName eq ${JSON.stringify(value)}`, resource)).toBe(true);
        expect(fits(`userName eq ${JSON.stringify(`${value}x`)}`, resource)).toBe(false);
      }),
      { examples: [['a" or userName pr or userName eq "b'], ["\\"], ['\\"'], ["x] and y["], [" and not "]] },
    );
    // Clients that know no escapes.
    expect(fits('userName eq "BZK\\noor"', { userName: "BZK\\noor" })).toBe(false);
    expect(fits('userName eq "BZK\\jan"', { userName: "BZK\\jan" })).toBe(true);
  });
});

/** A filter as these tests make it up. */
type Made =
  | { readonly kind: "compare"; readonly path: string; readonly op: string; readonly value: string | boolean }
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "and" | "or"; readonly parts: readonly Made[] }
  | { readonly kind: "not"; readonly part: Made }
  | { readonly kind: "values"; readonly part: Made };

const words = fc.constantFrom("a", "b", "ab", "B", "ba", "é", 'q"r', "x and y", "");
const TEXT_OPS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;

const comparisons = (paths: readonly string[]) =>
  fc.oneof(
    fc.record({
      kind: fc.constant("compare" as const),
      path: fc.constantFrom(...paths),
      op: fc.constantFrom(...TEXT_OPS),
      value: words,
    }),
    fc.record({ kind: fc.constant("present" as const), path: fc.constantFrom(...paths) }),
  );
const booleans = (path: string) =>
  fc.record({
    kind: fc.constant("compare" as const),
    path: fc.constant(path),
    op: fc.constantFrom("eq", "ne"),
    value: fc.boolean(),
  });

function logic(leaves: fc.Arbitrary<Made>): fc.Arbitrary<Made> {
  return fc.letrec<{ tree: Made }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      leaves,
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        parts: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant("not" as const), part: tie("tree") }),
    ),
  })).tree;
}

const inValues = logic(fc.oneof(comparisons(["type", "value"]), booleans("primary")));
const filters = logic(
  fc.oneof(
    comparisons(["userName", "externalId", "name.givenName", "emails.value", `${ENTERPRISE}:department`]),
    booleans("active"),
    inValues.map((part): Made => ({ kind: "values", part })),
  ),
);

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const resources = fc
  .record({
    userName: maybe(words),
    externalId: maybe(words),
    active: maybe(fc.boolean()),
    name: maybe(fc.record({ givenName: words })),
    emails: maybe(
      fc.array(fc.record({ type: maybe(words), value: maybe(words), primary: maybe(fc.boolean()) }), {
        maxLength: 3,
      }),
    ),
    department: maybe(words),
  })
  .map(({ department, ...rest }): Members => {
    const resource = { ...rest, ...(department === undefined ? {} : { [ENTERPRISE]: { department } }) };
    return JSON.parse(JSON.stringify(resource));
  });

/** Writes a filter, with no more brackets than it takes, or with all of them. */
function written(made: Made, generous: boolean): string {
  switch (made.kind) {
    case "compare":
      return `${made.path} ${made.op} ${JSON.stringify(made.value)}`;
    case "present":
      return `${made.path} pr`;
    case "not":
      return `not (${written(made.part, generous)})`;
    case "values":
      return `emails[${written(made.part, generous)}]`;
    default: {
      const parts = made.parts.map((part) => {
        const text = written(part, generous);
        // "and" binds more tightly than "or".
        const loose = part.kind === "or" || (part.kind === "and" && made.kind === "and");
        return generous || loose ? `(${text})` : text;
      });
      return parts.join(` ${made.kind} `);
    }
  }
}

/** What a filter means, worked out in the plainest way there is. */
function means(made: Made, resource: unknown, exact: readonly string[]): boolean {
  switch (made.kind) {
    case "and":
      return made.parts.every((part) => means(part, resource, exact));
    case "or":
      return made.parts.some((part) => means(part, resource, exact));
    case "not":
      return !means(made.part, resource, exact);
    case "values":
      return allAt(resource, "emails").some((value) => means(made.part, value, exact));
    case "present":
      return allAt(resource, made.path).some((value) => value !== "");
    case "compare": {
      const values = allAt(resource, made.path);
      const fold = (value: unknown) =>
        typeof value === "string" && !exact.includes(made.path) ? value.toLowerCase() : value;
      const wanted = fold(made.value);
      if (made.op === "ne") return values.length === 0 || values.some((value) => fold(value) !== wanted);
      return values.map(fold).some((own) => {
        if (made.op === "eq") return own === wanted;
        if (typeof own !== "string" || typeof wanted !== "string") return false;
        switch (made.op) {
          case "co":
            return own.includes(wanted);
          case "sw":
            return own.startsWith(wanted);
          case "ew":
            return own.endsWith(wanted);
          case "gt":
            return own > wanted;
          case "ge":
            return own >= wanted;
          case "lt":
            return own < wanted;
          default:
            return own <= wanted;
        }
      });
    }
  }
}

function allAt(resource: unknown, path: string): unknown[] {
  const [urn, rest] = path.startsWith("urn:")
    ? [ENTERPRISE, path.slice(ENTERPRISE.length + 1)]
    : [null, path];
  const steps = urn === null ? rest.split(".") : [urn, ...rest.split(".")];
  return steps.reduce<unknown[]>(
    (values, step) =>
      values.flatMap((value) => {
        const found = Object.entries(Object(value)).find(([name]) => name === step)?.[1];
        return found === undefined ? [] : Array.isArray(found) ? found : [found];
      }),
    [resource],
  );
}

describe("any filter", () => {
  test("means what it says, with few brackets and with many", () => {
    fc.assert(
      fc.property(filters, resources, fc.boolean(), (made, resource, generous) => {
        const text = written(made, generous);
        fc.pre(text.length <= 4_000);
        expect(fits(text, resource), text).toBe(means(made, resource, ["externalId"]));
      }),
      { numRuns: 1_000 },
    );
  });

  test("is only helped by lookups: what matches has everything that they ask for", () => {
    fc.assert(
      fc.property(filters, resources, (made, resource) => {
        const text = written(made, true);
        fc.pre(text.length <= 4_000);
        const { matches, lookups } = readFilter(USERS, text);
        if (!matches(resource)) return;
        for (const { attribute, value } of lookups) {
          const own = String(resource[attribute]);
          const same = attribute === "userName" ? own.toLowerCase() === value.toLowerCase() : own === value;
          expect(same, `${text} with ${JSON.stringify(resource)}`).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
