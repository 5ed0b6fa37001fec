import type { Finding, RuleSet } from "@akkoord/policy";
import { useState } from "react";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import { conditionInWords } from "../../rules/model/rule-in-words.ts";
import { formatNumber } from "../model/counts.ts";

const SHOWN_AT_FIRST = 6;

/** The whole region of a finding, box by box, in words. */
export function RegionSection({
  ruleSet,
  finding,
}: {
  readonly ruleSet: RuleSet;
  readonly finding: Finding;
}) {
  const { language } = useMessages();
  const f = useFindingsMessages();
  const speaking = useSpeaking(ruleSet);
  const [all, setAll] = useState(false);
  const { boxes, situations } = finding;
  const shown = all ? boxes : boxes.slice(0, SHOWN_AT_FIRST);
  return (
    <Card className="stack" aria-labelledby="region">
      <Heading level={2} id="region">
        {f.region}
      </Heading>
      <p>{situations === 1 ? f.regionOne : f.regionLead(formatNumber(situations, language))}</p>
      <ol className="boxes">
        {shown.map((box, index) => {
          const parts = conditionInWords(box, speaking);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place.
            <li key={index} className="box">
              <p className="small">{f.boxNumber(index + 1)}</p>
              {parts.length === 0 ? <p>{f.everywhere}</p> : null}
              <dl>
                {parts.map(({ name, value }) => (
                  <div key={name} className="box__part">
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ol>
      {all || boxes.length <= SHOWN_AT_FIRST ? null : (
        <div>
          <Button onClick={() => setAll(true)}>{f.showAll(boxes.length)}</Button>
        </div>
      )}
    </Card>
  );
}
