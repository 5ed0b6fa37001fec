import type { Citation, FactValue, Tool, ToolSelection, Vocabulary } from "../rule-set.ts";
import {
  type Fields,
  isNull,
  type Located,
  readFields,
  readItems,
  readKnownId,
  readText,
  report,
  reportUnknown,
} from "./reading.ts";
import { part, type Subject, thing } from "./subject.ts";
import { needId } from "./vocabulary.ts";

export function readTool(at: Located, vocabulary: Vocabulary, sources: readonly string[]): Tool | null {
  const keys = [
    "id",
    "name",
    "supplier",
    "supplierCountry",
    "activities",
    "tags",
    "facts",
    "description",
    "sources",
  ];
  const fields = readFields(at, thing("tool"), keys);
  const id = fields === null ? null : needId(fields, thing("tool"));
  if (fields === null || id === null) return null;
  const what = thing("tool", id);
  const activities =
    vocabulary.attributes.find((attribute) => attribute.id === "activity")?.values.map((value) => value.id) ??
    [];
  const wanted = fields
    .items("activities")
    .flatMap((item) => readKnownId(item, part("activity", what), activities) ?? []);
  return {
    id,
    name: fields.needText("name", what),
    supplier: fields.text("supplier", what),
    supplierCountry: readCountry(fields, what),
    activities: activities.filter((activity) => wanted.includes(activity)),
    tags: fields.items("tags").flatMap((item) => readText(item, part("tag", what)) ?? []),
    facts: readFacts(fields.get("facts"), what),
    description: fields.words("description", what),
    sources: fields.items("sources").flatMap((item) => readCitation(item, what, sources) ?? []),
  };
}

function readCountry(fields: Fields, what: Subject): string | null {
  const at = fields.get("supplierCountry");
  if (at === null || isNull(at)) return null;
  const code = readText(at, part("country", what));
  if (code === null || /^[A-Z]{2}$/.test(code)) return code;
  report(at, "not-country", { value: code });
  return null;
}

function readFacts(at: Located | null, what: Subject): Readonly<Record<string, FactValue>> {
  const facts: Record<string, FactValue> = {};
  if (at === null) return facts;
  if (at.node.kind !== "map") {
    report(at, "not-facts", { what: part("facts", what), example: "{storesChatOnDevice: true}" });
    return facts;
  }
  for (const entry of at.node.entries) {
    const here: Located = { ...at, node: entry.value, key: entry.key };
    const value = readFactValue(here, part("fact", what, entry.key));
    if (value !== null) facts[entry.key] = value;
  }
  return facts;
}

function readFactValue(at: Located, what: Subject): FactValue | null {
  if (at.node.kind === "list") return readItems(at).flatMap((item) => readText(item, what) ?? []);
  if (at.node.kind === "scalar" && typeof at.node.value === "boolean") return at.node.value;
  return readText(at, what);
}

/** The clause something rests on. A missing quote is reported: nothing stands without its source. */
export function readCitation(
  at: Located,
  what: Subject,
  sources: readonly string[],
  inherited: string | null = null,
): Citation | null {
  const fields = readFields(at, part("source", what), ["document", "quote", "place"]);
  if (fields === null) return null;
  const documentAt = fields.get("document");
  const document = documentAt === null ? inherited : readKnownId(documentAt, part("document"), sources);
  if (document === null && documentAt === null) report(at, "no-document", { what }, "document");
  const quoteAt = fields.get("quote");
  const quote = quoteAt === null ? null : readText(quoteAt, part("quote", what));
  if (quoteAt === null) report(at, "no-quote", { what }, "quote");
  const place = fields.text("place", what);
  return { document: document ?? "", quote: quote ?? "", ...(place === null ? {} : { place }) };
}

/**
 * Which tools are meant: ids, tags and facts together, minus exceptions; or `all`.
 * A plain list is a list of ids.
 */
