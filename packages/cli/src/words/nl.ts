import { analysisNl } from "./analysis.nl.ts";
import { certificateNl } from "./certificate.nl.ts";
import { roomLogNl } from "./room-log.nl.ts";

/** What the command line says, in Dutch. */
export const nl = {
  effects: {
    required: "Verplicht",
    recommended: "Aangeraden",
    permitted: "Mag",
    discouraged: "Liever niet",
    prohibited: "Mag niet",
    unspecified: "Geen regel",
  },
  contested: "Regels botsen",
  unworkable: "Niet uitvoerbaar",
  or: "of",
  unknownYet: "hangt af van wat nog open is",
  use: (tools: string) => `Gebruik ${tools}`,
  nothingInCommon: "Er is geen middel dat iedereen hier mag gebruiken.",
  nothingAllowed: "Er is hier geen middel dat mag.",
  stillOpen: "Er is nog geen zeker antwoord.",
  verdictOn: (tool: string) => `Over ${tool}`,
  askFirst: "Voor welke organisatie werk je?",
  conditions: "Voorwaarden",
  tips: "Tips",
  also: "Mag ook",
  lastResort: "Alleen als het echt niet anders kan",
  notAllowed: "Gebruik dit niet",
  noRule: "Hier is geen regel voor",
  dependsOn: "Hangt af van wat je nog niet hebt gezegd",
  help: "Wat zou helpen",
  next: "Nog een vraag",
  sourceAlsoSays: "De bron zegt ook",
  notARule: "Geen regel, want",
  understood: "Zo begrijp ik je vraag",
  unclear: "Niet zeker",
  unclearPart: (text: string, candidates: string) => `“${text}”: ${candidates}`,
  somebodyElse: (text: string, attribute: string) =>
    `“${text}” gaat over een ander. Zeg zelf: ${attribute.toLowerCase()}.`,
  notInCatalogue: "staat niet in de lijst met middelen",
  because: "Waarom",
  settles: "dit geeft de doorslag",
  setAside: "Deze regel telt hier niet",
  setAsideBy: { overrides: "een regel wijkt ervan af", yields: "de regel wijkt voor een regel van die laag" },
  byRequiring: "De regel schrijft een ander middel voor, dus mag dit niet.",
  howRead: "Zo is de bron gelezen",
  dutyStatus: { met: "in orde", open: "let hierop", impossible: "kan hier niet" },
  clash: (duties: string) => `Deze plichten gaan niet samen: ${duties}`,
  dutyImpossible: (duty: string) => `Deze plicht kan hier niet: ${duty}`,
  atOdds: "gaat niet samen met een plicht",
  without: (who: string) => `zonder ${who}`,
  becomes: (attribute: string, value: string) => `${attribute.toLowerCase()}: ${value.toLowerCase()}`,
  ifChanged: (changes: string, tool: string, effect: string) =>
    `Met ${changes}: ${tool} (${effect.toLowerCase()})`,
  stateSecret:
    "Dit is een staatsgeheim. Gebruik alleen faciliteiten die daarvoor zijn goedgekeurd. Vraag de beveiligingsambtenaar van je organisatie.",
  ruleSet: (name: string, hash: string, date: string) =>
    `${name} · ${hash.slice(0, 12)} · geldend op ${date}`,
  receiptWritten: (file: string) => `Bewijs geschreven naar ${file}`,
  checkFine: (rules: number, clauses: number, scenarios: number) =>
    `In orde: ${rules} regels, ${clauses} passages die geen regel zijn, ${scenarios} scenario's kloppen.`,
  checkProblems: (count: number) => (count === 1 ? "1 probleem gevonden." : `${count} problemen gevonden.`),
  scenarioFails: (id: string) => `scenario ${id} klopt niet meer`,
  replaySame: "Hetzelfde antwoord, byte voor byte.",
  replayDiffers: "Een ander antwoord dan het bewijs zegt.",
  supplier: "Leverancier",
  activities: "Waarvoor",
  facts: "Bekend",
  rulesAbout: "Regels die dit middel noemen",
  who: "Met",
  analysis: analysisNl,
  certificate: certificateNl,
  roomLog: roomLogNl,
  verify: {
    intact: (from: number, to: number, checkpoints: number) =>
      `Het logboek klopt: logregel ${from} tot en met ${to} zijn niet veranderd, met ${checkpoints} ondertekende controlepunten.`,
    broken: (sequence: number, upTo: number) =>
      sequence === upTo
        ? `Het logboek klopt niet vanaf logregel ${sequence}.`
        : `Het logboek klopt niet: de fout zit in logregel ${sequence} tot en met ${upTo}.`,
    rightUntil: (from: number, last: number) =>
      last < from
        ? "Geen enkele logregel klopt."
        : `Logregel ${from} tot en met ${last} kloppen op zichzelf.`,
    kinds: {
      missing: "De logregel ontbreekt of staat op een andere plek.",
      changed: "De inhoud van de logregel is veranderd.",
      "tree-differs": "De logregels passen niet bij de hashes die ervan bewaard zijn.",
      "root-differs": "De logregels zijn niet wat een ondertekend controlepunt zegt.",
      "cut-off": "Hierna ontbreken logregels die er wel waren.",
      "not-covered": "Er staan meer logregels in dan het bestand zelf zegt.",
      "checkpoint-unreadable": "Het controlepunt hier is niet te lezen.",
      "checkpoint-unknown-key": "Het controlepunt hier is ondertekend met een onbekende sleutel.",
      "checkpoint-wrong-signature": "De handtekening onder het controlepunt hier klopt niet.",
      "checkpoint-misplaced": "Het controlepunt hier hoort op een andere plek of bij een ander logboek.",
      "noted-checkpoint-differs": "Dit is niet het logboek waarvan je het controlepunt hebt bewaard.",
      unreadable: "Deze regel van het bestand is geen logregel.",
    },
    trail: (origin: string) => `Logboek ${origin}`,
    cover: (size: number, time: string, key: string) =>
      `Ondertekend op ${time}, met ${size} logregels, sleutel ${key}`,
    nobody: "onbekend",
    noted: (size: number) => `Het logboek gaat verder op het bewaarde controlepunt van ${size} logregels.`,
    notPinned:
      "De sleutel komt uit het bestand zelf. Bewaar de sleutel van Akkoord ergens anders en geef hem mee met --key.",
    notCheckable: {
      "not-an-export": (file: string) => `${file} is geen export van het logboek van Akkoord.`,
      "version-unknown": (file: string) =>
        `${file} is gemaakt door een nieuwere versie van Akkoord. Controleer het daarmee.`,
      "header-broken": (file: string) => `De eerste regel van ${file} is onvolledig of veranderd.`,
      "noted-checkpoint-unreadable": () =>
        "Het bewaarde controlepunt is niet te lezen. Geef de hele tekst ervan.",
      "noted-checkpoint-out-of-range": (file: string) =>
        `Het bewaarde controlepunt valt buiten ${file}, of is nieuwer. Maak een nieuwe export van het hele logboek.`,
    },
  },
  exchange: {
    whoseRules: (known: readonly string[]) =>
      `Zeg van wie de regels worden, met --owner. Dat kan: ${known.join(", ")}.`,
    unknownOwner: (id: string, near: string | null, known: readonly string[]) =>
      `Er is geen organisatie “${id}”.${near === null ? "" : ` Bedoel je “${near}”?`} Dat kan: ${known.join(", ")}.`,
    unknownVerdict: (verdict: string, known: readonly string[]) =>
      `“${verdict}” is geen oordeel. Dat kan: ${known.join(", ")}.`,
    unknownSheet: (name: string, near: string | null, known: readonly string[]) =>
      `Er is geen blad “${name}”.${near === null ? "" : ` Bedoel je “${near}”?`} Dat kan: ${known.join(", ")}.`,
    noDay: (date: string) => `“${date}” is geen dag. Schrijf jjjj-mm-dd, bijvoorbeeld 2025-01-31.`,
    cannotRead: (file: string) => `${file} is niet te lezen. Noem een bestand dat er is.`,
    exists: (file: string) => `${file} bestaat al en wordt niet overschreven. Kies een andere naam.`,
    sayForm: "Zeg in welke vorm, met --dmn.",
    draftWritten: (file: string) => `Concept geschreven naar ${file}`,
    exported: (file: string) => `Beslistabellen geschreven naar ${file}`,
    noDraft:
      "Er is geen concept gemaakt. Herstel de cellen, geef de woorden een betekenis met --mapping, of maak een concept van de rest met --partial.",
    wholeFile: "Hele bestand",
    errors: (count: number) =>
      count === 1 ? "1 cel kan niet worden gelezen." : `${count} cellen kunnen niet worden gelezen.`,
    skipped: (count: number) =>
      count === 1 ? "1 deel werd geen regel:" : `${count} delen werden geen regel:`,
    more: (count: number) => `en nog ${count}`,
    newTools: "Nieuwe middelen",
    newRules: "Nieuwe regels",
    changedRules: "Regels die veranderen",
    withdrawnRules: "Regels die vervallen",
    clauses: "Voorwaarden in woorden, naast de regel",
    noEffect: "alleen plichten",
    unchanged: (count: number) => `Regels die hetzelfde blijven: ${count}`,
    nothingChanges: "Er verandert niets: deze regels zijn er al.",
    effectOn: (date: string) => `Wat er verandert voor mensen op ${date}`,
    noEffectOn: (date: string) => `Op ${date} verandert er voor niemand iets.`,
    tooLargeToCompare: "Het is te veel om uit te rekenen wat er voor mensen verandert.",
  },
};

export type CliWords = typeof nl;
