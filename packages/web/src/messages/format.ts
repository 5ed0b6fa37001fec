import type { IsoDate, Period } from "@akkoord/policy";
import type { Language } from "./language.tsx";
import type { Messages } from "./nl.ts";

const LOCALES: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };

/**
 * A day as people write it.
 *
 * @example formatDate("2020-11-02", "nl") // "2 november 2020"
 */
export function formatDate(date: IsoDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** A moment as a day. */
export function formatMoment(moment: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: "long",
    timeZone: "Europe/Amsterdam",
  }).format(new Date(moment));
}

/**
 * Things in a row, with the last joined by a word.
 *
 * @example formatList(["BZK", "SZW"], "nl") // "BZK en SZW"
 */
export function formatList(items: readonly string[], language: Language, kind: "and" | "or" = "and"): string {
  return new Intl.ListFormat(LOCALES[language], {
    type: kind === "and" ? "conjunction" : "disjunction",
  }).format(items);
}

/** When something holds, in words. */
export function formatPeriod(period: Period, language: Language, t: Messages): string {
  const from = period.from === null ? null : formatDate(period.from, language);
  const to = period.to === null ? null : formatDate(period.to, language);
  if (from !== null && to !== null) return t.period.between(from, to);
  if (from !== null) return t.period.since(from);
  if (to !== null) return t.period.until(to);
  return t.period.always;
}

/** Today, as the calendar in the Netherlands has it. */
export function todayInTheNetherlands(now: Date): IsoDate {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Amsterdam" }).format(now);
}

/**
 * A label as it stands inside a sentence: small, unless it starts with an abbreviation.
 *
 * @example inSentence("Op kantoor") // "op kantoor"
 * @example inSentence("AI gebruiken") // "AI gebruiken"
 */
export function inSentence(label: string): string {
  const [first = "", second = ""] = label;
  const isAbbreviation = second !== "" && second === second.toUpperCase() && second !== second.toLowerCase();
  return isAbbreviation ? label : first.toLowerCase() + label.slice(first.length);
}
