import type { Actor, Person } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { Mail } from "../../platform/mail.ts";
import { readAddress } from "../../platform/mail-address.ts";
import { nameInMail } from "../../platform/mail-text.ts";
import type { Directory } from "../directory/queries.ts";
import type { BothWords } from "../guests/words.ts";
import type { Registry } from "../registry/registry.ts";

/** Somebody who was made owner of a room. */
export interface NewOwner {
  readonly room: string;
  /** The organisation that hosts it. */
  readonly hub: string;
  readonly person: Person;
  readonly by: Actor;
}

/** Tells somebody that they lead a room from now on, in the caller's transaction. */
export type TellOwner = (transaction: AnyDatabase, owner: NewOwner, now: Date) => Promise<void>;

/** What telling a new owner needs. */
export interface TellOwnerParts {
  readonly mail: Pick<Mail, "put">;
  readonly registry: Pick<Registry, "currentOn">;
  readonly directory: Pick<Directory, "emailOf">;
  readonly publicUrl: () => string;
}

/** Tells new owners by mail. The mail holds nothing of the room, not even what it is called. */
export function createTellOwner({ mail, registry, directory, publicUrl }: TellOwnerParts): TellOwner {
  return async (transaction, { room, hub, person, by }, now) => {
    const known = await directory.emailOf(person.id);
    const to = known === null ? null : readAddress(known);
    // Without an address they find the room in their list.
    if (to === null) return;
    const { organisations } = (await registry.currentOn(dayInAmsterdam(now))).held.ruleSet;
    const names: NewOwnerNames = {
      to: nameInMail(person.name),
      by: by.kind === "person" ? nameInMail(by.name) : null,
      organisation: organisations.find(({ id }) => id === hub)?.abbreviation ?? hub,
    };
    const words = newOwnerMail(names, `${publicUrl()}/ruimtes/${encodeURIComponent(room)}`);
    await mail.put(transaction, { kind: "rooms.new-owner", to, ...words, discardAfter: null }, now);
  };
}

/** What the mail to a new owner names. Names are fit for a mail, or null where they must stay out of it. */
interface NewOwnerNames {
  readonly to: string | null;
  readonly by: string | null;
  readonly organisation: string;
}

function newOwnerMail({ to, by, organisation }: NewOwnerNames, link: string): BothWords {
  return {
    nl: {
      subject: "Je bent nu eigenaar van een ruimte",
      greeting: to === null ? "Goedendag," : `Beste ${to},`,
      paragraphs: [
        `${by ?? "Een beheerder"} maakte jou eigenaar van een ruimte van ${organisation}. De ruimte had geen eigenaar meer. Daardoor kon niemand er schrijven.`,
        "Bekijk wie erin zit en of het label nog klopt. Hoort de ruimte niet bij jou? Maak dan daar iemand anders eigenaar.",
      ],
      links: [{ label: "Open de ruimte", address: link }],
    },
    en: {
      subject: "You are now the owner of a room",
      greeting: to === null ? "Hello," : `Dear ${to},`,
      paragraphs: [
        `${by ?? "An operator"} made you the owner of a room of ${organisation}. It had no owner any more, so nobody could write in it.`,
        "See who is in it and whether its label is still right. Is the room not yours to lead? Then make somebody else there its owner.",
      ],
      links: [{ label: "Open the room", address: link }],
    },
  };
}
