import type { RuleSet } from "@akkoord/policy";
import type { Question } from "../../answer/model/question.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";
import type { FoundPerson, Label, NewRoom } from "../api.ts";
import { isStateSecret } from "./label.ts";
import { type Told, WORKPLACE_ATTRIBUTES } from "./workplace.ts";

/** Longest name of a room, as the server has it. */
export const LONGEST_NAME = 200;

/** Longest text of what a room is for. */
export const LONGEST_PURPOSE = 1_000;

/** A room as somebody fills it in. */
export interface RoomForm {
  readonly name: string;
  readonly purpose: string;
  readonly information: string | null;
  readonly personalData: string | null;
  readonly people: readonly FoundPerson[];
  readonly category: string | null;
  /** How whoever opens it works, as they told in the answer or here; said to the server when the room is opened. */
  readonly told: Told;
}

/** What an answer already says of a room that is opened from it. */
export interface FromAnswer {
  readonly label: Partial<Label>;
  readonly activity: string | null;
  /** Other organisations that take part. */
  readonly organisations: readonly string[];
  /** Outside parties: they come in as guests, once the room is open. */
  readonly outsideParties: readonly string[];
  /** What whoever opens it told there of how they work. */
  readonly told: Told;
}

/** What of a question belongs in a room. */
export function fromQuestion(ruleSet: RuleSet, question: Question, mine: string | null): FromAnswer {
  const { information, personalData, activity } = question.attributes;
  const others = [question.asker, ...(question.others ?? [])].filter((id) => id !== null && id !== mine);
  const among = (known: readonly { readonly id: string }[]) =>
    known.flatMap(({ id }) => (others.includes(id) ? [id] : []));
  return {
    label: {
      ...(information === undefined ? {} : { information }),
      ...(personalData === undefined ? {} : { personalData }),
    },
    activity: activity ?? null,
    organisations: among(ruleSet.organisations),
    outsideParties: among(ruleSet.outsideParties),
    told: toldIn(ruleSet, question, mine),
  };
}

/** What somebody told of themselves, in values that the rules know. In a question of others it is about them. */
function toldIn(ruleSet: RuleSet, { asker, attributes }: Question, mine: string | null): Told {
  if (asker !== null && asker !== mine) return {};
  return Object.fromEntries(
    WORKPLACE_ATTRIBUTES.flatMap((attribute) => {
      const value = attributes[attribute];
      const isKnown = attributeOf(ruleSet, attribute)?.values.some(({ id }) => id === value) === true;
      return value !== undefined && isKnown ? [[attribute, value]] : [];
    }),
  );
}

/** A form to begin with. */
export function formFrom({ label, told }: FromAnswer): RoomForm {
  return {
    name: "",
    purpose: "",
    information: label.information ?? null,
    personalData: label.personalData ?? null,
    people: [],
    category: null,
    told,
  };
}

/** The label of a form; null while it is not whole. */
export function labelOf({ information, personalData }: RoomForm): Label | null {
  return information === null || personalData === null ? null : { information, personalData };
}

/** What keeps somebody from going on to the second step. */
export type Obstacle = "name-missing" | "label-missing" | "state-secret";

/** What keeps somebody from going on to the second step, in the order of the form. */
export function obstacles(ruleSet: RuleSet, form: RoomForm): readonly Obstacle[] {
  return [
    ...(form.name.trim() === "" ? (["name-missing"] as const) : []),
    ...(labelOf(form) === null ? (["label-missing"] as const) : []),
    ...(form.information !== null && isStateSecret(ruleSet, form.information)
      ? (["state-secret"] as const)
      : []),
  ];
}

/** The organisations that would take part: whose room it is first. */
export function partiesOf(form: RoomForm, mine: string): readonly string[] {
  return [...new Set([mine, ...form.people.flatMap(({ organisation }) => organisation ?? [])])];
}

/** A form as it is sent; null while its label is not whole. */
export function asNewRoom(form: RoomForm, activity: string | null): NewRoom | null {
  const label = labelOf(form);
  if (label === null) return null;
  return {
    name: form.name.trim(),
    label,
    purpose: { text: form.purpose.trim(), activity },
    category: form.category,
    invite: form.people.map(({ id }) => id),
  };
}
