import {
  type Attribute,
  BY_STRICTNESS,
  type Condition,
  type Effect,
  type IsoDate,
  nearest,
  type Period,
  type Rule,
  type RuleSet,
  type Source,
  type Tool,
  type Untranslatable,
} from "@akkoord/policy";
import { MOST_TABLE_ROWS } from "../limits.ts";
import { fold, slug } from "../mapping/fold.ts";
import type { ColumnMapping, ColumnRole, Mapping, VerdictMeaning } from "../mapping/mapping.ts";
import { type ToolMatcher, toolMatcher } from "../mapping/match-tool.ts";
import { readDay } from "../mapping/read-day.ts";
import { readVerdict } from "../mapping/read-verdict.ts";
import { readValues, type ValueWords, valueWords } from "../mapping/value-words.ts";
import { USUAL_VERDICT_WORDS, usualVerdict } from "../mapping/verdict-words.ts";
import { addressOf, type Cell, cellAt, columnIndex, type Sheet } from "../tables/sheet.ts";
import type { ImportProblem, SkippedPart } from "./import-problem.ts";
import type { Imported, Ownership } from "./imported.ts";
import { type Ownerly, ownerly, toolsById } from "./ownership.ts";
import * as say from "./problem-words.ts";
import { placeOfRow, quoteRow } from "./row-text.ts";
import { conditionId, periodId } from "./rule-id.ts";

/** What a list is read with. */
export interface ImportToolsInput extends Ownership {
  readonly ruleSet: RuleSet;
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  /** The day from which rules hold whose row names none; null when they have no beginning. */
  readonly date: IsoDate | null;
  /** The document that the list is, for the rules to quote. */
  readonly source: Source;
  /** Other names of tools, by tool id. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Turns a list of tools into rules, as its mapping says. Every rule quotes its row and says in which cells that stands.
 * A cell that cannot be read gives an error with its address; the other cells are still read. Nothing is left out
 * silently: what becomes no rule is in `skipped`, with the reason.
 *
 * @throws RangeError when the owner is not an organisation of the rule set nor `rijk`.
 * @example
 * const { mapping } = guessMapping(ruleSet, sheet, "middelen");
 * importTools({ ruleSet, owner: "bzk", sheet, mapping, date: "2025-01-01", source }).rules[0]?.source.place // "Blad1!A2:D2"
 */
export function importTools(input: ImportToolsInput): Imported {
  return new ListReader(input).read();
}

/** A rule that a row makes, before it is checked against the others. */
interface Statement {
  readonly at: say.At;
  readonly tool: string;
  readonly when: Condition;
  readonly valid: Period;
  /** The row named the days itself. */
  readonly ownPeriod: boolean;
  readonly effect: Effect;
  readonly conditions: readonly { readonly text: string; readonly cell: string }[];
  readonly quote: string;
  readonly place: string;
}

class ListReader {
  readonly #input: ImportToolsInput;
  readonly #common: Ownerly;
  readonly #prefix: string;
  readonly #tools: ToolMatcher;
  readonly #words: ReadonlyMap<string, ValueWords>;
  readonly #verdicts: Mapping["words"]["verdicts"];
  readonly #errors: ImportProblem[] = [];
  readonly #skipped: SkippedPart[] = [];
  readonly #rules = new Map<string, { readonly rule: Rule; readonly at: say.At }>();
  readonly #untranslatables: Untranslatable[] = [];
  readonly #newTools = new Map<string, Tool>();
  /** Per column: the last cell that was not empty, for cells that repeat it. */
  readonly #above = new Map<string, Cell>();

  constructor(input: ImportToolsInput) {
    const { ruleSet, mapping, owner } = input;
    this.#input = input;
    this.#common = ownerly(ruleSet, input);
    this.#prefix = `${owner}/${slug(mapping.name)}/`;
    this.#tools = toolMatcher(ruleSet.tools, input.aliases, mapping.words.tools);
    this.#words = new Map(
      ruleSet.vocabulary.attributes.map((attribute) => [
        attribute.id,
        valueWords(attribute, mapping.words.values[attribute.id]),
      ]),
    );
    this.#verdicts = mapping.words.verdicts;
  }

