import { type Attribute, EFFECTS, type Effect, nearest, type RuleSet } from "@akkoord/policy";
import type { ImportProblem, SkippedPart } from "../../import/import-problem.ts";
import { fold } from "../../mapping/fold.ts";
import { type ToolMatcher, toolMatcher } from "../../mapping/match-tool.ts";
import { readVerdict } from "../../mapping/read-verdict.ts";
import { type ValueWords, valueWords } from "../../mapping/value-words.ts";
import type { DecisionTable, TableInput, TableOutput, TableRow } from "../decision-table.ts";
import { type FeelTests, type FeelValue, readOutput, readUnaryTests } from "../feel.ts";
import { attributeNames, ORGANISATION, TOOL } from "../names.ts";
import type { DmnMapping } from "./dmn-mapping.ts";
import * as say from "./dmn-problem-words.ts";
import type { Entry, ReadTable } from "./entries.ts";
import { intersect, type Region, type Space } from "./region.ts";

/** What an input column asks about. */
type Asked =
  | { readonly kind: "attribute"; readonly words: ValueWords }
  | { readonly kind: "tool" }
  | { readonly kind: "organisation" };

type OutputUse = "effect" | "duties" | "advice" | "ignore";

const TOOL_WORDS = [TOOL, "middel", "applicatie", "app", "application"];
const ORGANISATION_WORDS = [ORGANISATION, "organisatie", "organization", "ministerie"];
const EFFECT_WORDS = [
  "effect",
  "oordeel",
  "verdict",
  "uitkomst",
  "result",
  "resultaat",
  "besluit",
  "decision",
  "mag",
  "allowed",
];
const DUTY_WORDS = ["duties", "plichten", "voorwaarden", "conditions", "obligations"];
const ADVICE_WORDS = ["advice", "advies", "tips"];

/** Reads decision tables in the terms of a rule set. What cannot be read is reported; its table is then left out. */
export class TableReader {
  readonly errors: ImportProblem[] = [];
  readonly skipped: SkippedPart[] = [];
  /** Tools by name that the catalogue does not have. */
  readonly newTools = new Map<
    string,
    { readonly name: string; readonly quote: string; readonly place: string }
  >();
  readonly #ruleSet: RuleSet;
  readonly #mapping: DmnMapping;
  readonly #space: Space;
  readonly #tools: ToolMatcher;
  readonly #words: readonly ValueWords[];

