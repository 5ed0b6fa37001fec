/** Dutch words about reviews of who is in a room. */
export const reviewsNl = {
  documentTitle: "Controle van ruimtes",
  title: "Wie zit er in je ruimtes?",
  back: "Ruimtes",
  crumb: "Controle",
  lead: "Als eigenaar kijk je geregeld of iedereen nog nodig is. Wie weg kan, gaat er meteen uit.",
  signInFirst: "Log in om te zien wat je moet controleren.",
  signIn: "Inloggen",
  offline: "De controles zijn nu niet op te halen. Probeer het straks opnieuw.",
  none: "Je hoeft nu niets te controleren.",
  toRooms: "Naar de ruimtes",
  open: "Te controleren",
  others: "Te laat bij anderen",
  othersLead: "Deze eigenaren zijn al meer dan een maand te laat. Vraag ze wat er aan de hand is.",
  done: "Afgerond",
  noName: "Een ruimte waar je niet in zit",
  hub: (organisation: string) => `Ruimte van ${organisation}`,
  owners: (names: string) => `Eigenaar: ${names}`,
  noOwner: "Niemand is eigenaar.",
  reasons: {
    time: "Het is tijd om te controleren.",
    "owner-changed": "Er is een nieuwe eigenaar. Die kijkt wie er in de ruimte zit.",
  },
  due: (day: string) => `Doe dit uiterlijk ${day}.`,
  overdue: (day: string) => `Dit moest uiterlijk ${day}.`,
  states: { open: "Open", overdue: "Te laat", done: "Afgerond" },
  decideFor: (name: string) => `Hoort ${name} hier nog?`,
  keep: "Blijft",
  remove: "Eruit",
  keepRest: "De rest blijft",
  alone: "Je zit alleen in deze ruimte. Bevestig dat dat klopt.",
  guestOf: (party: string, until: string, sponsor: string) =>
    `gast (${party}), tot en met ${until}, uitgenodigd door ${sponsor}`,
  owner: "eigenaar",
  invited: "uitgenodigd, nog niet binnen",
  lastReviewed: (day: string) => `vorige keer bevestigd op ${day}`,
  left: (count: number) => (count === 1 ? "Kies nog bij 1 persoon." : `Kies nog bij ${count} mensen.`),
  sureRemove: (count: number) =>
    count === 1 ? "1 persoon ziet de ruimte dan niet meer." : `${count} mensen zien de ruimte dan niet meer.`,
  send: "Rond de controle af",
  sent: (room: string) => `De controle van ${room} is afgerond.`,
  notYet: (room: string) => `Er is intussen iets veranderd in ${room}. Kijk nog één keer.`,
  failed: "Dit is niet gelukt.",
  unreachable: "De server is niet bereikbaar. Je keuzes staan er nog; probeer het opnieuw.",
  outcome: (by: string, day: string, kept: number, removed: number) =>
    `${by} rondde dit af op ${day}: ${kept} bevestigd, ${removed} eruit.`,
  toRoom: "Open de ruimte",
  duties: {
    reviews: (count: number) => (count === 1 ? "1 ruimte te controleren" : `${count} ruimtes te controleren`),
    guests: (count: number) => (count === 1 ? "Mijn gast" : `Mijn ${count} gasten`),
  },
};

/** The shape of these words in every language. */
export type ReviewMessages = typeof reviewsNl;
