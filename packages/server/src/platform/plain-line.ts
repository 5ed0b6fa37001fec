import { z } from "zod";

/** Everything that shows nothing or turns text around: controls, joiners, marks of direction, private letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * Text as one line that cannot pretend to be another: no line ends, nothing unseen, no marks that turn the direction
 * of reading around.
 *
 * @example plainLine("Jan\u202E txt.exe\r\nBcc: x") // "Jan txt.exe Bcc: x"
 */
export function plainLine(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, " ")
    .replace(UNSEEN, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

/**
 * Text as lines, each of them a {@link plainLine}; empty lines at the ends are left out.
 *
 * @example plainLines("Een\r\n\u202Etwee ") // "Een\ntwee"
 */
export function plainLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(plainLine)
    .join("\n")
    .trim();
}

/** One line in the input of a command, made plain: at least one character is left. */
export function lineInput(most: number) {
  return z
    .string()
    .max(most)
    .transform(plainLine)
    .pipe(z.string().min(1, { error: "must not be empty" }));
}

/** Lines in the input of a command, made plain: at least one character is left. */
export function linesInput(most: number) {
  return z
    .string()
    .max(most)
    .transform(plainLines)
    .pipe(z.string().min(1, { error: "must not be empty" }));
}
