import { effectsOf, type RuleSet, type Situation, side, type Untranslatable } from "@akkoord/policy";
import type { ReactNode } from "react";
import { formatList, inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { issuerName, participantName, toolName, valueName } from "../../rule-sets/model/names.ts";
import { Attribution, RuleCitations } from "../../rules/components/rule-citation.tsx";
import { type AnswerView, decisiveRules, type ToolGroup, type ToolView } from "../model/answer-view.ts";
import { leastFavourable } from "../model/decide.ts";
import { participantVerdict } from "../model/participants.ts";
import { OpenedByWaiver } from "./opened-by-waiver.tsx";
import { ToolConditions, useDutyWords } from "./tool-conditions.tsx";
import { ParticipantVerdicts, Why } from "./why.tsx";

function Section({
  id,
  title,
  lead,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="answer__section" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      {lead === undefined ? null : <p className="small">{lead}</p>}
      {children}
    </section>
  );
}

function ToolNames({ tools }: { readonly tools: readonly ToolView[] }) {
  return (
    <span className="tool-row__names">
      {tools.map((view, index) => (
        <span key={view.tool.id}>
          {index === 0 ? null : ", "}
          <PlainLink to="/middelen/$tool" params={{ tool: view.tool.id }} className="quiet-link">
            {view.tool.name}
          </PlainLink>
        </span>
      ))}
    </span>
  );
}

interface SectionsProps {
  readonly ruleSet: RuleSet;
  readonly view: AnswerView;
  readonly situation: Situation;
}

/** Everything after the lead: what else may be used, what not and why, in the order people need it. */
export function AnswerSections({ ruleSet, view, situation }: SectionsProps) {
  const { t } = useMessages();
  const asked = view.lead.kind === "asked" ? view.lead.asked : null;
  const contestedFirst = asked?.verdict === "contested";
  const unworkableFirst = view.lead.kind === "asked" && view.lead.unworkable;
  const unworkable =
    view.unworkable.length === 0 ? null : (
      <Section id="unworkable" title={t.answer.unworkableTitle} lead={t.answer.unworkableLead}>
        {view.unworkable.map((tool) => (
          <UnworkableTool key={tool.tool.id} ruleSet={ruleSet} view={tool} situation={situation} />
        ))}
      </Section>
    );
  const contested =
    view.contested.length === 0 ? null : (
      <Section id="contested" title={t.answer.contestedTitle}>
        {view.contested.map((tool) => (
          <ContestedTool key={tool.tool.id} ruleSet={ruleSet} view={tool} />
        ))}
      </Section>
    );
  return (
    <>
      {contestedFirst ? contested : null}
      {unworkableFirst ? unworkable : null}
      {view.also.length === 0 ? null : (
        <Section id="also" title={t.answer.alsoTitle}>
          {view.also.map((tool) => (
            <OpenTool key={tool.tool.id} ruleSet={ruleSet} view={tool} />
          ))}
        </Section>
      )}
      {unworkableFirst ? null : unworkable}
      {contestedFirst ? null : contested}
      {view.lastResort.length === 0 ? null : (
        <Section id="last-resort" title={t.answer.lastResortTitle} lead={t.answer.lastResortLead}>
          <ToolGroups ruleSet={ruleSet} groups={groupsOf(view.lastResort)} />
        </Section>
      )}
      {view.notAllowed.length === 0 ? null : (
        <Section id="not-allowed" title={t.answer.notAllowedTitle}>
          <ToolGroups ruleSet={ruleSet} groups={view.notAllowed} />
        </Section>
      )}
      {view.depends.length === 0 ? null : (
        <Section id="depends" title={t.answer.dependsListTitle}>
          {view.depends.map((tool) => (
            <OpenTool key={tool.tool.id} ruleSet={ruleSet} view={tool} />
          ))}
        </Section>
      )}
      {view.noRule.length === 0 ? null : (
        <Section id="no-rule" title={t.answer.noRuleTitle} lead={t.answer.noRuleLead}>
          <div className="tool-row tool-row--wide">
            <div className="tool-row__head">
              <ToolNames tools={view.noRule} />
              <VerdictBadge verdict="unspecified" />
            </div>
            <div className="tool-row__body">
              {view.noRule.map((tool) => (
                <PartlyUnspecified key={tool.tool.id} ruleSet={ruleSet} view={tool} />
              ))}
            </div>
          </div>
        </Section>
      )}
    </>
  );
}

function groupsOf(views: readonly ToolView[]): readonly ToolGroup[] {
  const groups = new Map<string, ToolView[]>();
  for (const view of views) {
    const key = decisiveRules(view.outcome).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), view]);
  }
  return [...groups.values()].flatMap((tools) => {
    const [first] = tools;
    return first === undefined
      ? []
      : [{ verdict: first.verdict, tools, rules: decisiveRules(first.outcome) }];
  });
}

