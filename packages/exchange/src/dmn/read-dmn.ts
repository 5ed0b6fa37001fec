import { MOST_DMN_BYTES } from "../limits.ts";
import { emptyFile, notDmn, tooLarge } from "../refusals.ts";
import { childNamed, childrenNamed, type Element, readTree } from "../xml/read-tree.ts";
import type { DecisionTable, HitPolicy } from "./decision-table.ts";
import { AKKOORD } from "./namespaces.ts";

/** What stands in a DMN file. */
export interface DmnFile {
  readonly name: string;
  readonly tables: readonly DecisionTable[];
  /** Names of decisions that are no table: they compute something. */
  readonly others: readonly string[];
}

const POLICIES: readonly HitPolicy[] = [
  "UNIQUE",
  "ANY",
  "FIRST",
  "PRIORITY",
  "COLLECT",
  "RULE ORDER",
  "OUTPUT ORDER",
];

/**
 * Reads the decision tables of a DMN file, of any version from 1.1: what tables are made of has stayed the same.
 *
 * @throws ExchangeError `empty`, `too-large`, `not-dmn`, `damaged` or `forbidden-xml`.
 */
export function readDmn(bytes: Uint8Array): DmnFile {
  if (bytes.length === 0) throw emptyFile();
  if (bytes.length > MOST_DMN_BYTES)
    throw tooLarge({
      nl: `meer dan ${MOST_DMN_BYTES / 1_000_000} MB`,
      en: `more than ${MOST_DMN_BYTES / 1_000_000} MB`,
    });
  const root = readTree(bytes);
  if (root.local !== "definitions" || !/^https?:\/\/www\.omg\.org\/spec\/DMN\//.test(root.uri))
    throw notDmn();
  const decisions = childrenNamed(root, "decision");
  const tables = decisions.flatMap((decision) => {
    const table = childNamed(decision, "decisionTable");
    return table === null ? [] : [readTable(decision, table)];
  });
  return {
    name: root.attribute("name") ?? "",
    tables,
    others: decisions
      .filter((decision) => childNamed(decision, "decisionTable") === null)
      .map((decision) => decision.attribute("name") ?? decision.attribute("id") ?? ""),
  };
}

function readTable(decision: Element, table: Element): DecisionTable {
  const id = decision.attribute("id") ?? decision.attribute("name") ?? "";
  return {
    id,
    name: decision.attribute("name") ?? id,
    label: decision.attribute("label"),
    written: readWritten(decision),
    hitPolicy: POLICIES.find((policy) => policy === (table.attribute("hitPolicy") ?? "UNIQUE")) ?? "UNIQUE",
    aggregation: table.attribute("aggregation"),
    inputs: childrenNamed(table, "input").map((input) => {
      const asked = childNamed(input, "inputExpression");
      const allowed = childNamed(input, "inputValues");
      return {
        label: input.attribute("label"),
        expression: asked === null ? "" : textIn(asked),
        allowed: allowed === null ? null : textIn(allowed),
      };
    }),
    outputs: childrenNamed(table, "output").map((output) => {
      const allowed = childNamed(output, "outputValues");
      return {
        name: output.attribute("name"),
        label: output.attribute("label"),
        allowed: allowed === null ? null : textIn(allowed),
      };
    }),
    annotations: childrenNamed(table, "annotation").map((annotation) => annotation.attribute("name") ?? ""),
    rows: childrenNamed(table, "rule").map((rule) => ({
      id: rule.attribute("id"),
      inputs: childrenNamed(rule, "inputEntry").map(textIn),
      outputs: childrenNamed(rule, "outputEntry").map(textIn),
      annotations: [
        ...childrenNamed(rule, "description").map((description) => description.text.trim()),
        ...childrenNamed(rule, "annotationEntry").map(textIn),
      ],
    })),
  };
}

function readWritten(decision: Element): DecisionTable["written"] {
  const extensions = childNamed(decision, "extensionElements");
  const mark = extensions?.children.find((child) => child.uri === AKKOORD && child.local === "table");
  const kind = mark?.attribute("kind");
  const tool = mark?.attribute("tool");
  return (kind === "computed" || kind === "rules") && tool !== null && tool !== undefined
    ? { kind, tool }
    : null;
}

function textIn(element: Element): string {
  return (childNamed(element, "text")?.text ?? "").trim();
}
