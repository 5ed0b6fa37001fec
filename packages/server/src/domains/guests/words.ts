import type { IsoDate } from "@akkoord/policy";
import type { MailWords } from "../../platform/mail-text.ts";

const dayFormats = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
};

/** @example dayInWords("2026-12-05", "nl") // "5 december 2026" */
export function dayInWords(day: IsoDate, language: "nl" | "en"): string {
  return dayFormats[language].format(new Date(`${day}T00:00:00Z`));
}

/** A mail in both languages. */
export interface BothWords {
  readonly nl: MailWords;
  readonly en: MailWords;
}

/** What mails to and about guests name. Names are fit for a mail, or null where they must stay out of it. */
export interface GuestMailNames {
  readonly guest: string | null;
  readonly sponsor: string | null;
  /** Abbreviation of the organisation of the sponsor. */
  readonly organisation: string | null;
  readonly room: string | null;
  /** Last day of access. */
  readonly until: IsoDate;
}

const greeting = (name: string | null) => ({
  nl: name === null ? "Goedendag," : `Beste ${name},`,
  en: name === null ? "Hello," : `Dear ${name},`,
});

const sponsorWords = ({ sponsor, organisation }: GuestMailNames) => ({
  nl: `${sponsor ?? "Een ambtenaar"}${organisation === null ? "" : ` van ${organisation}`}`,
  en: `${sponsor ?? "A civil servant"}${organisation === null ? "" : ` of ${organisation}`}`,
});

const roomWords = (room: string | null) => ({
  nl: room === null ? "een samenwerkruimte van de Rijksoverheid" : `de samenwerkruimte ‘${room}’`,
  en: room === null ? "a room of the Dutch central government" : `the room ‘${room}’`,
});

/** Invites a guest. */
export function invitationMail(names: GuestMailNames, link: string, askAgain: string): BothWords {
  const who = sponsorWords(names);
  const where = roomWords(names.room);
  return {
    nl: {
      subject: "Je bent uitgenodigd in een samenwerkruimte",
      greeting: greeting(names.guest).nl,
      paragraphs: [
        `${who.nl} nodigt je uit in ${where.nl}.`,
        `Je kunt daar tot en met ${dayInWords(names.until, "nl")} meelezen en meepraten.`,
      ],
      links: [{ label: "Bekijk de uitnodiging", address: link }],
      closing: [
        `De link werkt één keer. Werkt hij niet meer? Vraag een nieuwe op ${askAgain}.`,
        "Verwacht je deze uitnodiging niet? Dan hoef je niets te doen.",
      ],
    },
    en: {
      subject: "You are invited to a room",
      greeting: greeting(names.guest).en,
      paragraphs: [
        `${who.en} invites you to ${where.en}.`,
        `You can read and write there up to and including ${dayInWords(names.until, "en")}.`,
      ],
      links: [{ label: "See the invitation", address: link }],
      closing: [
        `The link works once. Does it not work any more? Ask for a new one at ${askAgain}.`,
        "Did you not expect this invitation? Then you need not do anything.",
      ],
    },
  };
}

/** Gives a guest the links that they asked for: one for each room. */
export function signInMail(
  guest: string | null,
  links: readonly { readonly names: GuestMailNames; readonly address: string }[],
  minutes: number,
): BothWords {
  return {
    nl: {
      subject: "Je link om binnen te komen",
      greeting: greeting(guest).nl,
      paragraphs: ["Je vroeg om een link om binnen te komen."],
      links: links.map(({ names, address }) => ({
        label: `Ga naar ${roomWords(names.room).nl} (${sponsorWords(names).nl})`,
        address,
      })),
      closing: [
        `De link werkt één keer en ${minutes} minuten lang, in de browser waarin je hem vroeg.`,
        "Vroeg jij dit niet? Dan hoef je niets te doen.",
      ],
    },
    en: {
      subject: "Your link to come in",
      greeting: greeting(guest).en,
      paragraphs: ["You asked for a link to come in."],
      links: links.map(({ names, address }) => ({
        label: `Go to ${roomWords(names.room).en} (${sponsorWords(names).en})`,
        address,
      })),
      closing: [
        `The link works once, for ${minutes} minutes, in the browser in which you asked for it.`,
        "Did you not ask for this? Then you need not do anything.",
      ],
    },
  };
}

/** Tells a guest that they may stay longer. */
export function renewalMail(names: GuestMailNames, askAgain: string): BothWords {
  const who = sponsorWords(names);
  const where = roomWords(names.room);
  return {
    nl: {
      subject: "Je toegang is verlengd",
      greeting: greeting(names.guest).nl,
      paragraphs: [
        `${who.nl} heeft je toegang tot ${where.nl} veranderd. Je laatste dag is nu ${dayInWords(names.until, "nl")}.`,
      ],
      links: [{ label: "Kom binnen", address: askAgain }],
    },
    en: {
      subject: "Your access was extended",
      greeting: greeting(names.guest).en,
      paragraphs: [
        `${who.en} changed your access to ${where.en}. Your last day is now ${dayInWords(names.until, "en")}.`,
      ],
      links: [{ label: "Come in", address: askAgain }],
    },
  };
}

/** Tells a guest that they have no access any more. */
export function endMail(names: GuestMailNames): BothWords {
  const where = roomWords(names.room);
  return {
    nl: {
      subject: "Je toegang is geëindigd",
      greeting: greeting(names.guest).nl,
      paragraphs: [
        `Je hebt geen toegang meer tot ${where.nl}.`,
        "Heb je die toegang nog nodig? Vraag het aan degene die je uitnodigde.",
        "Akkoord bewaart je e-mailadres niet langer.",
      ],
    },
    en: {
      subject: "Your access has ended",
      greeting: greeting(names.guest).en,
      paragraphs: [
        `You have no access to ${where.en} any more.`,
        "Do you still need it? Ask whoever invited you.",
        "Akkoord does not keep your e-mail address any longer.",
      ],
    },
  };
}

/** Reminds a sponsor that a guest's end is near. */
export function reminderMail(names: GuestMailNames, list: string): BothWords {
  const where = roomWords(names.room);
  return {
    nl: {
      subject: "De toegang van je gast loopt af",
      greeting: greeting(names.sponsor).nl,
      paragraphs: [
        `${names.guest ?? "Een gast"} heeft tot en met ${dayInWords(names.until, "nl")} toegang tot ${where.nl}. Daarna gaat de gast er vanzelf uit.`,
        "Is de gast langer nodig? Verleng de toegang dan nu.",
      ],
      links: [{ label: "Bekijk je gasten", address: list }],
    },
    en: {
      subject: "The access of your guest is about to end",
      greeting: greeting(names.sponsor).en,
      paragraphs: [
        `${names.guest ?? "A guest"} has access to ${where.en} up to and including ${dayInWords(names.until, "en")}. After that the guest is taken out by itself.`,
        "Is the guest needed for longer? Then extend their access now.",
      ],
      links: [{ label: "See your guests", address: list }],
    },
  };
}
