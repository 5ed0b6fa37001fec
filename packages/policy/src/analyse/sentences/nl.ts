/** What findings, changes and repairs say in Dutch. Templates only: what to say is decided in the files beside this one. */
import type { OutcomeEffect } from "../../effect.ts";

/** Phrases for the values of one attribute, and for stretches of values that have a name of their own. */
export interface ValuePhrases {
  readonly values: Readonly<Record<string, string>>;
  /** From this value up to the last. */
  readonly from?: Readonly<Record<string, string>>;
  /** From the first value up to and including this one. */
  readonly to?: Readonly<Record<string, string>>;
}

const AND = "en";
const OR = "of";

const list = (items: readonly string[], word: string): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`;

const ACTIVITIES: Readonly<Record<string, string>> = {
  meet: "te overleggen",
  message: "berichten te sturen",
  share: "informatie te delen",
  "co-author": "samen te schrijven",
  "use-ai": "AI te gebruiken",
  sign: "te ondertekenen",
};

const ACTIVITIES_WITH: Readonly<Record<string, (adverb: string, adjective: string) => string>> = {
  meet: (adverb: string) => `${adverb} te overleggen`,
  message: (_: string, adjective: string) => `berichten te sturen met ${adjective} informatie`,
  share: (_: string, adjective: string) => `${adjective} informatie te delen`,
  "co-author": (_: string, adjective: string) => `samen te schrijven aan ${adjective} informatie`,
  "use-ai": (_: string, adjective: string) => `AI te gebruiken met ${adjective} informatie`,
  sign: (_: string, adjective: string) => `${adjective} informatie te ondertekenen`,
};

const INFORMATION: Readonly<Record<string, readonly [adverb: string, adjective: string]>> = {
  public: ["openbaar", "openbare"],
  internal: ["intern", "interne"],
  confidential: ["vertrouwelijk", "vertrouwelijke"],
  "departmental-confidential": ["departementaal vertrouwelijk", "departementaal vertrouwelijke"],
};

const CIRCUMSTANCES: Readonly<Record<string, ValuePhrases>> = {
  audience: {
    values: {
      "own-organisation": "binnen de eigen organisatie",
      interdepartmental: "met andere ministeries",
      "public-sector": "met een andere overheid",
      external: "met iemand buiten de overheid",
      international: "met een internationale organisatie",
    },
    from: {
      interdepartmental: "buiten de eigen organisatie",
      "public-sector": "met iemand buiten het Rijk",
    },
    to: {
      interdepartmental: "binnen het Rijk",
      "public-sector": "binnen de overheid",
    },
  },
  host: { values: { own: "op eigen uitnodiging", other: "op uitnodiging van een ander" } },
  device: {
    values: {
      "managed-workstation": "op een werklaptop of werkplek",
      "managed-mobile": "op een werktelefoon of werktablet",
      "secure-workspace": "in de beveiligde thuiswerkomgeving",
      "private-device": "op een eigen apparaat",
    },
  },
  location: {
    values: {
      office: "op kantoor",
      home: "vanuit huis",
      "public-place": "onderweg of in het openbaar",
      abroad: "in het buitenland",
      "high-risk-country": "in een land met verhoogd risico",
    },
  },
  personalData: {
    values: {
      none: "zonder persoonsgegevens",
      ordinary: "met gewone persoonsgegevens",
      special: "met bijzondere persoonsgegevens",
    },
    from: { ordinary: "met persoonsgegevens" },
  },
  role: {
    values: {
      employee: "voor medewerkers",
      "senior-official": "voor topambtenaren",
      "office-holder": "voor bewindspersonen",
      contractor: "voor inhuur",
    },
  },
};

const PEOPLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: {
    employee: "medewerkers",
    "senior-official": "topambtenaren",
    "office-holder": "bewindspersonen",
    contractor: "inhuurkrachten",
  },
};

export const nl = {
  all: (items: readonly string[]): string => list(items, AND),
  either: (items: readonly string[]): string => list(items, OR),
  /** Alternatives that hold an “of” themselves. */
  eitherOf: (items: readonly string[]): string => items.join(", of "),
  orHigher: (value: string) => `${value} of hoger`,
  orLower: (value: string) => `${value} of lager`,
  /** A circumstance that holds for all values but some. */
  except: (values: string) => `, behalve ${values}`,
  /** An attribute or a value that has no phrase below. */
  labelled: (attribute: string, values: string) => `(${attribute}: ${values})`,
  labelledExcept: (attribute: string, values: string) => `(${attribute}: niet ${values})`,

  /** What somebody does, as it follows “om”. */
  activities: ACTIVITIES,
  /** An activity that has no phrase above. */
  activity: (label: string) => `dit te doen: ${label.toLowerCase()}`,
  /** What somebody does with information of one class, where that says it shorter. */
  activitiesWith: ACTIVITIES_WITH,
  /** Classes of information: as an adverb (“vertrouwelijk overleggen”) and before the noun. */
  information: INFORMATION,
  ifInformation: (values: string) => `, als de informatie ${values} is`,

  /** Circumstances, as they follow what somebody does. */
  circumstances: CIRCUMSTANCES,
  /** People by the value of a given attribute. */
  people: PEOPLE,
  otherOrganisations: (count: number) => `${count} andere organisaties`,
  peopleOf: (organisations: string) => `mensen van ${organisations}`,
  somePeopleOf: (people: string, organisations: string) => `${people} van ${organisations}`,
  peopleExcept: (organisations: string, people: string) => `mensen van ${organisations}, behalve ${people},`,
  /** What something is for: the activity with its circumstances. */
  inOrderTo: (activity: string) => ` om ${activity}`,
  otherCases: (count: number) =>
    count === 0 ? "" : count === 1 ? ", en in 1 ander geval" : `, en in ${count} andere gevallen`,

  toolGap: (who: string, purpose: string) => `${who} hebben geen middel${purpose}.`,
  noneRegulated: "Er is voor geen enkel middel een regel.",
  allRefused: ({ prohibited, discouraged }: { prohibited: boolean; discouraged: boolean }) => {
    const ways = [
      ...(prohibited ? ["verboden"] : []),
      ...(discouraged ? ["afgeraden"] : []),
      "niet geregeld",
    ];
    return `Elk middel is ${list(ways, OR)}.`;
  },
  normativeGap: (who: string, tool: string, purpose: string) =>
    `Voor ${who} is er geen regel over ${tool}${purpose}.`,
  conflictWithin: (who: string, tool: string, purpose: string) =>
    `Voor ${who} spreken regels elkaar tegen over ${tool}${purpose}. De ene regel laat het toe, de andere niet.`,
  conflictBetween: (who: string, tool: string, purpose: string) =>
    `${who} mogen ${tool} gebruiken${purpose}.`,
  otherSide: (
    organisations: string,
    { prohibited, discouraged }: { prohibited: boolean; discouraged: boolean },
  ) =>
    prohibited && discouraged
      ? `Bij ${organisations} is dat verboden of afgeraden.`
      : `Bij ${organisations} is dat ${discouraged ? "afgeraden" : "verboden"}.`,
  coalitionGap: (organisations: string, purpose: string) =>
    `${organisations} hebben samen geen middel${purpose}.`,
  coalitionOfTwo: "Los van elkaar hebben ze dat wel.",
  coalitionOfMore: "Als een van hen niet meedoet, is er wel een middel.",
  unworkable: (who: string, tool: string, purpose: string, what: string) =>
    `Voor ${who} die ${tool} gebruiken${purpose}, ${what}`,
  dutiesClash: (duties: string) => `gaan deze plichten niet samen: ${duties}.`,
  dutyAndTip: (duty: string, tip: string) => `gaan een plicht en een tip niet samen: ${duty} en ${tip}.`,
  dutyImpossible: (duty: string) =>
    `is een plicht niet na te komen: ${duty}. Wie dat doet, mag het middel niet gebruiken.`,
  nobodyBoundAt: (organisation: string) => `Geen enkele regel geldt voor ${organisation}.`,
  nobodyBoundWhen: (organisation: string, when: string) =>
    `Geen enkele regel geldt voor ${organisation} ${when}.`,
  deadRule: (rule: string) => `Deze regel geeft nooit de doorslag: ${rule}.`,
  deadDuties: (rule: string) => `De plichten en tips van deze regel gelden nooit: ${rule}.`,
  othersSettle: "Andere regels gaan altijd voor.",
  neverApplies: "Hij past op geen enkele situatie die kan voorkomen.",
  quote: (text: string) => `“${text}”`,

  becomes: {
    required: (who: string, tool: string, purpose: string) => `${who} moeten ${tool} gebruiken${purpose}.`,
    recommended: (who: string, tool: string, purpose: string) =>
      `${who} krijgen ${tool} aangeraden${purpose}.`,
    permitted: (who: string, tool: string, purpose: string) => `${who} mogen ${tool} gebruiken${purpose}.`,
    discouraged: (who: string, tool: string, purpose: string) =>
      `${who} kunnen ${tool} beter niet gebruiken${purpose}.`,
    prohibited: (who: string, tool: string, purpose: string) =>
      `${who} mogen ${tool} niet gebruiken${purpose}.`,
    unspecified: (who: string, tool: string, purpose: string) =>
      `Voor ${who} is er geen regel meer over ${tool}${purpose}.`,
  } satisfies Readonly<Record<OutcomeEffect, (who: string, tool: string, purpose: string) => string>>,
  was: {
    required: "Eerst was dat verplicht.",
    recommended: "Eerst was dat aangeraden.",
    permitted: "Eerst mocht dat.",
    discouraged: "Eerst was dat afgeraden.",
    prohibited: "Eerst was dat verboden.",
    unspecified: "Eerst was er geen regel.",
  } satisfies Readonly<Record<OutcomeEffect, string>>,
  changesFor: (who: string, tool: string, purpose: string) =>
    `Voor ${who} verandert er iets bij ${tool}${purpose}.`,
  nowContested: "Regels spreken elkaar daar voortaan tegen.",
  noLongerContested: "Regels spreken elkaar daar niet meer tegen.",
  dutiesAdded: (duties: string, count: number) =>
    count === 1 ? `Er komt een plicht bij: ${duties}.` : `Er komen plichten bij: ${duties}.`,
  dutiesRemoved: (duties: string, count: number) =>
    count === 1 ? `Deze plicht vervalt: ${duties}.` : `Deze plichten vervallen: ${duties}.`,
  tipsAdded: (tips: string, count: number) =>
    count === 1 ? `Er komt een tip bij: ${tips}.` : `Er komen tips bij: ${tips}.`,
  tipsRemoved: (tips: string, count: number) =>
    count === 1 ? `Deze tip vervalt: ${tips}.` : `Deze tips vervallen: ${tips}.`,

  changeRule: (rule: string) => `pas de regel ${rule} aan`,
  admitTool: (tool: string, organisation: string) => `laat ${tool} toe bij ${organisation}`,
  signedBy: (owners: string) => `Daarvoor tekent ${owners}.`,
  signedByAll: (owners: string) => `Daarvoor tekenen ${owners}.`,
  government: "het Rijk",
};

/** Everything that a language has to say. */
export type SentenceWords = typeof nl;
