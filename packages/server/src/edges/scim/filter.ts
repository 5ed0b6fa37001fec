import { parse, type Filter as Tree } from "scim2-parse-filter";
import type { Lookup } from "../../domains/directory/provisioned.ts";
import { type Attribute, type AttributePath, findAttribute, type ResourceKind } from "./attributes.ts";
import { isMembers, type Json, type Members, subValues, valuesAt } from "./resource.ts";
import { ScimProblem } from "./scim-problem.ts";

/** A filter, ready to use. */
export interface ResourceFilter {
  matches(resource: Members): boolean;
  /** What everything that matches must be exactly: the database finds by these, the filter decides. */
  readonly lookups: readonly Lookup[];
}

/** Longer ones say the same thing too often. */
const LONGEST = 4_000;

/**
 * Reads a filter (RFC 7644 §3.4.2.2): logical operators, groups, and filters on complex values. Names of attributes
 * and operators match in any case; values as the attribute's definition says.
 *
 * @throws ScimProblem `invalidFilter`
 * @example readFilter(USERS, 'userName eq "noor" and emails[type eq "work"]').lookups
 * // [{ attribute: "userName", value: "noor" }]
 */
export function readFilter(kind: ResourceKind, text: string): ResourceFilter {
  const tree = parsed(text);
  return { matches: test(kind, tree), lookups: lookupsOf(kind, tree) };
}

/**
 * Reads the filter on the values of a complex attribute, as in the path of a change.
 *
 * @throws ScimProblem `invalidFilter`
 */
export function readValueFilter(attribute: Attribute, text: string): ValueFilter {
  const tree = parsed(text);
  return { matches: testValue(attribute, tree), equal: equalIn(attribute, tree) };
}

/** A filter on the values of a complex attribute. */
export interface ValueFilter {
  matches(value: Json): boolean;
  /** What a value must be to match, when the filter says no more than that; null otherwise. */
  readonly equal: Members | null;
}

type Comparison = Extract<Tree, { compValue: unknown }>;
type Test<Value> = (value: Value) => boolean;

function test(kind: ResourceKind, tree: Tree): Test<Members> {
  switch (tree.op) {
    case "and":
    case "or":
      return joined(
        tree.op,
        tree.filters.map((one) => test(kind, one)),
      );
    case "not": {
      const inner = test(kind, tree.filter);
      return (resource) => !inner(resource);
    }
    case "[]": {
      const path = pathIn(kind, tree.attrPath);
      if (path.sub !== null || path.attribute.type !== "complex")
        throw wrong(`${tree.attrPath} has no parts`);
      const inner = testValue(path.attribute, tree.valFilter);
      return (resource) => valuesAt(resource, path).some(inner);
    }
    default: {
      const path = pathIn(kind, tree.attrPath);
      const leaf = tree.op === "pr" ? path : withDefaultPart(path);
      const fits = testLeaf(leaf.sub ?? leaf.attribute, tree);
      return (resource) => fits(valuesAt(resource, leaf));
    }
  }
}

function testValue(attribute: Attribute, tree: Tree): Test<Json> {
  switch (tree.op) {
    case "and":
    case "or":
      return joined(
        tree.op,
        tree.filters.map((one) => testValue(attribute, one)),
      );
    case "not": {
      const inner = testValue(attribute, tree.filter);
      return (value) => !inner(value);
    }
    case "[]":
      throw wrong("a filter on values cannot stand in another");
    default: {
      const sub = attribute.subAttributes.find(
        ({ name }) => name.toLowerCase() === restored(tree.attrPath).toLowerCase(),
      );
      if (sub === undefined) throw wrong(`${attribute.name} has no ${restored(tree.attrPath)}`);
      const fits = testLeaf(sub, tree);
      return (value) => fits(subValues(value, sub));
    }
  }
}

function joined<Value>(op: "and" | "or", tests: readonly Test<Value>[]): Test<Value> {
  return op === "and"
    ? (value) => tests.every((one) => one(value))
    : (value) => tests.some((one) => one(value));
}

/** A test of the values that an attribute has: one that fits is enough. */
function testLeaf(
  attribute: Attribute,
  tree: Extract<Tree, { op: "pr" }> | Comparison,
): Test<readonly Json[]> {
  if (tree.op === "pr") return (values) => values.some(isPresent);
  const { op, compValue } = tree;
  if (compValue === null) {
    if (op === "eq") return (values) => !values.some(isPresent);
    if (op === "ne") return (values) => values.some(isPresent);
    throw wrong(`${op} cannot compare with null`);
  }
  const fits = comparison(attribute, op, compValue);
  // Nothing at all is something else than any value.
  if (op === "ne") return (values) => values.length === 0 || values.some(fits);
  return (values) => values.some(fits);
}

function comparison(
  attribute: Attribute,
  op: Comparison["op"],
  wanted: string | number | boolean,
): Test<Json> {
  switch (attribute.type) {
    case "boolean":
      return compareBooleans(attribute, op, wanted);
    case "dateTime":
      return compareMoments(attribute, op, wanted);
    case "complex":
      throw wrong(`${attribute.name} is made of parts; name one`);
    default:
      return compareTexts(attribute, op, String(wanted));
  }
}

/** Some clients write `"False"`, as a text. */
function compareBooleans({ name }: Attribute, op: string, wanted: string | number | boolean): Test<Json> {
  const word = String(wanted).toLowerCase();
  if ((op !== "eq" && op !== "ne") || (word !== "true" && word !== "false"))
    throw wrong(`${name} is true or false: compare it with eq or ne`);
  return (value) => (value === (word === "true")) === (op === "eq");
}

