import type { BothWords } from "../guests/words.ts";
import { dayInWords } from "../guests/words.ts";

/** What mails about a review name. Names are fit for a mail, or null where they must stay out of it. */
export interface ReviewMailNames {
  readonly to: string | null;
  readonly room: string | null;
  /** Last day. */
  readonly dueOn: string;
}

const greeting = (name: string | null) => ({
  nl: name === null ? "Goedendag," : `Beste ${name},`,
  en: name === null ? "Hello," : `Dear ${name},`,
});

const roomWords = (room: string | null) => ({
  nl: room === null ? "een ruimte" : `de ruimte ‘${room}’`,
  en: room === null ? "a room" : `the room ‘${room}’`,
});

/** Asks the owner of a room to confirm who is in it. */
export function reviewMail(names: ReviewMailNames, link: string): BothWords {
  const where = roomWords(names.room);
  return {
    nl: {
      subject: "Controleer wie er in je ruimte zit",
      greeting: greeting(names.to).nl,
      paragraphs: [
        `Jij bent eigenaar van ${where.nl}. Bekijk of iedereen daar nog nodig is. Dat kan tot en met ${dayInWords(names.dueOn, "nl")}.`,
        "Wie er niet meer hoort, haal je er meteen uit.",
      ],
      links: [{ label: "Controleer de ruimte", address: link }],
    },
    en: {
      subject: "Review who is in your room",
      greeting: greeting(names.to).en,
      paragraphs: [
        `You own ${where.en}. See whether everybody is still needed there. You have until ${dayInWords(names.dueOn, "en")}.`,
        "Who does not belong there any more, you take out at once.",
      ],
      links: [{ label: "Review the room", address: link }],
    },
  };
}

/** Tells the owner that the last day is over. */
export function overdueMail(names: ReviewMailNames, link: string, days: number): BothWords {
  const where = roomWords(names.room);
  return {
    nl: {
      subject: "Je bent te laat met de controle van je ruimte",
      greeting: greeting(names.to).nl,
      paragraphs: [
        `Jij bent eigenaar van ${where.nl}. De controle moest klaar zijn op ${dayInWords(names.dueOn, "nl")}. Doe haar vandaag nog.`,
        `Is zij over ${days} dagen nog niet klaar? Dan horen je leidinggevende en de beveiliging het.`,
      ],
      links: [{ label: "Controleer de ruimte", address: link }],
    },
    en: {
      subject: "You are late with the review of your room",
      greeting: greeting(names.to).en,
      paragraphs: [
        `You own ${where.en}. The review had to be done by ${dayInWords(names.dueOn, "en")}. Do it today.`,
        `Is it not done in ${days} days? Then your manager and the security officers hear of it.`,
      ],
      links: [{ label: "Review the room", address: link }],
    },
  };
}

/** Tells a manager or security officer that a room has not been reviewed for long. */
export function escalationMail(
  names: Omit<ReviewMailNames, "room"> & { readonly owners: readonly string[] },
  link: string,
): BothWords {
  const owners = names.owners.length === 0 ? null : names.owners.join(", ");
  return {
    nl: {
      subject: "Een ruimte is al lang niet gecontroleerd",
      greeting: greeting(names.to).nl,
      paragraphs: [
        owners === null
          ? "Een ruimte van je organisatie heeft geen eigenaar die controleert wie erin zit."
          : `${owners} is eigenaar van een ruimte en controleert niet wie erin zit.`,
        `Dat moest klaar zijn op ${dayInWords(names.dueOn, "nl")}. Vraag wat er aan de hand is.`,
      ],
      links: [{ label: "Bekijk de controle", address: link }],
    },
    en: {
      subject: "A room has not been reviewed for long",
      greeting: greeting(names.to).en,
      paragraphs: [
        owners === null
          ? "A room of your organisation has no owner who reviews who is in it."
          : `${owners} owns a room and does not review who is in it.`,
        `That had to be done by ${dayInWords(names.dueOn, "en")}. Ask what is going on.`,
      ],
      links: [{ label: "See the review", address: link }],
    },
  };
}
