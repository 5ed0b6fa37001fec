import { holdsOn } from "@akkoord/policy";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { Button } from "../../../primitives/button.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Quote } from "../../../primitives/quote.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { fold } from "../../rule-sets/model/names.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { Attribution } from "../components/rule-citation.tsx";
import { RuleItem } from "../components/rule-item.tsx";
import { useSpeaking } from "../hooks/use-speaking.ts";
import { ruleMentions, sourceDate } from "../model/rule-in-words.ts";

/** Every rule, every source, and the sentences that are no rule. */
export function RulesPage() {
  const { t, say } = useMessages();
  const { ruleSet, today } = useRules(TODAYS_RULES);
  const speaking = useSpeaking(ruleSet);
  const [choice, choose] = useFragmentState();
  usePageTitle(t.rules.documentTitle);
  const typed = choice.get("q") ?? "";
  const tool = choice.get("tool") ?? "";
  const source = choice.get("source") ?? "";
  const when = choice.get("when") ?? "all";
  const wanted = fold(typed);
  const matches = (entry: (typeof ruleSet.rules)[number] | (typeof ruleSet.untranslatables)[number]) =>
    (wanted === "" || ruleMentions(entry, speaking).some((text) => fold(text).includes(wanted))) &&
    (tool === "" || entry.tools.ids.includes(tool)) &&
    (source === "" || entry.source.document === source) &&
    (when === "all" || holdsOn(entry.valid, today));
  const rules = ruleSet.rules.filter(matches);
  const clauses = ruleSet.untranslatables.filter(matches);
  const filtered = typed !== "" || tool !== "" || source !== "" || when !== "all";
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Heading level={1}>{t.rules.title}</Heading>
        <Paragraph purpose="lead">{t.rules.lead}</Paragraph>
        <p>
          <RouteLink to="/knelpunten">{t.rules.findings}</RouteLink>
        </p>
      </div>
      <search className="filters">
        <TextField
          label={t.rules.search}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => choose({ q: event.target.value === "" ? null : event.target.value })}
        />
        <SelectField
          label={t.rules.tool}
          value={tool}
          options={[
            { value: "", label: t.rules.anyTool },
            ...ruleSet.tools.map((candidate) => ({ value: candidate.id, label: candidate.name })),
          ]}
          onChange={(value) => choose({ tool: value === "" ? null : value })}
        />
        <SelectField
          label={t.rules.source}
          value={source}
          options={[
            { value: "", label: t.rules.anySource },
            ...ruleSet.sources.map((candidate) => ({ value: candidate.id, label: candidate.title })),
          ]}
          onChange={(value) => choose({ source: value === "" ? null : value })}
        />
        <SelectField
          label={t.rules.onDate}
          value={when}
          options={[
            { value: "all", label: t.rules.anyDate },
            { value: "today", label: t.situation.dateToday },
          ]}
          onChange={(value) => choose({ when: value === "all" ? null : value })}
        />
      </search>
      <section className="stack" aria-labelledby="rules-title">
        <div className="row row--spread">
          <Heading level={2} id="rules-title">
            {t.rules.rulesTitle}
          </Heading>
          <p className="small" role="status">
            {t.rules.count(rules.length)}
          </p>
        </div>
        {rules.length === 0 ? <p>{t.rules.nothing}</p> : null}
        <ul className="rule-list">
          {rules.map((rule) => (
            <RuleItem key={rule.id} ruleSet={ruleSet} rule={rule} />
          ))}
        </ul>
        {filtered ? (
          <div>
            <Button onClick={() => choose({ q: null, tool: null, source: null, when: null })}>
              {t.tools.reset}
            </Button>
          </div>
        ) : null}
      </section>
      {clauses.length === 0 ? null : (
        <section className="stack" aria-labelledby="untranslatables-title">
          <Heading level={2} id="untranslatables-title">
            {t.rules.untranslatablesTitle}
          </Heading>
          <p className="prose">{t.rules.untranslatablesLead}</p>
          <ul className="rule-list">
            {clauses.map((clause) => (
              <li key={clause.id} className="rule-item">
                <Quote attribution={<Attribution ruleSet={ruleSet} citation={clause.source} />}>
                  {clause.source.quote}
                </Quote>
                <p className="small">
                  <b>{t.rules.why}:</b> {say(clause.why)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="stack" aria-labelledby="sources-title">
        <Heading level={2} id="sources-title">
          {t.rules.sourcesTitle}
        </Heading>
        <ul className="rule-list">
          {ruleSet.sources.map((candidate) => (
            <li key={candidate.id} className="rule-item">
              <p className="rule-item__words">
                <RouteLink to="/bronnen/$source" params={{ source: candidate.id }}>
                  {candidate.title}
                </RouteLink>
              </p>
              <p className="rule-item__meta">
                <span>{candidate.author}</span>
                <span>{sourceDate(candidate.date, speaking)}</span>
                <span>
                  {t.rules.count(
                    ruleSet.rules.filter((rule) => rule.source.document === candidate.id).length,
                  )}
                </span>
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
