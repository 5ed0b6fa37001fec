import type { Language } from "../../../messages/language.tsx";

const LOCALES: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };

/**
 * A moment as an auditor needs it: to the second, in Dutch time.
 *
 * @example formatTime("2026-11-21T12:00:05.000Z", "nl") // "21 nov 2026, 13:00:05"
 */
export function formatTime(moment: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "Europe/Amsterdam",
  }).format(new Date(moment));
}

/** A number as people write it: 12.345. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}
