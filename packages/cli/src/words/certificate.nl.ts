/** What somebody can have had. The parts of the server name these; one that is not here is shown by its own name. */
const KINDS: Readonly<Record<string, string>> = {
  session: "ingelogde sessie",
  "access-token": "toegang voor een andere app",
  "room-membership": "lidmaatschap van een ruimte",
  "room-ownership": "eigenaarschap van een ruimte",
  guest: "gast van deze persoon",
  avatar: "foto",
  group: "groep",
  waiver: "ontheffing die voor niemand meer gold",
  "waiver-cover": "ontheffing die voor anderen blijft gelden",
};

/** What `akkoord verify` says of a certificate of a leaver, in Dutch. */
export const certificateNl = {
  intact: "Dit bewijs van vertrek klopt.",
  problems: {
    unreadable: "Dit bewijs van vertrek is niet compleet of anders geschreven dan het hoort.",
    "unknown-key": "Dit bewijs van vertrek is ondertekend met een andere sleutel dan je opgaf.",
    "wrong-signature": "Dit bewijs van vertrek is veranderd: de handtekening klopt niet.",
  },
  who: (name: string, organisation: string | null) =>
    organisation === null ? name : `${name} (${organisation})`,
  ended: (at: string, by: string) => `Toegang beëindigd op ${at} door ${by}`,
  successor: (id: string) => `Opvolger: ${id}`,
  nothing: "Er was niets om weg te halen.",
  removed: (count: number, what: string) => `${count} × ${what}`,
  kinds: KINDS,
  pinned: "Ondertekend met de sleutel die je opgaf.",
  notPinned:
    "De sleutel komt uit het bewijs zelf. Bewaar de sleutel van Akkoord ergens anders en geef die op met --key.",
  noCheckpoint: "Een bewijs van vertrek heeft geen controlepunt. Laat --checkpoint weg.",
};

/** What `akkoord verify` says of a certificate of a leaver. */
export type CertificateWords = typeof certificateNl;
