/** Writes docs/examples anew: `node packages/exchange/src/testing/make-examples.ts`. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import writeXlsxFile from "write-excel-file/node";
import { EXAMPLE_ROWS, EXAMPLE_TITLE } from "./example-list.ts";

const folder = fileURLToPath(new URL("../../../../docs/examples/", import.meta.url));

const lines = [[EXAMPLE_TITLE], ...EXAMPLE_ROWS].map((row) =>
  row.map((cell) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(";"),
);
await writeFile(`${folder}veldwijk-middelen.csv`, `${lines.join("\r\n")}\r\n`);

const [head = [], ...rows] = EXAMPLE_ROWS;
await writeXlsxFile(
  [
    [{ value: EXAMPLE_TITLE, fontWeight: "bold", columnSpan: head.length }],
    head.map((value) => ({ value, fontWeight: "bold" })),
    ...rows.map((row) =>
      row.map((value, column) => {
        const [day = 0, month = 0, year = 0] = value.split("-").map(Number);
        return head[column] === "Vanaf"
          ? { value: new Date(Date.UTC(year, month - 1, day)), type: Date, format: "dd-mm-yyyy" }
          : { value, type: String };
      }),
    ),
  ],
  { sheet: "Middelen" },
).toFile(`${folder}veldwijk-middelen.xlsx`);
