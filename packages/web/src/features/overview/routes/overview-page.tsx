import "../../findings/findings.css";
import "../overview.css";
import { isDate } from "@akkoord/policy";
import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { inSentence } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useOverviewMessages } from "../../../messages/overview.ts";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { saveFile } from "../../../platform/save-file.ts";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Checkbox, SelectField, TextField } from "../../../primitives/fields.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { makeMatrix, toCsv } from "../../compare/model/matrix.ts";
import { useRules } from "../../rule-sets/hooks/use-rules.ts";
import {
  attributeOf,
  organisationOn,
  organisationsOn,
  toolName,
  valueName,
} from "../../rule-sets/model/names.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import { EVERYDAY } from "../../tools/model/standard-verdict.ts";
import { Comparison } from "../components/comparison.tsx";
import { HeatTable } from "../components/heat-table.tsx";
import { OpenFindings } from "../components/open-findings.tsx";
import { contradictedTools } from "../model/contradiction.ts";
import { heatOf, type Measure, makeHeatMap, mostOf } from "../model/heat-map.ts";
import { heatSvg } from "../model/heat-svg.ts";

const MAIN: readonly string[] = ["activity", "information", "audience"];
const MEASURES: readonly Measure[] = ["organisations", "tools", "common"];
/** People of two organisations, which is where contradictions show. */
const TOGETHER = { audience: "interdepartmental" } as const;

