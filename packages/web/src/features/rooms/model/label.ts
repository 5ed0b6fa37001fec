import type { Attribute, RuleSet } from "@akkoord/policy";
import { attributeOf } from "../../rule-sets/model/names.ts";
import type { Label } from "../api.ts";

/** The attributes of the vocabulary that make up a label. */
export const LABEL_ATTRIBUTES = ["information", "personalData"] as const;

/** The least sensitive value of the attribute `information` that is a state secret. */
const FIRST_STATE_SECRET = "state-confidential";

/**
 * Whether information of this value is a state secret. The vocabulary goes from low to high, so whatever comes after
 * the lowest state secret is one as well.
 */
export function isStateSecret(ruleSet: RuleSet, information: string): boolean {
  const values = idsOf(attributeOf(ruleSet, "information"));
  const first = values.indexOf(FIRST_STATE_SECRET);
  return first !== -1 && values.indexOf(information) >= first;
}

/** The colours of labels, from what everyone may know to what few may. */
export type LabelTone = "none" | "brand" | "care" | "stop";

const TONES: readonly LabelTone[] = ["none", "brand", "care", "stop"];

/** The colour of a label: the more sensitive, the warmer. Always beside its words. */
export function toneOf(ruleSet: RuleSet, information: string): LabelTone {
  const place = idsOf(attributeOf(ruleSet, "information")).indexOf(information);
  return TONES[Math.min(Math.max(place, 0), TONES.length - 1)] ?? "none";
}

/** Whether two labels are the same. */
export function sameLabel(one: Label, other: Label): boolean {
  return one.information === other.information && one.personalData === other.personalData;
}

function idsOf(attribute: Attribute | undefined): readonly string[] {
  return attribute?.values.map(({ id }) => id) ?? [];
}
