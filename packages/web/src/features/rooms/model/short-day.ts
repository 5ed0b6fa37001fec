import type { Language } from "../../../messages/language.tsx";

const LOCALES: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };

/**
 * The day of a moment in few letters, as stands in a list; with the year when it is another than that of `now`.
 *
 * @example formatShortDay("2027-01-31T22:59:59Z", "nl", new Date("2027-01-01")) // "31 jan"
 */
export function formatShortDay(moment: string, language: Language, now: Date = new Date()): string {
  const options = { timeZone: "Europe/Amsterdam" } as const;
  const day = new Date(moment);
  const year = (date: Date) => new Intl.DateTimeFormat("en", { ...options, year: "numeric" }).format(date);
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...options,
    day: "numeric",
    month: "short",
    ...(year(day) === year(now) ? {} : { year: "numeric" }),
  })
    .format(day)
    .replace(".", "");
}
