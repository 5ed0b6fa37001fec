import type { Language } from "../../../messages/language.tsx";

/** A large number as people write it. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB").format(value);
}

/** An estimate: no more than two digits that say something. @example roughly(175_010) // 180_000 */
export function roughly(value: number): number {
  if (value < 100) return Math.round(value);
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / step) * step;
}
