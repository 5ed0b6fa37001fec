import { canonicalJson } from "../canonical-json.ts";
import type { RuleSet, Tool, ToolSelection, Vocabulary } from "../rule-set.ts";
import { checkOverrides, placesOfRules } from "./check-overrides.ts";
import { inFileOrder, withoutDoubles } from "./collecting.ts";
import type { RuleProblem, SourceDocument } from "./document.ts";
import {
  checkAdditionRights,
  checkClauseRights,
  checkRuleRights,
  checkVocabularyRights,
  checkWithdrawalRights,
  type DraftRights,
} from "./draft-rights.ts";
import { readSource } from "./organisations.ts";
import {
  type Fields,
  Findings,
  type Located,
  readFields,
  readText,
  report,
  reportUnknown,
} from "./reading.ts";
import { DEFAULT_KEYS, readRule, readUntranslatable } from "./rules.ts";
import { part, type Thing, thing } from "./subject.ts";
import { readTool, selectTools } from "./tools.ts";
import { readDutyOrAdvice } from "./vocabulary.ts";

/** What may stand in a draft. */
export const DRAFT_KEYS = [
  "defaults",
  "rules",
  "withdraw",
  "untranslatables",
  "tools",
  "sources",
  "duties",
  "advice",
] as const;

/** Ids of what a draft makes different, each list in the order of the draft. What it merely repeats is left out. */
export interface DraftChanges {
  /** New rules and rules that are written anew. */
  readonly rules: readonly string[];
  /** Rules and untranslatable clauses that are taken away. */
  readonly withdrawn: readonly string[];
  readonly untranslatables: readonly string[];
  readonly tools: readonly string[];
  readonly sources: readonly string[];
  readonly duties: readonly string[];
  readonly advice: readonly string[];
}

/** What came of applying a draft: the rule set with its changes, or everything that is wrong with it. */
export type AppliedDraft =
  | { readonly ruleSet: RuleSet; readonly changed: DraftChanges; readonly problems: readonly [] }
  | { readonly ruleSet: null; readonly changed: null; readonly problems: readonly RuleProblem[] };

/**
 * Applies a draft to a rule set: rules, clauses, tools, sources, duties and tips whose id is there are replaced
 * in their place, new ones come at the end, and `withdraw` takes rules and clauses away. All problems are
 * reported at once, also those that the draft would cause in rules that it does not mention.
 *
 * A rule that names tools by tag or fact, or all of them, also names the draft's new tools.
 *
 * @param rights whose draft it is; left out, everything may be changed
 * @example
 * const { ruleSet, problems } = applyDraft(current, readYaml("draft.yaml", text), { owner: "szw", ownTools: [], ownSources: [] });
 */
export function applyDraft(base: RuleSet, document: SourceDocument, rights?: DraftRights): AppliedDraft {
  const findings = new Findings();
  const failed = (problems: readonly RuleProblem[]): AppliedDraft => ({
    ruleSet: null,
    changed: null,
    problems: inFileOrder(problems, [document]),
  });
  if (document.problems.length > 0) return failed(document.problems);
  const at: Located = { file: document.file, node: document.root, key: null, findings };
  const fields = readFields(at, thing("draft"), DRAFT_KEYS);
  if (fields === null) return failed(findings.problems);
  const read = readDraft(base, fields, rights);
  const withdrawn = readWithdrawals(base, fields, read, rights);
  const ruleSet = withDraft(base, read, withdrawn);
  checkOverrides(ruleSet.rules, placesOfRules([fields]));
  checkWithdrawn(ruleSet, withdrawn);
  checkSelections(base, ruleSet, read);
  if (findings.problems.length > 0) return failed(findings.problems);
  return { ruleSet, changed: changesOf(base, read, withdrawn), problems: [] };
}

interface Found<T> {
  readonly at: Located;
  readonly value: T;
}

type DraftParts = ReturnType<typeof readDraft>;

