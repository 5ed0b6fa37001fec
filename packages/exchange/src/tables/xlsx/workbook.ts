import { damaged } from "../../refusals.ts";
import { parseXml } from "../../xml/parse-xml.ts";
import { tidyText } from "../sheet.ts";
import { isBuiltInDate, isDateFormat } from "./dates.ts";

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly path: string }[];
  readonly since1904: boolean;
  readonly sharedStrings: readonly string[];
  /** Per style: whether it shows numbers as dates. */
  readonly dateStyles: readonly boolean[];
}

/** Reads what the sheets share: their names, the texts they refer to, and which styles show dates. */
export function readWorkbook(parts: ReadonlyMap<string, Uint8Array>): Workbook {
  const workbook = parts.get("xl/workbook.xml");
  const relations = parts.get("xl/_rels/workbook.xml.rels");
  if (workbook === undefined || relations === undefined) throw damaged();
  const targets = readTargets(relations);
  const named: { name: string; hidden: boolean; relation: string }[] = [];
  let since1904 = false;
  parseXml(workbook, {
    open: ({ local, attribute }) => {
      if (local === "workbookPr") since1904 = isTrue(attribute("date1904"));
      if (local === "sheet")
        named.push({
          name: attribute("name") ?? "",
          hidden: (attribute("state") ?? "visible") !== "visible",
          relation: attribute("id") ?? "",
        });
    },
  });
  const strings = parts.get("xl/sharedStrings.xml");
  const styles = parts.get("xl/styles.xml");
  return {
    sheets: named.flatMap(({ name, hidden, relation }) => {
      const path = targets.get(relation);
      // A sheet of another kind, such as a chart, holds no cells.
      if (path?.startsWith("xl/worksheets/") !== true) return [];
      if (!parts.has(path)) throw damaged();
      return [{ name, hidden, path }];
    }),
    since1904,
    sharedStrings: strings === undefined ? [] : readSharedStrings(strings),
    dateStyles: styles === undefined ? [] : readDateStyles(styles),
  };
}

/** Where the parts lie that a workbook refers to, by the id of the reference. */
function readTargets(relations: Uint8Array): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  parseXml(relations, {
    open: ({ local, attribute }) => {
      const target = attribute("Target");
      if (local !== "Relationship" || target === null) return;
      targets.set(attribute("Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

function readSharedStrings(bytes: Uint8Array): readonly string[] {
  const strings: string[] = [];
  let text = "";
  let inText = false;
  // The reading aid of East Asian texts is no part of the text.
  let inPhonetic = false;
  parseXml(bytes, {
    open: ({ local }) => {
      if (local === "si") text = "";
      if (local === "rPh") inPhonetic = true;
      inText = local === "t" && !inPhonetic;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (local) => {
      if (local === "t") inText = false;
      if (local === "rPh") inPhonetic = false;
      if (local === "si") strings.push(tidyText(text));
    },
  });
  return strings;
}

function readDateStyles(bytes: Uint8Array): readonly boolean[] {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  parseXml(bytes, {
    open: ({ local, attribute }) => {
      const format = Number(attribute("numFmtId") ?? 0);
      if (local === "numFmt") custom.set(format, isDateFormat(attribute("formatCode") ?? ""));
      if (local === "cellXfs") inCellStyles = true;
      if (local === "xf" && inCellStyles) styles.push(custom.get(format) ?? isBuiltInDate(format));
    },
    close: (local) => {
      if (local === "cellXfs") inCellStyles = false;
    },
  });
  return styles;
}

/** Whether an XML attribute says yes. */
export function isTrue(value: string | null): boolean {
  return value === "1" || value === "true";
}
