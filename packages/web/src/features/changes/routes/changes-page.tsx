import { isDate } from "@akkoord/policy";
import { useMemo } from "react";
import { formatDate, formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useAboutYou } from "../../about-you/hooks/use-about-you.ts";
import { NoticesSection } from "../../notices/components/notices-section.tsx";
import type { PublishedRuleSet } from "../../rule-sets/api.ts";
import { TODAYS_RULES, useRuleSet, useRuleSetList, useRules } from "../../rule-sets/hooks/use-rules.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { DifferenceView } from "../components/difference.tsx";
import { diffRules, rulesOn } from "../model/diff.ts";

/** What changed: between two days, or between two published rule sets. */
export function ChangesPage() {
  const { t } = useMessages();
  const list = useRuleSetList();
  const rules = useRules(TODAYS_RULES);
  const { aboutYou } = useAboutYou();
  const [choice, choose] = useFragmentState();
  usePageTitle(t.changes.documentTitle);
  const mode = choice.get("mode") === "sets" && list.length > 1 ? "sets" : "dates";
  const organisation = choice.get("organisation") ?? aboutYou.organisation;
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Heading level={1}>{t.changes.title}</Heading>
      </div>
      <NoticesSection
        rules={rules}
        organisation={organisation}
        onChoose={(chosen) => choose({ organisation: chosen ?? "" })}
      />
      <section className="stack" aria-labelledby="compare-title">
        <Heading level={2} id="compare-title">
          {t.changes.compareTitle}
        </Heading>
        <p className="prose">{t.changes.lead}</p>
        {list.length > 1 ? (
          <div className="filters">
            <SelectField
              label={t.changes.mode}
              value={mode}
              options={[
                { value: "dates", label: t.changes.modeDates },
                { value: "sets", label: t.changes.modeSets },
              ]}
              onChange={(value) => choose({ mode: value })}
            />
          </div>
        ) : (
          <p className="small changes-note">{t.changes.oneSet}</p>
        )}
        {mode === "sets" ? (
          <BetweenSets list={list} choice={choice} choose={choose} />
        ) : (
          <BetweenDays choice={choice} choose={choose} />
        )}
      </section>
    </div>
  );
}

interface ChoosingProps {
  readonly choice: URLSearchParams;
  readonly choose: (change: Readonly<Record<string, string | null>>) => void;
}

function BetweenDays({ choice, choose }: ChoosingProps) {
  const { t, language } = useMessages();
  const { ruleSet, published, today } = useRules(TODAYS_RULES);
  const moments = useMemo(
    () => published.periods.flatMap((period) => (period.from === null ? [] : [period.from])),
    [published],
  );
  const from = choice.get("from") ?? moments.at(0) ?? today;
  const to = choice.get("to") ?? today;
  const difference = useMemo(
    () =>
      isDate(from) && isDate(to) ? diffRules(rulesOn(ruleSet.rules, from), rulesOn(ruleSet.rules, to)) : null,
    [ruleSet, from, to],
  );
  return (
    <div className="stack stack--wide">
      <div className="filters">
        <TextField
          label={t.changes.fromDate}
          type="date"
          value={from}
          onChange={(event) => choose({ from: event.target.value })}
        />
        <TextField
          label={t.changes.toDate}
          type="date"
          value={to}
          onChange={(event) => choose({ to: event.target.value })}
        />
      </div>
      {moments.length === 0 ? null : (
        <section aria-labelledby="moments" className="stack stack--tight">
          <h2 className="group-title" id="moments">
            {t.changes.moments}
          </h2>
          <ul className="row">
            {moments.map((moment) => (
              <li key={moment}>
                <button
                  type="button"
                  className="chip chip--example"
                  onClick={() => choose({ from: dayBefore(moment), to: moment })}
                >
                  {formatDate(moment, language)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {difference === null ? (
        <p>{t.situation.dateInvalid}</p>
      ) : (
        <DifferenceView before={ruleSet} after={ruleSet} difference={difference} />
      )}
    </div>
  );
}

function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

function BetweenSets({
  list,
  choice,
  choose,
}: ChoosingProps & { readonly list: readonly PublishedRuleSet[] }) {
  const { t, language } = useMessages();
  const known = (hash: string | null) => list.find((candidate) => candidate.hash === hash)?.hash;
  const from = known(choice.get("fromSet")) ?? list.at(1)?.hash ?? "";
  const to = known(choice.get("toSet")) ?? list.at(0)?.hash ?? "";
  const before = useRuleSet(from);
  const after = useRuleSet(to);
  const difference = useMemo(() => diffRules(before.rules, after.rules), [before, after]);
  const options = list.map((published) => ({
    value: published.hash,
    label: t.changes.setLabel(
      published.name,
      formatMoment(published.publishedAt, language),
      published.hash.slice(0, 8),
    ),
  }));
  return (
    <div className="stack stack--wide">
      <div className="filters">
        <SelectField
          label={t.changes.fromSet}
          value={from}
          options={options}
          onChange={(value) => choose({ fromSet: value })}
        />
        <SelectField
          label={t.changes.toSet}
          value={to}
          options={options}
          onChange={(value) => choose({ toSet: value })}
        />
      </div>
      <DifferenceView before={before} after={after} difference={difference} />
    </div>
  );
}
