import type { Part, Subject, Thing } from "./subject.ts";

const THINGS: Readonly<Record<Thing, readonly [one: string, named: string]>> = {
  attribute: ["an attribute", "attribute"],
  clause: ["an untranslatable clause", "untranslatable clause"],
  "default-condition": ["the default condition", "default condition"],
  "default-document": ["the default document", "default document"],
  defaults: ["the defaults", "defaults"],
  draft: ["the draft", "draft"],
  duty: ["a duty", "duty"],
  file: ["the file", "file"],
  group: ["a group", "group"],
  "impossible-situation": ["an impossible situation", "impossible situation"],
  organisation: ["an organisation", "organisation"],
  "outside-party": ["an outside party", "outside party"],
  rule: ["a rule", "rule"],
  source: ["a source", "source"],
  tip: ["a tip", "tip"],
  tool: ["a tool", "tool"],
  value: ["a value", "value"],
  withdrawal: ["what is withdrawn", "withdrawal"],
};

const PARTS: Readonly<Record<Part, (name: string) => string>> = {
  activity: () => "activity",
  address: () => "the address",
  attribute: () => "attribute",
  audience: () => "audience",
  bearer: () => "bearer",
  condition: () => "the condition",
  "condition-on": (name) => `the condition on "${name}"`,
  constraint: () => "the constraint",
  country: () => "the supplier's country",
  date: () => "the date",
  document: () => "source document",
  duty: () => "duty",
  effect: () => "the effect",
  fact: (name) => `fact "${name}"`,
  facts: () => "the facts",
  force: () => "force",
  headcount: () => "the headcount",
  id: () => "the id",
  issuer: () => "the issuer",
  key: (name) => `"${name}"`,
  kind: () => "kind",
  layer: () => "layer",
  member: () => "member",
  name: () => "a name",
  override: () => "an override",
  period: () => "the period",
  quote: () => "the quote",
  rule: () => "rule",
  scope: () => "scope",
  source: () => "the source",
  tag: () => "tag",
  tip: () => "tip",
  tool: () => "tool",
  tools: () => "the tools",
  validity: () => "the validity",
  value: () => "a value",
  "value-of": (name) => `value of "${name}"`,
};

/**
 * Names something in English.
 *
 * @example inEnglish(part("source", thing("rule", "szw/zoom"))) // the source of rule "szw/zoom"
 */
export function inEnglish(subject: Subject): string {
  if (subject.kind === "part") {
    const words = PARTS[subject.part](subject.name);
    return subject.of === null ? words : `${words} of ${inEnglish(subject.of)}`;
  }
  const [one, named] = THINGS[subject.thing];
  return subject.id === null ? one : `${named} "${subject.id}"`;
}
