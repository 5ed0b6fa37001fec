import type { Language } from "../../platform/problem-words.ts";

const DAY: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "Europe/Amsterdam" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Europe/Amsterdam" }),
};

/**
 * What a draft is called that brings earlier rules back, until its author says it better.
 *
 * @example restoreTitle("nl", new Date("2026-11-21T12:00:00Z")) // "Terug naar de regels van 21 november 2026"
 */
export function restoreTitle(language: Language, publishedAt: Date): string {
  const day = DAY[language].format(publishedAt);
  return language === "nl" ? `Terug naar de regels van ${day}` : `Back to the rules of ${day}`;
}
