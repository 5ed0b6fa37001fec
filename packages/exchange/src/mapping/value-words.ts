import { type Attribute, nearest } from "@akkoord/policy";
import { fold } from "./fold.ts";

/**
 * Words that lists use for values of the standard vocabulary, besides their ids and labels. Words that could mean two
 * things (“geheim”, “gevoelig”, “samenwerken”) are left out on purpose: whoever imports says which.
 */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  activity: {
    meet: "overleg,overleggen,vergaderen,vergadering,videovergaderen,videobellen,videooverleg,videogesprek,beeldbellen,bellen,video,meeting,meetings,call,calls,video call,video calls,video meeting,video meetings,videoconferencing",
    message:
      "bericht,berichten,berichten sturen,chat,chatten,appen,korte berichten,messaging,message,messages,chatting",
    share:
      "delen,informatie delen,bestanden delen,bestand delen,documenten delen,bestanden uitwisselen,bestandsuitwisseling,bestanden versturen,file sharing,sharing,share files,sharing files",
    "co-author":
      "samen schrijven,samen werken aan documenten,samenwerken aan documenten,documenten bewerken,coauthoring,co-authoring,co-author,editing together",
    "use-ai": "ai,generatieve ai,genai,gen ai,ai gebruik,ai-gebruik,generative ai",
    sign: "ondertekenen,tekenen,handtekening,digitaal ondertekenen,signing,e-signing,signature",
  },
  information: {
    public: "openbaar,publiek,openbare informatie",
    internal: "intern,intern gebruik,interne informatie,internal use",
    confidential: "vertrouwelijk,vertrouwelijke informatie",
    "departmental-confidential":
      "depv,dep v,dep-v,departementaal vertrouwelijk,dep vertrouwelijk,rubricering depv,restricted",
    "state-confidential": "stg confidentieel,stgc,stg c,staatsgeheim confidentieel",
    "state-secret": "stg geheim,stgg,stg g,staatsgeheim geheim",
    "state-top-secret": "stg zeer geheim,stgzg,stg zg,staatsgeheim zeer geheim",
  },
  personalData: {
    none: "geen,nee,geen persoonsgegevens,no,none",
    ordinary: "gewoon,gewone,ja,persoonsgegevens,gewone persoonsgegevens,ordinary,yes",
    special: "bijzonder,bijzondere,bijzondere persoonsgegevens,special,sensitive",
  },
  audience: {
    "own-organisation": "eigen organisatie,eigen ministerie,intern,collega's,internal,colleagues",
    interdepartmental:
      "interdepartementaal,rijk,binnen het rijk,rijksbreed,andere ministeries,ministeries,other ministries",
    "public-sector": "overheid,andere overheid,andere overheden,medeoverheden,public sector",
    external: "extern,externen,buiten de overheid,burgers,bedrijven,leveranciers,externals",
    international: "internationaal,buitenland",
  },
  host: {
    own: "wij,eigen,zelf,wij nodigen uit,we invite,us",
    other: "ander,de ander,de ander nodigt uit,gast,they invite,guest",
  },
  device: {
    "managed-workstation":
      "laptop,werklaptop,werkplek,beheerde laptop,beheerde werkplek,rijkswerkplek,desktop,workstation,work laptop,managed laptop",
    "managed-mobile":
      "mobiel,werktelefoon,werkmobiel,smartphone,tablet,werktablet,beheerde mobiel,beheerde telefoon,zakelijke telefoon,mobile,work phone,work tablet,managed phone",
    "secure-workspace": "citrix,thuiswerkomgeving,beveiligde thuiswerkomgeving,vdi",
    "private-device":
      "prive,privetoestel,prive-apparaat,prive apparaat,eigen apparaat,eigen telefoon,byod,private,private phone,personal device",
  },
  location: {
    office: "kantoor,op kantoor",
    home: "thuis",
    "public-place": "onderweg,openbare ruimte,in het openbaar,trein,on the road",
    abroad: "buitenland,in het buitenland",
    "high-risk-country":
      "risicoland,hoog risico,hoogrisicoland,land met verhoogd risico,high risk country,high-risk",
  },
  role: {
    employee: "medewerker,medewerkers,ambtenaar,ambtenaren,personeel,employees,staff",
    "senior-official": "topambtenaar,topambtenaren,senior official",
    "office-holder": "bewindspersoon,bewindspersonen,minister,staatssecretaris",
    contractor: "inhuur,externe inhuur,ingehuurd,contractors",
  },
};

/** The values of one attribute by every word that means them. */
export interface ValueWords {
  readonly attribute: Attribute;
  readonly meanings: ReadonlyMap<string, readonly string[]>;
}

/**
 * Collects the words for the values of an attribute: ids, labels in both languages, the words that lists use, and the
 * words of the mapping, which go before all others.
 */
