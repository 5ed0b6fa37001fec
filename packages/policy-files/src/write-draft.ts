import {
  type Advice,
  type Attribute,
  type Condition,
  type Duty,
  factOfText,
  type Period,
  type Rule,
  type RuleSet,
  type Source,
  type Tool,
  type ToolSelection,
  type Untranslatable,
} from "@akkoord/policy";
import { Document, isMap, isSeq, Scalar } from "yaml";

/** What a draft holds: everything to add or replace, and the ids of what goes. */
export interface DraftContent {
  readonly rules?: readonly Rule[];
  /** Ids of rules and untranslatable clauses. */
  readonly withdraw?: readonly string[];
  readonly untranslatables?: readonly Untranslatable[];
  readonly tools?: readonly Tool[];
  readonly sources?: readonly Source[];
  readonly duties?: readonly Duty[];
  readonly advice?: readonly Advice[];
}

const LINE_WIDTH = 110;

/**
 * Writes a draft as people would: groups, tags and facts as the author named them, conditions as `from`, `to` or
 * `not` where that is shorter, and nothing that goes without saying. Read and applied again it gives the same.
 *
 * @param ruleSet whose vocabulary the conditions speak
 * @example
 * writeDraft({ rules: [rule], withdraw: ["szw/old-rule"] }, ruleSet)
 * // sources: … rules:\n  - id: szw/webex\n    issuer: szw\n …
 */
export function writeDraft(content: DraftContent, ruleSet: Pick<RuleSet, "vocabulary">): string {
  const { attributes } = ruleSet.vocabulary;
  const parts: Members = [
    ["sources", content.sources?.map(writtenSource)],
    ["duties", content.duties?.map((duty) => writtenDuty(duty, attributes))],
    ["advice", content.advice?.map((tip) => writtenDuty(tip, attributes))],
    ["tools", content.tools?.map(writtenTool)],
    ["withdraw", content.withdraw],
    ["rules", content.rules?.map((rule) => writtenRule(rule, attributes))],
    ["untranslatables", content.untranslatables?.map((clause) => writtenClause(clause, attributes))],
  ];
  const filled = parts.filter(([, value]) => Array.isArray(value) && value.length > 0);
  if (filled.length === 0) return "";
  const document = new Document(Object.fromEntries(filled), {
    version: "1.2",
    schema: "core",
    aliasDuplicateObjects: false,
  });
  if (isMap(document.contents)) spread(document.contents.items.map(({ key }) => key));
  for (const [key] of filled) {
    const list = document.get(key);
    if (key !== "withdraw" && isSeq(list)) spread(list.items);
  }
  layOut(document.contents);
  return document.toString({ lineWidth: LINE_WIDTH });
}

/** Keys with their values in the order to write them; `undefined` is left out. */
type Members = readonly (readonly [key: string, value: unknown])[];

