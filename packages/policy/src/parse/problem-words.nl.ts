import type { Layer } from "../rule-set.ts";
import type { ProblemWords } from "./faults.ts";
import { inDutch, writtenInDutch } from "./subject-words.nl.ts";

const SCENARIO_FORM = "Kijk bij de andere voorbeelden hoe je het opschrijft.";
const YAML_HERE = "Herstel de tekst op deze plek. Let op inspringen, dubbele punten en aanhalingstekens.";

/** What the reader of YAML finds, by its own name for it. */
const YAML_FAULTS: ReadonlyMap<string, string> = new Map([
  ["ALIAS_PROPS", "Bij een verwijzing (*naam) kan niets anders staan."],
  ["BAD_ALIAS", "Deze verwijzing (*naam) klopt niet."],
  ["BAD_COLLECTION_TYPE", "Dit is een ander soort lijst dan erbij staat."],
  ["BAD_DIRECTIVE", "Deze aanwijzing (%) klopt niet."],
  ["BAD_DQ_ESCAPE", "Na een backslash (\\) staat hier iets dat niet kan."],
  ["BAD_INDENT", "Deze regel springt niet goed in."],
  ["BAD_PROP_ORDER", "Een kenmerk (& of !) staat hier op de verkeerde plek."],
  ["BAD_SCALAR_START", "Een tekst kan niet met dit teken beginnen. Zet er aanhalingstekens omheen."],
  ["BLOCK_AS_IMPLICIT_KEY", "Hier staan twee waarden op één regel."],
  ["BLOCK_IN_FLOW", "Binnen [ ] of { } kan geen lijst over meer regels staan."],
  ["DUPLICATE_KEY", "Dit staat er twee keer."],
  ["KEY_OVER_1024_CHARS", "Het woord voor de dubbele punt is te lang."],
  ["MISSING_CHAR", "Hier ontbreekt een teken: een aanhalingsteken, dubbele punt, komma of haakje."],
  ["MULTILINE_IMPLICIT_KEY", "Wat voor de dubbele punt staat, moet op één regel staan."],
  ["MULTIPLE_ANCHORS", "Hier staan twee namen (&naam) bij één waarde."],
  ["MULTIPLE_DOCS", "Na drie streepjes (---) begint een nieuw document. Dat kan hier niet."],
  ["MULTIPLE_TAGS", "Hier staan twee soorten (!naam) bij één waarde."],
  ["NON_STRING_KEY", "Voor de dubbele punt moet een woord staan."],
  ["TAB_AS_INDENT", "Deze regel springt in met een tab. Gebruik spaties."],
  ["TAG_RESOLVE_FAILED", "Deze soort (!naam) bestaat niet."],
  ["UNEXPECTED_TOKEN", "Hier staat iets dat er niet hoort."],
]);

const LAYERS: Readonly<Record<Layer, string>> = {
  law: "wet",
  treaty: "verdrag",
  "government-wide": "rijksbreed",
  organisation: "organisatie",
  waiver: "ontheffing",
};

