/** From a box to the words of a sentence: who, what for, and in which circumstances. */
import type { Attribute, Rule, RuleSet } from "../../rule-set.ts";
import type { Box } from "../finding.ts";
import type { SentenceWords } from "./nl.ts";

/** One language: its templates, and which of the two texts of a label it uses. */
export interface Voice {
  readonly ruleSet: RuleSet;
  readonly words: SentenceWords;
  readonly language: "nl" | "en";
}

/** Which values of an attribute a box allows, in the way that is said shortest. */
export type Choice =
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "except"; readonly values: readonly string[] }
  | { readonly kind: "from" | "to"; readonly value: string };

/** Shorter stretches are said value by value. */
const SHORTEST_STRETCH = 3;

/**
 * How to say which values a box allows.
 *
 * @param named stretches that have a phrase of their own, so that they may be short.
 */
export function choiceOf(
  attribute: Attribute,
  allowed: readonly string[],
  named: {
    readonly from?: Readonly<Record<string, string>>;
    readonly to?: Readonly<Record<string, string>>;
  } = {},
): Choice {
  const ids = attribute.values.map((value) => value.id);
  const values = ids.filter((id) => allowed.includes(id));
  const [first = ""] = values;
  const last = values.at(-1) ?? "";
  if (attribute.ordered && values.length > 1) {
    const start = ids.indexOf(first);
    const isStretch = ids.slice(start, start + values.length).every((id, i) => id === values[i]);
    const worthIt = (phrases: Readonly<Record<string, string>> | undefined, end: string): boolean =>
      values.length >= SHORTEST_STRETCH || phrases?.[end] !== undefined;
    if (isStretch && last === ids.at(-1) && worthIt(named.from, first)) return { kind: "from", value: first };
    if (isStretch && start === 0 && worthIt(named.to, last)) return { kind: "to", value: last };
  }
  const others = ids.filter((id) => !allowed.includes(id));
  if (others.length > 0 && others.length < values.length) return { kind: "except", values: others };
  return { kind: "values", values };
}

/** What the box is about, in words: who it concerns, and everything else. */
export interface BoxWords {
  /** The people concerned, such as “mensen van JenV, behalve bewindspersonen,”. */
  readonly who: string;
  /** What for and in which circumstances, ready to follow a verb: “ om vertrouwelijk te overleggen thuis”. */
  readonly purpose: string;
}

/**
 * Says a box.
 *
 * @param organisations names, when people are the subject; null when the sentence names organisations itself.
 */
export function boxWords(voice: Voice, box: Box, organisations: readonly string[] | null): BoxWords {
  const { ruleSet, words } = voice;
  const said = new Set(["activity", "information"]);
  let who = "";
  if (organisations !== null) {
    const people = peopleIn(voice, box);
    who = people === null ? words.peopleOf(words.all(organisations)) : people.words(words.all(organisations));
    if (people !== null) said.add(people.attribute);
  }
  const after = ruleSet.vocabulary.attributes
    .filter(({ id }) => box[id] !== undefined && !said.has(id))
    .map((attribute) => circumstance(voice, attribute, box[attribute.id] ?? []));
  const plain = after.filter((text) => !text.startsWith(","));
  const exceptions = after.filter((text) => text.startsWith(","));
  const { activity, condition } = activityWords(voice, box);
  const main = [activity, ...plain].filter((text) => text !== "").join(" ");
  const inOrder = activity === "" ? ` ${main}` : words.inOrderTo(main);
  return { who, purpose: `${main === "" ? "" : inOrder}${exceptions.join("")}${condition}` };
}

/** The activity with the class of information, where the two go together; the class as a condition where not. */
function activityWords(voice: Voice, box: Box): { readonly activity: string; readonly condition: string } {
  const { ruleSet, words, language } = voice;
  const attribute = ruleSet.vocabulary.attributes.find(({ id }) => id === "activity");
  const activities = attribute === undefined ? [] : (box.activity ?? []);
  const classes = ruleSet.vocabulary.attributes.find(({ id }) => id === "information");
  const [only = ""] = activities;
  const [oneClass = ""] = box.information ?? [];
  const short = words.information[oneClass];
  const together = words.activitiesWith[only];
  if (
    activities.length === 1 &&
    box.information?.length === 1 &&
    short !== undefined &&
    together !== undefined
  )
    return { activity: together(...short), condition: "" };
  const labelOf = (id: string): string =>
    attribute?.values.find((value) => value.id === id)?.label[language] ?? id;
  const phrases = activities.map((id) => words.activities[id] ?? words.activity(labelOf(id)));
  return {
    activity: words.either(phrases),
    condition:
      classes === undefined || box.information === undefined ? "" : informationWords(voice, classes, box),
  };
}

