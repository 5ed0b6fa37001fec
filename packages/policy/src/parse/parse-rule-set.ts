import { LAYERS, type Rule, type RuleSet, type Vocabulary } from "../rule-set.ts";
import { findDefeatCycle } from "./defeat-order.ts";
import type { Problem, SourceDocument } from "./document.ts";
import { readGroup, readOrganisation, readOutsideParty, readSource } from "./organisations.ts";
import {
  type Fields,
  Findings,
  type Located,
  readFields,
  readItems,
  readText,
  report,
  reportUnknown,
} from "./reading.ts";
import { DEFAULT_KEYS, readRule, readUntranslatable } from "./rules.ts";
import { readTool } from "./tools.ts";
import { readAttribute, readCondition, readDutyOrAdvice } from "./vocabulary.ts";

const TOP_KEYS = [
  "name",
  "attributes",
  "impossible",
  "duties",
  "advice",
  "organisations",
  "outsideParties",
  "groups",
  "tools",
  "sources",
  "defaults",
  "rules",
  "untranslatables",
];

/** What came out of reading the policy files: a rule set, or everything that is wrong with them. */
export type ParsedRuleSet =
  | { readonly ruleSet: RuleSet; readonly problems: readonly [] }
  | { readonly ruleSet: null; readonly problems: readonly Problem[] };

/**
 * Reads policy files into a rule set. All problems are reported at once, in the order of the files;
 * with even one problem there is no rule set.
 *
 * Any file may hold any part; `defaults` hold for the rules of their own file only.
 *
 * @example
 * const { ruleSet, problems } = parseRuleSet(await readPolicyFolder("policies"));
 */
export function parseRuleSet(documents: readonly SourceDocument[]): ParsedRuleSet {
  const findings = new Findings();
  for (const document of documents) findings.problems.push(...document.problems);
  const parts = documents
    .filter((document) => document.problems.length === 0)
    .flatMap((document) => {
      const at: Located = { file: document.file, node: document.root, findings };
      const fields = readFields(at, `the file`, TOP_KEYS);
      return fields === null ? [] : [fields];
    });
  const ruleSet = readParts(parts, documents, findings);
  if (findings.problems.length > 0)
    return { ruleSet: null, problems: inFileOrder(findings.problems, documents) };
  return { ruleSet, problems: [] };
}

function readParts(
  parts: readonly Fields[],
  documents: readonly SourceDocument[],
  findings: Findings,
): RuleSet {
  const each = <T extends { id: string }>(
    key: string,
    what: string,
    read: (at: Located, part: Fields) => T | null,
  ): readonly T[] =>
    unique(
      parts.flatMap((part) =>
        part.items(key).flatMap((at) => {
          const value = read(at, part);
          return value === null ? [] : [{ at, value }];
        }),
      ),
      what,
    );

  const attributes = each("attributes", "attribute", readAttribute);
  const inVocabulary: Vocabulary = { attributes, impossible: [], duties: [], advice: [] };
  const vocabulary: Vocabulary = {
    attributes,
    impossible: parts.flatMap((part) =>
      part.items("impossible").map((at) => readCondition(at, "an impossible situation", inVocabulary)),
    ),
    duties: each("duties", "duty", (at) => readDutyOrAdvice(at, "duty", inVocabulary)),
    advice: each("advice", "tip", (at) => readDutyOrAdvice(at, "tip", inVocabulary)),
  };
  const audiences =
    attributes.find((attribute) => attribute.scope === "derived")?.values.map((value) => value.id) ?? [];
  const organisations = each("organisations", "organisation", readOrganisation);
  const outsideParties = each("outsideParties", "outside party", (at) => readOutsideParty(at, audiences));
  const organisationIds = organisations.map((organisation) => organisation.id);
  const groups = each("groups", "group", (at) => readGroup(at, organisationIds));
  const sources = each("sources", "source", readSource);
  const sourceIds = sources.map((source) => source.id);
  const tools = each("tools", "tool", (at) => readTool(at, vocabulary, sourceIds));
  const background = { vocabulary, organisations, groups, tools, sources };

  const defaultsOf = new Map<Fields, Fields | null>();
  const defaults = (part: Fields): Fields | null => {
    if (!defaultsOf.has(part)) {
      const at = part.get("defaults");
      defaultsOf.set(part, at === null ? null : readFields(at, "the defaults", DEFAULT_KEYS));
    }
    return defaultsOf.get(part) ?? null;
  };
  const rules = each("rules", "rule", (at, part) => readRule(at, defaults(part), background));
  const untranslatables = each("untranslatables", "untranslatable clause", (at, part) =>
    readUntranslatable(at, defaults(part), background),
  );
  checkOverrides(parts, rules, findings);

  const names = parts.flatMap((part) => part.text("name", "the rule set") ?? []);
  const first = documents[0];
  if (names.length === 0 && first !== undefined)
    findings.add(
      first.file,
      { line: 1, column: 1 },
      "missing",
      "no file gives the rule set a name.",
      "Add the key 'name' to one file.",
    );
  if (first !== undefined && attributes.length === 0)
    findings.add(
      first.file,
      { line: 1, column: 1 },
      "missing",
      "no file holds a vocabulary.",
      "Add 'attributes' to one file.",
    );
  return {
    format: 1,
    name: names[0] ?? "",
    vocabulary,
    organisations,
    outsideParties,
    groups,
    tools,
    sources,
    rules,
    untranslatables,
  };
}

