import type { Words } from "./model.ts";

const LISTS = {
  nl: new Intl.ListFormat("nl-NL", { type: "disjunction" }),
  en: new Intl.ListFormat("en-GB", { type: "disjunction" }),
};

/** No more names than a sentence bears. */
const MOST_NAMES = 3;

/** Several texts one after the other. */
export function joined(...parts: readonly (Words | null)[]): Words {
  const said = parts.filter((part) => part !== null);
  return { nl: said.map(({ nl }) => nl).join(" "), en: said.map(({ en }) => en).join(" ") };
}

/** The same text in both languages, such as a quote. */
export function inBoth(text: string): Words {
  return { nl: text, en: text };
}

/** The rules do not allow it. */
export function rulesRefuse(organisation: string | null, rule: Words | null): Words {
  const opening =
    organisation === null
      ? { nl: "Dit mag niet in deze ruimte.", en: "This is not allowed in this room." }
      : {
          nl: `Dit mag niet in deze ruimte, door de regels van ${organisation}.`,
          en: `This is not allowed in this room, by the rules of ${organisation}.`,
        };
  const noRule = { nl: "Geen enkele regel staat het toe.", en: "There is no rule that allows it." };
  return joined(opening, rule ?? noRule);
}

/** State secrets go elsewhere. */
export const STATE_SECRET: Words = {
  nl: "Een staatsgeheim mag niet in deze ruimte.",
  en: "A state secret may not go in this room.",
};

/** What the rules say of where state secrets go, where they say nothing themselves. */
export const REFERRAL: Words = {
  nl: "Gebruik voor een staatsgeheim alleen een voorziening die ervoor is goedgekeurd.",
  en: "For a state secret, use only a facility that is accredited for it.",
};

/** Facilities by name. */
export function facilities(names: readonly string[]): Words | null {
  if (names.length === 0) return null;
  return {
    nl: `Zo'n voorziening is bijvoorbeeld ${LISTS.nl.format(names)}.`,
    en: `Such a facility is for instance ${LISTS.en.format(names)}.`,
  };
}

/** It depends on how they work now; the questions are those of the vocabulary. */
export function workplaceNeeded(questions: readonly Words[]): Words {
  return joined(
    {
      nl: "Of dit mag, hangt af van hoe je nu werkt. Vertel dat eerst.",
      en: "Whether this is allowed depends on how you work now. Say that first.",
    },
    ...questions,
  );
}

/** Somebody takes part of whom the rules cannot tell what holds. */
export const UNKNOWN_PARTY: Words = {
  nl: "Van iemand in deze ruimte weten we niet voor welke organisatie die werkt. Daarom kunnen de regels niets toestaan.",
  en: "We do not know for which organisation somebody in this room works. So the rules cannot allow anything.",
};

/** The room does not fit, so nobody writes. */
export function roomPaused(rule: Words | null): Words {
  return joined(
    {
      nl: "Deze ruimte staat stil, omdat zij niet meer past bij de regels. Lezen kan nog wel.",
      en: "This room is paused, because it no longer fits the rules. You can still read it.",
    },
    rule,
  );
}

/** Whose access stands still. */
export function accessShut(rule: Words | null): Words {
  return joined(
    {
      nl: "Je toegang tot deze ruimte staat stil, omdat de ruimte niet meer past bij de regels.",
      en: "Your access to this room is paused, because the room no longer fits the rules.",
    },
    rule,
  );
}

/** Who can resolve it, and how. */
export function resolvedBy(names: readonly string[]): Words {
  if (names.length === 0) {
    return {
      nl: "In de ruimte kan niemand dat oplossen. Vraag de beheerder van Akkoord.",
      en: "Nobody in the room can resolve that. Ask the operator of Akkoord.",
    };
  }
  const some = names.slice(0, MOST_NAMES);
  return {
    nl: `${LISTS.nl.format(some)} kan dat oplossen: haal iemand uit de ruimte, verlaag het label of vraag een ontheffing.`,
    en: `${LISTS.en.format(some)} can resolve that: remove somebody, lower the label or ask for a waiver.`,
  };
}

/** Who is not in the room. */
export const NOT_A_MEMBER: Words = {
  nl: "Je bent geen lid van deze ruimte.",
  en: "You are not a member of this room.",
};
