import type { RuleSet, Vocabulary } from "../rule-set.ts";
import { checkOverrides, placesOfRules } from "./check-overrides.ts";
import { inFileOrder, withoutDoubles } from "./collecting.ts";
import type { RuleProblem, SourceDocument } from "./document.ts";
import { readGroup, readOrganisation, readOutsideParty, readSource } from "./organisations.ts";
import { type Fields, Findings, type Located, readFields } from "./reading.ts";
import { DEFAULT_KEYS, readRule, readUntranslatable } from "./rules.ts";
import { type Thing, thing } from "./subject.ts";
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
  | { readonly ruleSet: null; readonly problems: readonly RuleProblem[] };

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
      const at: Located = { file: document.file, node: document.root, key: null, findings };
      const fields = readFields(at, thing("file"), TOP_KEYS);
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
    what: Thing,
    read: (at: Located, part: Fields) => T | null,
  ): readonly T[] =>
    withoutDoubles(
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
      part.items("impossible").map((at) => readCondition(at, thing("impossible-situation"), inVocabulary)),
    ),
    duties: each("duties", "duty", (at) => readDutyOrAdvice(at, "duty", inVocabulary)),
    advice: each("advice", "tip", (at) => readDutyOrAdvice(at, "tip", inVocabulary)),
  };
  const audiences =
    attributes.find((attribute) => attribute.scope === "derived")?.values.map((value) => value.id) ?? [];
  const organisations = each("organisations", "organisation", readOrganisation);
  const outsideParties = each("outsideParties", "outside-party", (at) => readOutsideParty(at, audiences));
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
      defaultsOf.set(part, at === null ? null : readFields(at, thing("defaults"), DEFAULT_KEYS));
    }
    return defaultsOf.get(part) ?? null;
  };
  const rules = each("rules", "rule", (at, part) => readRule(at, defaults(part), background));
  const untranslatables = each("untranslatables", "clause", (at, part) =>
    readUntranslatable(at, defaults(part), background),
  );
  checkOverrides(rules, placesOfRules(parts));

  const names = parts.flatMap((part) => part.text("name", thing("file")) ?? []);
  const first = documents[0];
  const startOf = ({ file }: SourceDocument) => ({ file, line: 1, column: 1 });
  if (names.length === 0 && first !== undefined)
    findings.add("no-name", {}, { ...startOf(first), key: "name" });
  if (first !== undefined && attributes.length === 0)
    findings.add("no-vocabulary", {}, { ...startOf(first), key: "attributes" });
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
