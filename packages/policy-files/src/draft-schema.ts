import { type Attribute, DEFAULT_KEYS, EFFECTS, LAYERS, type RuleSet, type Words } from "@akkoord/policy";
import { KEY_WORDS, VALUE_WORDS } from "./draft-words.ts";

/** What may stand at one place of a draft; several forms may be allowed at once (a value, a list, a set of keys). */
export interface DraftSchema {
  /** A set with these keys. */
  readonly keys?: readonly SchemaKey[];
  /** A set with keys of the author's own, each with this value. */
  readonly anyKey?: DraftSchema;
  /** A list of these; one by itself counts as a list of one. */
  readonly items?: DraftSchema;
  /** One of these values. */
  readonly values?: readonly SchemaValue[];
  /** Free content. */
  readonly kind?: "text" | "date";
}

/** A key that may stand in a set. */
export interface SchemaKey {
  readonly key: string;
  /** What it is for, in a few words. */
  readonly label: Words;
  readonly required: boolean;
  readonly value: DraftSchema;
}

/** A value that may be chosen, with what it means. */
export interface SchemaValue {
  readonly value: string;
  readonly label: Words;
}

/**
 * What may stand where in a draft against a rule set: for completion in an editor. What is wrong with a draft,
 * and where, `applyDraft` says; this only proposes.
 *
 * @example schemaAt(draftSchema(ruleSet), ["rules", 0, "effect"])?.values // [{ value: "required", label: … }, …]
 */
export function draftSchema(ruleSet: RuleSet): DraftSchema {
  const parts = schemaParts(ruleSet);
  const rule = ruleKeys(ruleSet, parts);
  const defaults = [...rule, key("document", parts.documents)].filter(({ key }) =>
    DEFAULT_KEYS.includes(key),
  );
  return set(
    key("defaults", set(...defaults.map((one) => ({ ...one, required: false })))),
    key("rules", { items: set(...rule) }),
    key("withdraw", { items: oneOf([...parts.rules, ...parts.clauses]) }),
    key("untranslatables", { items: set(...clauseKeys(ruleSet, parts)) }),
    key("tools", { items: set(...toolKeys(ruleSet, parts)) }),
    key("sources", { items: set(...sourceKeys()) }),
    { ...key("duties", { items: set(...dutyKeys(parts)) }), label: KEY_WORDS.dutyList },
    { ...key("advice", { items: set(...dutyKeys(parts)) }), label: KEY_WORDS.adviceList },
  );
}

/**
 * What may stand at a place: keys from the outside in, with the number of the item in a list.
 * Null when nothing is known of that place.
 *
 * @example schemaAt(schema, ["rules", 2, "when", "information", "from"])
 */
export function schemaAt(schema: DraftSchema, path: readonly (string | number)[]): DraftSchema | null {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const next =
    typeof step === "number"
      ? schema.items
      : (schema.keys?.find(({ key }) => key === step)?.value ?? schema.anyKey);
  return next === undefined ? null : schemaAt(next, rest);
}

type Parts = ReturnType<typeof schemaParts>;

function schemaParts(ruleSet: RuleSet) {
  const { vocabulary } = ruleSet;
  const activities = vocabulary.attributes.find(({ id }) => id === "activity")?.values ?? [];
  return {
    when: set(...vocabulary.attributes.map((one) => ({ ...condition(one), required: false }))),
    tools: ruleSet.tools.map(({ id, name }) => value(id, both(name))),
    tags: [...new Set(ruleSet.tools.flatMap(({ tags }) => tags))].map((tag) => value(tag, both(tag))),
    bearers: [
      ...ruleSet.organisations.map(({ id, name }) => value(id, both(name))),
      ...ruleSet.groups.map(({ id, label }) => value(id, label)),
    ],
    issuers: [
      ...new Set([
        ...ruleSet.organisations.map(({ id }) => id),
        ...ruleSet.rules.map(({ issuer }) => issuer),
      ]),
    ].map((id) => value(id, both(ruleSet.organisations.find((one) => one.id === id)?.name ?? id))),
    rules: ruleSet.rules.map(({ id, words }) => value(id, words ?? both(id))),
    clauses: ruleSet.untranslatables.map(({ id, why }) => value(id, why)),
    duties: vocabulary.duties.map(({ id, words }) => value(id, words)),
    advice: vocabulary.advice.map(({ id, words }) => value(id, words)),
    documents: oneOf(ruleSet.sources.map(({ id, title }) => value(id, both(title)))),
    activities: activities.map(({ id, label }) => value(id, label)),
  };
}

function ruleKeys(ruleSet: RuleSet, parts: Parts): readonly SchemaKey[] {
  return [
    needed("id", TEXT),
    needed("issuer", oneOf(parts.issuers)),
    needed("layer", named(LAYERS)),
    needed("force", named(["strict", "defeasible"])),
    key("yieldsTo", { items: named(LAYERS) }),
    key("overrides", { items: oneOf(parts.rules) }),
    needed("bearers", { items: oneOf(parts.bearers) }),
    key("valid", PERIOD),
    key("when", parts.when),
    { ...needed("tools", toolSelection(ruleSet, parts)), label: KEY_WORDS.ruleTools },
    needed("effect", named([...EFFECTS, "none"])),
    key("duties", { items: oneOf(parts.duties) }),
    key("advice", { items: oneOf(parts.advice) }),
    key("words", WORDS),
    needed("source", citation(parts)),
    key("reading", WORDS),
  ];
}