  /** @param space all values of every attribute, and under `organisation` whom the rules will bind. */
  constructor(
    ruleSet: RuleSet,
    mapping: DmnMapping,
    space: Space,
    aliases: Readonly<Record<string, readonly string[]>> = {},
  ) {
    this.#ruleSet = ruleSet;
    this.#mapping = mapping;
    this.#space = space;
    this.#tools = toolMatcher(ruleSet.tools, aliases, mapping.words.tools);
    this.#words = ruleSet.vocabulary.attributes.map((attribute) =>
      valueWords(attribute, mapping.words.values[attribute.id]),
    );
  }

  /** One table; null when it is left out or cannot be read. */
  read(table: DecisionTable): ReadTable | null {
    const name = table.label ?? table.name;
    const whole = { table: name, rule: null, column: null };
    const leaveOut = (reason: SkippedPart["reason"]): null => {
      this.skipped.push({ cell: say.placeText(whole), value: table.name, reason });
      return null;
    };
    if (table.written?.kind === "rules") return leaveOut(say.RAW_RULES);
    if (this.#decisionTool(table) === null) return leaveOut(say.LEFT_OUT);
    const before = this.errors.length;
    if (["RULE ORDER", "OUTPUT ORDER"].includes(table.hitPolicy) || table.aggregation !== null)
      this.errors.push(
        say.policyNotKept(
          whole,
          [table.hitPolicy, table.aggregation].filter((part) => part !== null).join(" "),
        ),
      );
    const inputs = table.inputs.map((input) => this.#asked(name, input));
    const uses = this.#outputUses(name, table);
    const isPerRow = inputs.some((input) => input?.kind === "tool");
    const tool = isPerRow ? null : this.#toolOfTable(name, table);
    if (this.errors.length > before) return null;
    const entries = table.rows.flatMap((row, index) => {
      const entry = this.#readRow(name, index + 1, table, row, inputs, uses, tool);
      return entry === null ? [] : [entry];
    });
    this.#checkPolicy(name, table, entries);
    if (this.errors.length > before) return null;
    const counts =
      table.hitPolicy === "COLLECT"
        ? "all"
        : ["FIRST", "PRIORITY"].includes(table.hitPolicy)
          ? "first"
          : "one";
    return {
      id: table.id,
      counts,
      entries: table.hitPolicy === "PRIORITY" ? this.#byPriority(table, entries) : entries,
    };
  }

  #asked(table: string, input: TableInput): Asked | null {
    const names = [input.expression, input.label ?? ""].filter((text) => text !== "");
    const mapped = names.flatMap((text) => this.#mapping.inputs[text] ?? [])[0];
    const wanted = mapped === undefined ? names : [mapped];
    const ids = attributeNames(this.#ruleSet.vocabulary);
    for (const text of wanted) {
      const folded = fold(text);
      if (TOOL_WORDS.includes(folded)) return { kind: "tool" };
      if (ORGANISATION_WORDS.includes(folded)) return { kind: "organisation" };
      const words = this.#words.find(({ attribute: { id, label } }) =>
        [id, ids.get(id) ?? id, label.nl, label.en].some((known) => fold(known) === folded),
      );
      if (words !== undefined) return { kind: "attribute", words };
    }
    this.errors.push(
      say.unknownInput({ table, rule: null, column: input.label ?? input.expression }, input.expression),
    );
    return null;
  }

  #outputUses(name: string, table: DecisionTable): readonly OutputUse[] {
    const uses = table.outputs.map((output) => this.#useOf(output, table.outputs.length === 1));
    if (!uses.includes("effect")) this.errors.push(say.noEffect({ table: name, rule: null, column: null }));
    for (const [index, output] of table.outputs.entries()) {
      const text = output.label ?? output.name ?? String(index + 1);
      if (uses[index] === "ignore" && table.written === null)
        this.skipped.push({
          cell: say.placeText({ table: name, rule: null, column: text }),
          value: text,
          reason: say.OUTPUT_NOT_USED,
        });
    }
    return uses;
  }

  #useOf({ name, label }: TableOutput, isOnly: boolean): OutputUse {
    const names = [name ?? "", label ?? ""].filter((text) => text !== "");
    const mapped = names.flatMap((text) => this.#mapping.outputs[text] ?? [])[0];
    if (mapped !== undefined) return mapped;
    const folded = names.map(fold);
    if (isOnly || folded.some((text) => EFFECT_WORDS.includes(text))) return "effect";
    if (folded.some((text) => DUTY_WORDS.includes(text))) return "duties";
    return folded.some((text) => ADVICE_WORDS.includes(text)) ? "advice" : "ignore";
  }

  /** What the mapping says of a decision: a tool, null to leave it out, or nothing. */
  #decisionTool(table: DecisionTable): string | null | undefined {
    const { decisions } = this.#mapping;
    return [table.id, table.name, table.label ?? ""]
      .map((key) => decisions[key])
      .find((tool) => tool !== undefined);
  }

  #toolOfTable(name: string, table: DecisionTable): string | null {
    const said = this.#decisionTool(table) ?? table.written?.tool;
    if (said !== undefined && said !== null) {
      this.#note(said, table.label ?? said, name, name);
      return said;
    }
    const matches = [table.label ?? "", table.name, table.id]
      .filter((text) => text !== "")
      .map((text) => this.#tools.match(text));
    const known = matches.find((match) => match.kind === "known");
    if (known !== undefined) return known.id;
    const near = matches.find((match) => match.kind === "near")?.id ?? null;
    this.errors.push(say.noToolInTable({ table: name, rule: null, column: null }, near));
    return null;
  }

  #readRow(
    name: string,
    number: number,
    table: DecisionTable,
    row: TableRow,
    inputs: readonly (Asked | null)[],
    uses: readonly OutputUse[],
    tool: string | null,
  ): Entry | null {
    const quote = quoteOf(table, row);
    let region: Region = new Map();
    let tools: readonly string[] = tool === null ? this.#ruleSet.tools.map(({ id }) => id) : [tool];
    let isForOthers = false;
    for (const [index, input] of inputs.entries()) {
      if (input === null) continue;
      const column = table.inputs[index]?.label ?? table.inputs[index]?.expression ?? "";
      const place = { table: name, rule: number, column };
      const text = row.inputs[index] ?? "-";
      const tests = readUnaryTests(text);
      if (tests === null) this.errors.push(say.notExpressible(place, text));
      else if (tests !== "anything") {
        if (input.kind === "tool") tools = this.#toolsOf(tests, place, text, quote);
        else {
          const values =
            input.kind === "organisation"
              ? this.#organisationsOf(tests, place, text)
              : this.#valuesOf(tests, input.words, place, text);
          if (values === null) continue;
          const dimension = input.kind === "organisation" ? ORGANISATION : input.words.attribute.id;
          const narrowed = intersect(region, new Map([[dimension, values]]));
          if (narrowed === null || values.length === 0) isForOthers = true;
          else region = narrowed;
        }
      }
    }
    const said = this.#outputsOf(name, number, table, row, uses);
    if (isForOthers) {
      this.skipped.push({
        cell: say.placeText({ table: name, rule: number, column: null }),
        value: quote,
        reason: say.OTHERS_ORGANISATION,
      });
      return null;
    }
    return said === null ? null : { table: table.id, number, tools, region, quote, ...said };
  }

  #valuesOf(
    tests: Exclude<FeelTests, "anything">,
    { attribute, meanings }: ValueWords,
    place: say.TablePlace,
    text: string,
  ): readonly string[] | null {
    const numbers = this.#mapping.numbers[attribute.id];
    const chosen = new Set<string>();
    for (const test of tests.tests) {
      if ("equals" in test && typeof test.equals !== "number") {
        const word = String(test.equals);
        const exact = attribute.values.some((value) => value.id === word) ? [word] : meanings.get(fold(word));
        if (exact === undefined) {
          const near = meanings.get(nearest(fold(word), [...meanings.keys()]) ?? "")?.[0] ?? null;
          const fix = { table: { attribute: attribute.id }, word: fold(word), suggestion: near };
          this.errors.push(say.unknownValue(place, word, near, fix));
          return null;
        }
        for (const value of exact) chosen.add(value);
      } else if (numbers === undefined) {
        this.errors.push(say.notExpressible(place, text));
        return null;
      } else {
        for (const { id } of attribute.values) {
          const number = numbers[id];
          if (number !== undefined && isWithin(number, test)) chosen.add(id);
        }
      }
    }
    const order = attribute.values.map((value) => value.id);
    const values = order.filter((id) => chosen.has(id) !== tests.not);
    if (values.length === 0) this.errors.push(say.notExpressible(place, text));
    return values.length === 0 ? null : values;
  }

  #organisationsOf(
    tests: Exclude<FeelTests, "anything">,
    place: say.TablePlace,
    text: string,
  ): readonly string[] | null {
    const named: string[] = [];
    for (const test of tests.tests) {
      const word = "equals" in test ? fold(String(test.equals)) : null;
      const found = this.#ruleSet.organisations.find(
        ({ id, abbreviation, name }) =>
          word !== null && [id, abbreviation, name].some((known) => fold(known) === word),
      );
      if (found === undefined) {
        const near =
          word === null
            ? null
            : nearest(
                word,
                this.#ruleSet.organisations.map(({ id }) => id),
              );
        this.errors.push(
          word === null ? say.notExpressible(place, text) : say.unknownValue(place, word, near),
        );
        return null;
      }
      named.push(found.id);
    }
    return (this.#space.get(ORGANISATION) ?? []).filter((id) => named.includes(id) !== tests.not);
  }

  #toolsOf(
    tests: Exclude<FeelTests, "anything">,
    place: say.TablePlace,
    text: string,
    quote: string,
  ): readonly string[] {
    const named: string[] = [];
    for (const test of tests.tests) {
      if (!("equals" in test)) {
        this.errors.push(say.notExpressible(place, text));
        return [];
      }
      const word = String(test.equals);
      const match = this.#tools.match(word);
      if (match.kind === "near") {
        const fix = { table: "tools", word: fold(word), suggestion: match.id } as const;
        this.errors.push(say.unknownValue(place, word, match.id, fix));
      } else {
        if (match.kind === "new") this.#note(match.id, word, quote, say.placeText(place));
        named.push(match.id);
      }
    }
    return tests.not ? this.#ruleSet.tools.map(({ id }) => id).filter((id) => !named.includes(id)) : named;
  }

  #note(id: string, name: string, quote: string, place: string): void {
    const isKnown = this.#ruleSet.tools.some((tool) => tool.id === id);
    if (!isKnown && !this.newTools.has(id)) this.newTools.set(id, { name, quote, place });
  }

  #outputsOf(
    name: string,
    number: number,
    table: DecisionTable,
    row: TableRow,
    uses: readonly OutputUse[],
  ): Pick<Entry, "effect" | "duties" | "advice"> | null {
    let effect: Effect | null = null;
    let duties: readonly string[] = [];
    let advice: readonly string[] = [];
    let isRead = true;
    for (const [index, use] of uses.entries()) {
      const text = row.outputs[index] ?? "";
      const output = table.outputs[index];
      const place = { table: name, rule: number, column: output?.label ?? output?.name ?? use };
      if (use === "ignore" || text === "" || text === "-" || text === "null") continue;
      const values = readOutput(text);
      if (values === null) {
        this.errors.push(say.notExpressible(place, text));
        isRead = false;
      } else if (use === "effect") {
        const read = this.#effectOf(values, place, text);
        if (read === undefined) isRead = false;
        else effect = read;
      } else {
        const list = use === "duties" ? this.#ruleSet.vocabulary.duties : this.#ruleSet.vocabulary.advice;
        const ids = values.flatMap((value) => this.#dutiesOf(String(value), list, place));
        const known = list.map(({ id }) => id).filter((id) => ids.includes(id));
        if (use === "duties") duties = known;
        else advice = known;
      }
    }
    return isRead ? { effect, duties, advice } : null;
  }

  /** The effect that an output means; null for none, undefined (and an error) when it means nothing known. */
  #effectOf(values: readonly FeelValue[], place: say.TablePlace, text: string): Effect | null | undefined {
    const [value] = values;
    if (values.length !== 1 || value === undefined) {
      this.errors.push(say.notExpressible(place, text));
      return undefined;
    }
    const word = String(value);
    if (word === "unspecified" || word === "none") return null;
    const exact = EFFECTS.find((effect) => effect === word);
    if (exact !== undefined) return exact;
    const read = readVerdict(word, this.#mapping.words.verdicts);
    if (read !== null && read.condition === null) return read.meaning === "skip" ? null : read.meaning;
    this.errors.push(
      say.unknownEffect(place, word, { table: "verdicts", word: fold(word), suggestion: null }),
    );
    return undefined;
  }

  #dutiesOf(
    word: string,
    known: readonly { readonly id: string }[],
    place: say.TablePlace,
  ): readonly string[] {
    if (known.some(({ id }) => id === word)) return [word];
    const said = this.#mapping.words.conditions[fold(word)];
    if (said !== undefined) return said;
    this.errors.push(
      say.unknownValue(
        place,
        word,
        nearest(
          word,
          known.map(({ id }) => id),
        ),
      ),
    );
    return [];
  }

  /** UNIQUE allows no two rules at once, ANY only rules that say the same. */
  #checkPolicy(name: string, table: DecisionTable, entries: readonly Entry[]): void {
    const { hitPolicy } = table;
    if (hitPolicy === "PRIORITY" && priorities(table).length === 0)
      this.errors.push(say.noPriorities({ table: name, rule: null, column: null }));
    if (hitPolicy !== "UNIQUE" && hitPolicy !== "ANY") return;
    for (const [index, entry] of entries.entries()) {
      const other = entries
        .slice(0, index)
        .find(
          (before) =>
            before.tools.some((tool) => entry.tools.includes(tool)) &&
            (hitPolicy === "UNIQUE" || !saySame(before, entry)) &&
            intersect(before.region, entry.region) !== null,
        );
      if (other !== undefined)
        this.errors.push(
          say.overlaps({ table: name, rule: entry.number, column: null }, other.number, hitPolicy),
        );
    }
  }

  /** The rules with the output that goes first in front. */
  #byPriority(table: DecisionTable, entries: readonly Entry[]): readonly Entry[] {
    const order = priorities(table).map((value) => {
      const word = String(value);
      return (
        EFFECTS.find((effect) => effect === word) ??
        readVerdict(word, this.#mapping.words.verdicts)?.meaning ??
        null
      );
    });
    const rank = ({ effect }: Entry): number => {
      const place = order.indexOf(effect);
      return place === -1 ? order.length : place;
    };
    return entries.toSorted((a, b) => rank(a) - rank(b) || a.number - b.number);
  }
}

