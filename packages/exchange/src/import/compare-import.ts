import {
  canonicalJson,
  type Rule,
  type RuleSet,
  type Source,
  type Tool,
  type Untranslatable,
} from "@akkoord/policy";
import type { Imported } from "./imported.ts";

/** What an import would change in a rule set. */
export interface ImportChanges {
  readonly newTools: readonly Tool[];
  readonly newRules: readonly Rule[];
  /** Rules that replace one with the same id. */
  readonly changedRules: readonly { readonly before: Rule; readonly after: Rule }[];
  readonly unchangedRules: readonly Rule[];
  /** Rules of an earlier version of the same list that this one no longer has. */
  readonly withdrawnRules: readonly Rule[];
  /** Conditions in words that are new or were changed. */
  readonly newClauses: readonly Untranslatable[];
  readonly withdrawnClauses: readonly Untranslatable[];
}

/**
 * Lays an import beside the rules that are in force. Importing the same list twice gives only unchanged rules.
 *
 * @example compareImport(ruleSet, imported).newRules.length
 */
export function compareImport(ruleSet: RuleSet, imported: Imported): ImportChanges {
  const before = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(imported.rules.map((rule) => rule.id));
  const changed: { before: Rule; after: Rule }[] = [];
  const unchanged: Rule[] = [];
  const added: Rule[] = [];
  for (const after of imported.rules) {
    const earlier = before.get(after.id);
    if (earlier === undefined) added.push(after);
    else if (canonicalJson(earlier) === canonicalJson(after)) unchanged.push(after);
    else changed.push({ before: earlier, after });
  }
  const clauses = new Map(ruleSet.untranslatables.map((clause) => [clause.id, canonicalJson(clause)]));
  const keptClauses = new Set(imported.untranslatables.map((clause) => clause.id));
  return {
    newTools: imported.tools,
    newRules: added,
    changedRules: changed,
    unchangedRules: unchanged,
    withdrawnRules: ruleSet.rules.filter(({ id }) => id.startsWith(imported.prefix) && !kept.has(id)),
    newClauses: imported.untranslatables.filter((clause) => clauses.get(clause.id) !== canonicalJson(clause)),
    withdrawnClauses: ruleSet.untranslatables.filter(
      ({ id }) => id.startsWith(imported.prefix) && !keptClauses.has(id),
    ),
  };
}

/** Whether an import would change anything. */
export function changesNothing(changes: ImportChanges): boolean {
  const { unchangedRules: _, ...rest } = changes;
  return Object.values(rest).every((list) => list.length === 0);
}

/** What a draft holds, in the shape that `writeDraft` of `@akkoord/policy-files` takes. */
export interface ImportDraft {
  readonly rules: readonly Rule[];
  readonly withdraw: readonly string[];
  readonly untranslatables: readonly Untranslatable[];
  readonly tools: readonly Tool[];
  readonly sources: readonly Source[];
}

/**
 * The draft that carries out an import: only what is new or other than before.
 *
 * @example writeDraft(draftOfImport(compareImport(ruleSet, imported), imported), ruleSet)
 */
export function draftOfImport(changes: ImportChanges, imported: Imported): ImportDraft {
  return {
    rules: [...changes.newRules, ...changes.changedRules.map(({ after }) => after)],
    withdraw: [...changes.withdrawnRules, ...changes.withdrawnClauses].map(({ id }) => id),
    untranslatables: changes.newClauses,
    tools: imported.tools,
    sources: imported.sources,
  };
}