export function readToolSelection(at: Located, what: Subject, tools: readonly Tool[]): ToolSelection {
  const all = tools.map((tool) => tool.id);
  const ids = (items: readonly Located[]): readonly string[] =>
    items.flatMap((item) => readKnownId(item, part("tool", what), all) ?? []);
  if (at.node.kind !== "map") {
    if (at.node.kind === "scalar" && at.node.value === "all")
      return select(tools, { ids: [], tags: [], facts: [], except: [], all: true }, () => true);
    const named = ids(readItems(at));
    return select(tools, { ids: named, tags: [], facts: [], except: [], all: false }, (tool) =>
      named.includes(tool.id),
    );
  }
  const fields = readFields(at, part("tools", what), ["ids", "tags", "facts", "except", "all"]);
  if (fields === null)
    return select(tools, { ids: [], tags: [], facts: [], except: [], all: false }, () => false);
  const allTags = [...new Set(tools.flatMap((tool) => tool.tags))];
  const named = ids(fields.items("ids"));
  const tags = fields.items("tags").flatMap((item) => readTag(item, allTags) ?? []);
  const except = ids(fields.items("except"));
  const facts = readFactConditions(fields.get("facts"), what);
  return selectTools({ ids: named, tags, facts: facts.map(factText), except, all: fields.has("all") }, tools);
}

/**
 * The tools of a catalogue that a selection means, as its author named them. Another catalogue may hold others.
 *
 * @example selectTools(rule.tools.named, catalogueWithOneMore)
 */
export function selectTools(named: ToolSelection["named"], tools: readonly Tool[]): ToolSelection {
  const facts = named.facts.map(factOfText);
  return select(
    tools,
    named,
    (tool) =>
      !named.except.includes(tool.id) &&
      (named.all ||
        named.ids.includes(tool.id) ||
        tool.tags.some((tag) => named.tags.includes(tag)) ||
        (facts.length > 0 && facts.every((fact) => hasFact(tool, fact)))),
  );
}

function readTag(at: Located, known: readonly string[]): string | null {
  const tag = readText(at, part("tag"));
  if (tag !== null && !known.includes(tag)) {
    reportUnknown(at, part("tag"), tag, known);
    return null;
  }
  return tag;
}

/** A fact that a tool must have: one of these values. */
export interface FactCondition {
  readonly name: string;
  readonly values: readonly string[];
}

const AFTER_NAME = ": ";
const BETWEEN_VALUES = " | ";

function factText({ name, values }: FactCondition): string {
  return `${name}${AFTER_NAME}${values.join(BETWEEN_VALUES)}`;
}

/**
 * The condition behind a fact as a selection names it.
 *
 * @example factOfText("supplierCountry: CN | RU") // { name: "supplierCountry", values: ["CN", "RU"] }
 */
export function factOfText(text: string): FactCondition {
  const end = text.indexOf(AFTER_NAME);
  return {
    name: text.slice(0, end),
    values: text.slice(end + AFTER_NAME.length).split(BETWEEN_VALUES),
  };
}

function readFactConditions(at: Located | null, what: Subject): readonly FactCondition[] {
  if (at === null) return [];
  if (at.node.kind !== "map") {
    report(at, "not-facts", { what: part("facts", what), example: "{supplierCountry: [XX]}" });
    return [];
  }
  return at.node.entries.map((entry) => {
    const here: Located = { ...at, node: entry.value, key: entry.key };
    const condition: FactCondition = {
      name: entry.key,
      values: readItems(here).map((item) => (item.node.kind === "scalar" ? String(item.node.value) : "")),
    };
    if (condition.name.includes(AFTER_NAME) || condition.values.some((one) => one.includes(BETWEEN_VALUES)))
      report(here, "marks-in-facts", {
        what: part("facts", what),
        afterName: AFTER_NAME,
        betweenValues: BETWEEN_VALUES,
      });
    return condition;
  });
}

function hasFact(tool: Tool, condition: FactCondition): boolean {
  // Own facts only: "constructor" is a name that every object knows.
  const fact = Object.hasOwn(tool.facts, condition.name) ? tool.facts[condition.name] : undefined;
  const value = condition.name === "supplierCountry" ? tool.supplierCountry : fact;
  if (value === null || value === undefined) return false;
  const values = typeof value === "boolean" || typeof value === "string" ? [String(value)] : value;
  return values.some((one) => condition.values.includes(one));
}

function select(
  tools: readonly Tool[],
  named: ToolSelection["named"],
  includes: (tool: Tool) => boolean,
): ToolSelection {
  return { ids: tools.filter(includes).map((tool) => tool.id), named };
}
