import { compile, type IsoDate, periodAround, type RuleSet } from "@akkoord/policy";
import { MOST_TABLE_ROWS } from "../limits.ts";
import { tooManyRules } from "../refusals.ts";
import { computedTables } from "./computed-table.ts";
import { rulesTable } from "./rules-table.ts";
import { writeDmn } from "./write-dmn.ts";

/** What to write down. */
export interface ExportDmnInput {
  readonly ruleSet: RuleSet;
  /** The day the rules must hold on. The tables hold for the whole period around it in which nothing changes. */
  readonly date: IsoDate;
  /** Ids of organisations; those that exist on the day when left out. */
  readonly organisations?: readonly string[];
}

/**
 * Writes the rules as DMN 1.3 for other engines. Per tool two decisions: the decisions as they come out (UNIQUE: exactly
 * one rule for every situation, with the rules and sources that settle it), and the rules as they were made (COLLECT).
 *
 * @throws ExchangeError `too-many-rules` when the tables would hold more than 20,000 rules for one tool, or 200,000 in all.
 * @throws RangeError for an organisation that does not exist.
 * @example exportDmn({ ruleSet, date: "2020-12-01", organisations: ["bzk"] })
 */
export function exportDmn({ ruleSet, date, organisations }: ExportDmnInput): string {
  const unknown = organisations?.find((id) => !ruleSet.organisations.some((known) => known.id === id));
  if (unknown !== undefined) throw new RangeError(`There is no organisation "${unknown}".`);
  const wanted = ruleSet.organisations.flatMap(({ id, period }, index) => {
    const exists = (period.from === null || period.from <= date) && (period.to === null || date <= period.to);
    return (organisations === undefined ? exists : organisations.includes(id)) ? [index] : [];
  });
  const maker = computedTables(compile(ruleSet, date), wanted);
  const tables = ruleSet.tools.flatMap((tool) => [
    maker.computed(tool),
    rulesTable(ruleSet, date, wanted, tool),
  ]);
  const most = MOST_TABLE_ROWS * 10;
  if (tables.reduce((sum, table) => sum + table.rows.length, 0) > most) throw tooManyRules(most);
  const { from, to } = periodAround(ruleSet, date);
  return writeDmn(
    {
      name: ruleSet.name,
      description: `Rules in force on ${date} (the same from ${from ?? "the beginning"} to ${to ?? "further notice"}). Tables named after a tool give the decision as it comes out; tables whose names begin with "rules_" hold the rules that it comes from.`,
    },
    tables,
  );
}
