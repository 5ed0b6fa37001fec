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
    "analysis-too-large": {
      title: "Deze regels zijn te groot om door te rekenen",
      detail:
        "Er is meer geheugen nodig dan is toegestaan. Vraag de beheerder om ANALYSIS_NODE_BUDGET te verhogen, of splits regels die over hetzelfde middel gaan.",
    },
    "analysis-takes-too-long": {
      title: "Het doorrekenen duurt te lang",
      detail:
        "Probeer het straks opnieuw. Blijft het misgaan? Vraag de beheerder om ANALYSIS_TIME_LIMIT te verhogen.",
    },
    "too-large": { title: "Te groot", detail: "Stuur minder gegevens in één keer." },
    "picture-refused": {
      title: "Deze foto kunnen we niet gebruiken",
      detail: "Kies een foto van het soort PNG, JPEG of WebP, van ten hoogste 16 miljoen beeldpunten.",
    },
    "room-refused": { title: "Dit mag hier niet", detail: "{sentence}" },
    "room-closed": {
      title: "Deze ruimte is gesloten",
      detail: "Je kunt hier nog lezen. Open een nieuwe ruimte om verder te praten.",
    },
    "room-open": {
      title: "Deze ruimte is nog open",
      detail: "Sluit de ruimte eerst. Daarna kun je de sleutel vernietigen.",
    },
    "room-full": {
      title: "Deze ruimte is vol",
      detail: "In een ruimte passen {most} mensen. Verwijder eerst wie er niet meer bij hoort.",
    },
    "room-has-owner": {
      title: "Deze ruimte heeft een eigenaar",
      detail: "Vraag de eigenaar om iemand anders eigenaar te maken.",
    },
    "room-key-destroyed": {
      title: "De inhoud is vernietigd",
      detail: "De sleutel van deze ruimte is vernietigd. Niemand kan de berichten nog lezen.",
    },
    "duplicate-reaction": {
      title: "Deze reactie gaf je al",
      detail: "Je kunt op een bericht maar één keer met hetzelfde teken reageren.",
    },
    "app-refused": {
      title: "Deze app kan hier niet inloggen",
      detail:
        "Het adres van de app klopt niet of staat niet op de lijst van deze Akkoord. Vraag de beheerder of de app erop kan.",
    },
    "wrong-content-type": {
      title: "Verkeerd soort inhoud",
      detail: "Stuur JSON, met Content-Type: application/json.",
    },
    "rules-changed": {
      title: "De regels zijn veranderd",
      detail:
        "Sinds je keek, zijn er andere regels gepubliceerd. Laad de pagina opnieuw en bekijk het antwoord van nu.",
    },
    "waiver-blocked": {
      title: "Hiervoor kan geen ontheffing",
      detail:
        "Een strenge regel, een wet of een verdrag staat dit niet toe: {rules}. Alleen wie die regel maakt, kan hem veranderen.",
    },
    "waiver-not-needed": {
      title: "Een ontheffing is niet nodig",
      detail: "Dit middel mag in deze situatie al. Bekijk het antwoord opnieuw.",
    },
    "waiver-unworkable": {
      title: "Deze voorwaarden kunnen zo niet",
      detail: "In deze situatie kun je niet voldoen aan: {duties}. Kies andere voorwaarden.",
    },
    "waiver-too-wide": {
      title: "Deze ontheffing is te ruim",
      detail: "Leg meer van de situatie vast, en vraag het opnieuw.",
    },
    "waiver-incomplete": {
      title: "De situatie is nog niet volledig",
      detail: "Vul eerst in, of zeg dat het niet uitmaakt: {attributes}.",
    },
    "waiver-decided": {
      title: "Hierover is al beslist",
      detail:
        "Iemand was je voor, of de termijn is voorbij. Laad de pagina opnieuw om te zien wat er is besloten.",
    },
    "own-waiver": {
      title: "Je beslist niet over je eigen verzoek",
      detail: "Vraag een collega met dezelfde rol om te beslissen.",
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
    "access-ended": {
      title: "Je hebt geen toegang (meer)",
      detail:
        "Je organisatie heeft je toegang tot Akkoord beëindigd, of je begint pas later. Klopt dat niet? Vraag het aan je manager of aan de beheerder van je organisatie.",
    },
    "identity-unclear": {
      title: "We weten niet zeker wie je bent",
      detail:
        "Meer dan één organisatie heeft iemand aangemeld met jouw gegevens. Vraag de beheerder van je organisatie om dit op te lossen.",
    },
    "person-exists": {
      title: "Deze persoon is er al",
      detail:
        "Iemand van de organisatie heeft deze gebruikersnaam of dit kenmerk al. Zoek die persoon op en wijzig die.",
    },
    "person-ended-by-hand": {
      title: "De toegang van deze persoon is met de hand beëindigd",
      detail:
        "Iemand met deze gebruikersnaam of dit kenmerk heeft geen toegang meer: een manager of beheerder heeft die beëindigd. Alleen een beheerder van Akkoord kan deze persoon weer toelaten. Is het iemand anders? Gebruik dan een andere gebruikersnaam en een ander kenmerk.",
    },
    "group-exists": {
      title: "Deze groep is er al",
      detail: "De organisatie heeft al een groep met deze naam. Zoek die groep op en wijzig die.",
    },
    "person-changed": {
      title: "Dit is intussen gewijzigd",
      detail:
        "Iemand anders heeft dit gewijzigd nadat je het opvroeg. Vraag het opnieuw op en probeer het dan weer.",
    },
    "not-your-organisation": {
      title: "Deze organisatie is niet van jou",
      detail:
        "Deze koppeling mag geen mensen plaatsen bij “{organisation}”. Vraag de beheerder van Akkoord om een koppeling die dat mag.",
    },
    "audit-trail-damaged": {
      title: "Het logboek is beschadigd",
      detail:
        "Het logboek past niet meer bij wat eerder is ondertekend. Controleer het hele logboek en meld dit als beveiligingsincident.",
    },
    "desk-rules-in-force": {
      title: "Er zijn regels gepubliceerd buiten de map om",
      detail:
        "De map met regels vervangt die niet vanzelf. Wil je dat toch? Stuur dan replaceDesk: true mee. De regels die golden, blijven nu gelden.",
    },
    "draft-changed": {
      title: "Iemand anders heeft dit concept veranderd",
      detail:
        "{name? {name} heeft intussen iets opgeslagen.} Jouw tekst is niet opgeslagen en niets is overschreven. Voeg de twee samen en sla opnieuw op.",
    },
    "draft-state": {
      title: "Dit kan nu niet met dit concept",
      detail: "Het concept is in een andere fase. Laad de pagina opnieuw en kijk wat er nu kan.",
    },
    "draft-has-problems": {
      title: "Dit concept kan nog niet worden beoordeeld",
      detail: "Los eerst op wat er niet klopt. Regel {first}",
    },
    "draft-changes-nothing": {
      title: "Dit concept verandert niets",
      detail: "De regels blijven zoals ze nu zijn. Verander iets en probeer het opnieuw.",
    },
    "draft-blocked": {
      title: "Dit concept kan nog niet worden gepubliceerd",
      detail:
        "Een voorbeeld dat waar moet blijven klopt niet meer of is na de goedkeuring veranderd, of een nieuwe tegenspraak heeft nog geen reden. Open het concept om te zien wat er eerst moet.",
    },
    "nothing-to-restore": {
      title: "Er is niets om terug te zetten",
      detail: "De regels zijn nu dezelfde als toen. Kies een andere publicatie.",
    },
    "four-eyes": {
      title: "Dit moet iemand anders doen",
      detail: "Je hebt zelf aan dit concept geschreven. Vraag een collega om het te beoordelen.",
    },
    "scenario-four-eyes": {
      title: "Dit moet iemand anders doen",
      detail:
        "Je hebt zelf een voorbeeld veranderd of weggehaald nadat dit concept was begonnen. Vraag een collega om het te beoordelen.",
    },
    "scenarios-changed": {
      title: "Er zijn voorbeelden veranderd",
      detail:
        "Er is een voorbeeld veranderd of weggehaald dat je nog niet zag. Er is niets goedgekeurd. Kijk opnieuw wat er veranderd is.",
    },
    "no-such-conflict": {
      title: "Deze tegenspraak is er niet",
      detail:
        "Dit concept maakt deze tegenspraak niet, of niet meer. Je reden is niet bewaard. Kijk opnieuw welke er zijn.",
    },
    "guest-link-spent": {
      title: "Deze link werkt niet meer",
      detail: "Elke link werkt één keer en niet voor altijd. Vraag een nieuwe link met je e-mailadres.",
    },
    "guest-link-elsewhere": {
      title: "Deze link hoort bij een andere browser",
      detail: "Open de link in de browser waarin je hem vroeg. Of vraag hier een nieuwe.",
    },
    "guest-ended": {
      title: "Deze uitnodiging is afgelopen",
      detail: "Is de toegang nog nodig? Dan nodigt een lid van de ruimte opnieuw uit.",
    },
    "guest-already-invited": {
      title: "Deze gast is al uitgenodigd",
      detail:
        "Dit e-mailadres is al te gast in deze ruimte. Verleng de toegang bij je gasten, of kies een ander adres.",
    },
    "guest-is-colleague": {
      title: "Dit is een collega",
      detail: "Wie bij de Rijksoverheid werkt, is geen gast. Nodig deze persoon uit als collega.",
    },
    "guest-too-long": {
      title: "Dit is te lang",
      detail:
        "Een gast blijft hoogstens {days} dagen. Kies een dag tot en met {lastDay}; verlengen kan later.",
    },
    "review-decided": {
      title: "Deze controle is al afgerond",
      detail: "Iemand was je voor. Laad de pagina opnieuw om de uitkomst te zien.",
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
    "analysis-too-large": {
      title: "These rules are too large to analyse",
      detail:
        "It needs more memory than is allowed. Ask the operator to raise ANALYSIS_NODE_BUDGET, or split rules that speak of the same tool.",
    },
    "analysis-takes-too-long": {
      title: "The analysis takes too long",
      detail: "Try again later. Does it keep failing? Ask the operator to raise ANALYSIS_TIME_LIMIT.",
    },
    "too-large": { title: "Too large", detail: "Send less in one go." },
    "picture-refused": {
      title: "We cannot use this picture",
      detail: "Choose a picture of the kind PNG, JPEG or WebP, with at most 16 million pixels.",
    },
    "room-refused": { title: "This is not allowed here", detail: "{sentence}" },
    "room-closed": {
      title: "This room is closed",
      detail: "You can still read here. Open a new room to go on talking.",
    },
    "room-open": {
      title: "This room is still open",
      detail: "Close the room first. Then you can destroy its key.",
    },
    "room-full": {
      title: "This room is full",
      detail: "A room holds {most} people. First remove who does not belong there any more.",
    },
    "room-has-owner": {
      title: "This room has an owner",
      detail: "Ask the owner to make somebody else the owner.",
    },
    "room-key-destroyed": {
      title: "The content is destroyed",
      detail: "The key of this room was destroyed. Nobody can read the messages any more.",
    },
    "duplicate-reaction": {
      title: "You gave this reaction already",
      detail: "You can react to a message with the same character only once.",
    },
    "app-refused": {
      title: "This app cannot sign in here",
      detail:
        "The app's address is not right, or is not on the list of this Akkoord. Ask the operator whether it can be added.",
    },
    "wrong-content-type": {
      title: "Wrong kind of content",
      detail: "Send JSON, with Content-Type: application/json.",
    },
    "rules-changed": {
      title: "The rules have changed",
      detail: "Other rules were published since you looked. Reload the page and see the answer of now.",
    },
    "waiver-blocked": {
      title: "There can be no waiver for this",
      detail:
        "A strict rule, a law or a treaty does not allow it: {rules}. Only who makes that rule can change it.",
    },
    "waiver-not-needed": {
      title: "No waiver is needed",
      detail: "This tool is allowed in this situation already. Look at the answer again.",
    },
    "waiver-unworkable": {
      title: "These conditions cannot be met",
      detail: "In this situation you cannot meet: {duties}. Choose other conditions.",
    },
    "waiver-too-wide": {
      title: "This waiver is too wide",
      detail: "Settle more of the situation and ask again.",
    },
    "waiver-incomplete": {
      title: "The situation is not complete",
      detail: "First fill in, or say that it makes no difference: {attributes}.",
    },
    "waiver-decided": {
      title: "This was decided already",
      detail: "Somebody was before you, or the period is over. Reload the page to see what was decided.",
    },
    "own-waiver": {
      title: "You do not decide on your own request",
      detail: "Ask a colleague with the same role to decide.",
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
    "access-ended": {
      title: "You have no access (any more)",
      detail:
        "Your organisation ended your access to Akkoord, or you begin later. Is that wrong? Ask your manager or the administrator of your organisation.",
    },
    "identity-unclear": {
      title: "We are not sure who you are",
      detail:
        "More than one organisation told us of somebody with your details. Ask the administrator of your organisation to sort this out.",
    },
    "person-exists": {
      title: "This person is there already",
      detail:
        "Somebody of the organisation has this user name or external id already. Look them up and change them.",
    },
    "person-ended-by-hand": {
      title: "This person's access was ended by hand",
      detail:
        "The access of somebody with this user name or external id was ended by a manager or operator. Only an operator of Akkoord can let them back in. Is it somebody else? Then use another user name and external id.",
    },
    "group-exists": {
      title: "This group is there already",
      detail: "The organisation has a group of this name already. Look it up and change it.",
    },
    "person-changed": {
      title: "This was changed meanwhile",
      detail: "Somebody else changed this after you read it. Read it again and then try again.",
    },
    "not-your-organisation": {
      title: "This organisation is not yours",
      detail:
        "This client may not place people at “{organisation}”. Ask the operator of Akkoord for a client that may.",
    },
    "audit-trail-damaged": {
      title: "The audit trail is damaged",
      detail:
        "The audit trail no longer matches what was signed before. Check the whole trail and report this as a security incident.",
    },
    "desk-rules-in-force": {
      title: "Rules were published at the rule desk",
      detail:
        "The policies folder does not replace those by itself. Is that what you want? Then send replaceDesk: true. For now the rules in force stay.",
    },
    "draft-changed": {
      title: "Somebody else changed this draft",
      detail:
        "{name? {name} saved something in the meantime.} Your text was not saved and nothing was overwritten. Merge the two and save again.",
    },
    "draft-state": {
      title: "This cannot be done with this draft now",
      detail: "The draft is in another stage. Load the page again and see what can be done.",
    },
    "draft-has-problems": {
      title: "This draft cannot be reviewed yet",
      detail: "First solve what is wrong. Line {first}",
    },
    "draft-changes-nothing": {
      title: "This draft changes nothing",
      detail: "The rules stay as they are now. Change something and try again.",
    },
    "draft-blocked": {
      title: "This draft cannot be published yet",
      detail:
        "An example that must stay true is not or was changed after the approval, or a new conflict has no reason yet. Open the draft to see what comes first.",
    },
    "nothing-to-restore": {
      title: "There is nothing to restore",
      detail: "The rules are the same now as they were then. Choose another publication.",
    },
    "four-eyes": {
      title: "Somebody else must do this",
      detail: "You wrote in this draft yourself. Ask a colleague to review it.",
    },
    "scenario-four-eyes": {
      title: "Somebody else must do this",
      detail:
        "You changed or removed an example yourself after this draft was begun. Ask a colleague to review it.",
    },
    "scenarios-changed": {
      title: "Examples have changed",
      detail:
        "An example was changed or removed that you have not seen yet. Nothing was approved. Look again at what changed.",
    },
    "no-such-conflict": {
      title: "This conflict does not exist",
      detail:
        "This draft does not make this conflict, or no longer does. Your reason was not kept. Look again which there are.",
    },
    "guest-link-spent": {
      title: "This link does not work any more",
      detail: "Every link works once and not for ever. Ask for a new link with your e-mail address.",
    },
    "guest-link-elsewhere": {
      title: "This link belongs to another browser",
      detail: "Open the link in the browser in which you asked for it. Or ask for a new one here.",
    },
    "guest-ended": {
      title: "This invitation has ended",
      detail: "Is access still needed? Then a member of the room invites again.",
    },
    "guest-already-invited": {
      title: "This guest was invited already",
      detail:
        "This e-mail address is a guest of this room already. Extend their access, or choose another address.",
    },
    "guest-is-colleague": {
      title: "This is a colleague",
      detail: "Who works for the central government is no guest. Invite this person as a colleague.",
    },
    "guest-too-long": {
      title: "This is too long",
      detail:
        "A guest stays for at most {days} days. Choose a day up to {lastDay}; extending is possible later.",
    },
    "review-decided": {
      title: "This review was finished already",
      detail: "Somebody was before you. Load the page again to see the result.",
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
