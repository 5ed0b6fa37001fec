import type { Language } from "../../../messages/language.tsx";

const LOCALES: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };

/**
 * A moment as day and time in the Netherlands.
 *
 * @example formatTime("2026-11-21T13:32:00Z", "nl") // "21 november 2026 om 14:32"
 */
export function formatTime(moment: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/Amsterdam",
  }).format(new Date(moment));
}

/** The time of a moment, for what happened today. */
export function formatClock(moment: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeStyle: "short",
    timeZone: "Europe/Amsterdam",
  }).format(new Date(moment));
}
