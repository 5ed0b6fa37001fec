import type { RuleSet, Words } from "../../rule-set.ts";
import type { RepairStep } from "../finding.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import { capitalised, organisationName, ruleWords, toolName, type Voice } from "./phrases.ts";

/** The sentence of a repair, in both languages: what to do, and whose signature it needs. */
export function repairSentence(
  ruleSet: RuleSet,
  steps: readonly RepairStep[],
  owners: readonly string[],
): Words {
  return {
    nl: sentenceIn({ ruleSet, words: nl, language: "nl" }, steps, owners),
    en: sentenceIn({ ruleSet, words: en, language: "en" }, steps, owners),
  };
}

function sentenceIn(voice: Voice, steps: readonly RepairStep[], owners: readonly string[]): string {
  const { ruleSet, words } = voice;
  const what = steps.map((step) => {
    if (step.kind === "admit-tool")
      return words.admitTool(toolName(ruleSet, step.tool), organisationName(ruleSet, step.organisation));
    const rule = ruleSet.rules.find(({ id }) => id === step.rule);
    return words.changeRule(rule === undefined ? words.quote(step.rule) : ruleWords(voice, rule));
  });
  const names = words.all(
    owners.map((owner) =>
      ruleSet.organisations.some(({ id }) => id === owner)
        ? organisationName(ruleSet, owner)
        : words.government,
    ),
  );
  const signed = owners.length > 1 ? words.signedByAll(names) : words.signedBy(names);
  return `${capitalised(words.all(what))}. ${signed}`;
}