export function valueWords(
  attribute: Attribute,
  own: Readonly<Record<string, readonly string[]>> = {},
): ValueWords {
  const meanings = new Map<string, readonly string[]>();
  const add = (word: string, value: string): void => {
    if (!meanings.has(word)) meanings.set(word, [value]);
  };
  for (const [word, values] of Object.entries(own)) meanings.set(word, values);
  for (const value of attribute.values) {
    for (const word of [value.id, value.id.replaceAll("-", " "), value.label.nl, value.label.en])
      add(fold(word), value.id);
  }
  for (const value of attribute.values) {
    for (const word of WORDS[attribute.id]?.[value.id]?.split(",") ?? []) add(fold(word), value.id);
  }
  return { attribute, meanings };
}

/** What was read: the values, or the word that could not be. */
export type ReadValues =
  | { readonly values: readonly string[] }
  | { readonly unknown: string; readonly near: string | null }
  /** “tot vertrouwelijk”: with or without the last one? */
  | { readonly unclear: string }
  /** A range over values that have no order. */
  | { readonly unordered: true };

const EVERYTHING = new Set([
  "alle",
  "alles",
  "allemaal",
  "all",
  "any",
  "everything",
  "*",
  "overal",
  "iedereen",
  "altijd",
]);
const UP_TO =
  /^(?:(?:t\/m|<=|≤)\s*|(?:tm|tot en met|max|maximaal|hooguit|ten hoogste|up to and including|up to|at most)\s+)(.+)$/;
const FROM = /^(?:(?:>=|≥)\s*|(?:vanaf|minimaal|min|ten minste|from|at least)\s+)(.+)$/;
const FROM_AFTER = /^(.+?)\s*(?:en hoger|of hoger|and higher|or higher|and up|\+)$/;
const UP_TO_AFTER = /^(.+?)\s*(?:en lager|of lager|and lower|or lower)$/;
const BETWEEN = /^(.+?)\s+(?:t\/m|tm|tot en met|through)\s+(.+)$/;
const UNCLEAR = /^(?:tot|under|below|onder|boven|above|until)\s+(.+)$/;

/**
 * Reads the values in a cell: one (“Vertrouwelijk”), a range (“t/m vertrouwelijk”, “intern t/m Dep.V.”, “vanaf intern”),
 * a list (“intern, vertrouwelijk”, “intern en vertrouwelijk”) or all (“alle”).
 *
 * @returns the values in the order of the vocabulary.
 */
export function readValues(text: string, words: ValueWords): ReadValues {
  const folded = fold(text.replaceAll("\n", ", "));
  const order = words.attribute.values.map((value) => value.id);
  const inOrder = (values: readonly string[]): ReadValues => ({
    values: order.filter((value) => values.includes(value)),
  });
  const whole = words.meanings.get(folded);
  if (whole !== undefined) return inOrder(whole);
  if (EVERYTHING.has(folded)) return { values: order };

  const range = (from: string | undefined, to: string | undefined): ReadValues => {
    if (!words.attribute.ordered) return { unordered: true };
    const ends = [from, to].map((end) => (end === undefined ? null : words.meanings.get(fold(end))));
    const missing = [from, to].find((_, place) => ends[place] === undefined);
    if (missing !== undefined) return unknown(fold(missing), words);
    const [first, last] = ends;
    const start = first === null ? 0 : Math.min(...(first ?? []).map((value) => order.indexOf(value)));
    const end =
      last === null ? order.length - 1 : Math.max(...(last ?? []).map((value) => order.indexOf(value)));
    return start <= end ? { values: order.slice(start, end + 1) } : unknown(folded, words);
  };
  const between = BETWEEN.exec(folded);
  if (between !== null) return range(between[1], between[2]);
  const upTo = UP_TO.exec(folded) ?? UP_TO_AFTER.exec(folded);
  if (upTo !== null) return range(undefined, upTo[1]);
  const from = FROM.exec(folded) ?? FROM_AFTER.exec(folded);
  if (from !== null) return range(from[1], undefined);
  if (UNCLEAR.test(folded)) return { unclear: text };

  const parts = folded.split(/\s*(?:[,;/|&+]|\ben\b|\band\b|\bof\b|\bor\b)\s*/).filter((part) => part !== "");
  const found = parts.map((part) => words.meanings.get(part));
  const missing = parts.find((_, place) => found[place] === undefined);
  if (missing !== undefined || parts.length === 0) return unknown(missing ?? folded, words);
  return inOrder(found.flatMap((values) => values ?? []));
}

function unknown(word: string, words: ValueWords): ReadValues {
  return {
    unknown: word,
    near: words.meanings.get(nearest(word, [...words.meanings.keys()]) ?? "")?.[0] ?? null,
  };
}
