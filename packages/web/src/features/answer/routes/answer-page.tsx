import type { Change, Help, RuleSet, ToolOutcome } from "@akkoord/policy";
import { lazy, Suspense, useMemo, useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { ReceiptDialog } from "../../receipt/components/receipt-dialog.tsx";
import { ReportDialog } from "../../report/components/report-dialog.tsx";
import { type Rules, useRuleSetList, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { participantName } from "../../rule-sets/model/names.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { AnswerActions, lastingLink } from "../components/answer-actions.tsx";
import { AlsoSays, AnswerSections } from "../components/answer-sections.tsx";
import { EarlyVerdicts } from "../components/early-verdicts.tsx";
import { LeadSection } from "../components/lead-section.tsx";
import { OpenWays } from "../components/open-ways.tsx";
import { OtherRules, RuleSetNote } from "../components/rule-set-note.tsx";
import { SituationChips } from "../components/situation-chips.tsx";
import { StepCard, useStepTitle } from "../components/step-card.tsx";
import {
  firstUnclear,
  NotInCatalogue,
  UnclearCard,
  UnderstoodQuestion,
  useUnclearTitle,
} from "../components/understood-question.tsx";
import { WayOn } from "../components/way-on.tsx";
import { WhatWouldHelp } from "../components/what-would-help.tsx";
import { useFocusKept } from "../hooks/use-focus-kept.ts";
import { useKeptQuestion } from "../hooks/use-kept-question.ts";
import { useQuestion } from "../hooks/use-question.ts";
import { useUnderstood } from "../hooks/use-words.ts";
import { type AnswerView, isRefusal, roomIn, viewAnswer } from "../model/answer-view.ts";
import { applyChanges, sensibleHelps } from "../model/apply-help.ts";
import { type Decided, decide, onDay } from "../model/decide.ts";
import { headline } from "../model/headline.ts";
import { fitToRuleSet } from "../model/question.ts";

// Most answers need none of this, so it stays out of the first page.
const WaiverCard = lazy(() =>
  import("../../waivers/components/waiver-card.tsx").then((module) => ({ default: module.WaiverCard })),
);
const ExpiringWaivers = lazy(() =>
  import("../../waivers/components/expiring-waivers.tsx").then((module) => ({
    default: module.ExpiringWaivers,
  })),
);

/** One answer, decided on this device, for the situation in the link. */
export function AnswerPage() {
  const asked = useQuestion();
  const list = useRuleSetList();
  useKeptQuestion(location.hash === "");
  const { ruleSet, date } = asked.question;
  const known = ruleSet !== null && list.some((published) => published.hash === ruleSet);
  const rules = useRules({ date, ruleSet: known ? ruleSet : null, mine: true });
  return <Answering rules={rules} asked={asked} />;
}

function Answering({
  rules,
  asked,
}: {
  readonly rules: Rules;
  readonly asked: ReturnType<typeof useQuestion>;
}) {
  const { t, say, language } = useMessages();
  const { typed, skipped, steps, change } = asked;
  const { ruleSet } = rules;
  const { question, unknown } = useMemo(
    () => fitToRuleSet(ruleSet, asked.question),
    [ruleSet, asked.question],
  );
  const decider = useMemo(() => onDay(rules.decider, rules.date), [rules]);
  const decided = useMemo(
    () => decide(decider, question, skipped, steps),
    [decider, question, skipped, steps],
  );
  const answered = useMemo(() => viewAnswer(ruleSet, decided), [ruleSet, decided]);
  const understood = useUnderstood(ruleSet, rules.published.hash, typed, question.asker);
  const [reporting, setReporting] = useState(false);
  const [keeping, setKeeping] = useState(false);

  // One question at a time: a word that can mean more than one thing goes first.
  const unclear = firstUnclear(understood, question, skipped);
  const step = unclear === null ? decided.step : null;
  const stepTitle = useStepTitle(step);
  const unclearTitle = useUnclearTitle(unclear);
  const view = unclear === null ? answered : null;
  const lead = view === null ? null : headline(view.lead, t, language);
  const asking = unclear === null ? stepTitle : unclearTitle;
  const said = asking === "" ? (lead?.title ?? "") : asking;
  usePageTitle(said === "" ? t.answer.documentTitle : said);
  const region = useFocusKept(said);

  const leading = decided.asked ?? decided.whole;
  const closed = closedTools(decided);
  const firstOpen = decided.open.at(0);
  const refused = view !== null && isRefusal(view.lead);
  const helps = helpsFor(ruleSet, decided, view);
  const applyHelp = (changes: readonly Change[]) => void change(applyChanges(question, changes));
  const help = <WhatWouldHelp ruleSet={ruleSet} helps={helps} open={!refused} onApply={applyHelp} />;
  const organisation = question.asker === null ? "" : participantName(ruleSet, question.asker, say);

  return (
    <div className="wrap answer-page" ref={region}>
      <p className="visually-hidden" role="status">
        {said === "" ? "" : t.answer.announce(said)}
      </p>
      {understood ? <UnderstoodQuestion ruleSet={ruleSet} understood={understood} /> : null}
      <SituationChips
        rules={rules}
        question={question}
        open={step === null ? decided.open : []}
        companyMatters={decided.companyMatters && step?.kind !== "company"}
        asking={step === null ? null : step.kind === "attribute" ? step.attribute.id : step.kind}
        onChange={change}
      />
      <div className="stack notices">
        {unknown.length === 0 ? null : (
          <Alert kind="warning">
            <p>{t.situation.unknownInLink(unknown.join(", "))}</p>
          </Alert>
        )}
        <OtherRules rules={rules} question={question} onChange={change} />
        {understood ? <NotInCatalogue understood={understood} /> : null}
        {rules.waivers.some((waiver) => waiver.expiresSoon) ? (
          <Suspense fallback={null}>
            <ExpiringWaivers ruleSet={ruleSet} waivers={rules.waivers} />
          </Suspense>
        ) : null}
      </div>
      <div className="answer-grid">
        <div className="stack stack--wide">
          {unclear === null ? null : (
            <UnclearCard
              key={unclear.start}
              ruleSet={ruleSet}
              unclear={unclear}
              question={question}
              onChange={change}
            />
          )}
          {step === null ? null : (
            <StepCard
              key={step.kind === "attribute" ? step.attribute.id : step.kind}
              rules={rules}
              question={question}
              step={step}
              steps={steps}
              onChange={change}
            />
          )}
          {unclear === null && step === null && view === null ? (
            <Card>
              <Heading level={1}>{t.answer.dependsMore}</Heading>
            </Card>
          ) : null}
          {view === null || lead === null ? null : (
            <article className="answer" aria-label={t.answer.region}>
              <LeadSection
                ruleSet={ruleSet}
                lead={view.lead}
                secret={view.secret}
                ways={
                  view.lead.kind === "depends" && firstOpen !== undefined ? (
                    <OpenWays decider={decider} question={question} attribute={firstOpen} />
                  ) : null
                }
                headline={lead}
                actions={
                  <AnswerActions
                    rules={rules}
                    question={question}
                    room={roomIn(view.lead, decided)}
                    onReceipt={() => setKeeping(true)}
                  />
                }
              />
              {refused ? (
                <div className="answer__section way-on-section">
                  <WayOn organisation={organisation} />
                  {help}
                </div>
              ) : null}
              {view.secret ? (
                <div className="answer__section">
                  <Disclosure summary={t.answer.secretAlso}>
                    <AnswerSections ruleSet={ruleSet} view={view} situation={decided.situation} />
                  </Disclosure>
                </div>
              ) : (
                <AnswerSections ruleSet={ruleSet} view={view} situation={decided.situation} />
              )}
              <AlsoSays ruleSet={ruleSet} ids={leading?.untranslatables ?? []} />
            </article>
          )}
        </div>
        {view === null ? (
          <aside className="answer-side" aria-label={t.steps.already}>
            <EarlyVerdicts early={decided.early} />
          </aside>
        ) : (
          <aside className="answer-side" aria-label={t.common.moreInformation}>
            {refused || helps.length === 0 ? null : (
              <Card as="div" className="no-print">
                {help}
              </Card>
            )}
            {closed.length === 0 || view.secret ? null : (
              <Suspense fallback={null}>
                <WaiverCard
                  rules={rules}
                  situation={decided.situation}
                  closed={closed}
                  asked={question.tool}
                />
              </Suspense>
            )}
            <Card as="div" className="stack no-print">
              <Heading level={2} appearance="level-3">
                {t.answer.reportTitle}
              </Heading>
              <p className="small">{t.answer.reportLead}</p>
              <Button onClick={() => setReporting(true)}>{t.answer.reportButton}</Button>
            </Card>
            <RuleSetNote rules={rules} link={lastingLink(question, rules)} />
          </aside>
        )}
      </div>
      <ReportDialog
        open={reporting}
        rules={rules}
        situation={decided.situation}
        tool={question.tool}
        onClose={() => setReporting(false)}
      />
      <ReceiptDialog
        open={keeping}
        rules={rules}
        decider={decider}
        situation={decided.situation}
        tool={question.tool}
        onClose={() => setKeeping(false)}
      />
    </div>
  );
}

/** The tools that are not open here, the one asked about first. */
function closedTools({ asked, whole }: Decided): readonly ToolOutcome[] {
  const outcomes = [asked, whole].flatMap((answer) =>
    (answer?.outcomes ?? []).filter((outcome) => !answer?.common.includes(outcome.tool)),
  );
  return [...new Map(outcomes.map((outcome) => [outcome.tool, outcome])).values()];
}

/** What would help with the tool asked about, and where nothing opens that one, with any other. */
function helpsFor(ruleSet: RuleSet, decided: Decided, view: AnswerView | null): readonly Help[] {
  const own = decided.asked?.whatWouldHelp ?? [];
  const helps = own.length > 0 ? own : (decided.whole?.whatWouldHelp ?? []);
  return sensibleHelps(ruleSet, helps, view?.secret ?? false);
}
