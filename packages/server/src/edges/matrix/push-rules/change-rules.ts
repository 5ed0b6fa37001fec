import { InvalidInput, NotFound } from "../../../platform/errors.ts";
import { type PushRule, type PushRuleSet, RULE_KINDS, type RuleKind } from "./model.ts";

/** Where a rule goes: next to another of the person's own, or before all of them. */
export interface RulePlace {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** @throws NotFound when there is no such rule */
export function ruleOf(rules: PushRuleSet, kind: RuleKind, id: string): PushRule {
  const found = rules[kind].find(({ rule_id }) => rule_id === id);
  if (found === undefined) throw new NotFound();
  return found;
}

/**
 * Adds a rule of the person's own, or changes the one with its id.
 *
 * @throws InvalidInput when the rule that it must stand next to is not there
 */
export function withRule(
  rules: PushRuleSet,
  kind: RuleKind,
  rule: Pick<PushRule, "rule_id" | "actions" | "conditions" | "pattern">,
  place: RulePlace,
): PushRuleSet {
  const before = rules[kind];
  const known = before.find(({ rule_id }) => rule_id === rule.rule_id);
  const made: PushRule = { ...rule, default: false, enabled: known?.enabled ?? true };
  const moved = place.before !== undefined || place.after !== undefined;
  if (known !== undefined && !moved)
    return { ...rules, [kind]: before.map((one) => (one.rule_id === rule.rule_id ? made : one)) };
  const others = before.filter(({ rule_id }) => rule_id !== rule.rule_id);
  const anchor = place.before ?? place.after;
  const at = anchor === undefined ? firstOwn(others) : others.findIndex(({ rule_id }) => rule_id === anchor);
  if (at === -1 || (anchor !== undefined && others[at]?.default === true))
    throw new InvalidInput([
      { path: place.before === undefined ? "after" : "before", message: "must be a rule of your own" },
    ]);
  const position = place.before === undefined && place.after !== undefined ? at + 1 : at;
  return { ...rules, [kind]: others.toSpliced(position, 0, made) };
}

/** @throws NotFound when there is no such rule of the person's own */
export function withoutRule(rules: PushRuleSet, kind: RuleKind, id: string): PushRuleSet {
  if (ruleOf(rules, kind, id).default) throw new NotFound();
  return { ...rules, [kind]: rules[kind].filter(({ rule_id }) => rule_id !== id) };
}

/** @throws NotFound when there is no such rule */
export function withChanged(
  rules: PushRuleSet,
  kind: RuleKind,
  id: string,
  change: Partial<Pick<PushRule, "enabled" | "actions">>,
): PushRuleSet {
  const changed = { ...ruleOf(rules, kind, id), ...change };
  return { ...rules, [kind]: rules[kind].map((one) => (one.rule_id === id ? changed : one)) };
}

/** What somebody kept, with predefined rules that came later. */
export function completed(kept: PushRuleSet, defaults: PushRuleSet): PushRuleSet {
  const ofKind = (kind: RuleKind) => [
    ...kept[kind],
    ...defaults[kind].filter(({ rule_id }) => !kept[kind].some((one) => one.rule_id === rule_id)),
  ];
  return {
    override: ofKind("override"),
    content: ofKind("content"),
    room: ofKind("room"),
    sender: ofKind("sender"),
    underride: ofKind("underride"),
  };
}

/** Whether a text names a kind of rule. */
export function isRuleKind(text: string): text is RuleKind {
  return RULE_KINDS.some((kind) => kind === text);
}

/** The master switch stays above everything. */
function firstOwn(rules: readonly PushRule[]): number {
  return rules[0]?.rule_id === ".m.rule.master" ? 1 : 0;
}
