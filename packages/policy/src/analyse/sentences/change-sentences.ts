import type { RuleSet, Words } from "../../rule-set.ts";
import type { RuleSetChange } from "../finding.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import { boxWords, capitalised, markWords, organisationName, toolName, type Voice } from "./phrases.ts";

/** What a change says, before it is words. It may hold for several organisations alike. */
export interface ChangeStatement
  extends Pick<RuleSetChange, "tool" | "from" | "to" | "contested" | "duties" | "advice" | "boxes"> {
  /** Ids. */
  readonly organisations: readonly string[];
}

/**
 * The sentence of a change, in both languages.
 *
 * @param ruleSet must know every tool, organisation, attribute, duty and tip of both sides; see `mergedSpace`.
 */
export function changeSentence(ruleSet: RuleSet, change: ChangeStatement): Words {
  return {
    nl: sentenceIn({ ruleSet, words: nl, language: "nl" }, change),
    en: sentenceIn({ ruleSet, words: en, language: "en" }, change),
  };
}

function sentenceIn(voice: Voice, change: ChangeStatement): string {
  const { ruleSet, words } = voice;
  const { from, to, contested, duties, advice, boxes } = change;
  const names = change.organisations.map((id) => organisationName(ruleSet, id));
  const { who, purpose } = boxWords(voice, boxes[0] ?? {}, names);
  const what = `${purpose}${words.otherCases(Math.max(0, boxes.length - 1))}`;
  const tool = toolName(ruleSet, change.tool);
  const first =
    from === to
      ? words.changesFor(who, tool, what)
      : `${words.becomes[to](who, tool, what)} ${words.was[from]}`;
  const { duties: allDuties, advice: allAdvice } = ruleSet.vocabulary;
  const quoted = (list: typeof allAdvice, ids: readonly string[]): string =>
    words.all(ids.map((id) => markWords(voice, list, id)));
  return [
    capitalised(first),
    ...(contested.from === contested.to ? [] : [contested.to ? words.nowContested : words.noLongerContested]),
    ...(duties.added.length > 0
      ? [words.dutiesAdded(quoted(allDuties, duties.added), duties.added.length)]
      : []),
    ...(duties.removed.length > 0
      ? [words.dutiesRemoved(quoted(allDuties, duties.removed), duties.removed.length)]
      : []),
    ...(advice.added.length > 0
      ? [words.tipsAdded(quoted(allAdvice, advice.added), advice.added.length)]
      : []),
    ...(advice.removed.length > 0
      ? [words.tipsRemoved(quoted(allAdvice, advice.removed), advice.removed.length)]
      : []),
  ].join(" ");
}
