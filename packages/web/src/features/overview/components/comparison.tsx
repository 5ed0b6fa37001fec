import { IconEqualNot } from "@tabler/icons-react";
import { useState } from "react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useOverviewMessages } from "../../../messages/overview.ts";
import { Card } from "../../../primitives/card.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { TableScroll } from "../../../primitives/table-scroll.tsx";
import { VerdictCell } from "../../../primitives/verdict.tsx";
import { CellDialog } from "../../compare/components/cell-dialog.tsx";
import { type Cell, type Matrix, mergeColumns } from "../../compare/model/matrix.ts";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { Legend } from "../../tools/components/legend.tsx";

interface ComparisonProps {
  readonly rules: Rules;
  readonly matrix: Matrix;
  readonly values: Readonly<Record<string, string>>;
  readonly caption: string;
  readonly grouped: boolean;
  readonly nameOf: (organisation: string) => string;
  /** Tools about which organisations contradict each other. */
  readonly contradicted: ReadonlySet<string>;
}

/** Organisations down, tools across: every decision, with contradictions between organisations marked. */
export function Comparison(props: ComparisonProps) {
  const { rules, matrix, values, caption, grouped, nameOf, contradicted } = props;
  const { language } = useMessages();
  const o = useOverviewMessages();
  const [chosen, setChosen] = useState<{ readonly cell: Cell; readonly names: string } | null>(null);
  const groups = grouped
    ? mergeColumns(matrix)
    : matrix.organisations.map((organisation, column) => ({ organisations: [organisation], column }));
  return (
    <>
      <Card as="div" className="matrix-card">
        <TableScroll label={caption}>
          <table className="matrix">
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{o.organisation}</th>
                {matrix.tools.map((tool) => (
                  <th key={tool.id} scope="col">
                    <PlainLink to="/middelen/$tool" params={{ tool: tool.id }} className="quiet-link">
                      {tool.name}
                    </PlainLink>
                    {contradicted.has(tool.id) ? (
                      <>
                        {" "}
                        <span className="contradiction">
                          <IconEqualNot aria-hidden="true" size={16} stroke={2.4} />
                          {o.contradictionShort}
                        </span>
                      </>
                    ) : null}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map(({ organisations, column }) => {
                const names = formatList(organisations.map(nameOf), language);
                return (
                  <tr key={column}>
                    <th scope="row">{organisations.map(nameOf).join(", ")}</th>
                    {matrix.tools.map((tool, row) => {
                      const cell = matrix.rows[row]?.[column];
                      if (cell === undefined) return null;
                      return (
                        <td key={tool.id}>
                          <button
                            type="button"
                            className="cell-button"
                            aria-haspopup="dialog"
                            onClick={() => setChosen({ cell, names })}
                          >
                            <span className="visually-hidden">
                              {tool.name}, {names}:{" "}
                            </span>
                            <VerdictCell verdict={cell.verdict} />
                          </button>
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </TableScroll>
        <Legend shown={[...new Set(matrix.rows.flat().map(({ verdict }) => verdict))]} />
      </Card>
      <CellDialog
        rules={rules}
        cell={chosen?.cell ?? null}
        names={chosen?.names ?? ""}
        values={values}
        onClose={() => setChosen(null)}
      />
    </>
  );
}
