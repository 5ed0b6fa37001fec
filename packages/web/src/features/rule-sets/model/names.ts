import type { Attribute, Condition, IsoDate, Organisation, RuleSet, Tool, Words } from "@akkoord/policy";
import { GOVERNMENT_WIDE_OWNER, holdsOn } from "@akkoord/policy";
import { inSentence } from "../../../messages/format.ts";

/** Picks the chosen language out of words that the rule set carries. */
export type Say = (words: Words) => string;

/** The short name by which people call an organisation, or what an outside party is. */
export function participantName(ruleSet: RuleSet, id: string, say: Say): string {
  const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
  if (organisation !== undefined) return organisation.abbreviation;
  const party = ruleSet.outsideParties.find((candidate) => candidate.id === id);
  return party === undefined ? id : say(party.label);
}

/** The same name inside a sentence: an abbreviation keeps its capitals, a description starts small. */
export function participantInSentence(ruleSet: RuleSet, id: string, say: Say): string {
  const name = participantName(ruleSet, id, say);
  const isOrganisation = ruleSet.organisations.some((organisation) => organisation.id === id);
  return isOrganisation ? name : inSentence(name);
}

/** Who made a rule: an organisation, a group, or the government as a whole. */
export function issuerName(ruleSet: RuleSet, id: string, say: Say, government: string): string {
  if (id === GOVERNMENT_WIDE_OWNER) return government;
  const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
  if (organisation !== undefined) return organisation.abbreviation;
  const group = ruleSet.groups.find((candidate) => candidate.id === id);
  if (group !== undefined) return say(group.label);
  return id;
}

/** The name an organisation bore on a day. */
export function organisationOn(
  organisation: Organisation,
  date: IsoDate,
): { readonly name: string; readonly abbreviation: string } {
  const then = organisation.names.find((version) => holdsOn(version, date));
  return {
    name: then?.name ?? organisation.name,
    abbreviation: then?.abbreviation ?? organisation.abbreviation,
  };
}

/** The organisations that exist on a day, in the rule set's order. */
export function organisationsOn(ruleSet: RuleSet, date: IsoDate): readonly Organisation[] {
  return ruleSet.organisations.filter((organisation) => holdsOn(organisation.period, date));
}

/** An attribute of the vocabulary by its id. */
export function attributeOf(ruleSet: RuleSet, id: string): Attribute | undefined {
  return ruleSet.vocabulary.attributes.find((attribute) => attribute.id === id);
}

/** What a value of an attribute is called. */
export function valueName(ruleSet: RuleSet, attribute: string, value: string, say: Say): string {
  const found = attributeOf(ruleSet, attribute)?.values.find((candidate) => candidate.id === value);
  return found === undefined ? value : say(found.label);
}

/** What a tool is called. */
export function toolName(ruleSet: RuleSet, id: string): string {
  return ruleSet.tools.find((tool) => tool.id === id)?.name ?? id;
}

/** Tools whose name, supplier or description holds what somebody typed. */
export function findTools(ruleSet: RuleSet, typed: string, say: Say): readonly Tool[] {
  const wanted = fold(typed);
  return ruleSet.tools.filter((tool) =>
    [tool.name, tool.id, tool.supplier ?? "", tool.description === null ? "" : say(tool.description)].some(
      (text) => fold(text).includes(wanted),
    ),
  );
}

/** Text as it is compared in a search: without case, accents and punctuation. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[-\s]+/g, " ")
    .toLowerCase()
    .trim();
}

/** A condition as attribute and values, in the vocabulary's order, with a run in an ordered attribute kept together. */
export function conditionParts(
  ruleSet: RuleSet,
  condition: Condition,
): readonly {
  readonly attribute: Attribute;
  readonly values: readonly string[];
  readonly run: "from" | "to" | null;
}[] {
  return ruleSet.vocabulary.attributes.flatMap((attribute) => {
    const values = condition[attribute.id];
    if (values === undefined || values.length === attribute.values.length) return [];
    const first = attribute.values.findIndex((value) => value.id === values[0]);
    const inOneRun =
      attribute.ordered && values.every((value, i) => attribute.values[first + i]?.id === value);
    const run =
      inOneRun && values.length > 1
        ? first === 0
          ? "to"
          : first + values.length === attribute.values.length
            ? "from"
            : null
        : null;
    return [{ attribute, values, run }];
  });
}