/** Reads every part, in the order in which they refer to each other. */
function readDraft(base: RuleSet, fields: Fields, rights: DraftRights | undefined) {
  const each = <T extends { id: string }>(
    key: (typeof DRAFT_KEYS)[number],
    what: Thing,
    read: (at: Located) => T | null,
    check: (found: Found<T>, rights: DraftRights) => void,
  ): readonly Found<T>[] => {
    const found = fields.items(key).flatMap((at): Found<T>[] => {
      const value = read(at);
      return value === null ? [] : [{ at, value }];
    });
    const kept = new Set(withoutDoubles(found, what));
    const once = found.filter(({ value }) => kept.has(value));
    if (rights !== undefined) for (const one of once) check(one, rights);
    return once;
  };
  const has = (list: readonly { id: string }[], id: string): boolean => list.some((item) => item.id === id);

  const sources = each("sources", "source", readSource, ({ at, value }, owned) =>
    checkAdditionRights(at, "source", value.id, has(base.sources, value.id), owned),
  );
  const duties = each(
    "duties",
    "duty",
    (at) => readDutyOrAdvice(at, "duty", base.vocabulary),
    ({ at }, owned) => checkVocabularyRights(at, "duties", owned),
  );
  const advice = each(
    "advice",
    "tip",
    (at) => readDutyOrAdvice(at, "tip", base.vocabulary),
    ({ at }, owned) => checkVocabularyRights(at, "tips", owned),
  );
  const vocabulary: Vocabulary = {
    ...base.vocabulary,
    duties: merged(base.vocabulary.duties, duties),
    advice: merged(base.vocabulary.advice, advice),
  };
  const allSources = merged(base.sources, sources);
  const sourceIds = allSources.map(({ id }) => id);
  const tools = each(
    "tools",
    "tool",
    (at) => readTool(at, vocabulary, sourceIds),
    ({ at, value }, owned) => checkAdditionRights(at, "tool", value.id, has(base.tools, value.id), owned),
  );
  const allTools = merged(base.tools, tools);
  const background = {
    vocabulary,
    organisations: base.organisations,
    groups: base.groups,
    tools: allTools,
    sources: allSources,
  };
  const defaultsAt = fields.get("defaults");
  const defaults = defaultsAt === null ? null : readFields(defaultsAt, thing("defaults"), DEFAULT_KEYS);
  const ruleBefore = new Map(base.rules.map((rule) => [rule.id, rule]));
  const clauseBefore = new Map(base.untranslatables.map((clause) => [clause.id, clause]));
  return {
    sources,
    duties,
    advice,
    tools,
    background,
    rules: each(
      "rules",
      "rule",
      (at) => readRule(at, defaults, background),
      ({ at, value }, owned) => checkRuleRights(at, value, ruleBefore.get(value.id), base, owned),
    ),
    untranslatables: each(
      "untranslatables",
      "clause",
      (at) => readUntranslatable(at, defaults, background),
      ({ at, value }, owned) => checkClauseRights(at, value, clauseBefore.get(value.id), base, owned),
    ),
  };
}

/** Where the draft withdraws each rule or clause. */
type Withdrawals = ReadonlyMap<string, Located>;

function readWithdrawals(
  base: RuleSet,
  fields: Fields,
  { rules, untranslatables }: DraftParts,
  rights: DraftRights | undefined,
): Withdrawals {
  const known = [...base.rules, ...base.untranslatables];
  const written = new Set([...rules, ...untranslatables].map(({ value }) => value.id));
  const withdrawn = new Map<string, Located>();
  for (const at of fields.items("withdraw")) {
    const id = readText(at, thing("withdrawal"));
    if (id === null) continue;
    const targets = known.filter((one) => one.id === id);
    if (targets.length === 0) {
      reportUnknown(
        at,
        part("rule"),
        id,
        known.map((one) => one.id),
      );
      continue;
    }
    if (withdrawn.has(id)) report(at, "withdrawn-twice", { id });
    if (written.has(id)) report(at, "written-and-withdrawn", { id });
    if (rights !== undefined)
      for (const target of targets) checkWithdrawalRights(at, id, target.issuer, base, rights);
    withdrawn.set(id, at);
  }
  return withdrawn;
}

