import type { Attribute } from "@akkoord/policy";
import { useState } from "react";
import { formatDate, formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Chip, ChoiceList } from "../../../primitives/chip.tsx";
import { cx } from "../../../primitives/cx.ts";
import { RouteLink } from "../../../primitives/link.tsx";
import { AboutYouSheet } from "../../about-you/components/about-you-sheet.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { participantInSentence, participantName, toolName, valueName } from "../../rule-sets/model/names.ts";
import type { ChangeOptions } from "../hooks/use-question.ts";
import { type Question, withAttribute } from "../model/question.ts";
import { AttributeChip } from "./attribute-chip.tsx";
import { CompanyChoices } from "./company-choices.tsx";
import { DateChoice } from "./date-choice.tsx";

interface SituationChipsProps {
  readonly rules: Rules;
  readonly question: Question;
  /** Open attributes that can still change the answer. */
  readonly open: readonly Attribute[];
  /** With whom was not said, can change the answer, and is not what the page asks now. */
  readonly companyMatters: boolean;
  /** The attribute the page is asking for now, which then needs no chip. */
  readonly asking: string | null;
  readonly onChange: (question: Question, options?: ChangeOptions) => void;
}

/** The situation above the answer: every part of it changeable in place. */
export function SituationChips({
  rules,
  question,
  open,
  companyMatters,
  asking,
  onChange,
}: SituationChipsProps) {
  const { t, say, language } = useMessages();
  const { remember } = useAboutYou();
  const { ruleSet } = rules;
  const { attributes } = ruleSet.vocabulary;
  const ofSituation = attributes.filter(
    (attribute) => attribute.scope !== "derived" && attribute.id !== "role",
  );
  const isOpen = (attribute: Attribute) => open.includes(attribute) && attribute.id !== asking;
  const said = ofSituation.filter((attribute) => question.attributes[attribute.id] !== undefined);
  const role = question.attributes.role ?? null;

  const shown = said.filter((attribute) => !attribute.given);
  const [unfolded, setUnfolded] = useState(false);
  const folded = shown.slice(1);

  function chipsFor(list: readonly Attribute[], className?: string) {
    return list.map((attribute) => (
      <li key={attribute.id} className={className}>
        <AttributeChip
          ruleSet={ruleSet}
          attribute={attribute}
          value={question.attributes[attribute.id] ?? null}
          onChoose={(value) => onChange(withAttribute(question, attribute.id, value))}
        />
      </li>
    ));
  }

  return (
    <section className="situation" aria-label={t.situation.title}>
      <ul className={cx("chips", unfolded && "chips--unfolded")}>
        {chipsFor(said.filter((attribute) => attribute.given))}
        {question.tool === null ? null : (
          <li>
            <Chip
              name={t.situation.tool}
              value={toolName(ruleSet, question.tool)}
              title={t.situation.toolTitle}
            >
              {(close) => (
                <ChoiceList
                  choices={[
                    { value: "", label: t.situation.toolAny },
                    ...ruleSet.tools.map((tool) => ({ value: tool.id, label: tool.name })),
                  ]}
                  chosen={question.tool}
                  onChoose={(chosen) => {
                    close();
                    onChange({ ...question, tool: chosen === "" ? null : chosen });
                  }}
                />
              )}
            </Chip>
          </li>
        )}
        {chipsFor(shown.slice(0, 1))}
        {question.asker === null || (question.others === null && !companyMatters) ? null : (
          <li>
            <Chip
              name={t.situation.with}
              value={
                question.others === null
                  ? null
                  : question.others.length === 0
                    ? t.situation.colleagues
                    : formatList(
                        question.others.map((id) => participantInSentence(ruleSet, id, say)),
                        language,
                      )
              }
              invitation={t.situation.withTitle}
              title={t.situation.withQuestion}
            >
              {(close) => (
                <CompanyChoices
                  rules={rules}
                  asker={question.asker}
                  others={question.others}
                  onChoose={(others) => {
                    close();
                    onChange({ ...question, others });
                  }}
                />
              )}
            </Chip>
          </li>
        )}
        {question.asker === null ? null : (
          <li>
            <Chip
              name={t.aboutYou.chipName}
              value={[
                participantName(ruleSet, question.asker, say),
                role === null ? null : inSentence(valueName(ruleSet, "role", role, say)),
              ]
                .filter((part) => part !== null)
                .join(", ")}
              title={t.aboutYou.title}
            >
              {(close) => (
                <AboutYouSheet
                  rules={rules}
                  organisation={question.asker}
                  role={role}
                  onOrganisation={(id) => {
                    remember({ organisation: id });
                    const others = question.others?.filter((other) => other !== id) ?? null;
                    onChange({ ...question, asker: id, others });
                  }}
                  onRole={(id) => {
                    remember({ role: id });
                    onChange(withAttribute(question, "role", id));
                  }}
                  onDone={close}
                />
              )}
            </Chip>
          </li>
        )}
        {chipsFor(ofSituation.filter(isOpen))}
        {chipsFor(folded, "chips__folded")}
        {question.asker === null ? null : (
          <li className="chips__folded">
            <Chip
              name={t.situation.date}
              value={
                question.date === null
                  ? t.situation.dateToday.toLowerCase()
                  : formatDate(question.date, language)
              }
              title={t.situation.dateTitle}
            >
              {(close) => (
                <DateChoice
                  date={question.date}
                  today={rules.today}
                  onChoose={(date) => {
                    close();
                    onChange({ ...question, date });
                  }}
                />
              )}
            </Chip>
          </li>
        )}
        {question.asker === null ? null : (
          <li className="chips__unfold no-print">
            <Button purpose="subtle" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {unfolded ? t.situation.fold : t.situation.unfold(folded.length + 1)}
            </Button>
          </li>
        )}
        <li className="chips__end no-print">
          <RouteLink to="/">{t.situation.restart}</RouteLink>
        </li>
      </ul>
    </section>
  );
}
