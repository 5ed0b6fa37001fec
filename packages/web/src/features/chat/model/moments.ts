import type { Language } from "../../../messages/language.tsx";

const LOCALES: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };
const HERE = { timeZone: "Europe/Amsterdam" } as const;

const times = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it a thousand times. */
function formatter(
  language: Language,
  kind: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = `${language} ${kind}`;
  const known = times.get(name) ?? new Intl.DateTimeFormat(LOCALES[language], { ...HERE, ...options });
  times.set(name, known);
  return known;
}

const DAY = new Intl.DateTimeFormat("en-CA", HERE);

/**
 * The time of a moment, as clocks in the Netherlands have it.
 *
 * @example timeOf(Date.parse("2026-11-23T09:02:00Z"), "nl") // "10:02"
 */
export function timeOf(at: number, language: Language): string {
  return formatter(language, "time", { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The day of a moment by the calendar in the Netherlands, as an ISO date. */
export function dayOf(at: number): string {
  return DAY.format(at);
}

/** The day and time of a moment. */
export function dayAndTimeOf(at: number, language: Language): string {
  return formatter(language, "both", { dateStyle: "long", timeStyle: "short" }).format(at);
}

/** A day as it stands above the messages of it: by name when it is near. */
export function dayName(
  at: number,
  now: number,
  language: Language,
  words: { readonly today: string; readonly yesterday: string },
): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return words.today;
  if (day === dayOf(now - 86_400_000)) return words.yesterday;
  const isThisYear = day.slice(0, 4) === dayOf(now).slice(0, 4);
  return formatter(language, isThisYear ? "day" : "day of year", {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(at);
}