  read(): Imported {
    const { sheet, mapping, ruleSet, source } = this.#input;
    if (this.#mappingFits()) {
      for (let row = mapping.headerRows?.to ?? 0; row < sheet.rows.length; row++) this.#readRow(row);
      if (this.#rules.size > MOST_TABLE_ROWS) this.#errors.push(say.tooManyRules(MOST_TABLE_ROWS));
    }
    const rules = [...this.#rules.values()].map(({ rule }) => rule);
    return {
      prefix: this.#prefix,
      rules,
      tools: [...this.#newTools.values()],
      sources: ruleSet.sources.some(({ id }) => id === source.id) || rules.length === 0 ? [] : [source],
      untranslatables: this.#untranslatables,
      errors: this.#errors,
      skipped: this.#skipped,
    };
  }

  /** Whether the mapping says enough to begin with; reports what is missing. */
  #mappingFits(): boolean {
    const before = this.#errors.length;
    const { mapping } = this.#input;
    const has = (as: ColumnRole["as"]): boolean => mapping.columns.some((column) => column.role.as === as);
    if (!has("tool")) this.#errors.push(say.noToolColumn());
    if (!has("verdict") && mapping.verdict === null) this.#errors.push(say.noVerdictColumn());
    for (const { column, role } of mapping.columns) {
      const named =
        role.as === "attribute" ? [role.attribute] : role.as === "verdict" ? Object.keys(role.when) : [];
      for (const attribute of named)
        if (!this.#words.has(attribute)) this.#errors.push(say.unknownAttribute(column, attribute));
    }
    for (const attribute of Object.keys(mapping.when))
      if (!this.#words.has(attribute)) this.#errors.push(say.unknownAttribute("", attribute));
    return this.#errors.length === before;
  }

  #readRow(row: number): void {
    const { sheet, mapping } = this.#input;
    const read = mapping.columns.filter((column) => column.role.as !== "ignore");
    if (read.every((column) => this.#own(row, column).kind === "empty")) return;
    const beforeVerdicts = this.#errors.length;
    const verdicts = this.#verdictsOf(row);
    const before = this.#errors.length;
    const toolColumn = mapping.columns.find((column) => column.role.as === "tool");
    // A row that says nothing of use needs no tool; one whose verdict cannot be read is looked at whole.
    if ((verdicts.length === 0 && before === beforeVerdicts) || toolColumn === undefined) {
      this.#remember(row, read);
      return;
    }
    const tools = this.#toolsOf(row, toolColumn);
    const when = this.#whenOf(row);
    const { valid, ownPeriod } = this.#periodOf(row);
    const conditions = this.#conditionsOf(row);
    this.#remember(row, read);
    // What else is wrong in the row has been reported; a rule out of half a row would say something else.
    if (this.#errors.length > before) return;
    for (const verdict of verdicts) {
      const all = this.#narrowed(when, verdict.column, verdict.at);
      if (all === null) continue;
      const headerRow = mapping.headerRows === null ? null : mapping.headerRows.to - 1;
      const statement = {
        at: verdict.at,
        when: all,
        valid,
        ownPeriod,
        effect: verdict.effect,
        conditions: [...(verdict.condition === null ? [] : [verdict.condition]), ...conditions],
        quote: this.#textOf(row, "quote") ?? quoteRow(sheet, row, mapping.columns, verdict.column),
        place: this.#place(row, placeOfRow(sheet, row, mapping.columns, verdict.column, headerRow)),
      };
      for (const tool of tools) this.#add({ ...statement, tool: this.#catalogued(tool, row, statement) });
    }
  }

  /** The verdicts of a row that are effects. The others are reported or skipped here. */
  #verdictsOf(row: number): readonly {
    readonly column: ColumnMapping | null;
    readonly at: say.At;
    readonly effect: Effect;
    readonly condition: { readonly text: string; readonly cell: string } | null;
  }[] {
    const { mapping, sheet } = this.#input;
    const columns = mapping.columns.filter((column) => column.role.as === "verdict");
    if (columns.length === 0 && mapping.verdict !== null) {
      const tool = mapping.columns.find((column) => column.role.as === "tool");
      const at = tool === undefined ? { cell: "", value: "" } : this.#at(row, tool);
      return at.value === "" && tool?.role.as === "tool" && tool.role.empty === "error"
        ? []
        : [{ column: null, at, effect: mapping.verdict, condition: null }];
    }
    const said = columns.filter((column) => this.#own(row, column).kind !== "empty");
    if (said.length === 0) {
      const first = mapping.columns.find(
        (column) => cellAt(sheet, row, columnIndex(column.column)).kind !== "empty",
      );
      if (first !== undefined) this.#skipped.push({ ...this.#at(row, first), reason: say.NO_VERDICT });
    }
    return said.flatMap((column) => {
      const cell = this.#own(row, column);
      const at = this.#at(row, column);
      if (cell.kind === "error") this.#errors.push(say.errorValue(at));
      else if (fold(cell.text) === "x" && this.#verdicts.x === undefined && this.#hasOnlyCrosses())
        this.#errors.push(say.onlyCrosses(at));
      else {
        const read = readVerdict(cell.text, this.#verdicts);
        if (read === null)
          this.#errors.push(say.unknownVerdict(at, fold(cell.text), likelyVerdict(cell.text)));
        else if (read.meaning === "skip") this.#skipped.push({ ...at, reason: say.saysNothing(cell.text) });
        else {
          const condition = read.condition === null ? null : { text: read.condition, cell: at.cell };
          return [{ column, at, effect: read.meaning, condition }];
        }
      }
      return [];
    });
  }

  /** Whether crosses are all that the verdict columns hold, so that nothing tells what a cross means. */
  #hasOnlyCrosses(): boolean {
    this.#onlyCrosses ??= this.#input.mapping.columns
      .filter((column) => column.role.as === "verdict")
      .every((column) =>
        this.#input.sheet.rows.slice(this.#input.mapping.headerRows?.to ?? 0).every((_, index) => {
          const cell = this.#own(index + (this.#input.mapping.headerRows?.to ?? 0), column);
          return (
            cell.kind === "empty" || fold(cell.text) === "x" || readVerdict(cell.text, {})?.meaning === "skip"
          );
        }),
      );
    return this.#onlyCrosses;
  }
  #onlyCrosses: boolean | undefined;

  #toolsOf(row: number, column: ColumnMapping): readonly { readonly id: string; readonly name: string }[] {
    const cell = this.#filled(row, column, column.role.as === "tool" ? column.role.empty : "error");
    const at = { ...this.#at(row, column), value: cell.text };
    if (cell.kind === "error") this.#errors.push(say.errorValue(at));
    else if (cell.kind === "empty") this.#errors.push(say.noTool(at));
    else
      return this.#tools.matchAll(cell.text).flatMap(({ name, match }) => {
        if (match.kind !== "near") return [{ id: match.id, name }];
        const like = this.#input.ruleSet.tools.find((tool) => tool.id === match.id)?.name ?? match.id;
        this.#errors.push(say.similarTool({ ...at, value: name }, fold(name), match.id, like));
        return [];
      });
    return [];
  }

  #whenOf(row: number): Condition {
    const when: Record<string, readonly string[]> = { ...this.#input.mapping.when };
    for (const column of this.#input.mapping.columns) {
      const { role } = column;
      if (role.as !== "attribute") continue;
      const words = this.#words.get(role.attribute);
      if (words === undefined) continue;
      const values = this.#valuesOf(row, column, role, words);
      if (values === null || values.length === words.attribute.values.length) continue;
      const earlier = when[role.attribute];
      const both = earlier === undefined ? values : values.filter((value) => earlier.includes(value));
      if (both.length === 0) this.#errors.push(say.nothingInCommon(this.#at(row, column), words.attribute));
      when[role.attribute] = both;
    }
    return when;
  }

  #valuesOf(
    row: number,
    column: ColumnMapping,
    role: Extract<ColumnRole, { as: "attribute" }>,
    words: ValueWords,
  ): readonly string[] | null {
    const cell = this.#filled(row, column, role.empty === "above" ? "above" : "error");
    const at = { ...this.#at(row, column), value: cell.text };
    if (cell.kind === "error") this.#errors.push(say.errorValue(at));
    else if (cell.kind === "empty") {
      if (role.empty !== "any") this.#errors.push(say.emptyCell(at, words.attribute));
    } else {
      const read = readValues(cell.text, words);
      if ("values" in read) return read.values;
      if ("unclear" in read) this.#errors.push(say.unclearRange(at));
      else if ("unordered" in read) this.#errors.push(say.noOrder(at, words.attribute));
      else this.#errors.push(say.unknownWord(at, words.attribute, read.unknown, read.near));
    }
    return null;
  }

  #periodOf(row: number): { readonly valid: Period; readonly ownPeriod: boolean } {
    const from = this.#dayOf(row, "valid-from");
    const to = this.#dayOf(row, "valid-to");
    const start = from?.day ?? this.#input.date;
    if (to !== null && start !== null && to.day < start)
      this.#errors.push(say.endsBeforeItBegins({ cell: to.cell, value: to.day }, start));
    return { valid: { from: start, to: to?.day ?? null }, ownPeriod: from !== null || to !== null };
  }

  #dayOf(
    row: number,
    as: "valid-from" | "valid-to",
  ): { readonly day: IsoDate; readonly cell: string } | null {
    const column = this.#input.mapping.columns.find((each) => each.role.as === as);
    const cell = column === undefined ? null : this.#own(row, column);
    if (column === undefined || cell === null || cell.kind === "empty" || fold(cell.text) === "-")
      return null;
    const at = this.#at(row, column);
    const day = readDay(cell.text);
    if (day === null) this.#errors.push(say.notADay(at));
    return day === null ? null : { day, cell: at.cell };
  }

  #conditionsOf(row: number): readonly { readonly text: string; readonly cell: string }[] {
    return this.#input.mapping.columns
      .filter((column) => column.role.as === "condition")
      .flatMap((column) => {
        const { text, kind } = this.#own(row, column);
        const saysNothing = kind === "empty" || kind === "error" || usualVerdict(fold(text)) === "skip";
        return saysNothing || ["geen", "none"].includes(fold(text))
          ? []
          : [{ text, cell: this.#at(row, column).cell }];
      });
  }

  /** The situations of a row, narrowed to those of a matrix column. */
  #narrowed(when: Condition, column: ColumnMapping | null, at: say.At): Condition | null {
    if (column?.role.as !== "verdict") return when;
    const all: Record<string, readonly string[]> = { ...when };
    for (const [id, values] of Object.entries(column.role.when)) {
      const earlier = all[id];
      const both = earlier === undefined ? values : values.filter((value) => earlier.includes(value));
      const attribute = this.#words.get(id)?.attribute;
      if (both.length === 0 && attribute !== undefined) {
        this.#errors.push(say.nothingInCommon(at, attribute));
        return null;
      }
      all[id] = both;
    }
    return all;
  }

  /** The id of a tool that certainly is in the catalogue afterwards. */
  #catalogued(
    { id, name }: { readonly id: string; readonly name: string },
    row: number,
    { when, quote, place }: Pick<Statement, "when" | "quote" | "place">,
  ): string {
    const { ruleSet, source } = this.#input;
    if (ruleSet.tools.some((tool) => tool.id === id)) return id;
    const before = this.#newTools.get(id);
    const activities = [...(before?.activities ?? []), ...(when.activity ?? [])];
    const order = this.#words.get("activity")?.attribute.values.map((value) => value.id) ?? [];
    this.#newTools.set(id, {
      id,
      name: before?.name ?? name,
      supplier: before?.supplier ?? this.#textOf(row, "supplier"),
      supplierCountry: null,
      // Only what the list says: a tool is not offered for what nobody said that it can do.
      activities: order.filter((activity) => activities.includes(activity)),
      tags: [],
      facts: {},
      description: null,
      sources: before?.sources ?? [{ document: source.id, quote, place }],
    });
    return id;
  }

  #add(statement: Statement): void {
    const { ruleSet, mapping, source } = this.#input;
    const { tool, when, valid, ownPeriod, effect, at } = statement;
    const { attributes } = ruleSet.vocabulary;
    const id = `${this.#prefix}${tool}/${conditionId(attributes, when)}${ownPeriod ? periodId(valid) : ""}`;
    const before = this.#rules.get(id);
    if (before !== undefined) {
      if (before.rule.effect === effect) this.#skipped.push(say.saidTwice(at, before.at.cell));
      else this.#errors.push(say.contradicts(at, before.at.cell, before.at.value));
      return;
    }
    const duties = statement.conditions.flatMap(({ text }) => mapping.words.conditions[fold(text)] ?? []);
    const rule: Rule = {
      id,
      ...this.#common,
      overrides: [],
      valid,
      when: inOrder(attributes, when),
      tools: toolsById([tool]),
      effect,
      duties: ruleSet.vocabulary.duties.map((duty) => duty.id).filter((duty) => duties.includes(duty)),
      advice: [],
      words: null,
      source: { document: source.id, quote: statement.quote, place: statement.place },
      reading: null,
    };
    this.#rules.set(id, { rule, at });
    const inWords = statement.conditions.filter(
      ({ text }) => mapping.words.conditions[fold(text)] === undefined,
    );
    for (const [index, { text, cell }] of inWords.entries())
      this.#untranslatables.push({
        id: `${id}/condition${index === 0 ? "" : `-${index + 1}`}`,
        issuer: rule.issuer,
        bearers: rule.bearers,
        valid,
        when: rule.when,
        tools: rule.tools,
        source: { document: source.id, quote: text, place: `${this.#input.sheet.name}!${cell}` },
        why: {
          nl: "De lijst noemt deze voorwaarde in eigen woorden. Er is geen plicht die hetzelfde zegt.",
          en: "The list states this condition in words of its own. No duty says the same.",
        },
      });
  }

  #textOf(row: number, as: "quote" | "place" | "supplier"): string | null {
    const column = this.#input.mapping.columns.find((each) => each.role.as === as);
    const text = column === undefined ? "" : this.#own(row, column).text;
    return text === "" ? null : text;
  }

  #place(row: number, cells: string): string {
    const said = this.#textOf(row, "place");
    return said === null ? cells : `${said} (${cells})`;
  }

  #at(row: number, column: ColumnMapping): say.At {
    return { cell: addressOf(row, columnIndex(column.column)), value: this.#own(row, column).text };
  }

  #own(row: number, column: ColumnMapping): Cell {
    return cellAt(this.#input.sheet, row, columnIndex(column.column));
  }

  #filled(row: number, column: ColumnMapping, empty: "error" | "above"): Cell {
    const cell = this.#own(row, column);
    return cell.kind === "empty" && empty === "above" ? (this.#above.get(column.column) ?? cell) : cell;
  }

  #remember(row: number, columns: readonly ColumnMapping[]): void {
    for (const column of columns) {
      const cell = this.#own(row, column);
      if (cell.kind !== "empty") this.#above.set(column.column, cell);
    }
  }
}

/** A condition without attributes that may have any value, in the order of the vocabulary. */
function inOrder(attributes: readonly Attribute[], when: Condition): Condition {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      const values = when[attribute.id];
      return values === undefined || values.length === attribute.values.length
        ? []
        : [[attribute.id, values]];
    }),
  );
}

/** What a misspelt verdict most likely is. */
function likelyVerdict(text: string): Effect | null {
  const word = nearest(fold(text), USUAL_VERDICT_WORDS);
  const meaning: VerdictMeaning | null = word === null ? null : usualVerdict(word);
  return meaning === null || meaning === "skip" || !BY_STRICTNESS.includes(meaning) ? null : meaning;
}
