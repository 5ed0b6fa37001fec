import type { RuleSet } from "@akkoord/policy";
import type { ReactNode } from "react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import type { Messages } from "../../../messages/nl.ts";
import { Heading } from "../../../primitives/text.tsx";
import { type Verdict, VerdictBadge } from "../../../primitives/verdict.tsx";
import { participantName } from "../../rule-sets/model/names.ts";
import { decisiveRules, type Lead, type ToolView } from "../model/answer-view.ts";
import type { Headline } from "../model/headline.ts";
import { OpenedByWaiver } from "./opened-by-waiver.tsx";
import { ToolConditions } from "./tool-conditions.tsx";
import { ParticipantVerdicts, Why } from "./why.tsx";

interface LeadSectionProps {
  readonly ruleSet: RuleSet;
  readonly lead: Lead;
  readonly headline: Headline;
  /** The information is a state secret, which goes by facilities of its own. */
  readonly secret: boolean;
  /** Where the answer depends on something: what may be used for each way it can be. */
  readonly ways: ReactNode;
  /** What can be done with the answer. */
  readonly actions: ReactNode;
}

function leadVerdict(lead: Lead): Verdict {
  switch (lead.kind) {
    case "use":
      return lead.best[0]?.verdict ?? "permitted";
    case "asked":
      return lead.asked.verdict;
    case "depends":
      return "depends";
    case "contested":
      return "contested";
    case "last-resort":
      return "discouraged";
    case "no-rule":
      return "unspecified";
    case "secret":
    case "nothing":
      return "prohibited";
  }
}

/** What to do: the verdict, the sentence, for whom it holds, and under which conditions. */
export function LeadSection({ ruleSet, lead, headline, secret, ways, actions }: LeadSectionProps) {
  const { t } = useMessages();
  const verdict = leadVerdict(lead);
  return (
    <section className={`answer__lead answer__lead--${verdict}`} aria-labelledby="headline">
      {lead.kind === "secret" ? null : <VerdictBadge verdict={verdict} large />}
      <Heading level={1} id="headline" tabIndex={-1}>
        {headline.title}
      </Heading>
      {lead.kind === "use" ? <Best ruleSet={ruleSet} best={lead.best} /> : null}
      {lead.kind === "asked" ? <Asked ruleSet={ruleSet} lead={lead} instead={headline.instead} /> : null}
      {secret ? <p className="answer__text">{t.answer.secretText}</p> : null}
      {lead.kind === "no-rule" ? <p className="answer__text">{t.verdictMeaning.unspecified}</p> : null}
      {ways}
      {actions}
    </section>
  );
}

function Best({ ruleSet, best }: { readonly ruleSet: RuleSet; readonly best: readonly ToolView[] }) {
  const { t } = useMessages();
  const [only] = best;
  if (only === undefined) return null;
  if (best.length === 1)
    return (
      <>
        <ForWhom ruleSet={ruleSet} view={only} />
        <ToolConditions ruleSet={ruleSet} view={only} />
        <Why ruleSet={ruleSet} view={only} title={t.answer.whyTitle} />
      </>
    );
  return (
    <>
      <ForWhom ruleSet={ruleSet} view={only} />
      <p className="small">{t.answer.sameBest}</p>
      <ul className="equals">
        {best.map((view) => (
          <li key={view.tool.id} className="equal">
            <Heading level={2} appearance="level-3">
              {view.tool.name}
            </Heading>
            <OpenedByWaiver ruleSet={ruleSet} view={view} />
            <ToolConditions ruleSet={ruleSet} view={view} />
            <Why ruleSet={ruleSet} view={view} title={t.answer.whyTitle} />
          </li>
        ))}
      </ul>
    </>
  );
}

function whomSentence(verdict: Verdict, t: Messages): (organisations: string) => string {
  if (verdict === "required") return t.answer.requiredAt;
  if (verdict === "recommended") return t.answer.recommendedAt;
  return t.answer.allowedAt;
}

function ForWhom({ ruleSet, view }: { readonly ruleSet: RuleSet; readonly view: ToolView }) {
  const { t, say, language } = useMessages();
  const names = view.outcome.participants.map((participant) =>
    participantName(ruleSet, participant.participant, say),
  );
  return (
    <p className="answer__text">
      {whomSentence(view.verdict, t)(formatList(names, language))}{" "}
      <OpenedByWaiver ruleSet={ruleSet} view={view} />
    </p>
  );
}

function Asked({
  ruleSet,
  lead,
  instead,
}: {
  readonly ruleSet: RuleSet;
  readonly lead: Extract<Lead, { kind: "asked" }>;
  readonly instead: string | null;
}) {
  const { t, say } = useMessages();
  const [firstRule] = decisiveRules(lead.asked.outcome);
  const rule = ruleSet.rules.find((candidate) => candidate.id === firstRule);
  const names = rule?.tools.ids.includes(lead.asked.tool.id) ?? false;
  const [best] = lead.instead;
  // Both sides of a contest, and duties that cannot be met, have a section of their own right below.
  const told = lead.unworkable || lead.asked.verdict === "contested";
  const reason = lead.unworkable
    ? t.answer.unworkableLead
    : lead.asked.verdict !== "contested" && rule?.words && names
      ? say(rule.words)
      : t.verdictMeaning[lead.asked.verdict];
  return (
    <>
      {lead.fine ? (
        <>
          <ForWhom ruleSet={ruleSet} view={lead.asked} />
          <ToolConditions ruleSet={ruleSet} view={lead.asked} />
          <Why ruleSet={ruleSet} view={lead.asked} title={t.answer.whyTitle} />
        </>
      ) : (
        <>
          <p className="answer__text">{reason}</p>
          <ParticipantVerdicts ruleSet={ruleSet} view={lead.asked} />
          {lead.asked.verdict === "prohibited" ? null : (
            <ToolConditions ruleSet={ruleSet} view={lead.asked} />
          )}
          {told ? null : <Why ruleSet={ruleSet} view={lead.asked} title={t.answer.whyNotTitle} />}
        </>
      )}
      {instead === null || best === undefined ? null : (
        <div className="instead">
          <VerdictBadge verdict={best.verdict} large />
          <p className="instead__title">{instead}</p>
          {lead.instead.map((view) => (
            <div key={view.tool.id} className="stack stack--tight">
              {lead.instead.length > 1 && view.outcome.duties.length > 0 ? <b>{view.tool.name}</b> : null}
              <ToolConditions ruleSet={ruleSet} view={view} />
            </div>
          ))}
          <Why ruleSet={ruleSet} view={best} title={t.answer.whyTitle} />
        </div>
      )}
    </>
  );
}
