/**
 * Writes comma-separated values that spreadsheets open well: a byte order mark, quotes around every cell, and an
 * apostrophe before what a spreadsheet would take for a formula, so that no list can make one run.
 *
 * @example writeCsv([["Middel", "Oordeel"], ["=1+1", "Mag"]])
 */
export function writeCsv(lines: readonly (readonly string[])[]): string {
  return `\ufeff${lines.map((line) => line.map(writeCell).join(",")).join("\r\n")}\r\n`;
}

function writeCell(text: string): string {
  return `"${harmless(text).replaceAll('"', '""')}"`;
}

/** Source: OWASP, *CSV Injection*: `=`, `+`, `-`, `@`, tab and carriage return begin a formula, also after spaces. */
function harmless(text: string): string {
  return /^\s*[=+\-@]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
