import type { Change, Help, RuleSet } from "@akkoord/policy";
import { type Question, withAttribute } from "./question.ts";

/** Changes that open the same tools, told as one suggestion. */
export interface Suggestion {
  readonly changes: readonly Change[];
  readonly helps: readonly Help[];
}

/** The question after a suggestion was taken. */
export function applyChanges(question: Question, changes: readonly Change[]): Question {
  return changes.reduce(applyChange, question);
}

function applyChange(question: Question, change: Change): Question {
  if (change.kind === "attribute") return withAttribute(question, change.attribute, change.to);
  return { ...question, others: (question.others ?? []).filter((id) => id !== change.participant) };
}

/** Groups what would help by the change somebody has to make: fewest changes first, then most tools opened. */
export function suggestions(helps: readonly Help[]): readonly Suggestion[] {
  const byChange = new Map<string, { changes: readonly Change[]; helps: Help[] }>();
  for (const help of helps) {
    const key = JSON.stringify(help.changes);
    const suggestion = byChange.get(key);
    if (suggestion === undefined) byChange.set(key, { changes: help.changes, helps: [help] });
    else suggestion.helps.push(help);
  }
  return [...byChange.values()].toSorted(
    (a, b) => a.changes.length - b.changes.length || b.helps.length - a.helps.length,
  );
}

/**
 * Leaves out what nobody would do to be allowed more: making an ordered attribute heavier, such as the information
 * more sensitive. Where `secret`, calling a state secret something less is no way out either.
 */
export function sensibleHelps(ruleSet: RuleSet, helps: readonly Help[], secret: boolean): readonly Help[] {
  return helps.filter((help) =>
    help.changes.every((change) => !raises(ruleSet, change) && !(secret && declassifies(change))),
  );
}

function raises(ruleSet: RuleSet, change: Change): boolean {
  if (change.kind !== "attribute") return false;
  const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === change.attribute);
  if (attribute === undefined || !attribute.ordered) return false;
  const rank = (id: string | null) => attribute.values.findIndex((value) => value.id === id);
  return rank(change.to) > rank(change.from);
}

function declassifies(change: Change): boolean {
  return change.kind === "attribute" && change.attribute === "information";
}
