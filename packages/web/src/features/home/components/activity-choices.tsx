import {
  IconFileText,
  IconListDetails,
  IconMessage,
  IconMessages,
  IconPencil,
  IconSignature,
  IconSparkles,
} from "@tabler/icons-react";
import { useMessages } from "../../../messages/language.tsx";
import { Card } from "../../../primitives/card.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { ANSWER_PATH, aboutQuestion } from "../../answer/hooks/use-question.ts";
import { EMPTY_QUESTION, withAttribute, writeFragment } from "../../answer/model/question.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";

const ICONS: Readonly<Record<string, typeof IconMessage>> = {
  meet: IconMessages,
  message: IconMessage,
  share: IconFileText,
  "co-author": IconPencil,
  "use-ai": IconSparkles,
  sign: IconSignature,
};

/** Tap what you want to do; the questions that still matter follow. */
export function ActivityChoices({ rules }: { readonly rules: Rules }) {
  const { t, say } = useMessages();
  const { aboutYou } = useAboutYou();
  const activity = attributeOf(rules.ruleSet, "activity");
  return (
    <Card aria-labelledby="choose-title">
      <Heading level={2} id="choose-title">
        {t.home.chooseTitle}
      </Heading>
      <p className="small">{t.home.chooseLead}</p>
      <ul className="activities">
        {activity?.values.map((value) => {
          const Icon = ICONS[value.id] ?? IconListDetails;
          const question = aboutQuestion(withAttribute(EMPTY_QUESTION, "activity", value.id), aboutYou);
          return (
            <li key={value.id}>
              <PlainLink to={ANSWER_PATH} hash={writeFragment(question)} className="activity">
                <span className="activity__icon">
                  <Icon aria-hidden="true" size={24} stroke={1.8} />
                </span>
                {say(value.label)}
              </PlainLink>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
