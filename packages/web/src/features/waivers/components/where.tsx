import type { Condition, RuleSet } from "@akkoord/policy";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { participantInSentence } from "../../rule-sets/model/names.ts";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import { conditionInWords } from "../../rules/model/rule-in-words.ts";

/** The situations that a waiver holds in, in words; with whom it was asked for stands beside the audience. */
export function Where({
  ruleSet,
  when,
  others,
}: {
  readonly ruleSet: RuleSet;
  readonly when: Condition;
  /** Who else takes part, by id. */
  readonly others: readonly string[];
}) {
  const { say, language } = useMessages();
  const speaking = useSpeaking(ruleSet);
  const derived = ruleSet.vocabulary.attributes.find(({ scope }) => scope === "derived");
  const company = formatList(
    others.map((id) => participantInSentence(ruleSet, id, say)),
    language,
  );
  return (
    <ul className="bullets">
      {conditionInWords(when, speaking).map(({ name, value }) => (
        <li key={name}>
          <b>{name}:</b> {value}
          {company !== "" && derived !== undefined && name === say(derived.label) ? ` (${company})` : null}
        </li>
      ))}
    </ul>
  );
}
