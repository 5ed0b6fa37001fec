import type { Rule, RuleSet, Untranslatable } from "@akkoord/policy";
import { formatDate, formatList, formatPeriod, inSentence } from "../../../messages/format.ts";
import type { Language } from "../../../messages/language.tsx";
import type { Messages } from "../../../messages/nl.ts";
import { conditionParts, type Say, toolName, valueName } from "../../rule-sets/model/names.ts";

/** What is needed to say a rule in a language. */
export interface Speaking {
  readonly ruleSet: RuleSet;
  readonly t: Messages;
  readonly say: Say;
  readonly language: Language;
}

/** When a rule holds, as attribute and values: "Informatie: vertrouwelijk of gevoeliger". */
export function conditionInWords(
  when: Rule["when"],
  { ruleSet, t, say, language }: Speaking,
): readonly { readonly name: string; readonly value: string }[] {
  return conditionParts(ruleSet, when).map(({ attribute, values, run }) => {
    const names = values.map((value) => inSentence(valueName(ruleSet, attribute.id, value, say)));
    const first = names.at(0) ?? "";
    const last = names.at(-1) ?? "";
    const value =
      run === "from"
        ? t.rules.asOf(first)
        : run === "to"
          ? t.rules.upTo(last)
          : formatList(names, language, "or");
    return { name: say(attribute.label), value };
  });
}

/** Which tools a rule is about. */
export function toolsInWords(tools: Rule["tools"], { ruleSet, t, language }: Speaking): string {
  const except = tools.named.except.map((id) => toolName(ruleSet, id));
  if (!tools.named.all)
    return formatList(
      tools.ids.map((id) => toolName(ruleSet, id)),
      language,
    );
  return except.length === 0
    ? t.rules.anyMeans
    : `${t.rules.anyMeans}, ${t.rules.except(formatList(except, language))}`;
}

/** Whom a rule binds: groups by their name, organisations by their abbreviation. */
export function bearersInWords(bearers: readonly string[], { ruleSet, say, language }: Speaking): string {
  const names = bearers.map((id) => {
    const group = ruleSet.groups.find((candidate) => candidate.id === id);
    if (group !== undefined) return say(group.label);
    return ruleSet.organisations.find((candidate) => candidate.id === id)?.abbreviation ?? id;
  });
  return formatList(names, language);
}

/** When a rule is in force. */
export function validInWords(valid: Rule["valid"], { t, language }: Speaking): string {
  return formatPeriod(valid, language, t);
}

/** Whether somebody's search finds a rule: in its words, its quote, its reading, its id or its tools. */
export function ruleMentions(
  rule: Rule | Untranslatable,
  { ruleSet, say }: Pick<Speaking, "ruleSet" | "say">,
): readonly string[] {
  const words = "words" in rule ? [rule.words, rule.reading] : [rule.why];
  return [
    rule.id,
    rule.source.quote,
    ...words.flatMap((text) => (text === null ? [] : [say(text)])),
    ...rule.tools.ids.map((id) => toolName(ruleSet, id)),
  ];
}

/** The date of a source in words, or that it has none. */
export function sourceDate(date: string | null, { t, language }: Pick<Speaking, "t" | "language">): string {
  return date === null ? t.rules.noDate : formatDate(date, language);
}