function written(members: Members): Readonly<Record<string, unknown>> {
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function writtenRule(rule: Rule, attributes: readonly Attribute[]) {
  return written([
    ["id", rule.id],
    ["issuer", rule.issuer],
    ["layer", rule.layer],
    ["force", rule.force],
    ["yieldsTo", unlessEmpty(rule.yieldsTo)],
    ["overrides", unlessEmpty(rule.overrides)],
    ["bearers", rule.bearersNamed],
    ["valid", writtenPeriod(rule.valid)],
    ["when", writtenCondition(rule.when, attributes)],
    ["tools", writtenTools(rule.tools.named)],
    ["effect", rule.effect ?? "none"],
    ["duties", unlessEmpty(rule.duties)],
    ["advice", unlessEmpty(rule.advice)],
    ["words", rule.words ?? undefined],
    ["source", rule.source],
    ["reading", rule.reading ?? undefined],
  ]);
}

function writtenClause(clause: Untranslatable, attributes: readonly Attribute[]) {
  const tools = writtenTools(clause.tools.named);
  return written([
    ["id", clause.id],
    ["issuer", clause.issuer],
    ["bearers", clause.bearers],
    ["valid", writtenPeriod(clause.valid)],
    ["when", writtenCondition(clause.when, attributes)],
    ["tools", tools === "all" ? undefined : tools],
    ["source", clause.source],
    ["why", clause.why],
  ]);
}

function writtenTool(tool: Tool) {
  return written([
    ["id", tool.id],
    ["name", tool.name],
    ["supplier", tool.supplier ?? undefined],
    ["supplierCountry", tool.supplierCountry ?? undefined],
    ["activities", tool.activities],
    ["tags", unlessEmpty(tool.tags)],
    ["facts", Object.keys(tool.facts).length === 0 ? undefined : tool.facts],
    ["description", tool.description ?? undefined],
    ["sources", unlessEmpty(tool.sources)],
  ]);
}

function writtenSource(source: Source) {
  return written([
    ["id", source.id],
    ["title", source.title],
    ["author", source.author],
    ["date", source.date ?? undefined],
    ["dateNote", source.dateNote],
    ["url", source.url ?? undefined],
    ["fictional", source.fictional ? true : undefined],
  ]);
}

function writtenDuty({ id, words, constraint }: Duty | Advice, attributes: readonly Attribute[]) {
  return written([
    ["id", id],
    ["words", words],
    ["constraint", constraint && writtenCondition({ [constraint.attribute]: constraint.values }, attributes)],
  ]);
}

function writtenPeriod({ from, to }: Period) {
  return from === null && to === null ? undefined : { from, to };
}

function writtenCondition(condition: Condition, attributes: readonly Attribute[]) {
  const members = Object.entries(condition).flatMap(([id, values]): [string, unknown][] => {
    const attribute = attributes.find((one) => one.id === id);
    if (attribute === undefined) return [[id, values]];
    // Naming every value is the same as not naming the attribute.
    return values.length === attribute.values.length ? [] : [[id, shortest(values, attribute)]];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** A list of values, or the same as a range or an exception when that names fewer values. */
function shortest(values: readonly string[], { ordered, values: all }: Attribute) {
  const order = all.map(({ id }) => id);
  const others = order.filter((id) => !values.includes(id));
  const [from] = values;
  const to = values.at(-1);
  const start = order.indexOf(from ?? "");
  const isRange = ordered && values.join() === order.slice(start, start + values.length).join();
  if (isRange && values.length > 1) {
    if (to === order.at(-1)) return { from };
    if (start === 0) return { to };
    if (values.length > 2 && others.length > 1) return { from, to };
  }
  return others.length < values.length ? { not: others } : values;
}

function writtenTools({ ids, tags, facts, except, all }: ToolSelection["named"]) {
  const others = tags.length + facts.length + except.length;
  if (all && others + ids.length === 0) return "all";
  if (!all && others === 0) return ids;
  return written([
    ["all", all ? true : undefined],
    ["ids", unlessEmpty(ids)],
    ["tags", unlessEmpty(tags)],
    ["facts", facts.length === 0 ? undefined : Object.fromEntries(facts.map(writtenFact))],
    ["except", unlessEmpty(except)],
  ]);
}

function writtenFact(text: string): [string, unknown] {
  const { name, values } = factOfText(text);
  const [only] = values;
  if (values.length === 1 && (only === "true" || only === "false")) return [name, only === "true"];
  return [name, values.length === 1 && only === "" ? [] : values];
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** An empty line before each but the first. */
function spread(nodes: readonly unknown[]): void {
  for (const node of nodes.slice(1)) {
    if (isMap(node) || isSeq(node) || node instanceof Scalar) node.spaceBefore = true;
  }
}

/** Parts that are written on one line: short sets and lists. Texts for people get lines of their own. */
const ON_ONE_LINE = new Set([
  "valid",
  "when",
  "tools",
  "bearers",
  "duties",
  "advice",
  "yieldsTo",
  "overrides",
  "activities",
  "tags",
  "facts",
  "constraint",
]);

function layOut(node: unknown, depth = 0): void {
  if (isSeq(node)) for (const item of node.items) layOut(item, depth);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const name = key instanceof Scalar ? String(key.value) : "";
    if (depth > 0 && ON_ONE_LINE.has(name) && (isMap(value) || isSeq(value))) value.flow = true;
    else layOut(value, depth + 1);
  }
}
