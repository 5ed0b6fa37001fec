/** Dutch words about what changed for somebody, and about systems that are told. */
export const noticesNl = {
  title: "Wat verandert er voor mij?",
  lead: "Elke keer dat er regels zijn gepubliceerd, staat hier kort wat dat voor je organisatie betekent.",
  organisation: "Organisatie",
  everyone: "Alle organisaties",
  none: "Er is nog niets veranderd sinds de eerste regels.",
  noneFor: (organisation: string) => `Er is nog niets veranderd voor ${organisation}.`,
  published: (date: string) => `Gepubliceerd op ${date}`,
  more: (count: number) => (count === 1 ? "En nog 1 wijziging." : `En nog ${count} wijzigingen.`),
  details: "Bekijk de regels die veranderden",
  older: "Oudere berichten",
  feed: "Volg dit met een nieuwslezer (Atom)",
  failed: "De berichten kunnen niet worden opgehaald. Probeer het later opnieuw.",

  webhooks: {
    documentTitle: "Meldingen aan systemen",
    title: "Meldingen aan systemen",
    lead: "Een ander systeem krijgt bericht zodra er regels veranderen. Elk bericht is een ondertekend CloudEvent.",
    add: "Systeem toevoegen",
    url: "Adres dat de berichten ontvangt",
    urlHint: "Begint met https://. Het systeem moet vanaf internet bereikbaar zijn.",
    organisation: "Over welke organisatie?",
    all: "Alle organisaties",
    addAction: "Voeg toe",
    secretTitle: "Bewaar dit geheim nu",
    secretText:
      "Hiermee controleert het systeem dat een bericht echt van Akkoord komt. We laten het maar één keer zien.",
    secret: "Geheim",
    copy: "Kopieer",
    copied: "Gekopieerd",
    none: "Er is nog geen systeem dat meldingen krijgt.",
    list: "Systemen",
    about: (organisation: string) => `Over ${organisation}`,
    on: "Aan",
    off: "Uit",
    switchOn: "Zet aan",
    switchOff: "Zet uit",
    remove: "Verwijder",
    removeTitle: "Dit systeem verwijderen?",
    removeText: "Het krijgt geen berichten meer. Berichten die nog wachtten, vervallen.",
    cancel: "Annuleer",
    counts: (delivered: number, waiting: number, failed: number) =>
      `${delivered} bezorgd, ${waiting} wacht, ${failed} mislukt`,
    lastAttempt: (date: string, result: string) => `Laatste poging op ${date}: ${result}`,
    results: {
      "address-not-allowed": "dit adres is niet toegestaan",
      timeout: "geen antwoord op tijd",
      unreachable: "niet bereikbaar",
      "notice-gone": "het bericht is er niet meer",
      "secret-unreadable": "het geheim is niet meer te lezen; voeg het systeem opnieuw toe",
    } as Readonly<Record<string, string>>,
    status: (status: string) => `antwoord ${status}`,
    notAllowed: "Je mag dit niet beheren. Vraag het de beveiligingsfunctionaris van je organisatie.",
  },
};

/** The shape of these words in every language. */
export type NoticeMessages = typeof noticesNl;
