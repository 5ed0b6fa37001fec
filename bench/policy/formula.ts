/**
 * The rules of one organisation about one tool, as engines without defeat or strictness can take them: each rule
 * becomes the condition under which it applies *and* nothing sets it aside, and an order in which the first hit
 * settles the effect. Worked out beforehand, so that a peer only does what it is made for.
 */
import {
  type Condition,
  type Effect,
  holdsOn,
  type OutcomeEffect,
  type Rule,
  type RuleSet,
} from "@akkoord/policy";

/** A condition on situations. */
export type Formula =
  | { readonly kind: "holds"; readonly when: Condition }
  | { readonly kind: "and" | "or"; readonly parts: readonly Formula[] }
  | { readonly kind: "not"; readonly part: Formula };

/** A rule that speaks of the tool: what it says and when that stands. */
export interface StandingRule {
  readonly id: string;
  readonly effect: Effect;
  readonly isStrict: boolean;
  /** It applies and no standing rule sets it aside. */
  readonly stands: Formula;
}

/** One line of a list in which the first line that holds gives the effect. */
export interface Line {
  readonly formula: Formula;
  readonly effect: OutcomeEffect;
}

/** A rule and what it says of the tool at hand; null when it decides nothing. */
export interface SpeakingRule {
  readonly rule: Rule;
  readonly effect: Effect | null;
}

/** The rules that hold on a day and bind an organisation. */
export function bindingRules(ruleSet: RuleSet, date: string, organisation: number): readonly Rule[] {
  const bearer = ruleSet.organisations[organisation]?.id ?? "";
  return ruleSet.rules.filter((rule) => holdsOn(rule.valid, date) && rule.bearers.includes(bearer));
}

/** Those of some rules that speak of a tool, by naming it or by requiring another. */
export function rulesAbout(rules: readonly Rule[], tool: string): readonly SpeakingRule[] {
  return rules.flatMap((rule): SpeakingRule[] => {
    if (rule.tools.ids.includes(tool)) return [{ rule, effect: rule.effect }];
    return rule.effect === "required" ? [{ rule, effect: "prohibited" }] : [];
  });
}

/** The rules that hold on a day, bind an organisation and speak of a tool. */
export function speakingRules(
  ruleSet: RuleSet,
  date: string,
  organisation: number,
  tool: number,
): readonly SpeakingRule[] {
  return rulesAbout(bindingRules(ruleSet, date, organisation), ruleSet.tools[tool]?.id ?? "");
}

/** Whether one rule sets another aside where both apply. */
export function setsAside(attacker: SpeakingRule, target: SpeakingRule): boolean {
  if (attacker.rule === target.rule) return false;
  if (attacker.rule.overrides.includes(target.rule.id)) return true;
  return attacker.effect !== null && target.rule.yieldsTo.includes(attacker.rule.layer);
}

/** The rules with an effect, each with the condition under which it stands. */
export function standingRules(speaking: readonly SpeakingRule[]): readonly StandingRule[] {
  const known = new Map<SpeakingRule, Formula>();
  const stands = (target: SpeakingRule): Formula => {
    const before = known.get(target);
    if (before !== undefined) return before;
    const applies: Formula = { kind: "holds", when: target.rule.when };
    const attackers = speaking.filter((attacker) => setsAside(attacker, target)).map(stands);
    const formula: Formula =
      attackers.length === 0
        ? applies
        : { kind: "and", parts: [applies, { kind: "not", part: { kind: "or", parts: attackers } }] };
    known.set(target, formula);
    return formula;
  };
  return speaking.flatMap((candidate): StandingRule[] =>
    candidate.effect === null
      ? []
      : [
          {
            id: candidate.rule.id,
            effect: candidate.effect,
            isStrict: candidate.rule.force === "strict",
            stands: stands(candidate),
          },
        ],
  );
}

/**
 * The list in which the first line that holds gives the effect. Against goes before for, and the strictest first.
 * Of the rules for, the defeasible ones count by the furthest and the strict ones by the strictest.
 */
export function firstHitLines(rules: readonly StandingRule[]): readonly Line[] {
  const of = (effect: Effect, isStrict?: boolean): readonly StandingRule[] =>
    rules.filter((rule) => rule.effect === effect && (isStrict === undefined || rule.isStrict === isStrict));
  const lines = (chosen: readonly StandingRule[], effect: Effect): readonly Line[] =>
    chosen.map(({ stands }) => ({ formula: stands, effect }));
  const anyOf = (chosen: readonly StandingRule[]): Formula => ({
    kind: "or",
    parts: chosen.map(({ stands }) => stands),
  });
  const capped = of("recommended", true);
  const further = [...of("required", false), ...of("recommended", false)];
  const cap: readonly Line[] =
    capped.length === 0 || further.length === 0
      ? []
      : [{ formula: { kind: "and", parts: [anyOf(capped), anyOf(further)] }, effect: "recommended" }];
  return [
    ...lines(of("prohibited"), "prohibited"),
    ...lines(of("discouraged"), "discouraged"),
    ...lines(of("permitted", true), "permitted"),
    ...cap,
    ...lines(of("required", false), "required"),
    ...lines(of("recommended", false), "recommended"),
    ...lines(of("permitted", false), "permitted"),
    ...lines(capped, "recommended"),
    ...lines(of("required", true), "required"),
  ];
}
