import { IconDownload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { saveFile } from "../../../platform/save-file.ts";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Checkbox, SelectField } from "../../../primitives/fields.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { TableScroll } from "../../../primitives/table-scroll.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { VerdictCell } from "../../../primitives/verdict.tsx";
import { TODAYS_RULES, useRules } from "../../rule-sets/hooks/use-rules.ts";
import {
  attributeOf,
  organisationOn,
  organisationsOn,
  participantName,
  toolName,
  valueName,
} from "../../rule-sets/model/names.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { Legend } from "../../tools/components/legend.tsx";
import { EVERYDAY } from "../../tools/model/standard-verdict.ts";
import { CellDialog } from "../components/cell-dialog.tsx";
import {
  type Cell,
  countCells,
  makeMatrix,
  mergeColumns,
  openEverywhere,
  toCsv,
  withoutTool,
} from "../model/matrix.ts";

const MAIN = ["activity", "information", "audience"] as const;
const MORE = ["personalData", "host", "device", "location", "role"] as const;

/** Organisations side by side, for a chosen situation: where rules differ, contradict each other, or are missing. */
export function ComparePage() {
  const { t, say, language } = useMessages();
  const rules = useRules(TODAYS_RULES);
  const { ruleSet, decider, date } = rules;
  const [choice, choose] = useFragmentState();
  const [chosen, setChosen] = useState<{ readonly cell: Cell; readonly names: string } | null>(null);
  usePageTitle(t.compare.documentTitle);

  const allTools = choice.get("tools") === "all";
  const grouped = choice.get("grouped") !== "no";
  const values = useMemo(() => {
    const picked: Record<string, string> = { activity: "meet", ...EVERYDAY };
    for (const attribute of ruleSet.vocabulary.attributes) {
      const value = choice.get(attribute.id);
      if (value !== null && attribute.values.some((candidate) => candidate.id === value))
        picked[attribute.id] = value;
    }
    return picked;
  }, [choice, ruleSet]);
  const matrix = useMemo(() => {
    const tools = ruleSet.tools.filter((tool) => allTools || tool.activities.includes(values.activity ?? ""));
    const organisations = organisationsOn(ruleSet, date).map((organisation) => organisation.id);
    return makeMatrix(decider, tools, organisations, values);
  }, [ruleSet, decider, date, values, allTools]);
  const columns = grouped
    ? mergeColumns(matrix)
    : matrix.organisations.map((organisation, column) => ({ organisations: [organisation], column }));
  const open = openEverywhere(matrix);
  const gaps = withoutTool(matrix);
  const named = (ids: readonly string[]) => ids.map((id) => abbreviation(id));
  const abbreviation = (id: string) => {
    const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
    return organisation === undefined
      ? participantName(ruleSet, id, say)
      : organisationOn(organisation, date).abbreviation;
  };
  const caption = t.compare.caption(
    valueName(ruleSet, "activity", values.activity ?? "", say),
    valueName(ruleSet, "information", values.information ?? "", say),
    valueName(ruleSet, "audience", values.audience ?? "", say),
  );

  function download(): void {
    const lines = matrix.rows
      .flat()
      .map((entry) => [
        toolName(ruleSet, entry.tool),
        abbreviation(entry.organisation),
        t.verdict[entry.verdict],
        [...new Set(entry.outcomes.flatMap((outcome) => outcome.decisive))].join(" "),
      ]);
    const header = [t.compare.csvTool, t.compare.csvOrganisation, t.compare.csvVerdict, t.compare.csvRules];
    saveFile(t.compare.csvName, "text/csv;charset=utf-8", toCsv(header, lines));
  }

  function select(id: (typeof MAIN)[number] | (typeof MORE)[number]) {
    const attribute = attributeOf(ruleSet, id);
    if (attribute === undefined) return null;
    return (
      <SelectField
        key={id}
        label={t.compare[id]}
        value={values[id]}
        options={attribute.values.map((value) => ({ value: value.id, label: say(value.label) }))}
        onChange={(value) => choose({ [id]: value })}
      />
    );
  }

  return (
    <div className="wrap page">
      <div className="page-head">
        <Heading level={1}>{t.compare.title}</Heading>
        <Paragraph purpose="lead">{t.compare.lead}</Paragraph>
      </div>
      <div className="filters">{MAIN.map(select)}</div>
      <Disclosure summary={t.compare.moreChoices}>
        <p className="small">{t.compare.moreHelp}</p>
        <div className="filters">
          {MORE.map(select)}
          <SelectField
            label={t.compare.anyTools}
            value={allTools ? "all" : "activity"}
            options={[
              { value: "activity", label: t.compare.toolsForActivity },
              { value: "all", label: t.compare.allTools },
            ]}
            onChange={(value) => choose({ tools: value === "all" ? "all" : null })}
          />
        </div>
      </Disclosure>
      <div className="row row--spread">
        <Checkbox
          label={t.compare.group}
          checked={grouped}
          onChange={(checked) => choose({ grouped: checked ? null : "no" })}
        />
        <Button icon={<IconDownload aria-hidden="true" size={20} />} onClick={download}>
          {t.compare.download}
        </Button>
      </div>
      <Card as="div" className="matrix-card">
        <TableScroll label={caption}>
          <table className="matrix">
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.compare.tool}</th>
                {columns.map((group) => (
                  <th key={group.column} scope="col">
                    {named(group.organisations).join(", ")}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {matrix.tools.map((tool, row) => (
                <tr key={tool.id}>
                  <th scope="row">
                    <PlainLink to="/middelen/$tool" params={{ tool: tool.id }} className="quiet-link">
                      {tool.name}
                    </PlainLink>
                  </th>
                  {columns.map((group) => {
                    const decided = matrix.rows[row]?.[group.column];
                    if (decided === undefined) return null;
                    return (
                      <td key={group.column}>
                        <button
                          type="button"
                          className="cell-button"
                          aria-haspopup="dialog"
                          onClick={() =>
                            setChosen({
                              cell: decided,
                              names: formatList(named(group.organisations), language),
                            })
                          }
                        >
                          <span className="visually-hidden">
                            {tool.name}, {named(group.organisations).join(", ")}:{" "}
                          </span>
                          <VerdictCell verdict={decided.verdict} />
                        </button>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
        <Legend shown={[...new Set(matrix.rows.flat().map((entry) => entry.verdict))]} />
      </Card>
      <div className="numbers">
        <Card className="stack stack--tight" aria-labelledby="common-title">
          <Heading level={2} appearance="level-3" id="common-title">
            {t.compare.commonTitle}
          </Heading>
          <p>
            {open.length === 0
              ? t.compare.noCommon
              : t.compare.commonFor(
                  formatList(
                    open.map((tool) => tool.name),
                    language,
                  ),
                )}
          </p>
        </Card>
        <Card className="stack stack--tight" aria-labelledby="gap-title">
          <Heading level={2} appearance="level-3" id="gap-title">
            {t.compare.gapTitle}
          </Heading>
          <p>{gaps.length === 0 ? t.compare.gapNone : formatList(named(gaps), language)}</p>
        </Card>
        <Card className="stack stack--tight" aria-labelledby="counts-title">
          <Heading level={2} appearance="level-3" id="counts-title">
            {t.verdict.contested}
          </Heading>
          <p>
            {t.compare.contestedCount(countCells(matrix, "contested"))}.{" "}
            {t.compare.gapCount(countCells(matrix, "unspecified"))}.
          </p>
        </Card>
      </div>
      <CellDialog
        rules={rules}
        cell={chosen?.cell ?? null}
        names={chosen?.names ?? ""}
        values={values}
        onClose={() => setChosen(null)}
      />
    </div>
  );
}
