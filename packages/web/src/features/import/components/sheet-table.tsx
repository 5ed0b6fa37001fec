import {
  addressOf,
  cellAt,
  columnName,
  type ImportProblem,
  type Mapping,
  type Sheet,
  widthOf,
} from "@akkoord/exchange";
import { useImportMessages } from "../../../messages/import.ts";
import { useMessages } from "../../../messages/language.tsx";
import { cx } from "../../../primitives/cx.ts";
import { TableScroll } from "../../../primitives/table-scroll.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import { shownRows } from "../model/shown-rows.ts";
import { cellId } from "./column-list.tsx";

interface SheetTableProps {
  readonly sheet: Sheet;
  readonly headerRows: Mapping["headerRows"];
  readonly problems: readonly ImportProblem[];
}

/** The list as it stands in the file, with what is wrong in the cells themselves. */
export function SheetTable({ sheet, headerRows, problems }: SheetTableProps) {
  const t = useImportMessages().sheet;
  const { say } = useMessages();
  const wrong = new Map(problems.map((problem) => [problem.cell, problem]));
  const rows = shownRows(headerRows?.to ?? 0, sheet.rows.length, [...wrong.keys()]);
  const columns = Array.from({ length: widthOf(sheet) }, (_, column) => column);
  const isHead = (row: number): boolean =>
    headerRows !== null && row >= headerRows.from - 1 && row < headerRows.to;
  const caption = t.caption(sheet.name, rows.length, sheet.rows.length);
  return (
    <TableScroll label={caption}>
      <table className="import-sheet">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>{t.row}</VisuallyHidden>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {columnName(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => {
            const skipped = row - (rows[place - 1] ?? row - 1) - 1;
            return [
              skipped > 0 ? (
                <tr key={`skipped-${row}`} className="import-sheet__gap">
                  <td colSpan={columns.length + 1}>{t.left(skipped)}</td>
                </tr>
              ) : null,
              <tr key={row} className={cx(isHead(row) && "import-sheet__head")}>
                <th scope="row">{row + 1}</th>
                {columns.map((column) => {
                  const cell = cellAt(sheet, row, column);
                  const problem = wrong.get(addressOf(row, column));
                  const notes = [
                    ...(cell.formula ? [t.formula] : []),
                    ...(cell.mergedWith === null ? [] : [t.merged(cell.mergedWith)]),
                  ].join(", ");
                  return (
                    <td
                      key={column}
                      id={cellId(row, column)}
                      tabIndex={problem === undefined ? undefined : -1}
                      className={cx(problem !== undefined && "import-sheet__wrong")}
                    >
                      {cell.text}
                      {notes === "" ? null : <span className="import-sheet__note"> ({notes})</span>}
                      {problem === undefined ? null : (
                        <span className="import-sheet__problem">{t.problem(say(problem.message))}</span>
                      )}
                    </td>
                  );
                })}
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
