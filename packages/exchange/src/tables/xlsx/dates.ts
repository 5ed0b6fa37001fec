/** Number formats that show a date, of those that a workbook need not spell out (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Whether a built-in number format shows a date. */
export function isBuiltInDate(format: number): boolean {
  return BUILT_IN_DATES.has(format);
}

/**
 * Whether a number format shows a date: it writes a day or a year.
 *
 * @example isDateFormat("dd-mm-yyyy") // true
 * @example isDateFormat('0.00 "dagen"') // false
 */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"/g, "")
    .replace(/\\./g, "")
    .replace(/\[[^\]]*\]/g, "")
    .split(";")[0];
  return /[dyj]/i.test(bare ?? "");
}

/**
 * The day that a spreadsheet means by a number, as `yyyy-mm-dd`; null for a number that is no day.
 *
 * @param since1904 the workbook counts from 1904 instead of 1900.
 * @example dayOf(45658, false) // "2025-01-01"
 */
export function dayOf(serial: number, since1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return null;
  const whole = Math.floor(serial);
  // Spreadsheets hold 1900 for a leap year, so that days before March 1900 stand one place too early.
  const days = since1904 ? whole + 1462 : whole < 60 ? whole + 1 : whole;
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}
