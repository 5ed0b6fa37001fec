import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { ChoiceList } from "../../../primitives/chip.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { OrganisationChoices } from "../../about-you/components/organisation-choices.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import type { ChangeOptions } from "../hooks/use-question.ts";
import type { Step } from "../model/decide.ts";
import { type Question, withAttribute } from "../model/question.ts";
import { CompanyChoices } from "./company-choices.tsx";

interface StepCardProps {
  readonly rules: Rules;
  readonly question: Question;
  readonly step: Step;
  /** How many were answered one by one before this one. */
  readonly steps: number;
  readonly onChange: (question: Question, options?: ChangeOptions) => void;
}

/** The question of a step, as people read it. */
export function useStepTitle(step: Step | null): string {
  const { t, say } = useMessages();
  if (step === null) return "";
  if (step.kind === "asker") return t.aboutYou.organisation;
  if (step.kind === "company") return t.situation.withQuestion;
  return say(step.attribute.question);
}

/** One question that still matters, with its answers as large targets. */
export function StepCard({ rules, question, step, steps, onChange }: StepCardProps) {
  const { t, say } = useMessages();
  const { remember } = useAboutYou();
  const title = useStepTitle(step);
  const skippable = step.kind !== "asker" && !(step.kind === "attribute" && step.attribute.id === "activity");
  return (
    <Card className="step">
      <p className="step__progress">{step.kind === "asker" ? t.steps.first : t.steps.progress(steps + 1)}</p>
      <Heading level={1} tabIndex={-1}>
        {title}
      </Heading>
      {step.kind === "asker" ? (
        <>
          <p className="small">{t.aboutYou.organisationHelp}</p>
          <OrganisationChoices
            rules={rules}
            chosen={null}
            onChoose={(id) => {
              remember({ organisation: id });
              onChange({
                ...question,
                asker: id,
                others: question.others?.filter((other) => other !== id) ?? null,
              });
            }}
          />
        </>
      ) : null}
      {step.kind === "company" ? (
        <CompanyChoices
          rules={rules}
          asker={question.asker}
          others={question.others}
          onChoose={(others) => onChange({ ...question, others }, { step: true })}
        />
      ) : null}
      {step.kind === "attribute" ? (
        <ChoiceList
          choices={step.attribute.values
            .filter((value) => step.values.includes(value.id))
            .map((value) => ({
              value: value.id,
              label: say(value.label),
              help: value.help === undefined ? undefined : say(value.help),
            }))}
          chosen={null}
          onChoose={(value) => {
            if (step.attribute.id === "role") remember({ role: value });
            onChange(withAttribute(question, step.attribute.id, value), { step: true });
          }}
        />
      ) : null}
      {skippable ? (
        <Button
          purpose="subtle"
          onClick={() =>
            onChange(question, {
              step: true,
              skip: step.kind === "attribute" ? step.attribute.id : step.kind,
            })
          }
        >
          {t.steps.skip}
        </Button>
      ) : null}
    </Card>
  );
}
