import type { Change, Help, RuleSet } from "@akkoord/policy";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { participantInSentence, toolName, valueName } from "../../rule-sets/model/names.ts";
import { suggestions } from "../model/apply-help.ts";

/** More than this at once is a wall; the rest is one tap away. */
const SHOWN_FIRST = 4;

interface WhatWouldHelpProps {
  readonly ruleSet: RuleSet;
  readonly helps: readonly Help[];
  /** Something may be used already, so this is about what else could be. */
  readonly open: boolean;
  readonly onApply: (changes: readonly Change[]) => void;
}

/** The smallest changes that open a tool. A tap makes the change. */
export function WhatWouldHelp({ ruleSet, helps, open, onApply }: WhatWouldHelpProps) {
  const { t, say, language } = useMessages();
  const [all, setAll] = useState(false);
  const found = suggestions(helps);
  if (found.length === 0) return null;

  function inWords(change: Change): string {
    if (change.kind === "without-participant")
      return t.answer.helpWithout(participantInSentence(ruleSet, change.participant, say));
    const value = valueName(ruleSet, change.attribute, change.to, say);
    const sentence = t.help[change.attribute];
    if (sentence !== undefined) return sentence(inSentence(value));
    const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === change.attribute);
    return t.answer.helpAttribute(
      attribute === undefined ? change.attribute : say(attribute.label),
      inSentence(value),
    );
  }

  return (
    <section className="help" aria-labelledby="help-title">
      <Heading level={2} appearance="level-3" id="help-title">
        {open ? t.answer.whatIfTitle : t.answer.helpTitle}
      </Heading>
      <p className="small">{t.answer.helpLead}</p>
      <ul className="help__list">
        {found.slice(0, all ? found.length : SHOWN_FIRST).map((suggestion) => (
          <li key={JSON.stringify(suggestion.changes)}>
            <button type="button" className="help__button" onClick={() => onApply(suggestion.changes)}>
              <span>
                <b>{formatList(suggestion.changes.map(inWords), language)}</b>
                <span className="help__then">
                  {t.answer.helpThen(
                    formatList(
                      suggestion.helps.map((help) => toolName(ruleSet, help.tool)),
                      language,
                      "or",
                    ),
                  )}
                </span>
              </span>
              <IconArrowRight aria-hidden="true" size={20} />
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN_FIRST && !all ? (
        <Button purpose="subtle" onClick={() => setAll(true)}>
          {t.answer.helpMore(found.length - SHOWN_FIRST)}
        </Button>
      ) : null}
    </section>
  );
}
