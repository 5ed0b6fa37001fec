/**
 * The reference interpreter: the definition of a decision in the plainest code.
 *
 * It is slow on purpose. `compile` gives the same answers fast; the property tests hold the two together.
 */
import { canonicalJson } from "./canonical-json.ts";
import type { Decider } from "./decider.ts";
import { type Effect, type OutcomeEffect, side, stricter, strictness } from "./effect.ts";
import { hashRuleSet } from "./hash.ts";
import type { Defeat, Outcome } from "./outcome.ts";
import { cannotOccur, holdsAt } from "./points.ts";
import type { Organisation, Rule, RuleSet, Tool } from "./rule-set.ts";
import { type Point, UNKNOWN } from "./situation.ts";
import { holdsOn } from "./valid-on.ts";

/** A rule that applies here, with what it says of the tool at hand. */
interface Applicable {
  readonly rule: Rule;
  /** Null for a rule that only lays down duties or tips. */
  readonly effect: Effect | null;
  /** The rule names the tool itself; false where it forbids it by requiring another. */
  readonly namesTool: boolean;
}

/**
 * Makes the interpreter for one day.
 *
 * @param date the day the rules must hold on, such as `2020-12-01`.
 * @example interpret(ruleSet, "2020-12-01").decide(organisation, tool, point).effect // "permitted"
 */
export function interpret(ruleSet: RuleSet, date: string): Decider {
  const decide = (organisation: number, tool: number, point: Point): Outcome =>
    decideFor(ruleSet, date, at(ruleSet.organisations, organisation), at(ruleSet.tools, tool), point);
  return {
    ruleSet,
    ruleSetHash: hashRuleSet(ruleSet),
    date,
    decide,
    possible: (organisation, tool, point) => {
      const outcomes = new Map<string, Outcome>();
      for (const complete of completions(ruleSet, point)) {
        const outcome = decide(organisation, tool, complete);
        outcomes.set(canonicalJson(outcome), outcome);
      }
      return [...outcomes.values()];
    },
  };
}

function decideFor(
  ruleSet: RuleSet,
  date: string,
  organisation: Organisation,
  tool: Tool,
  point: Point,
): Outcome {
  const applicable = applicableRules(ruleSet, date, organisation, tool, point);
  const { undefeated, defeated } = setAsideDefeated(applicable);
  const settled = settle(undefeated);
  const naming = undefeated.filter((candidate) => candidate.namesTool).map((candidate) => candidate.rule);
  return {
    ...settled,
    defeated,
    duties: ruleSet.vocabulary.duties
      .map((duty) => duty.id)
      .filter((id) => naming.some((rule) => rule.duties.includes(id))),
    advice: ruleSet.vocabulary.advice
      .map((advice) => advice.id)
      .filter((id) => naming.some((rule) => rule.advice.includes(id))),
  };
}

/** Step 1: valid on the day, binds the organisation, speaks of the tool, and its condition matches. */
function applicableRules(
  ruleSet: RuleSet,
  date: string,
  organisation: Organisation,
  tool: Tool,
  point: Point,
): readonly Applicable[] {
  return ruleSet.rules.flatMap((rule): Applicable[] => {
    if (!holdsOn(rule.valid, date) || !rule.bearers.includes(organisation.id)) return [];
    if (holdsAt(ruleSet.vocabulary, rule.when, point) !== "holds") return [];
    const namesTool = rule.tools.ids.includes(tool.id);
    if (namesTool) return [{ rule, effect: rule.effect, namesTool }];
    // Step 6: to require one tool is to forbid every other, by the same rule and with its force.
    if (rule.effect === "required") return [{ rule, effect: "prohibited", namesTool }];
    return [];
  });
}

/** Step 2: a rule falls when an applicable, undefeated rule overrides it by name, or it yields to that rule's layer. */
function setAsideDefeated(applicable: readonly Applicable[]): {
  undefeated: readonly Applicable[];
  defeated: readonly Defeat[];
} {
  const verdicts = new Map<Applicable, readonly Defeat[]>();
  const defeatsOf = (target: Applicable): readonly Defeat[] => {
    const known = verdicts.get(target);
    if (known !== undefined) return known;
    const defeats = applicable.flatMap((attacker): Defeat[] => {
      const because = attacks(attacker, target);
      if (because === null || defeatsOf(attacker).length > 0) return [];
      return [{ rule: target.rule.id, by: attacker.rule.id, because }];
    });
    verdicts.set(target, defeats);
    return defeats;
  };
  return {
    undefeated: applicable.filter((candidate) => defeatsOf(candidate).length === 0),
    defeated: applicable.flatMap(defeatsOf),
  };
}

function attacks(attacker: Applicable, target: Applicable): Defeat["because"] | null {
  if (attacker.rule === target.rule) return null;
  if (attacker.rule.overrides.includes(target.rule.id)) return "overrides";
  if (attacker.effect !== null && target.rule.yieldsTo.includes(attacker.rule.layer)) return "yields";
  return null;
}

/** Steps 3 to 5: strict rules cap; defeasible rules agree or contest; silence is unspecified. */
function settle(undefeated: readonly Applicable[]): Pick<Outcome, "effect" | "contested" | "decisive"> {
  const speaking = undefeated.flatMap(({ rule, effect }) => (effect === null ? [] : [{ rule, effect }]));
  const strict = speaking.filter(({ rule }) => rule.force === "strict");
  const defeasible = speaking.filter(({ rule }) => rule.force === "defeasible");
  const against = defeasible.filter(({ effect }) => side(effect) === "against");
  const inFavour = defeasible.filter(({ effect }) => side(effect) === "for");
  const contested = against.length > 0 && inFavour.length > 0;

  const cap = strictest(strict.map(({ effect }) => effect));
  const agreed =
    against.length > 0
      ? strictest(against.map(({ effect }) => effect))
      : loosest(inFavour.map(({ effect }) => effect));
  const effect = cap === null ? agreed : agreed === null ? cap : stricter(cap, agreed);
  if (effect === null) return { effect: "unspecified", contested: false, decisive: [] };

  const decisive = speaking.filter(({ rule, effect: says }) => {
    if (rule.force === "strict") return says === effect;
    if (agreed !== effect) return false;
    return contested || says === effect;
  });
  return { effect, contested, decisive: decisive.map(({ rule }) => rule.id) };
}

function strictest(effects: readonly Effect[]): OutcomeEffect | null {
  return effects.reduce<OutcomeEffect | null>(
    (worst, effect) => (worst === null ? effect : stricter(worst, effect)),
    null,
  );
}

function loosest(effects: readonly Effect[]): OutcomeEffect | null {
  return effects.reduce<OutcomeEffect | null>(
    (best, effect) => (best === null || strictness(effect) < strictness(best) ? effect : best),
    null,
  );
}

/** Every way to fill in what is unknown at a point, except situations that cannot occur. */
function* completions(ruleSet: RuleSet, point: Point): Generator<Point> {
  const open = point.indexOf(UNKNOWN);
  if (open === -1) {
    if (!cannotOccur(ruleSet.vocabulary, point)) yield point;
    return;
  }
  const values = ruleSet.vocabulary.attributes[open]?.values.length ?? 0;
  for (let value = 0; value < values; value++) {
    const filled = point.slice();
    filled[open] = value;
    yield* completions(ruleSet, filled);
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`index ${index} is outside a list of ${list.length}`);
  return item;
}
