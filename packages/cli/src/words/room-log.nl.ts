import type { AuthReason, LogFault } from "@akkoord/room";

const faults: Readonly<Record<LogFault, string>> = {
  "header-unreadable": "De eerste regel is niet te lezen.",
  "header-signature": "De handtekening onder de eerste regel klopt niet.",
  "other-key": "Het bestand noemt een andere sleutel dan de sleutel die je meegaf.",
  unreadable: "Deze regel is geen gebeurtenis, of is anders geschreven dan hoort.",
  "too-large": "Deze gebeurtenis is groter dan kan.",
  "other-room": "Deze gebeurtenis hoort bij een andere ruimte.",
  "other-server": "Dit is ondertekend door een andere server dan die van de ruimte.",
  changed: "De inhoud van deze gebeurtenis is veranderd.",
  "no-signature": "Hier ontbreekt de handtekening.",
  "unknown-key": "Dit is ondertekend met een onbekende sleutel.",
  "wrong-signature": "De handtekening klopt niet.",
  missing: "De gebeurtenis die hier hoort, ontbreekt.",
  moved: "De gebeurtenis die hier hoort, staat verderop.",
  doubled: "Deze gebeurtenis staat er twee keer in.",
  "other-history": "Deze gebeurtenis volgt niet op de vorige. Er zijn twee geschiedenissen ondertekend.",
  "auth-events": "Deze gebeurtenis beroept zich op andere rechten dan er toen golden.",
  "not-allowed": "Deze gebeurtenis mocht toen niet.",
  "cut-off": "Hierna ontbreken gebeurtenissen die er wel waren.",
  "too-many": "Er staan meer gebeurtenissen in dan het bestand zelf zegt.",
  "head-differs": "De laatste gebeurtenis is een andere dan het bestand zelf zegt.",
};

const reasons: Readonly<Record<AuthReason, string>> = {
  "no-room": "De ruimte was er nog niet.",
  "room-exists": "De ruimte was er al.",
  "creator-elsewhere": "Wie de ruimte opende, hoort bij een andere server.",
  "room-version": "De ruimte heeft een andere versie dan 11.",
  federated: "De ruimte staat open voor andere servers.",
  "sender-elsewhere": "De afzender hoort bij een andere server.",
  "sender-not-joined": "De afzender deed niet mee in de ruimte.",
  "too-little-power": "De afzender had hier geen recht op.",
  "state-of-another": "De afzender veranderde wat van iemand anders is.",
  "no-membership": "Er staat niet bij wie het betreft of wat die wordt.",
  "unknown-membership": "Dit soort lidmaatschap bestaat niet.",
  "member-elsewhere": "Het lid hoort bij een andere server.",
  "join-for-another": "Meedoen kan alleen voor jezelf.",
  banned: "Deze persoon was uitgesloten.",
  "not-invited": "Deze persoon was niet uitgenodigd.",
  "already-member": "Deze persoon deed al mee.",
  "not-in-room": "Deze persoon deed niet mee.",
  "target-as-powerful": "De ander had evenveel rechten of meer.",
  knock: "Aankloppen kan niet in deze ruimte.",
  "restricted-join": "Meedoen via een andere ruimte kan niet.",
  "third-party-invite": "Uitnodigen via een ander kan niet.",
  "join-rule": "De ruimte mag niet openstaan zonder uitnodiging.",
  "power-not-a-number": "De rechten zijn geen hele getallen.",
  "power-above-own": "De afzender gaf of nam meer rechten dan die zelf had.",
  "power-of-equal": "De afzender nam rechten van iemand met evenveel rechten of meer.",
  "malformed-state": "De inhoud mist iets dat erin hoort.",
  "nothing-to-redact": "Het bericht dat moest worden verwijderd, was er niet.",
  "redaction-of-state": "Dit deel van de ruimte kan niemand verwijderen.",
  "redaction-of-another": "De afzender mocht berichten van anderen niet verwijderen.",
};

/** What `akkoord verify` says of an exported room, in Dutch. */
export const roomLogNl = {
  faults,
  reasons,
  intact: (events: number) =>
    events === 1
      ? "De ruimte is niet veranderd: de ene gebeurtenis klopt."
      : `De ruimte is niet veranderd: alle ${events} gebeurtenissen kloppen.`,
  broken: (line: number, position: number | null) =>
    position === null
      ? `De ruimte klopt niet: de fout zit in regel ${line} van het bestand.`
      : `De ruimte klopt niet vanaf gebeurtenis ${position}: regel ${line} van het bestand.`,
  rightUntil: (events: number) =>
    events === 0
      ? "Geen enkele gebeurtenis klopt."
      : events === 1
        ? "De gebeurtenis ervoor klopt."
        : `De ${events} gebeurtenissen ervoor kloppen.`,
  room: (name: string | null, id: string) => (name === null ? `Ruimte ${id}` : `Ruimte ${name} (${id})`),
  period: (from: string, to: string) => `Van ${from} tot en met ${to}`,
  exported: (at: string, by: string | null) =>
    by === null ? `Geëxporteerd op ${at}` : `Geëxporteerd op ${at} door ${by}`,
  contents: (whole: number) => `Volledige inhoud: ${whole}`,
  redacted: (count: number) => `Inhoud door mensen verwijderd: ${count}`,
  gone: (count: number) =>
    `Inhoud die er niet meer is: ${count}. Die was bij het exporteren al vernietigd of verwijderd, of is weggelaten. Wat er stond is niet meer na te gaan. Dat het er was, wanneer en van wie, klopt nog wel.`,
  pinned: "Ondertekend met de sleutel die je meegaf.",
  pinnedBy: (server: string) => `Ondertekend met een sleutel die ${server} zelf heeft gepubliceerd.`,
  notPinned: (keys: string) =>
    `De sleutel komt uit het bestand zelf, en wie alles verzint, verzint ook de sleutel. Vraag de sleutel aan wie Akkoord beheert en geef hem mee met --key, of geef met --key-from het adres van die server. In het bestand staat: ${keys}`,
  versionUnknown: (file: string) =>
    `${file} is gemaakt door een nieuwere versie van Akkoord. Controleer het daarmee.`,
  badKey: (key: string) =>
    `“${key}” is geen sleutel van een ruimte. Schrijf hem als naam en sleutel, bijvoorbeeld --key ed25519:1=XSl0kuyvrXNj6A+7/tkrB9sxSbRi08Of5uRhxOqZtEQ`,
  keysTwice: "Geef de sleutel één keer: met --key of met --key-from.",
  keysOfRooms: "Alleen bij een ruimte kan --key-from. Geef de sleutel met --key.",
  keysOverHttp: (from: string) =>
    `${from} is niet beveiligd. Onderweg kan iemand de sleutel verwisselen. Neem een adres met https.`,
  noKeysFrom: (from: string) => `Op ${from} is geen sleutel te lezen. Controleer het adres of het bestand.`,
  badKeysFrom: (from: string) =>
    `Wat op ${from} staat, is geen lijst van sleutels die de server zelf ondertekende. Vraag de sleutel aan wie Akkoord beheert.`,
  keysOfOther: (server: string, hub: string) =>
    `Dit zijn de sleutels van ${server}, en de ruimte is van ${hub}. Vraag ze op bij ${hub}.`,
  noCheckpoint: "Een ruimte heeft geen controlepunten. Laat --checkpoint weg.",
};

/** The words in a language. */
export type RoomLogWords = typeof roomLogNl;
