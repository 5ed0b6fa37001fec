import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { Button } from "../../../primitives/button.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { type Verdict, VerdictBadge } from "../../../primitives/verdict.tsx";
import { AboutYouChip } from "../../about-you/components/about-you-chip.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { attributeOf, findTools, participantName, valueName } from "../../rule-sets/model/names.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { EVERYDAY, everydayVerdict } from "../model/standard-verdict.ts";

const VERDICTS: readonly Verdict[] = [
  "required",
  "recommended",
  "permitted",
  "discouraged",
  "prohibited",
  "unspecified",
  "contested",
];

/** The catalogue: every tool the sources name, with the verdict for one's own organisation. */
export function ToolsPage() {
  const { t, say } = useMessages();
  const rules = useRules(TODAYS_RULES);
  const { ruleSet, decider } = rules;
  const { aboutYou } = useAboutYou();
  const [choice, choose] = useFragmentState();
  usePageTitle(t.tools.documentTitle);
  const typed = choice.get("q") ?? "";
  const activity = choice.get("activity") ?? "";
  const information = choice.get("information") ?? EVERYDAY.information ?? "internal";
  const verdict = choice.get("verdict") ?? "";
  const { organisation } = aboutYou;
  const activities = attributeOf(ruleSet, "activity");
  const sensitivities = attributeOf(ruleSet, "information");
  const found = findTools(ruleSet, typed, say)
    .filter((tool) => activity === "" || tool.activities.includes(activity))
    .map((tool) => ({
      tool,
      verdict:
        organisation === null
          ? null
          : everydayVerdict(decider, organisation, tool, {
              activity: activity === "" ? null : activity,
              values: { information },
            }),
    }))
    .filter((entry) => verdict === "" || entry.verdict === verdict);
  const reset = { q: null, activity: null, information: null, verdict: null };
  return (
    <div className="wrap page">
      <div className="page-head">
        <Heading level={1}>{t.tools.title}</Heading>
        <Paragraph purpose="lead">{t.tools.lead}</Paragraph>
        <div>
          <AboutYouChip rules={rules} />
        </div>
      </div>
      <search className="filters">
        <TextField
          label={t.tools.search}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => choose({ q: event.target.value === "" ? null : event.target.value })}
        />
        <SelectField
          label={t.tools.activity}
          value={activity}
          options={[
            { value: "", label: t.tools.anyActivity },
            ...(activities?.values ?? []).map((value) => ({ value: value.id, label: say(value.label) })),
          ]}
          onChange={(value) => choose({ activity: value === "" ? null : value })}
        />
        <SelectField
          label={t.tools.information}
          value={information}
          options={(sensitivities?.values ?? []).map((value) => ({
            value: value.id,
            label: say(value.label),
          }))}
          onChange={(value) => choose({ information: value })}
        />
        {organisation === null ? null : (
          <SelectField
            label={t.tools.verdict}
            value={verdict}
            options={[
              { value: "", label: t.tools.anyVerdict },
              ...VERDICTS.map((value) => ({ value, label: t.verdict[value] })),
            ]}
            onChange={(value) => choose({ verdict: value === "" ? null : value })}
          />
        )}
      </search>
      <div className="row row--spread">
        <p className="small">
          {organisation === null
            ? t.tools.noOrganisation
            : t.tools.basis(
                participantName(ruleSet, organisation, say),
                valueName(ruleSet, "information", information, say),
              )}
        </p>
        <p className="small" role="status">
          {t.common.results(found.length)}
        </p>
      </div>
      <h2 className="visually-hidden">{t.tools.title}</h2>
      {found.length === 0 ? (
        <div className="stack">
          <p>{t.tools.nothing}</p>
          <div>
            <Button onClick={() => choose(reset)}>{t.tools.reset}</Button>
          </div>
        </div>
      ) : null}
      <ul className="cards">
        {found.map((entry) => (
          <li key={entry.tool.id}>
            <PlainLink to="/middelen/$tool" params={{ tool: entry.tool.id }} className="tool-card">
              <span className="tool-card__name">{entry.tool.name}</span>
              {entry.verdict === null ? null : <VerdictBadge verdict={entry.verdict} />}
              {entry.tool.description === null ? null : (
                <span className="small">{say(entry.tool.description)}</span>
              )}
              <span className="tag-list">
                {entry.tool.activities.map((id) => (
                  <span key={id} className="tag">
                    {inSentence(valueName(ruleSet, "activity", id, say))}
                  </span>
                ))}
              </span>
            </PlainLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
