import { holdsOn } from "@akkoord/policy";
import { useParams } from "@tanstack/react-router";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { ButtonLink, RouteLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { AboutYouChip } from "../../about-you/components/about-you-chip.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { ANSWER_PATH, aboutQuestion } from "../../answer/hooks/use-question.ts";
import { EMPTY_QUESTION, writeFragment } from "../../answer/model/question.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf, participantName } from "../../rule-sets/model/names.ts";
import { Attribution } from "../../rules/components/rule-citation.tsx";
import { RuleItem } from "../../rules/components/rule-item.tsx";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { ToolFacts } from "../components/tool-facts.tsx";
import { ToolMatrix } from "../components/tool-matrix.tsx";
import { EVERYDAY } from "../model/standard-verdict.ts";

/** One tool: what may be done with it, what is known of it, and the rules that name it. */
export function ToolPage() {
  const { t, say } = useMessages();
  const rules = useRules(TODAYS_RULES);
  const { ruleSet, today } = rules;
  const { aboutYou } = useAboutYou();
  const [choice, choose] = useFragmentState();
  const { tool: id } = useParams({ strict: false });
  const tool = ruleSet.tools.find((candidate) => candidate.id === id);
  usePageTitle(tool?.name ?? t.tools.unknownTitle);
  if (tool === undefined)
    return (
      <div className="wrap page stack">
        <Heading level={1}>{t.tools.unknownTitle}</Heading>
        <Paragraph purpose="lead">{t.tools.unknownText}</Paragraph>
        <div className="row">
          <ButtonLink to="/middelen">{t.tools.title}</ButtonLink>
        </div>
      </div>
    );
  const { organisation, role } = aboutYou;
  const audience = choice.get("audience") ?? EVERYDAY.audience ?? "own-organisation";
  const values = { audience, ...(role === null ? {} : { role }) };
  const naming = ruleSet.rules.filter(
    (rule) => rule.tools.ids.includes(tool.id) && holdsOn(rule.valid, today),
  );
  const clauses = ruleSet.untranslatables.filter(
    (clause) => !clause.tools.named.all && clause.tools.ids.includes(tool.id) && holdsOn(clause.valid, today),
  );
  const ask = aboutQuestion({ ...EMPTY_QUESTION, tool: tool.id }, aboutYou);
  return (
    <div className="wrap page">
      <Breadcrumbs current={tool.name}>
        <RouteLink to="/middelen">{t.tools.title}</RouteLink>
      </Breadcrumbs>
      <div className="page-head">
        <Heading level={1}>{tool.name}</Heading>
        {tool.description === null ? null : <Paragraph purpose="lead">{say(tool.description)}</Paragraph>}
        <div className="row">
          <ButtonLink to={ANSWER_PATH} hash={writeFragment(ask)} purpose="primary">
            {t.tools.askAbout(tool.name)}
          </ButtonLink>
        </div>
      </div>
      <div className="stack stack--wide">
        <Card className="stack" aria-labelledby="matrix-title">
          <Heading level={2} id="matrix-title">
            {t.tools.matrixTitle}
          </Heading>
          <div className="row row--end">
            <AboutYouChip rules={rules} />
            <SelectField
              label={t.tools.audience}
              value={audience}
              options={(attributeOf(ruleSet, "audience")?.values ?? []).map((value) => ({
                value: value.id,
                label: say(value.label),
              }))}
              onChange={(value) => choose({ audience: value })}
            />
          </div>
          {organisation === null ? (
            <p>{t.tools.noOrganisation}</p>
          ) : (
            <>
              <p className="small">{t.tools.matrixLead(participantName(ruleSet, organisation, say))}</p>
              <ToolMatrix rules={rules} tool={tool} organisation={organisation} values={values} />
            </>
          )}
        </Card>
        <div className="columns">
          <section className="stack" aria-labelledby="rules-title">
            <Heading level={2} id="rules-title">
              {t.tools.rulesTitle}
            </Heading>
            {naming.length === 0 ? <p>{t.tools.rulesNone}</p> : null}
            <ul className="rule-list">
              {naming.map((rule) => (
                <RuleItem key={rule.id} ruleSet={ruleSet} rule={rule} />
              ))}
            </ul>
            {clauses.length === 0 ? null : (
              <>
                <Heading level={2}>{t.tools.untranslatablesTitle}</Heading>
                <ul className="rule-list">
                  {clauses.map((clause) => (
                    <li key={clause.id} className="rule-item">
                      <Quote attribution={<Attribution ruleSet={ruleSet} citation={clause.source} />}>
                        {clause.source.quote}
                      </Quote>
                      <p className="small">{say(clause.why)}</p>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
          <div className="stack">
            <Card className="stack" aria-labelledby="facts-title">
              <Heading level={2} id="facts-title">
                {t.tools.facts}
              </Heading>
              <ToolFacts ruleSet={ruleSet} tool={tool} />
            </Card>
            {tool.sources.length === 0 ? null : (
              <Card className="stack" aria-labelledby="named-title">
                <Heading level={2} appearance="level-3" id="named-title">
                  {t.tools.sourcesTitle}
                </Heading>
                {tool.sources.map((citation) => (
                  <Quote
                    key={`${citation.document} ${citation.quote}`}
                    attribution={<Attribution ruleSet={ruleSet} citation={citation} />}
                  >
                    {citation.quote}
                  </Quote>
                ))}
              </Card>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