function priorities(table: DecisionTable): readonly FeelValue[] {
  const allowed = table.outputs.find((output) => output.allowed !== null)?.allowed ?? "";
  return readOutput(`[${allowed}]`) ?? [];
}

function saySame(a: Entry, b: Entry): boolean {
  return a.effect === b.effect && a.duties.join() === b.duties.join() && a.advice.join() === b.advice.join();
}

function isWithin(
  number: number,
  test:
    | { readonly equals: FeelValue }
    | {
        readonly from: number | null;
        readonly to: number | null;
        readonly fromIncluded: boolean;
        readonly toIncluded: boolean;
      },
): boolean {
  if ("equals" in test) return number === test.equals;
  const above = test.from === null || number > test.from || (test.fromIncluded && number === test.from);
  const below = test.to === null || number < test.to || (test.toIncluded && number === test.to);
  return above && below;
}

/** The words of a table rule: what it asks and what it answers. */
function quoteOf(table: DecisionTable, row: TableRow): string {
  const asks = table.inputs.flatMap(({ label, expression }, index) => {
    const text = row.inputs[index] ?? "-";
    return text === "-" || text === "" ? [] : [`${label ?? expression}: ${text}`];
  });
  const answers = table.outputs.map(({ label, name }, index) => {
    const title = label ?? name;
    return `${title === null || title === "" ? "" : `${title}: `}${row.outputs[index] ?? ""}`;
  });
  return `${asks.length === 0 ? "-" : asks.join("; ")} → ${answers.join("; ")}`;
}

/** All values of every attribute, and whom the rules will bind. */
export function spaceOf(attributes: readonly Attribute[], bearers: readonly string[]): Space {
  return new Map([
    [ORGANISATION, bearers],
    ...attributes.map((attribute) => [attribute.id, attribute.values.map((value) => value.id)] as const),
  ]);
}