function clauseKeys(ruleSet: RuleSet, parts: Parts): readonly SchemaKey[] {
  const shared = ["id", "issuer", "bearers", "valid", "when", "tools", "source"];
  return [
    ...ruleKeys(ruleSet, parts)
      .filter(({ key }) => shared.includes(key))
      .map((one) => (one.key === "tools" ? { ...one, required: false } : one)),
    needed("why", WORDS),
  ];
}

function toolKeys(ruleSet: RuleSet, parts: Parts): readonly SchemaKey[] {
  return [
    needed("id", TEXT),
    needed("name", TEXT),
    key("supplier", TEXT),
    key("supplierCountry", TEXT),
    needed("activities", { items: oneOf(parts.activities) }),
    key("tags", { items: oneOf(parts.tags) }),
    key("facts", facts(ruleSet)),
    key("description", WORDS),
    key("sources", { items: citation(parts) }),
  ];
}

function sourceKeys(): readonly SchemaKey[] {
  return [
    needed("id", TEXT),
    needed("title", TEXT),
    needed("author", TEXT),
    key("date", DATE),
    key("dateNote", WORDS),
    key("url", TEXT),
    key("fictional", named(["true", "false"])),
  ];
}

function dutyKeys(parts: Parts): readonly SchemaKey[] {
  return [needed("id", TEXT), needed("words", WORDS), key("constraint", parts.when)];
}

function toolSelection(ruleSet: RuleSet, parts: Parts): DraftSchema {
  const tools = { items: oneOf(parts.tools) };
  return {
    ...named(["all"]),
    ...tools,
    ...set(
      key("ids", tools),
      key("tags", { items: oneOf(parts.tags) }),
      key("facts", facts(ruleSet)),
      key("except", tools),
      key("all", named(["true"])),
    ),
  };
}

/** Facts that the catalogue knows, with the values that they have there; others may be named too. */
function facts(ruleSet: RuleSet): DraftSchema {
  const known = new Map<string, Set<string>>();
  const note = (name: string, values: readonly string[]): void => {
    const seen = known.get(name) ?? new Set();
    for (const one of values) seen.add(one);
    known.set(name, seen);
  };
  for (const tool of ruleSet.tools) {
    if (tool.supplierCountry !== null) note("supplierCountry", [tool.supplierCountry]);
    for (const [name, fact] of Object.entries(tool.facts))
      note(name, typeof fact === "object" ? fact : [String(fact)]);
  }
  return {
    keys: [...known].map(([name, values]) => ({
      key: name,
      label: both(name),
      required: false,
      value: { items: oneOf([...values].sort().map((one) => value(one, wordsFor(one)))) },
    })),
    anyKey: TEXT,
  };
}

function condition(attribute: Attribute): SchemaKey {
  const values = oneOf(
    attribute.values.map(({ id, label, help }) =>
      value(id, help === undefined ? label : withHelp(label, help)),
    ),
  );
  const range = attribute.ordered ? [key("from", values), key("to", values)] : [];
  return {
    key: attribute.id,
    label: attribute.label,
    required: false,
    value: { ...values, items: values, ...set(...range, key("not", { ...values, items: values })) },
  };
}

function withHelp(label: Words, help: Words): Words {
  return { nl: `${label.nl}: ${help.nl}`, en: `${label.en}: ${help.en}` };
}

function citation(parts: Parts): DraftSchema {
  return set(needed("document", parts.documents), needed("quote", TEXT), key("place", TEXT));
}

const TEXT: DraftSchema = { kind: "text" };
const DATE: DraftSchema = { kind: "date" };
const WORDS: DraftSchema = set(needed("nl", TEXT), needed("en", TEXT));
const PERIOD: DraftSchema = set(key("from", DATE), key("to", DATE));

function set(...keys: readonly SchemaKey[]): DraftSchema {
  return { keys };
}

function key(name: keyof typeof KEY_WORDS, value: DraftSchema): SchemaKey {
  return { key: name, label: KEY_WORDS[name], required: false, value };
}

function needed(name: keyof typeof KEY_WORDS, value: DraftSchema): SchemaKey {
  return { ...key(name, value), required: true };
}

function oneOf(values: readonly SchemaValue[]): DraftSchema {
  return { values };
}

function named(ids: readonly (keyof typeof VALUE_WORDS)[]): DraftSchema {
  return oneOf(ids.map((id) => value(id, VALUE_WORDS[id])));
}

function value(id: string, label: Words): SchemaValue {
  return { value: id, label };
}

function wordsFor(text: string): Words {
  return text === "true" || text === "false" ? VALUE_WORDS[text] : both(text);
}

function both(text: string): Words {
  return { nl: text, en: text };
}
