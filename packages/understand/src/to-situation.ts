import type { RuleSet, Situation } from "@akkoord/policy";
import type { Understood } from "./understood.ts";

/**
 * The situation to decide, on a day. What the question says of device, place and role holds for everyone
 * who takes part. While the asker is unknown nobody takes part yet, so that the next question asks for them.
 *
 * @example ask(decider, toSituation(understood, ruleSet, "2020-12-01"))
 */
export function toSituation(understood: Understood, ruleSet: RuleSet, date: string): Situation {
  const { attributes, asker, participants } = understood.situation;
  const scoped = (scope: "situation" | "participant"): Record<string, string> =>
    Object.fromEntries(
      ruleSet.vocabulary.attributes.flatMap((attribute) => {
        const value = attributes[attribute.id];
        return attribute.scope === scope && value !== undefined ? [[attribute.id, value]] : [];
      }),
    );
  const own = scoped("participant");
  return {
    date,
    attributes: scoped("situation"),
    participants: asker === null ? [] : participants.map((id) => ({ id, attributes: own })),
  };
}