/** The overview for the coordinator: all organisations compared, worked out on the device. */
export function OverviewPage() {
  const { t, say } = useMessages();
  const o = useOverviewMessages();
  const [choice, choose] = useFragmentState();
  const day = choice.get("date");
  const rules = useRules({ date: day !== null && isDate(day) ? day : null, ruleSet: null });
  const { ruleSet, decider, date } = rules;
  usePageTitle(o.documentTitle);

  const grouped = choice.get("grouped") !== "no";
  const measure = MEASURES.find((one) => one === choice.get("measure")) ?? "organisations";
  const values = useMemo(() => {
    const picked: Record<string, string> = { activity: "meet", ...EVERYDAY, ...TOGETHER };
    for (const { id, values: possible } of ruleSet.vocabulary.attributes) {
      const value = choice.get(id);
      if (value !== null && possible.some((candidate) => candidate.id === value)) picked[id] = value;
    }
    return picked;
  }, [choice, ruleSet]);
  const organisations = useMemo(() => organisationsOn(ruleSet, date).map(({ id }) => id), [ruleSet, date]);
  const matrix = useMemo(() => {
    const tools = ruleSet.tools.filter((tool) => tool.activities.includes(values.activity ?? ""));
    return makeMatrix(decider, tools, organisations, values);
  }, [ruleSet, decider, organisations, values]);
  const map = useMemo(() => makeHeatMap(decider, organisations, values), [decider, organisations, values]);
  const audience = attributeOf(ruleSet, "audience");
  const isTogether = values.audience !== audience?.values[0]?.id;
  const contradicted = isTogether ? contradictedTools(matrix) : new Set<string>();

  const nameOf = (id: string) => {
    const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
    return organisation === undefined ? id : organisationOn(organisation, date).abbreviation;
  };
  const nameOfValue = (attribute: string) =>
    inSentence(valueName(ruleSet, attribute, values[attribute] ?? "", say));
  const caption = t.compare.caption(
    valueName(ruleSet, "activity", values.activity ?? "", say),
    nameOfValue("information"),
    nameOfValue("audience"),
  );
  const heatCaption = o.heatCaption(o.measures[measure], nameOfValue("audience"));
  const select = (id: string) => {
    const found = attributeOf(ruleSet, id);
    if (found === undefined) return null;
    return (
      <SelectField
        key={found.id}
        label={say(found.label)}
        value={values[found.id]}
        options={found.values.map((value) => ({ value: value.id, label: say(value.label) }))}
        onChange={(value) => choose({ [found.id]: value })}
      />
    );
  };

  const decisions = () =>
    matrix.rows.flat().map(({ organisation, tool, verdict, outcomes }) => ({
      organisation,
      tool,
      verdict,
      contradiction: contradicted.has(tool),
      rules: [...new Set(outcomes.flatMap(({ decisive }) => decisive))],
    }));
  const about = { ruleSet: rules.published.hash, date, situation: values };
  const saveJson = (name: string, content: object) =>
    saveFile(`${name}.json`, "application/json", `${JSON.stringify({ ...about, ...content }, null, 2)}\n`);
  const saveCsv = (name: string, header: readonly string[], lines: readonly (readonly string[])[]) =>
    saveFile(`${name}.csv`, "text/csv;charset=utf-8", toCsv(header, lines));
  function saveMatrix(): void {
    saveCsv(
      o.matrixFile,
      [o.organisation, o.tool, o.verdict, o.contradictionShort, o.rules],
      decisions().map((one) => [
        nameOf(one.organisation),
        toolName(ruleSet, one.tool),
        t.verdict[one.verdict],
        one.contradiction ? t.common.yes : t.common.no,
        one.rules.join(" "),
      ]),
    );
  }
  const cells = () =>
    map.activities.flatMap((activity, row) =>
      map.classes.flatMap((information, column) => {
        const cell = map.cells[row]?.[column] ?? null;
        return cell === null ? [] : [{ activity, information, ...cell }];
      }),
    );
  function saveHeat(): void {
    saveCsv(
      o.heatFile,
      [o.activity, o.information, ...MEASURES.map((one) => o.measures[one])],
      cells().map((cell) => [
        valueName(ruleSet, "activity", cell.activity, say),
        valueName(ruleSet, "information", cell.information, say),
        ...MEASURES.map((one) => String(cell[one])),
      ]),
    );
  }
  function savePicture(): void {
    const picture = heatSvg({
      title: heatCaption,
      columns: map.classes.map((information) => valueName(ruleSet, "information", information, say)),
      rows: map.activities.map((activity, row) => ({
        name: valueName(ruleSet, "activity", activity, say),
        cells: map.classes.map((_, column) => {
          const cell = map.cells[row]?.[column] ?? null;
          return cell === null
            ? { text: "–", heat: null }
            : { text: `${cell[measure]}/${mostOf(map, cell, measure)}`, heat: heatOf(map, cell, measure) };
        }),
      })),
    });
    saveFile(`${o.heatFile}.svg`, "image/svg+xml", picture);
  }
  const download = <IconDownload aria-hidden="true" size={20} />;
  const more = ruleSet.vocabulary.attributes.filter(({ id }) => !MAIN.includes(id));

  return (
    <div className="wrap page stack stack--wide">
      <Breadcrumbs current={o.documentTitle}>
        <RouteLink to="/beheer">{o.manage}</RouteLink>
      </Breadcrumbs>
      <div className="page-head">
        <Heading level={1}>{o.title}</Heading>
        <Paragraph purpose="lead">{o.lead}</Paragraph>
      </div>
      <OpenFindings ruleSet={ruleSet} />
      <section className="stack" aria-labelledby="matrix-title">
        <Heading level={2} id="matrix-title">
          {o.matrixTitle}
        </Heading>
        <p className="prose">{o.matrixLead}</p>
        <div className="filters">
          {MAIN.map(select)}
          <TextField
            label={o.date}
            type="date"
            value={date}
            onChange={(event) => choose({ date: isDate(event.target.value) ? event.target.value : null })}
          />
        </div>
        <Disclosure summary={o.more}>
          <p className="small">{o.moreHelp}</p>
          <div className="filters">{more.map(({ id }) => select(id))}</div>
        </Disclosure>
        <div className="row row--spread">
          <Checkbox
            label={o.group}
            checked={grouped}
            onChange={(checked) => choose({ grouped: checked ? null : "no" })}
          />
          <span className="row">
            <Button icon={download} onClick={saveMatrix}>
              {o.downloadCsv}
            </Button>
            <Button icon={download} onClick={() => saveJson(o.matrixFile, { decisions: decisions() })}>
              {o.downloadJson}
            </Button>
          </span>
        </div>
        {isTogether ? <p role="status">{o.contradictions(contradicted.size)}</p> : null}
        <Comparison
          rules={rules}
          matrix={matrix}
          values={values}
          caption={caption}
          grouped={grouped}
          nameOf={nameOf}
          contradicted={contradicted}
        />
      </section>
      <section className="stack" aria-labelledby="heat-title">
        <Heading level={2} id="heat-title">
          {o.heatTitle}
        </Heading>
        <p className="prose">{o.heatLead}</p>
        <div className="row row--spread row--end">
          <SelectField
            label={o.measure}
            value={measure}
            options={MEASURES.map((one) => ({ value: one, label: o.measures[one] }))}
            onChange={(value) => choose({ measure: value === "organisations" ? null : value })}
          />
          <span className="row">
            <Button icon={download} onClick={saveHeat}>
              {o.downloadCsv}
            </Button>
            <Button icon={download} onClick={() => saveJson(o.heatFile, { cells: cells() })}>
              {o.downloadJson}
            </Button>
            <Button icon={download} onClick={savePicture}>
              {o.downloadSvg}
            </Button>
          </span>
        </div>
        <HeatTable
          ruleSet={ruleSet}
          map={map}
          measure={measure}
          caption={heatCaption}
          chosen={{ activity: values.activity ?? "", information: values.information ?? "" }}
          onChoose={choose}
        />
      </section>
    </div>
  );
}
