import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import type { DecisionTable, TableInput } from "./decision-table.ts";
import { AKKOORD, DMN, FEEL } from "./namespaces.ts";

/** What stands around the tables. */
export interface DmnHeader {
  readonly name: string;
  readonly description: string;
}

/**
 * Writes decision tables as DMN 1.3. All tables have the same inputs.
 *
 * @example writeDmn({ name: "Werkafspraken", description: "…" }, tables) // '<?xml version="1.0" …'
 */
export function writeDmn(header: DmnHeader, tables: readonly DecisionTable[]): string {
  const inputs = tables[0]?.inputs ?? [];
  const root = create({ version: "1.0", encoding: "UTF-8" }).ele(DMN, "definitions", {
    id: "definitions",
    name: plain(header.name),
    namespace: AKKOORD,
    expressionLanguage: FEEL,
    typeLanguage: FEEL,
    exporter: "Akkoord",
    "xmlns:akkoord": AKKOORD,
  });
  text(root, "description", header.description);
  for (const input of inputs) writeType(root, input);
  text(
    root.ele("itemDefinition", { id: "type_texts", name: "texts", isCollection: "true" }),
    "typeRef",
    "string",
  );
  for (const { expression, label } of inputs) {
    root
      .ele("inputData", {
        id: `input_${expression}`,
        name: expression,
        ...(label === null ? {} : { label: plain(label) }),
      })
      .ele("variable", { id: `variable_${expression}`, name: expression, typeRef: typeName(expression) });
  }
  for (const table of tables) writeTable(root, table);
  return root.end({ prettyPrint: true, indent: " " });
}

function writeType(root: XMLBuilder, { expression, allowed }: TableInput): void {
  const type = root.ele("itemDefinition", { id: `type_${expression}`, name: typeName(expression) });
  text(type, "typeRef", "string");
  if (allowed !== null) text(type.ele("allowedValues", { id: `values_${expression}` }), "text", allowed);
}

function typeName(expression: string): string {
  return `t_${expression}`;
}

function writeTable(root: XMLBuilder, table: DecisionTable): void {
  const { id } = table;
  const decision = root.ele("decision", {
    id,
    name: table.name,
    ...(table.label === null ? {} : { label: plain(table.label) }),
  });
  if (table.written !== null)
    decision
      .ele("extensionElements")
      .ele(AKKOORD, "akkoord:table", { kind: table.written.kind, tool: table.written.tool });
  decision.ele("variable", { id: `${id}_variable`, name: table.name });
  for (const { expression } of table.inputs)
    decision
      .ele("informationRequirement", { id: `${id}_needs_${expression}` })
      .ele("requiredInput", { href: `#input_${expression}` });
  const made = decision.ele("decisionTable", { id: `${id}_table`, hitPolicy: table.hitPolicy });
  for (const { expression, label, allowed } of table.inputs) {
    const input = made.ele("input", {
      id: `${id}_in_${expression}`,
      ...(label === null ? {} : { label: plain(label) }),
    });
    text(
      input.ele("inputExpression", { id: `${id}_ask_${expression}`, typeRef: typeName(expression) }),
      "text",
      expression,
    );
    if (allowed !== null) text(input.ele("inputValues", { id: `${id}_may_${expression}` }), "text", allowed);
  }
  for (const { name, allowed } of table.outputs) {
    const output = made.ele("output", {
      id: `${id}_out_${name ?? ""}`,
      name: name ?? "",
      typeRef: outputType(name),
    });
    if (allowed !== null)
      text(output.ele("outputValues", { id: `${id}_gives_${name ?? ""}` }), "text", allowed);
  }
  for (const name of table.annotations) made.ele("annotation", { name });
  for (const [index, row] of table.rows.entries()) {
    const rule = made.ele("rule", { id: `${id}_${index + 1}` });
    for (const [place, entry] of row.inputs.entries())
      text(rule.ele("inputEntry", { id: `${id}_${index + 1}_in_${place + 1}` }), "text", entry);
    for (const [place, entry] of row.outputs.entries())
      text(rule.ele("outputEntry", { id: `${id}_${index + 1}_out_${place + 1}` }), "text", entry);
    for (const entry of row.annotations) text(rule.ele("annotationEntry"), "text", entry);
  }
}

function outputType(name: string | null): string {
  if (name === "contested") return "boolean";
  return name === "duties" || name === "advice" ? "texts" : "string";
}

function text(parent: XMLBuilder, name: string, content: string): void {
  parent.ele(name).txt(plain(content));
}

/** Without characters that XML cannot hold. */
function plain(content: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return content.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