/** The classes of information as a condition: stretch by stretch, because “not confidential” would say too much. */
function informationWords({ words, language }: Voice, attribute: Attribute, box: Box): string {
  const label = (id: string): string =>
    words.information[id]?.[0] ?? attribute.values.find((value) => value.id === id)?.label[language] ?? id;
  const stretches = stretchesOf(attribute, box.information ?? []);
  return words.ifInformation(
    words.eitherOf(
      stretches.map((stretch) => {
        const choice = attribute.ordered ? choiceOf(attribute, stretch) : null;
        if (choice?.kind === "from") return words.orHigher(label(choice.value));
        if (choice?.kind === "to") return words.orLower(label(choice.value));
        return words.either(stretch.map(label));
      }),
    ),
  );
}

/** Values that follow each other, taken together. */
function stretchesOf({ values }: Attribute, allowed: readonly string[]): readonly (readonly string[])[] {
  const stretches: string[][] = [];
  let open: string[] | null = null;
  for (const { id } of values) {
    if (!allowed.includes(id)) open = null;
    else if (open === null) {
      open = [id];
      stretches.push(open);
    } else open.push(id);
  }
  return stretches;
}

/** One circumstance. One that names exceptions starts with a comma and comes last. */
export function circumstance(voice: Voice, attribute: Attribute, allowed: readonly string[]): string {
  const { words } = voice;
  const phrases = words.circumstances[attribute.id];
  const isPhrased =
    phrases !== undefined && attribute.values.every((value) => phrases.values[value.id] !== undefined);
  if (!isPhrased) return labelled(voice, attribute, allowed);
  const phrase = (id: string): string => phrases.values[id] ?? id;
  const choice = choiceOf(attribute, allowed, phrases);
  switch (choice.kind) {
    case "from":
    case "to": {
      const stretch = phrases[choice.kind]?.[choice.value];
      if (stretch !== undefined) return stretch;
      const others = attribute.values.filter((value) => !allowed.includes(value.id)).map((value) => value.id);
      return others.length < allowed.length
        ? words.except(words.either(others.map(phrase)))
        : words.either(allowed.map(phrase));
    }
    case "except":
      return words.except(words.either(choice.values.map(phrase)));
    case "values":
      return words.either(choice.values.map(phrase));
  }
}

/** An attribute without phrases of its own, by its labels. */
function labelled({ words, language }: Voice, attribute: Attribute, ids: readonly string[]): string {
  const label = attribute.label[language];
  const name = (id: string): string =>
    attribute.values.find((value) => value.id === id)?.label[language].toLowerCase() ?? id;
  const choice = choiceOf(attribute, ids);
  switch (choice.kind) {
    case "from":
      return words.labelled(label, words.orHigher(name(choice.value)));
    case "to":
      return words.labelled(label, words.orLower(name(choice.value)));
    case "except":
      return words.labelledExcept(label, words.either(choice.values.map(name)));
    case "values":
      return words.labelled(label, words.either(choice.values.map(name)));
  }
}

/** Which people a box is about, where an attribute tells people apart and each of its values has a name. */
function peopleIn(
  { ruleSet, words }: Voice,
  box: Box,
): { readonly attribute: string; readonly words: (organisations: string) => string } | null {
  for (const attribute of ruleSet.vocabulary.attributes) {
    const allowed = box[attribute.id];
    const names = words.people[attribute.id];
    if (allowed === undefined || names === undefined) continue;
    if (attribute.values.some((value) => names[value.id] === undefined)) continue;
    const name = (id: string): string => names[id] ?? id;
    const choice = choiceOf({ ...attribute, ordered: false }, allowed);
    if (choice.kind === "except")
      return {
        attribute: attribute.id,
        words: (organisations) => words.peopleExcept(organisations, words.all(choice.values.map(name))),
      };
    return {
      attribute: attribute.id,
      words: (organisations) => words.somePeopleOf(words.all(allowed.map(name)), organisations),
    };
  }
  return null;
}

/** The short name of an organisation on a day, by its id. */
export function organisationName(ruleSet: RuleSet, id: string): string {
  const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
  return organisation?.abbreviation ?? id;
}

/** The name of a tool, by its id. */
export function toolName(ruleSet: RuleSet, id: string): string {
  return ruleSet.tools.find((tool) => tool.id === id)?.name ?? id;
}

/** A rule in its own words, or in those of its source. */
export function ruleWords({ words, language }: Voice, rule: Rule): string {
  return words.quote(withoutFullStop(rule.words?.[language] ?? rule.source.quote));
}

/** The words of a duty or a tip, quoted. */
export function markWords(
  { words, language }: Voice,
  list: readonly { readonly id: string; readonly words: { readonly nl: string; readonly en: string } }[],
  id: string,
): string {
  return words.quote(withoutFullStop(list.find((mark) => mark.id === id)?.words[language] ?? id));
}

/** The same text starting with a capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, "");
}
