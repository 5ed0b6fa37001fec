import type { Part, Subject, Thing } from "./subject.ts";

const THINGS: Readonly<Record<Thing, readonly [one: string, named: string]>> = {
  attribute: ["een kenmerk", "het kenmerk"],
  clause: ["een zin die geen regel is", "de zin"],
  "default-condition": ["de situatie onder ‘defaults’", "de situatie onder ‘defaults’"],
  "default-document": ["het document onder ‘defaults’", "het document onder ‘defaults’"],
  defaults: ["het deel ‘defaults’", "het deel ‘defaults’"],
  draft: ["het concept", "het concept"],
  duty: ["een plicht", "de plicht"],
  file: ["het bestand", "het bestand"],
  group: ["een groep", "de groep"],
  "impossible-situation": ["een situatie die niet kan", "de situatie"],
  organisation: ["een organisatie", "de organisatie"],
  "outside-party": ["een partij van buiten", "de partij van buiten"],
  rule: ["een regel", "de regel"],
  source: ["een document", "het document"],
  tip: ["een tip", "de tip"],
  tool: ["een middel", "het middel"],
  value: ["een waarde", "de waarde"],
  withdrawal: ["de id van wat vervalt", "de regel"],
};

const PARTS: Readonly<Record<Part, string>> = {
  activity: "de activiteit",
  address: "het adres",
  attribute: "het kenmerk",
  audience: "het publiek",
  bearer: "de organisatie of groep",
  condition: "de situatie",
  "condition-on": "de voorwaarde",
  constraint: "de eis",
  country: "het land van de leverancier",
  date: "de datum",
  document: "het document",
  duty: "de plicht",
  effect: "het oordeel",
  fact: "de eigenschap",
  facts: "de eigenschappen",
  force: "de keuze bij ‘force’",
  headcount: "het aantal mensen",
  id: "de id",
  issuer: "de maker",
  key: "het deel",
  kind: "de soort organisatie",
  layer: "de soort regel",
  member: "de organisatie",
  name: "een naam",
  override: "de regel onder ‘overrides’",
  period: "de periode",
  quote: "het citaat",
  rule: "de regel",
  scope: "de keuze bij ‘scope’",
  source: "de bron",
  tag: "de soort middel",
  tip: "de tip",
  tool: "het middel",
  tools: "de middelen",
  validity: "de geldigheid",
  value: "een waarde",
  "value-of": "de waarde",
};

/**
 * Names something in Dutch, in the middle of a sentence.
 *
 * @example inDutch(part("source", thing("rule", "szw/zoom"))) // de bron van de regel ‘szw/zoom’
 */
export function inDutch(subject: Subject): string {
  if (subject.kind === "part") {
    const words = partInDutch(subject.part, subject.name);
    return subject.of === null ? words : `${words} van ${inDutch(subject.of)}`;
  }
  const [one, named] = THINGS[subject.thing];
  return subject.id === null ? one : `${named} ‘${subject.id}’`;
}

function partInDutch(part: Part, name: string): string {
  switch (part) {
    case "key":
      return `‘${name}’`;
    case "fact":
      return `${PARTS.fact} ‘${name}’`;
    case "condition-on":
    case "value-of":
      return `${PARTS[part]} bij ‘${name}’`;
    default:
      return PARTS[part];
  }
}

/**
 * What was written where a subject should stand; whose it is, its place says already.
 *
 * @example writtenInDutch(part("tool", thing("rule", "szw/zoom")), "webx") // het middel ‘webx’
 */
export function writtenInDutch(subject: Subject, text: string): string {
  if (subject.kind === "thing") return inDutch({ ...subject, id: text });
  if (subject.part === "value-of") return `${PARTS["value-of"]} ‘${text}’ bij ‘${subject.name}’`;
  return `${PARTS[subject.part]} ‘${text}’`;
}
