import type { RuleSet, Situation } from "@akkoord/policy";
import { formatDate, formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { attributeOf, participantName, valueName } from "../../rule-sets/model/names.ts";

/** A situation in words, for somebody who is about to send it. */
export function SituationSummary({
  ruleSet,
  situation,
}: {
  readonly ruleSet: RuleSet;
  readonly situation: Situation;
}) {
  const { t, say, language } = useMessages();
  const all = { ...situation.participants[0]?.attributes, ...situation.attributes };
  const items = ruleSet.vocabulary.attributes.flatMap((attribute) => {
    const value = all[attribute.id];
    return value === undefined
      ? []
      : [
          {
            key: say(attributeOf(ruleSet, attribute.id)?.label ?? attribute.label),
            value: valueName(ruleSet, attribute.id, value, say),
          },
        ];
  });
  const names = situation.participants.map((participant) => participantName(ruleSet, participant.id, say));
  return (
    <DataList
      items={[
        { key: t.situation.date, value: formatDate(situation.date, language) },
        ...items,
        { key: t.situation.with, value: formatList(names, language) },
      ]}
    />
  );
}
