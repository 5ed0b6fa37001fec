/**
 * The words that other applications use for what we ask about: English as in AuthZEN, Dutch as in the Dutch
 * government's examples of it. Keys are compared without regard to case.
 */
export const PROPERTY_NAMES = {
  organisation: ["organisation", "organization", "organisatie"],
  role: ["role", "rol"],
  device: ["device", "apparaat"],
  location: ["location", "locatie"],
  tool: ["tool", "middel"],
  information: ["information", "informatie", "rubricering", "vertrouwelijkheid"],
  personalData: ["personalData", "persoonsgegevens"],
  participants: ["participants", "deelnemers"],
  external: ["external", "externen"],
  host: ["host", "gastheer"],
  date: ["date", "datum"],
  receipt: ["receipt", "bewijs"],
} as const;

/** Types of resource whose id is the tool itself. */
export const TOOL_TYPES: readonly string[] = ["tool", "middel"];

/** Other names for activities. */
export const ACTIVITY_WORDS: Readonly<Record<string, string>> = {
  bespreken: "meet",
  vergaderen: "meet",
  bellen: "meet",
  berichten: "message",
  appen: "message",
  delen: "share",
  versturen: "share",
  samenschrijven: "co-author",
  "ai-gebruiken": "use-ai",
  ondertekenen: "sign",
};

/**
 * Codes and markings of rubricering (VIRBI 2025), and Dutch words, with the values they can mean. Information
 * without rubricering may still be confidential: that stays open until the caller says so.
 */
export const INFORMATION_WORDS: Readonly<Record<string, readonly string[]>> = {
  ong: ["public", "internal", "confidential"],
  ongerubriceerd: ["public", "internal", "confidential"],
  openbaar: ["public"],
  intern: ["internal"],
  vertrouwelijk: ["confidential"],
  depv: ["departmental-confidential"],
  "dep.v.": ["departmental-confidential"],
  "departementaal vertrouwelijk": ["departmental-confidential"],
  stgc: ["state-confidential"],
  "stg. confidentieel": ["state-confidential"],
  stgg: ["state-secret"],
  "stg. geheim": ["state-secret"],
  stgzg: ["state-top-secret"],
  "stg. zeer geheim": ["state-top-secret"],
};

/** Dutch words for the other values. */
export const VALUE_WORDS: Readonly<Record<string, string>> = {
  geen: "none",
  gewoon: "ordinary",
  bijzonder: "special",
  eigen: "own",
  ander: "other",
  ambtenaar: "employee",
  medewerker: "employee",
  topambtenaar: "senior-official",
  bewindspersoon: "office-holder",
  inhuur: "contractor",
  kantoor: "office",
  thuis: "home",
  extern: "external",
  internationaal: "international",
  overheid: "public-sector",
};
