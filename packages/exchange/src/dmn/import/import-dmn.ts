import type { Condition, IsoDate, Rule, RuleSet, Source, Tool } from "@akkoord/policy";
import type { Imported, Ownership } from "../../import/imported.ts";
import { ownerly, toolsById } from "../../import/ownership.ts";
import { slug } from "../../mapping/fold.ts";
import { ORGANISATION } from "../names.ts";
import type { DmnFile } from "../read-dmn.ts";
import { type DmnMapping, plainDmnMapping } from "./dmn-mapping.ts";
import { NOT_A_TABLE, placeText } from "./dmn-problem-words.ts";
import type { Draft } from "./entries.ts";
import { expressTables } from "./express.ts";
import { spaceOf, TableReader } from "./read-tables.ts";

/** What decision tables are read with. */
export interface ImportDmnInput extends Ownership {
  readonly ruleSet: RuleSet;
  readonly file: DmnFile;
  /** How names are read that do not speak for themselves. */
  readonly mapping?: DmnMapping;
  /** The day from which the rules hold; null when they have no beginning. */
  readonly date: IsoDate | null;
  /** The document that the tables are, for the rules to quote. */
  readonly source: Source;
  /** Other names of tools, by tool id. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Turns decision tables into rules that give the same decisions. Hit policies UNIQUE, ANY, FIRST, PRIORITY and COLLECT
 * keep their meaning. A table that cannot be expressed whole becomes no rules at all, because half a table would say
 * something else; every cell that is in the way gives an error that names table, rule and column.
 *
 * @throws ExchangeError `too-many-rules`.
 * @throws RangeError when the owner is not an organisation of the rule set nor `rijk`.
 * @example importDmn({ ruleSet, owner: "bzk", file: readDmn(bytes), date: "2025-01-01", source }).rules
 */
export function importDmn(input: ImportDmnInput): Imported {
  const { ruleSet, file, owner, date, source } = input;
  const mapping = input.mapping ?? plainDmnMapping(file.name === "" ? "dmn" : file.name);
  const common = ownerly(ruleSet, input);
  const prefix = `${owner}/${slug(mapping.name)}/`;
  const space = spaceOf(ruleSet.vocabulary.attributes, common.bearers);
  const reader = new TableReader(ruleSet, mapping, space, input.aliases);
  const names = new Map(file.tables.map((table) => [table.id, table.label ?? table.name]));
  const tables = file.tables.flatMap((table) => reader.read(table) ?? []);
  const drafts = expressTables(tables, space);
  const ids = ruleIds(prefix, drafts);
  const rules = drafts.map((draft): Rule => {
    const bearers = draft.region.get(ORGANISATION) ?? common.bearers;
    const isEveryone = bearers.length === common.bearers.length;
    return {
      id: ids.get(draft.id) ?? draft.id,
      ...common,
      ...(isEveryone ? {} : { bearers, bearersNamed: bearers }),
      overrides: draft.overrides.flatMap((id) => ids.get(id) ?? []),
      valid: { from: date, to: null },
      when: conditionOf(ruleSet, draft),
      tools: toolsById(inCatalogueOrder(ruleSet, draft.tools)),
      effect: draft.effect,
      duties: draft.duties,
      advice: draft.advice,
      words: null,
      source: {
        document: source.id,
        quote: draft.entry.quote,
        place: placeText({
          table: names.get(draft.entry.table) ?? "",
          rule: draft.entry.number,
          column: null,
        }),
      },
      reading: null,
    };
  });
  return {
    prefix,
    rules,
    tools: newTools(reader, source, rules),
    sources: ruleSet.sources.some(({ id }) => id === source.id) || rules.length === 0 ? [] : [source],
    untranslatables: [],
    errors: reader.errors,
    skipped: [
      ...reader.skipped,
      ...file.others.map((name) => ({ cell: name, value: name, reason: NOT_A_TABLE })),
    ],
  };
}

/** Ids of rules by those of drafts: the table and the number of its rule, in letters that an id may have. */
function ruleIds(prefix: string, drafts: readonly Draft[]): ReadonlyMap<string, string> {
  const used = new Set<string>();
  return new Map(
    drafts.map(({ id }) => {
      const plain = `${prefix}${id
        .split("/")
        .map((part) => slug(part))
        .join("/")}`;
      let made = plain;
      for (let number = 2; used.has(made); number++) made = `${plain}-${number}`;
      used.add(made);
      return [id, made] as const;
    }),
  );
}

function conditionOf({ vocabulary }: RuleSet, { region }: Draft): Condition {
  return Object.fromEntries(
    vocabulary.attributes.flatMap((attribute) => {
      const values = region.get(attribute.id);
      return values === undefined || values.length === attribute.values.length
        ? []
        : [[attribute.id, values]];
    }),
  );
}

function inCatalogueOrder({ tools }: RuleSet, ids: readonly string[]): readonly string[] {
  const known = tools.map((tool) => tool.id).filter((id) => ids.includes(id));
  return [...known, ...ids.filter((id) => !known.includes(id))];
}

function newTools(reader: TableReader, source: Source, rules: readonly Rule[]): readonly Tool[] {
  return [...reader.newTools].flatMap(([id, { name, quote, place }]) => {
    const about = rules.filter((rule) => rule.tools.ids.includes(id));
    if (about.length === 0) return [];
    return {
      id,
      name,
      supplier: null,
      supplierCountry: null,
      activities: [...new Set(about.flatMap((rule) => rule.when.activity ?? []))],
      tags: [],
      facts: {},
      description: null,
      sources: [{ document: source.id, quote, place }],
    };
  });
}
