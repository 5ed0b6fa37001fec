import type { Rule, RuleSet } from "@akkoord/policy";
import type { DeskMessages, Stretch } from "../../../messages/desk.nl.ts";
import { formatList, inSentence } from "../../../messages/format.ts";
import { toolName } from "../../rule-sets/model/names.ts";
import {
  bearersInWords,
  conditionInWords,
  type Speaking,
  validInWords,
} from "../../rules/model/rule-in-words.ts";

/** What the sentences of a rule need besides the words of the page. */
export interface Sentences extends Speaking {
  readonly words: DeskMessages["sentence"];
}

/**
 * A rule as people would say it aloud. The strong stretches carry what it comes down to.
 *
 * @param replaced whether the rule replaces one with the same id
 * @example
 * // [["Medewerkers van BZK "], ["mogen", "strong"], [" Skype voor Bedrijven gebruiken om te overleggen"], …]
 */
export function ruleSentence(rule: Rule, speaking: Sentences, replaced = false): readonly Stretch[] {
  const { ruleSet, words, say, t, language } = speaking;
  const stretches: Stretch[] = [
    [`${who(rule, speaking)} `],
    ...words.clause[rule.effect ?? "none"](toolsInSentence(rule, speaking)),
    [conditions(rule, speaking)],
    ["."],
  ];
  const add = (...more: readonly Stretch[]) => stretches.push([" "], ...more);
  if (rule.effect === "required") add([words.onlyThis]);
  for (const duty of ruleSet.vocabulary.duties.filter(({ id }) => rule.duties.includes(id)))
    add([`${words.duty} `], [say(duty.words), "strong"]);
  for (const tip of ruleSet.vocabulary.advice.filter(({ id }) => rule.advice.includes(id)))
    add([`${words.tip} ${say(tip.words)}`]);
  if (rule.valid.from !== null || rule.valid.to !== null)
    add([words.valid(validInWords(rule.valid, speaking))]);
  if (replaced) add([words.replaces]);
  if (rule.overrides.length > 0)
    add([words.overrides(rule.overrides.map((id) => ruleName(ruleSet, id, speaking)).join(" "))]);
  if (rule.force === "strict") add([words.strict]);
  else if (rule.yieldsTo.length > 0)
    add([
      words.yields(
        formatList(
          rule.yieldsTo.map((layer) => inSentence(t.rules.layers[layer] ?? layer)),
          language,
          "or",
        ),
      ),
    ]);
  return joined(stretches);
}

/** The sentence without its emphasis. */
export function plainSentence(stretches: readonly Stretch[]): string {
  return stretches.map(([text]) => text).join("");
}

/** What people call a rule: its own words, or its id. */
export function ruleName(ruleSet: RuleSet, id: string, { say }: Pick<Speaking, "say">): string {
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  if (rule?.words) return say(rule.words);
  const clause = ruleSet.untranslatables.find((candidate) => candidate.id === id);
  return clause === undefined ? id : `“${clause.source.quote}”`;
}

function who(rule: Rule, speaking: Sentences): string {
  const { ruleSet, words, language } = speaking;
  const organisations = bearersInWords(rule.bearersNamed, speaking);
  const all = ruleSet.vocabulary.attributes.find(({ id }) => id === "role")?.values.length ?? 0;
  const roles = rule.when.role;
  if (roles === undefined || roles.length === all) return words.everyone(organisations);
  const names = roles.map((role) => words.roles[role] ?? role);
  const people = words.people(formatList(names, language), organisations);
  return people.charAt(0).toUpperCase() + people.slice(1);
}

function toolsInSentence(rule: Rule, { ruleSet, words, language }: Sentences): string {
  const names = (ids: readonly string[]) =>
    formatList(
      ids.map((id) => toolName(ruleSet, id)),
      language,
    );
  if (!rule.tools.named.all) return names(rule.tools.ids);
  const { except } = rule.tools.named;
  return except.length === 0 ? words.anyTool : `${words.anyTool} ${words.except(names(except))}`;
}

/** The order in which people tell a situation. */
const TOLD = ["activity", "audience", "information", "personalData", "host", "device", "location"];

function conditions(rule: Rule, speaking: Sentences): string {
  const { ruleSet, words, language, say } = speaking;
  const phrases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    audience: words.audiences,
    personalData: words.personalData,
    host: words.hosts,
    device: words.devices,
    location: words.locations,
  };
  const parts = ruleSet.vocabulary.attributes
    .filter(({ id }) => id !== "role" && isConditional(rule, ruleSet, id))
    .toSorted((a, b) => rank(a.id) - rank(b.id))
    .map((attribute) => {
      const values = rule.when[attribute.id] ?? [];
      if (attribute.id === "activity")
        return words.to(
          formatList(
            values.map((id) => words.activities[id] ?? id),
            language,
            "or",
          ),
        );
      const known = phrases[attribute.id];
      if (known !== undefined && values.every((id) => known[id] !== undefined))
        return formatList(
          values.map((id) => known[id] ?? id),
          language,
          "or",
        );
      const [{ value } = { value: "" }] = conditionInWords({ [attribute.id]: values }, speaking);
      return attribute.id === "information"
        ? words.information(value)
        : words.otherAttribute(inSentence(say(attribute.label)), value);
    });
  if (parts.length === 0) return "";
  // What people do and with whom is told in one breath.
  const together = TOLD.slice(0, 2).filter((id) => isConditional(rule, ruleSet, id)).length;
  const breath = parts.slice(0, together).join(" ");
  return ` ${[...(breath === "" ? [] : [breath]), ...parts.slice(together)].join(", ")}`;
}

/** Whether the rule holds for some values of an attribute only. */
function isConditional(rule: Rule, ruleSet: RuleSet, attribute: string): boolean {
  const all = ruleSet.vocabulary.attributes.find(({ id }) => id === attribute)?.values.length ?? 0;
  return (rule.when[attribute]?.length ?? all) < all;
}

function rank(attribute: string): number {
  const at = TOLD.indexOf(attribute);
  return at === -1 ? TOLD.length : at;
}

/** Neighbours with the same emphasis become one stretch. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.reduce<Stretch[]>((list, [text, strong]) => {
    const last = list.at(-1);
    if (last !== undefined && last[1] === strong) list[list.length - 1] = [last[0] + text, strong];
    else if (text !== "") list.push([text, strong]);
    return list;
  }, []);
}
