import type { WordFix } from "@akkoord/exchange";
import { EFFECTS, type RuleSet } from "@akkoord/policy";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import type { Option } from "../../../primitives/fields.tsx";

/** What a word can be made to mean, as choices with words for people. */
export function useMeanings(ruleSet: RuleSet): (table: WordFix["table"]) => readonly Option[] {
  const t = useImportMessages().problems;
  const { t: words, say } = useMessages();
  return (table) => {
    if (table === "tools") return ruleSet.tools.map(({ id, name }) => ({ value: id, label: name }));
    if (table === "verdicts")
      return [
        ...EFFECTS.map((effect) => ({ value: effect, label: words.verdict[effect] })),
        { value: "skip", label: t.skip },
      ];
    const attribute = ruleSet.vocabulary.attributes.find(({ id }) => id === table.attribute);
    const values = attribute?.values ?? [];
    return [
      ...values.map(({ id, label }) => ({ value: id, label: say(label) })),
      { value: values.map(({ id }) => id).join(), label: t.all },
    ];
  };
}
