import type { ProblemCode } from "./errors.ts";

/** The languages of the interface. */
export type Language = "nl" | "en";

interface Words {
  readonly title: string;
  readonly detail: string;
}

const CATALOGUE: Readonly<Record<Language, Readonly<Record<ProblemCode, Words>>>> = {
  nl: {
    "invalid-input": {
      title: "De invoer klopt niet",
      detail: "Verbeter de invoer en probeer het opnieuw. Het eerste dat niet klopt: {first}",
    },
    "unknown-value": {
      title: "Deze waarde kennen we niet",
      detail:
        "“{value}” hoort niet bij {attribute}.{nearest? Bedoel je “{nearest}”?} Je kunt kiezen uit: {allowed}.",
    },
    "impossible-date": {
      title: "Deze dag bestaat niet",
      detail: "“{value}” is geen bestaande dag. Schrijf de dag als jjjj-mm-dd, zoals 2026-11-21.",
    },
    "not-in-period": {
      title: "Deze organisatie bestond toen niet",
      detail:
        "“{value}” bestond niet op die dag. Kies een andere dag of een van deze organisaties: {allowed}.",
    },
    "cannot-occur": {
      title: "Deze situatie kan niet voorkomen",
      detail: "Deze antwoorden gaan niet samen: {value}. Laat er een weg.",
    },
    "no-asker": {
      title: "Noem eerst je eigen organisatie",
      detail:
        "De eerste deelnemer is de organisatie van wie de vraag stelt. “{value}” heeft geen eigen regels.",
    },
    "double-participant": {
      title: "Een deelnemer staat er twee keer in",
      detail: "Noem “{value}” maar één keer.",
    },
    "altered-receipt": {
      title: "Dit bewijs is veranderd",
      detail: "Het bewijs past niet meer bij zijn eigen kenmerk. Meld dit bij de beheerder van Akkoord.",
    },
    "not-signed-in": { title: "Je bent niet ingelogd", detail: "Log in en probeer het opnieuw." },
    "not-allowed": {
      title: "Dit mag je niet",
      detail:
        "Je rol geeft hier geen recht op. Vraag de beheerder van Akkoord als je dit nodig hebt voor je werk.",
    },
    "csrf-token-missing": {
      title: "Deze opdracht kwam niet van onze pagina",
      detail: "Laad de pagina opnieuw en probeer het nog een keer.",
    },
    "not-found": { title: "Niet gevonden", detail: "Hier staat niets. Controleer het adres." },
    "too-complex": {
      title: "Deze vraag is te groot",
      detail: "Het uitrekenen duurt te lang. Noem minder deelnemers, of vul meer van de situatie in.",
    },
    "too-large": { title: "Te groot", detail: "Stuur minder gegevens in één keer." },
    "wrong-content-type": {
      title: "Verkeerd soort inhoud",
      detail: "Stuur JSON, met Content-Type: application/json.",
    },
    "sign-in-failed": {
      title: "Inloggen is niet gelukt",
      detail: "Probeer het opnieuw. Lukt het weer niet? Neem dan contact op met je beheerder.",
    },
    "policies-refused": {
      title: "De regels zijn niet gepubliceerd",
      detail:
        "Verbeter de bestanden en laad ze opnieuw. De regels die golden, blijven gelden. Het eerste probleem: {first}",
    },
    "too-many-requests": { title: "Te veel verzoeken", detail: "Wacht even en probeer het dan opnieuw." },
    unexpected: {
      title: "Er ging iets mis bij ons",
      detail:
        "Probeer het later opnieuw. Blijft het misgaan? Meld het bij de beheerder, met het nummer van dit verzoek.",
    },
    "temporarily-unavailable": {
      title: "Dit kan nu even niet",
      detail: "Een onderdeel van Akkoord is tijdelijk niet bereikbaar. Probeer het zo opnieuw.",
    },
    "identity-unavailable": {
      title: "Inloggen kan nu even niet",
      detail: "De inlogdienst antwoordt niet. Probeer het zo opnieuw. Vragen stellen kan zonder inloggen.",
    },
  },
  en: {
    "invalid-input": {
      title: "The input is not right",
      detail: "Correct the input and try again. The first thing that is wrong: {first}",
    },
    "unknown-value": {
      title: "We do not know this value",
      detail:
        "“{value}” does not belong to {attribute}.{nearest? Do you mean “{nearest}”?} You can choose from: {allowed}.",
    },
    "impossible-date": {
      title: "This day does not exist",
      detail: "“{value}” is not a day that exists. Write the day as yyyy-mm-dd, such as 2026-11-21.",
    },
    "not-in-period": {
      title: "This organisation did not exist then",
      detail:
        "“{value}” did not exist on that day. Choose another day or one of these organisations: {allowed}.",
    },
    "cannot-occur": {
      title: "This situation cannot occur",
      detail: "These answers do not go together: {value}. Leave one out.",
    },
    "no-asker": {
      title: "Name your own organisation first",
      detail: "The first participant is the organisation of whoever asks. “{value}” has no rules of its own.",
    },
    "double-participant": { title: "A participant is named twice", detail: "Name “{value}” only once." },
    "altered-receipt": {
      title: "This receipt was altered",
      detail: "The receipt no longer matches its own id. Report this to the operator of Akkoord.",
    },
    "not-signed-in": { title: "You are not signed in", detail: "Sign in and try again." },
    "not-allowed": {
      title: "You may not do this",
      detail: "Your role does not allow this. Ask the operator of Akkoord if you need it for your work.",
    },
    "csrf-token-missing": {
      title: "This did not come from our page",
      detail: "Load the page again and try once more.",
    },
    "not-found": { title: "Not found", detail: "There is nothing here. Check the address." },
    "too-complex": {
      title: "This question is too large",
      detail: "Working it out takes too long. Name fewer participants, or fill in more of the situation.",
    },
    "too-large": { title: "Too large", detail: "Send less in one go." },
    "wrong-content-type": {
      title: "Wrong kind of content",
      detail: "Send JSON, with Content-Type: application/json.",
    },
    "sign-in-failed": {
      title: "Signing in did not work",
      detail: "Try again. Does it fail again? Then contact your operator.",
    },
    "policies-refused": {
      title: "The rules were not published",
      detail:
        "Correct the files and load them again. The rules that were in force stay. The first problem: {first}",
    },
    "too-many-requests": { title: "Too many requests", detail: "Wait a moment and then try again." },
    unexpected: {
      title: "Something went wrong on our side",
      detail:
        "Try again later. Does it keep failing? Report it to the operator, with the number of this request.",
    },
    "temporarily-unavailable": {
      title: "Not possible right now",
      detail: "A part of Akkoord cannot be reached for the moment. Try again shortly.",
    },
    "identity-unavailable": {
      title: "Signing in is not possible right now",
      detail:
        "The sign-in service does not answer. Try again shortly. You can ask questions without signing in.",
    },
  },
};

/** The title and the sentence of a problem in a language, with values filled in. */
export function problemWords(
  code: ProblemCode,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): Words {
  const { title, detail } = CATALOGUE[language][code];
  // {name? text} is left out when there is no such value; inside it, {name} is filled in like elsewhere.
  const chosen = detail.replace(/\{(\w+)\?((?:[^{}]|\{\w+\})*)\}/g, (_, name: string, words: string) =>
    values[name] ? words : "",
  );
  return { title, detail: chosen.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "") };
}

/**
 * The language to answer in: English when the caller prefers it, Dutch otherwise.
 *
 * @example preferredLanguage("en-GB,en;q=0.9,nl;q=0.8") // "en"
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => (language === "nl" || language === "en") && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.language === "en" ? "en" : "nl";
}
