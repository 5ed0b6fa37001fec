import { z } from "zod";
import type { Workplace } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { InvalidInput, type Violation } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";

const value = z.string().max(100).nullable();

/** What somebody says about where they work: values of the vocabulary, null for what they do not say. */
export const workplaceInput = z.object({
  device: value.meta({ description: "What you work on: a value of the attribute `device`." }),
  location: value.meta({ description: "Where you are: a value of the attribute `location`." }),
});

/** Nothing said yet. */
export const UNSAID: Workplace = { device: null, location: null };

/**
 * Holds what somebody says against the vocabulary in force.
 *
 * @throws InvalidInput naming the values that it may be
 */
export async function checkWorkplace(
  registry: Pick<Registry, "currentOn">,
  workplace: Workplace,
  now: Date,
): Promise<void> {
  const { vocabulary } = (await registry.currentOn(dayInAmsterdam(now))).held.ruleSet;
  const violations = (["device", "location"] as const).flatMap((attribute): Violation[] => {
    const given = workplace[attribute];
    const allowed =
      vocabulary.attributes.find(({ id }) => id === attribute)?.values.map(({ id }) => id) ?? [];
    return given === null || allowed.includes(given)
      ? []
      : [{ path: attribute, message: `must be one of ${allowed.join(", ")}` }];
  });
  if (violations.length > 0) throw new InvalidInput(violations);
}
