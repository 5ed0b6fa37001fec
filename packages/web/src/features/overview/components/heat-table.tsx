import type { RuleSet } from "@akkoord/policy";
import { useMessages } from "../../../messages/language.tsx";
import { useOverviewMessages } from "../../../messages/overview.ts";
import { Card } from "../../../primitives/card.tsx";
import { TableScroll } from "../../../primitives/table-scroll.tsx";
import { valueName } from "../../rule-sets/model/names.ts";
import { type HeatMap, heatOf, type Measure, mostOf } from "../model/heat-map.ts";

interface HeatTableProps {
  readonly ruleSet: RuleSet;
  readonly map: HeatMap;
  readonly measure: Measure;
  readonly caption: string;
  readonly chosen: { readonly activity: string; readonly information: string };
  readonly onChoose: (choice: { readonly activity: string; readonly information: string }) => void;
}

/** What is possible per activity and information class: a number and a colour in every cell. */
export function HeatTable({ ruleSet, map, measure, caption, chosen, onChoose }: HeatTableProps) {
  const { say } = useMessages();
  const o = useOverviewMessages();
  return (
    <Card as="div" className="matrix-card">
      <TableScroll label={caption}>
        <table className="matrix">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{o.activity}</th>
              {map.classes.map((information) => (
                <th key={information} scope="col">
                  {valueName(ruleSet, "information", information, say)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.activities.map((activity, row) => (
              <tr key={activity}>
                <th scope="row">{valueName(ruleSet, "activity", activity, say)}</th>
                {map.classes.map((information, column) => {
                  const cell = map.cells[row]?.[column] ?? null;
                  return (
                    <td key={information}>
                      {cell === null ? (
                        <span className="heat-button heat">
                          <span aria-hidden="true">–</span>
                          <span className="visually-hidden">{o.cannotOccur}</span>
                        </span>
                      ) : (
                        <button
                          type="button"
                          className={`heat-button heat heat--${heatOf(map, cell, measure)}`}
                          aria-pressed={activity === chosen.activity && information === chosen.information}
                          onClick={() => onChoose({ activity, information })}
                        >
                          <span className="visually-hidden">
                            {valueName(ruleSet, "activity", activity, say)},{" "}
                            {valueName(ruleSet, "information", information, say)}:{" "}
                            {o.outOf(cell[measure], mostOf(map, cell, measure))}
                          </span>
                          <span aria-hidden="true">
                            {cell[measure]}/{mostOf(map, cell, measure)}
                          </span>
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="heat-scale small">
        <span>
          {o.scale}: {o.scaleFrom}
        </span>
        {([0, 1, 2, 3, 4] as const).map((heat) => (
          <span key={heat} aria-hidden="true" className={`heat-scale__step heat heat--${heat}`} />
        ))}
        <span>{o.scaleTo}</span>
      </p>
    </Card>
  );
}
