import type { Attribute, Decider } from "@akkoord/policy";
import { useMemo } from "react";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { toolName, valueName } from "../../rule-sets/model/names.ts";
import { waysFor } from "../model/per-value.ts";
import type { Question } from "../model/question.ts";

interface OpenWaysProps {
  readonly decider: Decider;
  readonly question: Question;
  readonly attribute: Attribute;
}

/** Where the answer depends on one thing: what may be used for each way it can be. */
export function OpenWays({ decider, question, attribute }: OpenWaysProps) {
  const { t, say, language } = useMessages();
  const { ruleSet } = decider;
  const ways = useMemo(() => waysFor(decider, question, attribute), [decider, question, attribute]);
  if (ways.length < 2) return null;
  return (
    <section className="stack stack--tight open-ways" aria-labelledby="ways-title">
      <Heading level={2} appearance="level-3" id="ways-title">
        {say(attribute.question)}
      </Heading>
      <dl className="ways">
        {ways.map((way) => (
          <div key={way.values.join(" ")} className="way">
            <dt>
              {formatList(
                way.values.map((value) => inSentence(valueName(ruleSet, attribute.id, value, say))),
                language,
                "or",
              )}
            </dt>
            <dd>
              {way.tools.length === 0
                ? t.answer.wayNothing
                : t.answer.use(
                    formatList(
                      way.tools.map((tool) => toolName(ruleSet, tool)),
                      language,
                      "or",
                    ),
                  )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
