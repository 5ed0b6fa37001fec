/**
 * The deontic effects a rule can have, and how strict an outcome is.
 *
 * Source: `policy-model`, after LegalRuleML's deontic effects and the four-valued outcomes of PBel.
 */

/** What a rule says about a tool. */
export type Effect = "required" | "recommended" | "permitted" | "discouraged" | "prohibited";

/** What may come out of a decision: an effect, or `unspecified` where no rule speaks. */
export type OutcomeEffect = Effect | "unspecified";

/** Every effect a rule can have, from the widest opening to the hardest stop. */
export const EFFECTS: readonly Effect[] = [
  "required",
  "recommended",
  "permitted",
  "discouraged",
  "prohibited",
];

/**
 * All outcomes from least to most strict. `unspecified` is stricter than `discouraged`:
 * where nobody has spoken, nobody has allowed anything either.
 */
export const BY_STRICTNESS: readonly OutcomeEffect[] = [
  "required",
  "recommended",
  "permitted",
  "discouraged",
  "unspecified",
  "prohibited",
];

const STRICTNESS: Readonly<Record<OutcomeEffect, number>> = {
  required: 0,
  recommended: 1,
  permitted: 2,
  discouraged: 3,
  unspecified: 4,
  prohibited: 5,
};

/** How strict an outcome is: 0 (`required`) to 5 (`prohibited`). */
export function strictness(effect: OutcomeEffect): number {
  return STRICTNESS[effect];
}

/**
 * The stricter of two outcomes.
 *
 * @example stricter("permitted", "unspecified") // "unspecified"
 */
export function stricter(a: OutcomeEffect, b: OutcomeEffect): OutcomeEffect {
  return strictness(a) >= strictness(b) ? a : b;
}

/** Whether an effect speaks for a tool (`permitted` or better) or against it. */
export function side(effect: Effect): "for" | "against" {
  return strictness(effect) <= STRICTNESS.permitted ? "for" : "against";
}

/** Whether a tool with this outcome belongs in the common set: `permitted` or better. */
export function opens(effect: OutcomeEffect): boolean {
  return strictness(effect) <= STRICTNESS.permitted;
}
