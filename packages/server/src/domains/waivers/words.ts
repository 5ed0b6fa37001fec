import type { IsoDate, Words } from "@akkoord/policy";

const dayIn = (locale: string) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return (date: IsoDate) => format.format(new Date(`${date}T00:00:00Z`));
};
const dutchDay = dayIn("nl-NL");
const englishDay = dayIn("en-GB");

/** What a granted waiver says, in one sentence. */
export function waiverSentence(tool: string, valid: { from: IsoDate; to: IsoDate }): Words {
  return {
    nl: `Ontheffing: ${tool} mag van ${dutchDay(valid.from)} tot en met ${dutchDay(valid.to)}.`,
    en: `Waiver: ${tool} is allowed from ${englishDay(valid.from)} up to and including ${englishDay(valid.to)}.`,
  };
}

/** The name of the decision as a source. Sources are Dutch, whatever the language of the page. */
export function waiverTitle(tool: string, organisation: string): string {
  return `Ontheffing voor ${tool} bij ${organisation}`;
}

/** Why a waiver ends by itself, or a request is withdrawn, when everybody whom it covered has left. */
export const NOBODY_LEFT = {
  granted: "Iedereen voor wie deze ontheffing gold, is vertrokken.",
  requested: "Iedereen voor wie deze ontheffing is gevraagd, is vertrokken.",
} as const;

/** How the government as a whole signs. */
export const GOVERNMENT_NAME = "Rijk";