function withDraft(base: RuleSet, read: DraftParts, withdrawn: Withdrawals): RuleSet {
  const { vocabulary, tools, sources } = read.background;
  const remaining = <T extends { readonly id: string; readonly tools: ToolSelection }>(
    list: readonly T[],
  ): readonly T[] =>
    list
      .filter(({ id }) => !withdrawn.has(id))
      .map((item) => (read.tools.length === 0 ? item : reselected(item, tools)));
  return {
    ...base,
    vocabulary: read.duties.length + read.advice.length === 0 ? base.vocabulary : vocabulary,
    tools,
    sources,
    rules: merged(remaining(base.rules), read.rules),
    untranslatables: merged(remaining(base.untranslatables), read.untranslatables),
  };
}

/** The same rule for another catalogue; the very same when it names the same tools there. */
function reselected<T extends { readonly tools: ToolSelection }>(item: T, tools: readonly Tool[]): T {
  const selection = selectTools(item.tools.named, tools);
  return selection.ids.join() === item.tools.ids.join() ? item : { ...item, tools: selection };
}

/** The list with what is new: replaced in its place, or at the end. What did not change stays the very same. */
function merged<T extends { readonly id: string }>(
  list: readonly T[],
  read: readonly Found<T>[],
): readonly T[] {
  if (read.length === 0) return list;
  const written = new Map(read.map(({ value }) => [value.id, value]));
  const kept = list.map((item) => {
    const value = written.get(item.id);
    written.delete(item.id);
    return value === undefined || isSame(value, item) ? item : value;
  });
  return [...kept, ...written.values()];
}

/** A rule cannot go while others name it as the one they deviate from: their text would mean nothing. */
function checkWithdrawn(ruleSet: RuleSet, withdrawn: Withdrawals): void {
  for (const [id, at] of withdrawn) {
    const needed = ruleSet.rules.filter((rule) => rule.overrides.includes(id));
    const by = needed.map((rule) => rule.id);
    const issuers = [...new Set(needed.map(({ issuer }) => issuer))];
    if (needed.length > 0) report(at, "still-needed", { id, by, issuers });
  }
}

/** A changed tool may be the only one that a rule named by tag or fact. */
function checkSelections(base: RuleSet, ruleSet: RuleSet, { tools, rules }: DraftParts): void {
  const [first] = tools;
  if (first === undefined) return;
  const before = new Map(base.rules.map((rule) => [rule.id, rule]));
  const written = new Set(rules.map(({ value }) => value.id));
  for (const rule of ruleSet.rules) {
    if (rule.tools.ids.length > 0 || written.has(rule.id)) continue;
    const lost = tools.find(({ value }) => before.get(rule.id)?.tools.ids.includes(value.id)) ?? first;
    report(lost.at, "tool-lost", { tool: lost.value.id, rule: rule.id, issuer: rule.issuer }, null);
  }
}

function changesOf(base: RuleSet, read: DraftParts, withdrawn: Withdrawals): DraftChanges {
  const changed = <T extends { readonly id: string }>(
    list: readonly T[],
    found: readonly Found<T>[],
  ): readonly string[] => {
    const before = new Map(list.map((item) => [item.id, item]));
    return found.flatMap(({ value }) => {
      const known = before.get(value.id);
      return known !== undefined && isSame(known, value) ? [] : [value.id];
    });
  };
  return {
    rules: changed(base.rules, read.rules),
    withdrawn: [...withdrawn.keys()],
    untranslatables: changed(base.untranslatables, read.untranslatables),
    tools: changed(base.tools, read.tools),
    sources: changed(base.sources, read.sources),
    duties: changed(base.vocabulary.duties, read.duties),
    advice: changed(base.vocabulary.advice, read.advice),
  };
}

function isSame(a: object, b: object): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
