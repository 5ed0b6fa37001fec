import { isDate } from "@akkoord/policy";

const MONTHS: readonly (readonly string[])[] = [
  ["januari", "january", "jan"],
  ["februari", "february", "feb"],
  ["maart", "march", "mrt", "mar"],
  ["april", "apr"],
  ["mei", "may"],
  ["juni", "june", "jun"],
  ["juli", "july", "jul"],
  ["augustus", "august", "aug"],
  ["september", "sept", "sep"],
  ["oktober", "october", "okt", "oct"],
  ["november", "nov"],
  ["december", "dec"],
];

/**
 * Reads a day as it is written in the Netherlands (day before month), or as `yyyy-mm-dd`. A year in two digits is no day.
 *
 * @example readDay("1-2-2025") // "2025-02-01"
 * @example readDay("1 februari 2025") // "2025-02-01"
 */
export function readDay(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ].*)?$/.exec(plain);
  if (iso !== null) return asDay(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(plain);
  if (numbers !== null) return asDay(numbers[3], numbers[2], numbers[1]);
  const words = /^(\d{1,2}) ([a-z]+)\.? (\d{4})$/.exec(plain);
  if (words === null) return null;
  const month = MONTHS.findIndex((names) => names.includes(words[2] ?? ""));
  return month === -1 ? null : asDay(words[3], String(month + 1), words[1]);
}

function asDay(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  const made = `${year ?? ""}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return isDate(made) ? made : null;
}