/** What is wrong in policy files and drafts, in Dutch. */
export const problemWordsNl: ProblemWords = {
  "not-text": ({ what, value }) => ({
    message: `${first(inDutch(what))} moet tekst zijn.`,
    remedy: value === null ? "Schrijf hier een tekst." : `Zet aanhalingstekens om ${value}.`,
  }),
  "bad-id": ({ what, id }) => ({
    message: `${first(writtenInDutch(what, id))} kan niet.`,
    remedy:
      "Begin met een kleine letter of een cijfer. Gebruik verder alleen letters, cijfers, ‘-’, ‘.’ en ‘/’.",
  }),
  "not-boolean": ({ what }) => ({
    message: `${first(inDutch(what))} moet true of false zijn.`,
    remedy: "Schrijf true of false.",
  }),
  "not-keys": ({ what, allowed }) => ({
    message: `${first(inDutch(what))} heeft hier niet de goede vorm.`,
    remedy: `Schrijf woorden met een dubbele punt, zoals ${list(allowed, 5)}.`,
  }),
  "not-facts": ({ what, example }) => ({
    message: `${first(inDutch(what))} moeten uit namen met een waarde bestaan.`,
    remedy: `Schrijf bijvoorbeeld ${example}.`,
  }),
  "not-condition": ({ what }) => ({
    message: `${first(inDutch(what))} moet uit kenmerken met een waarde bestaan.`,
    remedy: "Schrijf bijvoorbeeld {activity: [meet]}.",
  }),
  "not-people": ({ what }) => ({
    message: `${first(inDutch(what))} moet een heel getal zijn.`,
    remedy: "Schrijf een getal zoals 12500, zonder aanhalingstekens of punten.",
  }),
  "not-country": ({ value }) => ({
    message: `‘${value}’ is geen code van een land.`,
    remedy: "Schrijf twee hoofdletters, zoals NL.",
  }),
  "marks-in-facts": ({ what, afterName, betweenValues }) => ({
    message: `In ${inDutch(what)} mag geen ‘${afterName}’ in een naam staan, en geen ‘${betweenValues}’ in een waarde.`,
    remedy: "Schrijf meer waarden als een lijst.",
  }),
  "not-one-attribute": ({ what }) => ({
    message: `${first(inDutch(what))} moet over precies één kenmerk gaan.`,
    remedy: "Houd één kenmerk over, of maak er twee plichten van.",
  }),
  "matches-never": ({ what, attribute }) => ({
    message: `${first(inDutch(what))} laat bij ‘${attribute}’ geen enkele waarde over. Zo geldt dit nooit.`,
    remedy: `Kies minstens één waarde, of laat ‘${attribute}’ weg.`,
  }),
  "no-order": ({ attribute }) => ({
    message: `De waarden van ‘${attribute}’ hebben geen volgorde. Daarom kan ‘from’ of ‘to’ hier niet.`,
    remedy: "Noem de waarden zelf.",
  }),

  "missing-key": ({ what, key }) => ({
    message: `‘${key}’ ontbreekt bij ${inDutch(what)}.`,
    remedy: `Vul ‘${key}’ in.`,
  }),
  "no-values": ({ what }) => ({
    message: `${first(inDutch(what))} heeft geen waarden.`,
    remedy: "Noem de waarden onder ‘values’.",
  }),
  "no-document": ({ what }) => ({
    message: `Bij de bron van ${inDutch(what)} staat geen document.`,
    remedy: "Kies een document en zet de id ervan bij ‘document’.",
  }),
  "no-name": () => ({
    message: "Geen enkel bestand geeft deze regels een naam.",
    remedy: "Zet ‘name’ in één bestand.",
  }),
  "no-vocabulary": () => ({
    message: "Geen enkel bestand noemt de kenmerken van een situatie.",
    remedy: "Zet ‘attributes’ in één bestand.",
  }),

  "unknown-key": ({ key, near, allowed }) => ({
    message: `‘${key}’ kan hier niet staan.`,
    remedy: `${meant(near)}Dit kan hier wel: ${list(allowed)}.`,
  }),
  "unknown-id": ({ what, id, near, known }) => ({
    message: `${first(writtenInDutch(what, id))} bestaat niet.`,
    remedy: `${meant(near)}${known.length === 0 ? "Er is nog niets om uit te kiezen." : `Je kunt kiezen uit: ${list(known)}.`}`,
  }),

  "stands-twice": ({ what, file, line }) => ({
    message: `${first(inDutch(what))} staat er twee keer, de eerste keer in ${file} op regel ${line}.`,
    remedy: "Geef er één een andere id, of haal er één weg.",
  }),
  "withdrawn-twice": ({ id }) => ({
    message: `‘${id}’ staat twee keer bij wat vervalt.`,
    remedy: "Haal er één weg.",
  }),
  "written-and-withdrawn": ({ id }) => ({
    message: `‘${id}’ staat bij de regels én bij wat vervalt.`,
    remedy: "Haal één van de twee weg.",
  }),

  "no-web-address": ({ what, text }) => ({
    message: `‘${text}’ is geen webadres. Het gaat om ${inDutch(what)}.`,
    remedy: "Schrijf een adres dat begint met https:// of http://. Is er geen adres, schrijf dan null.",
  }),
  "no-such-day": ({ what, text }) => ({
    message: `‘${text}’ is geen dag die bestaat. Het gaat om ${inDutch(what)}.`,
    remedy: "Schrijf de dag als jjjj-mm-dd, zoals 2020-11-02. Is er geen dag, schrijf dan null.",
  }),
  "ends-before-it-begins": ({ what, from, to }) => ({
    message: `${first(inDutch(what))} eindigt op ${to}. Dat is voor het begin op ${from}.`,
    remedy: "Zet de eerste dag bij ‘from’ en de laatste bij ‘to’.",
  }),

  "no-tool": ({ what }) => ({
    message: `${first(inDutch(what))} noemt geen middel.`,
    remedy:
      "Kies een middel, of een soort of eigenschap die minstens één middel heeft. Alle middelen kan ook: ‘all’.",
  }),
  "tool-lost": ({ tool, rule, issuer }) => ({
    message: `Door deze wijziging van ‘${tool}’ noemt de regel ‘${rule}’ van ${issuer} geen middel meer.`,
    remedy: "Laat de soorten en eigenschappen staan die in die regel worden genoemd.",
  }),
  "no-bearer": ({ what }) => ({
    message: `${first(inDutch(what))} geldt voor niemand.`,
    remedy: "Kies onder ‘bearers’ minstens één organisatie of groep.",
  }),
  "no-quote": ({ what }) => ({
    message: `Bij ${inDutch(what)} ontbreekt de zin uit het document.`,
    remedy: "Neem die zin letterlijk over bij ‘quote’.",
  }),

  circle: ({ rules }) => ({
    message: `Regels zetten elkaar in een kring opzij: ${rules.join(" → ")}.`,
    remedy: "Haal in één van deze regels ‘overrides’ of ‘yieldsTo’ weg.",
  }),
  "yields-to-own-layer": ({ what }) => ({
    message: `${first(inDutch(what))} gaat opzij voor regels van dezelfde soort. Twee zulke regels zetten elkaar opzij.`,
    remedy: "Noem deze regel liever bij ‘overrides’ in de regel die ervan afwijkt.",
  }),
  "strict-yields": ({ what }) => ({
    message: `${first(inDutch(what))} is streng en kan dus niet opzij gaan.`,
    remedy: "Kies ‘defeasible’ bij ‘force’, of laat ‘yieldsTo’ leeg ([]).",
  }),
  "relaxes-floor": ({ rule, layer, target, targetLayer, targetIssuer }) => ({
    message: `De regel ‘${rule}’ (${LAYERS[layer]}) wijkt af van ‘${target}’. Dat is een strenge regel die hoger staat (${LAYERS[targetLayer]}).`,
    remedy: `Haal ‘${target}’ weg bij ‘overrides’ en vraag ${targetIssuer} om die regel te wijzigen.`,
  }),
  "relaxed-already": ({ rule, layer, issuer, target }) => ({
    message: `De regel ‘${target}’ wordt streng, maar ‘${rule}’ van ${issuer} (${LAYERS[layer]}) wijkt ervan af.`,
    remedy: `Kies ‘defeasible’ bij ‘force’, of vraag ${issuer} om eerst die afwijking weg te halen.`,
  }),
  "still-needed": ({ id, by, issuers }) => ({
    message: `‘${id}’ kan nog niet vervallen. Deze regels wijken ervan af: ${by.map((rule) => `‘${rule}’`).join(", ")}.`,
    remedy: `Wijzig die regels eerst, of laat ze vervallen. Ze zijn van ${issuers.join(", ")}.`,
  }),

  "layer-not-made-here": ({ what, layer, allowed }) => ({
    message: `${first(inDutch(what))} is van de soort ${LAYERS[layer]}. Die maak je hier niet.`,
    remedy: `Kies bij ‘layer’ uit: ${allowed.join(", ")}.`,
  }),
  "layer-above-own": ({ what, layer }) => ({
    message: `${first(inDutch(what))} is van de soort ${LAYERS[layer]}. Een organisatie maakt alleen regels voor zichzelf.`,
    remedy: "Schrijf layer: organisation.",
  }),
  "withdraws-anothers": ({ id, issuer, owner }) => ({
    message: `‘${id}’ is van ${issuer}, niet van ${owner}.`,
    remedy: `Vraag ${issuer} om deze regel te laten vervallen.`,
  }),
  "added-by-another": ({ what, owner }) => ({
    message: `${first(inDutch(what))} is niet door ${owner} toegevoegd.`,
    remedy: "Kies een andere id, of vraag de coördinatoren om dit te wijzigen.",
  }),
  "vocabulary-of-all": ({ parts }) => ({
    message: `${parts === "duties" ? "Plichten" : "Tips"} zijn van het hele Rijk.`,
    remedy: "Kies uit wat er is, of vraag de coördinatoren om er één toe te voegen.",
  }),
  "issuer-is-another": ({ what, issuer, owner }) => ({
    message: `${first(inDutch(what))} is van ${issuer}, niet van ${owner}.`,
    remedy: `Schrijf issuer: ${owner}, en kies een eigen id.`,
  }),
  "issuer-is-an-organisation": ({ what, issuer, owner }) => ({
    message: `${first(inDutch(what))} is van ${issuer}, niet van ${owner}.`,
    remedy: "Laat regels van een organisatie over aan haar eigen beveiligingsfunctionarissen.",
  }),
  "binds-others": ({ what, others, owner }) => ({
    message: `${first(inDutch(what))} geldt ook voor ${others.join(", ")}. Een organisatie maakt alleen regels voor zichzelf.`,
    remedy: `Schrijf bearers: [${owner}].`,
  }),

  "too-many-values": ({ what, count, most }) => ({
    message: `${first(inDutch(what))} heeft ${count} waarden. Er passen er ${most}.`,
    remedy: "Voeg waarden samen die voor geen enkele regel verschil maken.",
  }),
  "file-too-large": ({ most }) => ({
    message: `De tekst is langer dan ${most} tekens.`,
    remedy: "Verdeel de tekst over meer bestanden of concepten.",
  }),

  "not-yaml": ({ fault }) => ({
    message: YAML_FAULTS.get(fault) ?? "Dit is geen geldige YAML.",
    remedy: YAML_HERE,
  }),
  "too-deep": () => ({ message: "Hier staan te veel haakjes of lijsten in elkaar.", remedy: YAML_HERE }),
  "key-twice": ({ key }) => ({
    message: `‘${key}’ staat hier twee keer.`,
    remedy: "Haal één van de twee weg.",
  }),
  reference: () => ({
    message: "Een verwijzing (*naam) kan hier niet.",
    remedy: "Schrijf de waarde zelf op.",
  }),

  "scenario-not-keys": () => ({
    message: "Een voorbeeld moet bestaan uit woorden met een dubbele punt en een waarde.",
    remedy: SCENARIO_FORM,
  }),
  "scenario-key": ({ key, near, allowed }) => ({
    message: `‘${key}’ kan niet in een voorbeeld staan.`,
    remedy: `${meant(near)}Dit kan wel: ${list(allowed)}.`,
  }),
  "scenario-without-id": () => ({
    message: "Een voorbeeld moet een id en een datum hebben.",
    remedy: SCENARIO_FORM,
  }),
  "scenario-effect": ({ id, tool, allowed }) => ({
    message: `Het voorbeeld ‘${id}’ verwacht voor ${tool} een oordeel dat niet bestaat.`,
    remedy: `Kies uit: ${list(allowed)}.`,
  }),
};

function meant(near: string | null): string {
  return near === null ? "" : `Bedoel je ‘${near}’? `;
}

/** As the first word of a sentence. */
function first(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The whole list when short, else its first part and how many more. */
function list(ids: readonly string[], most = 40): string {
  const shown = ids.slice(0, most).join(", ");
  return ids.length > most ? `${shown} en nog ${ids.length - most}` : shown;
}
