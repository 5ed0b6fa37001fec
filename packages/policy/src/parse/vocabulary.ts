import type {
  Advice,
  Attribute,
  AttributeScope,
  AttributeValue,
  Condition,
  Duty,
  Vocabulary,
  Words,
} from "../rule-set.ts";
import {
  type Fields,
  type Located,
  readBoolean,
  readFields,
  readId,
  readItems,
  readKnownId,
  report,
  reportUnknown,
} from "./reading.ts";
import { part, type Subject, thing, under } from "./subject.ts";

/** At most this many values per attribute, so that a set of values fits in one 31-bit mask. */
const MOST_VALUES = 31;

const SCOPES: readonly AttributeScope[] = ["situation", "participant", "derived"];

export function readAttribute(at: Located): Attribute | null {
  const fields = readFields(at, thing("attribute"), [
    "id",
    "scope",
    "ordered",
    "given",
    "values",
    "label",
    "question",
  ]);
  const id = fields === null ? null : needId(fields, thing("attribute"));
  if (fields === null || id === null) return null;
  const what = thing("attribute", id);
  const scopeAt = fields.need("scope", what);
  const scope = scopeAt === null ? null : readKnownId(scopeAt, part("scope"), SCOPES);
  const orderedAt = fields.get("ordered");
  const givenAt = fields.get("given");
  const values = fields.items("values").flatMap((item) => readValue(item, what) ?? []);
  if (values.length === 0) report(at, "no-values", { what }, "values");
  if (values.length > MOST_VALUES)
    report(at, "too-many-values", { what, count: values.length, most: MOST_VALUES }, "values");
  return {
    id,
    scope: SCOPES.find((known) => known === scope) ?? "situation",
    ordered: orderedAt !== null && readBoolean(orderedAt, under("ordered", what)) === true,
    given: givenAt !== null && readBoolean(givenAt, under("given", what)) === true,
    values,
    label: fields.needWords("label", what),
    question: fields.needWords("question", what),
  };
}

function readValue(at: Located, owner: Subject): AttributeValue | null {
  const fields = readFields(at, part("value", owner), ["id", "label", "help"]);
  const id = fields === null ? null : needId(fields, part("value", owner));
  if (fields === null || id === null) return null;
  const help = fields.words("help", thing("value", id));
  return { id, label: fields.needWords("label", thing("value", id)), ...(help === null ? {} : { help }) };
}

interface WithConstraint {
  readonly id: string;
  readonly words: Words;
  readonly constraint?: { readonly attribute: string; readonly values: readonly string[] };
}

/** A duty or a tip: an id, words, and possibly the values it would have one attribute take. */
export function readDutyOrAdvice(
  at: Located,
  kind: "duty" | "tip",
  vocabulary: Pick<Vocabulary, "attributes">,
): (Duty & Advice) | null {
  const fields = readFields(at, thing(kind), ["id", "words", "constraint"]);
  const id = fields === null ? null : needId(fields, thing(kind));
  if (fields === null || id === null) return null;
  const base: WithConstraint = { id, words: fields.needWords("words", thing(kind, id)) };
  const constraintAt = fields.get("constraint");
  if (constraintAt === null) return base;
  const what = part("constraint", thing(kind, id));
  const condition = readCondition(constraintAt, what, vocabulary);
  const [only, ...rest] = Object.entries(condition);
  if (only === undefined || rest.length > 0) {
    report(constraintAt, "not-one-attribute", { what });
    return base;
  }
  return { ...base, constraint: { attribute: only[0], values: only[1] } };
}

/**
 * A condition: per attribute a value, a list of values, `{from, to}` on an ordered attribute, or `{not: […]}`.
 * Written out to lists of values in the vocabulary's order.
 */
export function readCondition(
  at: Located,
  what: Subject,
  vocabulary: Pick<Vocabulary, "attributes">,
): Condition {
  const condition: Record<string, readonly string[]> = {};
  if (at.node.kind !== "map") {
    report(at, "not-condition", { what });
    return condition;
  }
  const known = vocabulary.attributes.map((attribute) => attribute.id);
  for (const entry of at.node.entries) {
    const here: Located = { ...at, node: entry.value, key: entry.key };
    const attribute = vocabulary.attributes.find((candidate) => candidate.id === entry.key);
    if (attribute === undefined)
      reportUnknown(
        { ...here, node: { kind: "scalar", value: entry.key, place: entry.place } },
        part("attribute"),
        entry.key,
        known,
      );
    else {
      const before = at.findings.problems.length;
      const allowed = readAllowedValues(here, attribute);
      if (allowed.length === 0 && at.findings.problems.length === before)
        report(here, "matches-never", { what, attribute: attribute.id });
      // Naming every value is the same as not naming the attribute.
      if (allowed.length < attribute.values.length) condition[attribute.id] = allowed;
    }
  }
  return condition;
}

function readAllowedValues(at: Located, attribute: Attribute): readonly string[] {
  const order = attribute.values.map((value) => value.id);
  const named = (items: Located): readonly string[] =>
    readItems(items).flatMap((item) => readKnownId(item, part("value-of", null, attribute.id), order) ?? []);
  if (at.node.kind !== "map") {
    const wanted = named(at);
    return order.filter((id) => wanted.includes(id));
  }
  const fields = readFields(at, part("condition-on", null, attribute.id), ["from", "to", "not"]);
  if (fields === null) return [];
  const notAt = fields.get("not");
  if (notAt !== null) {
    const excluded = named(notAt);
    return order.filter((id) => !excluded.includes(id));
  }
  if (!attribute.ordered) report(at, "no-order", { attribute: attribute.id });
  const end = (key: "from" | "to", otherwise: number): number => {
    const endAt = fields.get(key);
    const id = endAt === null ? null : readKnownId(endAt, part("value-of", null, attribute.id), order);
    return id === null ? otherwise : order.indexOf(id);
  };
  return order.slice(end("from", 0), end("to", order.length - 1) + 1);
}

/** The id of a thing; an absent or malformed one is reported. */
export function needId(fields: Fields, what: Subject): string | null {
  const at = fields.need("id", what);
  return at === null ? null : readId(at, part("id", what));
}
