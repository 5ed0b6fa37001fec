import type { IsoDate, Words } from "@akkoord/policy";

const dayFormats = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
};

/** What a notice is about, in one line. */
export function noticeTitle(organisation: string, changes: number, validFrom: IsoDate): Words {
  const day = (language: "nl" | "en") => dayFormats[language].format(new Date(`${validFrom}T00:00:00Z`));
  return {
    nl:
      changes === 1
        ? `Vanaf ${day("nl")} verandert er één ding voor ${organisation}`
        : `Vanaf ${day("nl")} veranderen er ${changes} dingen voor ${organisation}`,
    en:
      changes === 1
        ? `From ${day("en")} one thing changes for ${organisation}`
        : `From ${day("en")} ${changes} things change for ${organisation}`,
  };
}

/** The words of the Atom feed. */
export const feedWords = {
  nl: {
    title: "Wat verandert er in de werkafspraken",
    titleOf: (organisation: string) => `Wat verandert er in de werkafspraken voor ${organisation}`,
    more: (count: number) => (count === 1 ? "En nog 1 wijziging." : `En nog ${count} wijzigingen.`),
  },
  en: {
    title: "What changes in the rules for working together",
    titleOf: (organisation: string) => `What changes in the rules for working together for ${organisation}`,
    more: (count: number) => (count === 1 ? "And 1 more change." : `And ${count} more changes.`),
  },
} as const;