function compareMoments(
  { name }: Attribute,
  op: Comparison["op"],
  wanted: string | number | boolean,
): Test<Json> {
  const moment = Date.parse(String(wanted));
  if (Number.isNaN(moment)) throw wrong(`${name} is a moment, such as "2026-11-22T10:00:00Z"`);
  const own = (value: Json) => Date.parse(String(value));
  switch (op) {
    case "eq":
      return (value) => own(value) === moment;
    case "ne":
      return (value) => own(value) !== moment;
    case "gt":
      return (value) => own(value) > moment;
    case "ge":
      return (value) => own(value) >= moment;
    case "lt":
      return (value) => own(value) < moment;
    case "le":
      return (value) => own(value) <= moment;
    default:
      throw wrong(`${name} is a moment: compare it with eq, ne, gt, ge, lt or le`);
  }
}

function compareTexts({ caseExact }: Attribute, op: Comparison["op"], given: string): Test<Json> {
  const fold = (value: Json) => (caseExact ? String(value) : String(value).toLowerCase());
  const wanted = fold(given);
  switch (op) {
    case "eq":
      return (value) => fold(value) === wanted;
    case "ne":
      return (value) => fold(value) !== wanted;
    case "co":
      return (value) => fold(value).includes(wanted);
    case "sw":
      return (value) => fold(value).startsWith(wanted);
    case "ew":
      return (value) => fold(value).endsWith(wanted);
    case "gt":
      return (value) => fold(value) > wanted;
    case "ge":
      return (value) => fold(value) >= wanted;
    case "lt":
      return (value) => fold(value) < wanted;
    case "le":
      return (value) => fold(value) <= wanted;
  }
}

function isPresent(value: Json): boolean {
  if (value === null || value === "") return false;
  return isMembers(value) ? Object.values(value).some(isPresent) : true;
}

function pathIn(kind: ResourceKind, named: string): AttributePath {
  const path = findAttribute(kind, restored(named));
  if (path === null) throw wrong(`there is no attribute ${restored(named)}`);
  return path;
}

/** Who compares a complex attribute means its value. */
function withDefaultPart(path: AttributePath): AttributePath {
  if (path.attribute.type !== "complex" || path.sub !== null) return path;
  const sub = path.attribute.subAttributes.find(({ name }) => name === "value") ?? null;
  return { ...path, sub };
}

/** What a filter asks for exactly, wherever in it that must hold. */
function lookupsOf(kind: ResourceKind, tree: Tree): Lookup[] {
  if (tree.op === "and") return tree.filters.flatMap((one) => lookupsOf(kind, one));
  if (tree.op !== "eq" || typeof tree.compValue !== "string") return [];
  const { extension, attribute, sub } = pathIn(kind, tree.attrPath);
  if (extension !== null || sub !== null) return [];
  switch (attribute.name) {
    case "id":
    case "userName":
    case "externalId":
      return [{ attribute: attribute.name, value: tree.compValue }];
    case "displayName":
      return kind.name === "Group" ? [{ attribute: "displayName", value: tree.compValue }] : [];
    default:
      return [];
  }
}

/** `type eq "work" and primary eq true` says what a value is; anything else only what it is not. */
function equalIn(attribute: Attribute, tree: Tree): Members | null {
  if (tree.op === "and") {
    const parts = tree.filters.map((one) => equalIn(attribute, one));
    return parts.every((part) => part !== null) ? Object.assign({}, ...parts) : null;
  }
  if (tree.op !== "eq" || tree.compValue === null) return null;
  const wanted = restored(tree.attrPath).toLowerCase();
  const sub = attribute.subAttributes.find(({ name }) => name.toLowerCase() === wanted);
  if (sub === undefined) return null;
  const value = sub.type === "boolean" ? String(tree.compValue).toLowerCase() === "true" : tree.compValue;
  return { [sub.name]: value };
}

/**
 * Reads the text. Quoted values are taken out first and put back after: the parser reads their escapes in its own
 * way, and `a[x].b eq y`, which clients write and the standard does not know, is only clear without them.
 */
function parsed(text: string): Tree {
  if (text.length > LONGEST) throw wrong("it is too long");
  const values: string[] = [];
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/gs, (quoted) => `"${values.push(unquoted(quoted)) - 1}"`);
  const known = bare
    .replace(
      /([\w.:-]+)\[([^[\]]*)\]\.([$\w]+)(\s+pr\b|\s+\w+\s+(?:"\d+"|[\w.+-]+))/g,
      (_whole, path: string, inner: string, part: string, rest: string) =>
        `${path}[(${inner}) and ${part}${rest}]`,
    )
    .replaceAll("$ref", REF);
  try {
    return withValues(parse(known), values);
  } catch (error) {
    if (error instanceof ScimProblem) throw error;
    throw wrong("it cannot be read");
  }
}

/** The parser knows no attribute that begins with a dollar. */
const REF = "ref--";
const restored = (path: string): string => path.replaceAll(REF, "$ref");

/** What a quoted value says. A single backslash, as in `"DOMAIN\name"`, is a backslash. */
function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1).replace(/\\(["\\])/g, "$1");
  }
}

function withValues(tree: Tree, values: readonly string[]): Tree {
  switch (tree.op) {
    case "and":
    case "or":
      return { op: tree.op, filters: tree.filters.map((one) => withValues(one, values)) };
    case "not":
      return { op: "not", filter: withValues(tree.filter, values) };
    case "[]":
      return { ...tree, valFilter: withValues(tree.valFilter, values) };
    case "pr":
      return tree;
    default:
      return typeof tree.compValue === "string"
        ? { ...tree, compValue: values[Number(tree.compValue)] ?? "" }
        : tree;
  }
}

function wrong(why: string): ScimProblem {
  return new ScimProblem(400, "invalidFilter", `The filter is wrong: ${why}.`);
}
