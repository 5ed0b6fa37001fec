/** Dutch words of the page about the audit trail. */
export const auditLogNl = {
  documentTitle: "Logboek",
  title: "Logboek",
  lead: "Hier staat wie wat deed in Akkoord, en wat is geweigerd. Ook dat jij hier kijkt, staat erin.",
  notAllowed: "Alleen een auditor mag het logboek zien.",
  signIn: "Log in als auditor om het logboek te zien.",
  failed: "Het logboek is niet op te halen. Probeer het later opnieuw.",
  retry: "Opnieuw proberen",
  loading: "Het logboek wordt opgehaald…",

  check: {
    title: "Klopt het logboek nog?",
    never: "Het hele logboek is nog niet gecontroleerd. Elke nacht gebeurt dat vanzelf.",
    intact: (entries: string, moment: string) =>
      `Alle ${entries} logregels klopten bij de laatste controle, op ${moment}.`,
    damaged: (where: string, moment: string) =>
      `Het logboek klopt niet. ${where} Gecontroleerd op ${moment}.`,
    at: (sequence: number, upTo: number) =>
      sequence === upTo
        ? `Het begint bij logregel ${sequence}.`
        : `De fout zit in logregel ${sequence} tot en met ${upTo}.`,
    whatNow: "Meld dit als beveiligingsincident. Maak een export, en laat het logboek verder zoals het is.",
    now: "Alles nu controleren",
    running: "Bezig met controleren…",
    kinds: {
      missing: "Een logregel ontbreekt of staat op een andere plek.",
      changed: "De inhoud van een logregel is veranderd.",
      "tree-differs": "Logregels passen niet bij de hashes die ervan bewaard zijn.",
      "root-differs": "Logregels zijn niet wat een ondertekend controlepunt zegt.",
      "cut-off": "Aan het einde ontbreken logregels.",
      "not-covered": "Er zijn logregels die onder geen controlepunt vallen.",
      "checkpoint-unreadable": "Een controlepunt is niet te lezen.",
      "checkpoint-unknown-key": "Een controlepunt is ondertekend met een onbekende sleutel.",
      "checkpoint-wrong-signature": "De handtekening onder een controlepunt klopt niet.",
      "checkpoint-misplaced": "Een controlepunt hoort op een andere plek.",
      "noted-checkpoint-differs": "Dit is niet het logboek dat deze server heeft ondertekend.",
      unreadable: "Een logregel is niet te lezen.",
    },
  },

  export: {
    title: "Zelf controleren",
    text: "Download het hele logboek als bestand. Met “akkoord verify” controleer je het op je eigen computer, zonder deze server te vertrouwen.",
    action: "Logboek downloaden",
    keys: "Openbare sleutel downloaden",
    keysFile: "akkoord-logboek-sleutel.pem",
  },

  search: {
    title: "Zoeken",
    since: "Vanaf",
    until: "Tot en met",
    result: "Resultaat",
    anyResult: "Alle resultaten",
    organisation: "Organisatie van wie het deed",
    anyOrganisation: "Alle organisaties",
    actor: "Wie",
    anyActor: "Iedereen",
    action: "Actie",
    actionHint: "Precies zoals het in het logboek staat, bijvoorbeeld sessions.start.",
    objectType: "Soort onderwerp",
    objectId: "Kenmerk van het onderwerp",
    more: "Meer zoeken",
    submit: "Zoeken",
    clear: "Alles wissen",
  },

  list: {
    title: "Logregels",
    none: "Er zijn geen logregels die hierbij passen.",
    found: (count: number) => (count === 1 ? "1 logregel" : `${count} logregels`),
    more: "Oudere logregels",
    open: "Bekijk",
    entry: (sequence: number) => `Logregel ${sequence}`,
  },

  results: { succeeded: "Gelukt", refused: "Geweigerd", failed: "Mislukt" },
  actors: {
    anonymous: "Iemand zonder inloggen",
    system: (id: string) => `Akkoord zelf (${id})`,
    of: (name: string, organisation: string) => `${name}, ${organisation}`,
  },

  details: {
    time: "Tijd",
    action: "Actie",
    object: "Onderwerp",
    result: "Resultaat",
    reason: "Reden",
    actor: "Wie",
    actorId: "Kenmerk van wie",
    origin: "Vanwaar",
    traceId: "Spoornummer",
    proven: "Bewezen: deze logregel valt onder het laatste ondertekende controlepunt.",
    "not-yet": "Deze logregel is nieuwer dan het laatste controlepunt. Onderteken nu, dan is er een bewijs.",
    broken: "Deze logregel is niet wat is ondertekend. Controleer het hele logboek.",
    proof: "Het bewijs",
    proofText:
      "Reken vanaf de hash van de logregel langs de stappen naar boven (RFC 9162). Daar moet de wortel uit het ondertekende controlepunt uitkomen.",
    leafHash: "Hash van de logregel",
    root: "Wortel",
    size: "Aantal logregels",
    path: "Stappen",
    noSteps: "Geen: dit is de enige logregel.",
    checkpoint: "Ondertekend controlepunt",
  },

  checkpoints: {
    title: "Ondertekende controlepunten",
    text: "Bewaar er af en toe een buiten Akkoord. Daarmee kun je later zien dat er niets is veranderd of weggehaald.",
    none: "Er is nog niets ondertekend.",
    line: (size: string, moment: string) => `${size} logregels, ondertekend op ${moment}`,
    key: (id: string) => `sleutel ${id}`,
    save: "Bewaar",
    saveFor: (size: number) => `het controlepunt van ${size} logregels`,
    file: (size: number) => `akkoord-controlepunt-${size}.txt`,
    sign: "Nu ondertekenen",
    signed: (size: string) => `Ondertekend: ${size} logregels.`,
  },
};

/** The shape of these words in every language. */
export type AuditLogMessages = typeof auditLogNl;