function OpenTool({ ruleSet, view }: { readonly ruleSet: RuleSet; readonly view: ToolView }) {
  const { t } = useMessages();
  return (
    <div className="tool-row">
      <div className="tool-row__head">
        <ToolNames tools={[view]} />
        <VerdictBadge verdict={view.verdict} />
        <OpenedByWaiver ruleSet={ruleSet} view={view} />
      </div>
      <div className="tool-row__body">
        <ToolConditions ruleSet={ruleSet} view={view} />
        <Why
          ruleSet={ruleSet}
          view={view}
          title={view.verdict === "depends" ? t.answer.whyNotTitle : t.answer.whyTitle}
        />
      </div>
    </div>
  );
}

/** Tools that share a verdict and its reason, with the reason in words and the sources one tap away. */
function ToolGroups({
  ruleSet,
  groups,
}: {
  readonly ruleSet: RuleSet;
  readonly groups: readonly ToolGroup[];
}) {
  const { t, say, language } = useMessages();
  return (
    <>
      {groups.map((group) => {
        const [first] = group.tools;
        if (first === undefined) return null;
        const rules = group.rules.flatMap((id) => ruleSet.rules.filter((rule) => rule.id === id));
        const [rule] = rules;
        const namesThem = rule?.tools.ids.includes(first.tool.id) ?? false;
        const required = rule?.tools.ids.map((id) => toolName(ruleSet, id)) ?? [];
        return (
          <div key={first.tool.id} className="tool-row">
            <div className="tool-row__head">
              <ToolNames tools={group.tools} />
              <VerdictBadge verdict={group.verdict} />
            </div>
            <div className="tool-row__body">
              <p>
                {rule === undefined
                  ? null
                  : namesThem
                    ? rule.words === null
                      ? null
                      : say(rule.words)
                    : t.answer.requiredElsewhere(formatList(required, language, "or"))}
              </p>
              <ParticipantVerdicts ruleSet={ruleSet} view={first} />
              <Why ruleSet={ruleSet} view={first} title={t.answer.whyNotTitle} />
            </div>
          </div>
        );
      })}
    </>
  );
}

function ContestedTool({ ruleSet, view }: { readonly ruleSet: RuleSet; readonly view: ToolView }) {
  const { t, say, language } = useMessages();
  const strictest = leastFavourable(effectsOf(view.outcome));
  const rules = decisiveRules(view.outcome).flatMap((id) => ruleSet.rules.filter((rule) => rule.id === id));
  const sides = { for: t.answer.sideFor, against: t.answer.sideAgainst };
  const issuers = [
    ...new Set(rules.map((rule) => issuerName(ruleSet, rule.issuer, say, t.rules.government))),
  ];
  return (
    <div className="tool-row tool-row--wide">
      <div className="tool-row__head">
        <ToolNames tools={[view]} />
        <VerdictBadge verdict="contested" />
      </div>
      <p>{t.answer.contestedLead(t.verdict[strictest])}</p>
      <ParticipantVerdicts ruleSet={ruleSet} view={view} />
      <div className="sides">
        {(["for", "against"] as const).map((which) => (
          <section key={which} className={`side side--${which}`} aria-label={sides[which]}>
            <h3 className="group-title">{sides[which]}</h3>
            <RuleCitations
              ruleSet={ruleSet}
              toolId={view.tool.id}
              ruleIds={rules
                .filter((rule) => {
                  const effect = rule.tools.ids.includes(view.tool.id) ? rule.effect : "prohibited";
                  return effect !== null && side(effect) === which;
                })
                .map((rule) => rule.id)}
            />
          </section>
        ))}
      </div>
      <p className="small">{t.answer.contestedWho(formatList(issuers, language, "or"))}</p>
    </div>
  );
}

interface ClashProps {
  readonly ruleSet: RuleSet;
  readonly view: ToolView;
  readonly situation: Situation;
}

