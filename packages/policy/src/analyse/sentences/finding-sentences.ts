import { strictness } from "../../effect.ts";
import type { Rule, RuleSet, Words } from "../../rule-set.ts";
import type { Box, FindingKind } from "../finding.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import {
  type BoxWords,
  boxWords,
  capitalised,
  circumstance,
  markWords,
  organisationName,
  ruleWords,
  toolName,
  type Voice,
} from "./phrases.ts";

/** What a finding says, before it is words. */
export interface Statement {
  readonly kind: FindingKind;
  /** Ids. */
  readonly organisations: readonly string[];
  readonly sides?: { readonly for: readonly string[]; readonly against: readonly string[] };
  readonly tool?: string;
  readonly rule?: string;
  readonly split?: "silent" | "refused";
  readonly duties?: readonly string[];
  readonly advice?: string;
  readonly value?: { readonly attribute: string; readonly value: string };
  readonly boxes: readonly Box[];
  readonly causes: readonly string[];
}

/** The sentence of a finding, in both languages: its largest box in words, and how many others there are. */
export function findingSentence(ruleSet: RuleSet, statement: Statement): Words {
  return {
    nl: sentenceIn({ ruleSet, words: nl, language: "nl" }, statement),
    en: sentenceIn({ ruleSet, words: en, language: "en" }, statement),
  };
}

function sentenceIn(voice: Voice, statement: Statement): string {
  const { ruleSet, words } = voice;
  const { organisations, boxes, duties = [] } = statement;
  const [largest = {}] = boxes;
  const others = words.otherCases(Math.max(0, boxes.length - 1));
  const names = shownNames(voice, organisations);
  const tool = toolName(ruleSet, statement.tool ?? "");
  const about = (subject: readonly string[] | null): BoxWords => {
    const { who, purpose } = boxWords(voice, largest, subject);
    return { who, purpose: `${purpose}${others}` };
  };
  switch (statement.kind) {
    case "tool-gap": {
      const { who, purpose } = about(names);
      const why =
        statement.split === "silent"
          ? words.noneRegulated
          : words.allRefused(refusals(ruleSet, statement.causes, () => true));
      return `${words.toolGap(capitalised(who), purpose)} ${why}`;
    }
    case "normative-gap": {
      const { who, purpose } = about(names);
      return words.normativeGap(who, tool, purpose);
    }
    case "norm-conflict":
      return statement.sides === undefined
        ? words.conflictWithin(about(names).who, tool, about(names).purpose)
        : conflictBetween(voice, statement, tool, others);
    case "coalition-gap": {
      const more = organisations.length > 2 ? words.coalitionOfMore : words.coalitionOfTwo;
      return `${words.coalitionGap(words.all(names), about(null).purpose)} ${more}`;
    }
    case "unworkable": {
      const { who, purpose } = about(names);
      const quoted = duties.map((id) => markWords(voice, ruleSet.vocabulary.duties, id));
      return words.unworkable(who, tool, purpose, whatFails(voice, quoted, statement.advice));
    }
    case "addressee-gap":
      return addresseeGap(voice, statement, names);
    case "dead-rule":
      return deadRule(voice, statement);
  }
}

/** Names of organisations: more than a few are counted. */
function shownNames({ ruleSet, words }: Voice, organisations: readonly string[]): readonly string[] {
  const names = organisations.map((id) => organisationName(ruleSet, id));
  if (names.length <= MOST_NAMES) return names;
  const shown = names.slice(0, MOST_NAMES - 1);
  return [...shown, words.otherOrganisations(names.length - shown.length)];
}

const MOST_NAMES = 4;

function conflictBetween(voice: Voice, statement: Statement, tool: string, others: string): string {
  const { ruleSet, words } = voice;
  const namesOf = (ids: readonly string[]): readonly string[] =>
    ids.map((id) => organisationName(ruleSet, id));
  const against = statement.sides?.against ?? [];
  const { who, purpose } = boxWords(voice, statement.boxes[0] ?? {}, namesOf(statement.sides?.for ?? []));
  const ways = refusals(
    ruleSet,
    statement.causes,
    ({ bearers }) => against.some((id) => bearers.includes(id)),
    {
      tool: statement.tool,
    },
  );
  const first = words.conflictBetween(capitalised(who), tool, `${purpose}${others}`);
  return `${first} ${words.otherSide(words.all(namesOf(against)), ways)}`;
}

function whatFails({ words, ruleSet, ...voice }: Voice, duties: readonly string[], advice?: string): string {
  const [first = ""] = duties;
  if (advice !== undefined)
    return words.dutyAndTip(
      first,
      markWords({ words, ruleSet, ...voice }, ruleSet.vocabulary.advice, advice),
    );
  return duties.length > 1 ? words.dutiesClash(words.all(duties)) : words.dutyImpossible(first);
}

function addresseeGap(voice: Voice, { value }: Statement, names: readonly string[]): string {
  const { ruleSet, words } = voice;
  const where = words.all(names);
  if (value === undefined) return words.nobodyBoundAt(where);
  const people = words.people[value.attribute]?.[value.value];
  if (people !== undefined) return words.nobodyBoundAt(words.somePeopleOf(people, where));
  const attribute = ruleSet.vocabulary.attributes.find(({ id }) => id === value.attribute);
  return words.nobodyBoundWhen(
    where,
    attribute === undefined ? value.value : circumstance(voice, attribute, [value.value]),
  );
}

function deadRule(voice: Voice, { rule: id, causes }: Statement): string {
  const { ruleSet, words } = voice;
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  const quoted = rule === undefined ? words.quote(id ?? "") : ruleWords(voice, rule);
  const first = rule?.effect === null ? words.deadDuties(quoted) : words.deadRule(quoted);
  return `${first} ${causes.length > 0 ? words.othersSettle : words.neverApplies}`;
}

/** In which ways some of the causes refuse: at least these may come up in the region. */
function refusals(
  ruleSet: RuleSet,
  causes: readonly string[],
  counts: (rule: Rule) => boolean,
  { tool }: { readonly tool?: string | undefined } = {},
): { readonly prohibited: boolean; readonly discouraged: boolean } {
  const rules = ruleSet.rules.filter((rule) => causes.includes(rule.id) && counts(rule));
  const effects = rules.map((rule) =>
    // To require one tool is to forbid every other.
    rule.effect === "required" && (tool === undefined || !rule.tools.ids.includes(tool))
      ? "prohibited"
      : rule.effect,
  );
  const says = (effect: "prohibited" | "discouraged"): boolean =>
    effects.some((each) => each !== null && strictness(each) === strictness(effect));
  return { prohibited: says("prohibited"), discouraged: says("discouraged") };
}