/** Overrides must exist, must not relax a higher strict rule, and must not run in a circle. */
function checkOverrides(parts: readonly Fields[], rules: readonly Rule[], findings: Findings): void {
  const ids = rules.map((rule) => rule.id);
  const places = new Map<string, Located>();
  for (const part of parts)
    for (const at of part.items("rules")) {
      const fields = at.node.kind === "map" ? at.node.entries : [];
      const id = fields.find((entry) => entry.key === "id")?.value;
      if (id?.kind !== "scalar") continue;
      places.set(String(id.value), at);
      const overrides = fields.find((entry) => entry.key === "overrides")?.value;
      for (const item of overrides === undefined ? [] : readItems({ ...at, node: overrides })) {
        const text = readText(item, "an override");
        if (text === null) continue;
        const target = rules.find((rule) => rule.id === text);
        const own = rules.find((rule) => rule.id === id.value);
        if (target === undefined) reportUnknown(item, "rule", text, ids);
        else if (
          own !== undefined &&
          target.force === "strict" &&
          LAYERS.indexOf(own.layer) > LAYERS.indexOf(target.layer)
        )
          report(
            item,
            "relaxes-floor",
            `rule "${own.id}" (${own.layer}) overrides "${target.id}", a strict rule of a higher layer (${target.layer}).`,
            `Remove the override and ask ${target.issuer} to change its rule.`,
          );
      }
    }
  const cycle = findDefeatCycle(rules);
  const [start] = cycle ?? [];
  const at = start === undefined ? undefined : places.get(start);
  if (cycle !== null && at !== undefined)
    findings.add(
      at.file,
      at.node.place,
      "cycle",
      `rules set each other aside in a circle: ${cycle.join(" → ")}.`,
      "Remove one 'overrides' or 'yieldsTo' from the circle.",
    );
}

function unique<T extends { id: string }>(
  found: readonly { at: Located; value: T }[],
  what: string,
): readonly T[] {
  const first = new Map<string, Located>();
  return found.flatMap(({ at, value }) => {
    const before = first.get(value.id);
    if (before === undefined) {
      first.set(value.id, at);
      return [value];
    }
    const { line } = before.node.place;
    report(
      at,
      "duplicate-id",
      `${what} "${value.id}" stands twice; the first is in ${before.file} on line ${line}.`,
      "Give one of them another id, or remove it.",
    );
    return [];
  });
}

function inFileOrder(problems: readonly Problem[], documents: readonly SourceDocument[]): readonly Problem[] {
  const order = documents.map((document) => document.file);
  // The same value may be read twice (a default, an override); one report of it is enough.
  const once = new Map(
    problems.map((problem) => [
      `${problem.file}:${problem.line}:${problem.column}:${problem.message}`,
      problem,
    ]),
  );
  return [...once.values()].sort(
    (a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
