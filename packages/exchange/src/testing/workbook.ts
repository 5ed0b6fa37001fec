/** Workbooks made by hand, for what no honest program writes. For tests. */
import { strToU8, type Zippable, zipSync } from "fflate";

/** Parts of a workbook that a test replaces or adds. */
export interface WorkbookParts {
  /** What stands between `<sheetData>` and its end. */
  readonly rows: string;
  readonly afterRows?: string;
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly workbookProperties?: string;
  readonly others?: Zippable;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The bytes of a workbook with one sheet. */
export function workbook(parts: WorkbookParts): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${parts.workbookProperties ?? ""}<sheets><sheet name="Lijst" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData>${parts.rows}</sheetData>${parts.afterRows ?? ""}</worksheet>`,
    ),
    ...(parts.sharedStrings === undefined
      ? {}
      : { "xl/sharedStrings.xml": strToU8(`<sst xmlns="${MAIN}">${parts.sharedStrings}</sst>`) }),
    ...(parts.styles === undefined
      ? {}
      : { "xl/styles.xml": strToU8(`<styleSheet xmlns="${MAIN}">${parts.styles}</styleSheet>`) }),
    ...parts.others,
  });
}

/** A row of cells with texts in them. */
export function textRow(number: number, texts: readonly string[]): string {
  const cells = texts.map(
    (text, column) =>
      `<c r="${String.fromCharCode(65 + column)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join("")}</row>`;
}