function UnworkableTool({ ruleSet, view, situation }: ClashProps) {
  const { t } = useMessages();
  const clashing = new Set(view.outcome.clashes.flatMap((clash) => clash.duties));
  const rules = [
    ...new Set(view.outcome.duties.filter((duty) => clashing.has(duty.id)).flatMap((duty) => duty.rules)),
  ];
  return (
    <div className="tool-row">
      <div className="tool-row__head">
        <ToolNames tools={[view]} />
        <VerdictBadge verdict={view.verdict} />
      </div>
      <div className="tool-row__body">
        <Clashes ruleSet={ruleSet} view={view} situation={situation} />
        <Disclosure
          summary={
            <>
              {t.answer.whyNotTitle}{" "}
              <span className="disclosure__count">{t.answer.rulesBehind(rules.length)}</span>
            </>
          }
        >
          <RuleCitations ruleSet={ruleSet} toolId={view.tool.id} ruleIds={rules} />
        </Disclosure>
      </div>
    </div>
  );
}

/** The duties that cannot be met: one that the situation rules out, or several that exclude each other. */
function Clashes({ ruleSet, view, situation }: ClashProps) {
  const { t, say } = useMessages();
  const words = useDutyWords(ruleSet);
  return (
    <>
      {view.outcome.clashes.map((clash) => {
        const chosen =
          situation.attributes[clash.attribute] ??
          situation.participants[0]?.attributes[clash.attribute] ??
          null;
        const [first = ""] = clash.duties;
        return (
          <div key={clash.duties.join(" ")} className="clash">
            {clash.duties.length > 1 || chosen === null ? (
              <>
                <p>{t.answer.clashTwo}</p>
                <ul className="bullets">
                  {clash.duties.map((duty) => (
                    <li key={duty}>{words(duty)}</li>
                  ))}
                </ul>
              </>
            ) : (
              <p>
                {t.answer.clashOne(
                  words(first),
                  inSentence(valueName(ruleSet, clash.attribute, chosen, say)),
                )}
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}

/** Where some organisations do have a rule and others do not: who stands in the way. */
function PartlyUnspecified({ ruleSet, view }: { readonly ruleSet: RuleSet; readonly view: ToolView }) {
  const { t, say, language } = useMessages();
  const { participants } = view.outcome;
  const without = participants.filter((participant) => effectsOf(participant).includes("unspecified"));
  if (without.length === 0 || without.length === participants.length) return null;
  const names = without.map((participant) => participantName(ruleSet, participant.participant, say));
  const others = participants
    .filter((participant) => !without.includes(participant))
    .map((participant) =>
      t.answer.rulesDiffer(
        participantName(ruleSet, participant.participant, say),
        t.verdict[participantVerdict(participant)],
      ),
    );
  return (
    <p>
      <b>{view.tool.name}:</b> {t.answer.noRuleAt(formatList(names, language))} {formatList(others, language)}
      .
    </p>
  );
}

/** Clauses of the sources that are no rule but touch this situation. */
export function AlsoSays({ ruleSet, ids }: { readonly ruleSet: RuleSet; readonly ids: readonly string[] }) {
  const { t } = useMessages();
  const clauses = ruleSet.untranslatables.filter((clause) => ids.includes(clause.id));
  if (clauses.length === 0) return null;
  return (
    <Section id="also-says" title={t.answer.alsoSaysTitle} lead={t.answer.alsoSaysLead}>
      <Clauses clauses={clauses.slice(0, CLAUSES_SHOWN)} ruleSet={ruleSet} />
      {clauses.length <= CLAUSES_SHOWN ? null : (
        <Disclosure summary={t.answer.alsoSaysMore(clauses.length - CLAUSES_SHOWN)}>
          <Clauses clauses={clauses.slice(CLAUSES_SHOWN)} ruleSet={ruleSet} />
        </Disclosure>
      )}
    </Section>
  );
}

/** The first few stand on the page; the rest is one tap away. */
const CLAUSES_SHOWN = 2;

function Clauses({
  ruleSet,
  clauses,
}: {
  readonly ruleSet: RuleSet;
  readonly clauses: readonly Untranslatable[];
}) {
  const { say } = useMessages();
  return (
    <ul className="stack">
      {clauses.map((clause) => (
        <li key={clause.id} className="stack stack--tight">
          <Quote attribution={<Attribution ruleSet={ruleSet} citation={clause.source} />}>
            {clause.source.quote}
          </Quote>
          <p className="small">{say(clause.why)}</p>
        </li>
      ))}
    </ul>
  );
}
