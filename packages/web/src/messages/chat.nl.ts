/** Dutch words of conversations in rooms. */
export const chatNl = {
  loading: "De berichten worden opgehaald …",
  log: (room: string) => `Berichten in ${room}`,
  empty: "Hier staat nog niets. Schrijf het eerste bericht.",
  emptyReading: "Hier staat nog niets.",
  olderLoading: "Oudere berichten worden opgehaald …",
  beginning: "Dit is het begin van deze ruimte.",
  beginningSeen: "Dit is het begin van wat jij hier kunt lezen.",
  fetchFailed: "De berichten zijn nu niet op te halen.",
  again: "Probeer opnieuw",

  day: { today: "Vandaag", yesterday: "Gisteren" },
  newLine: "Nieuw",

  connection: {
    offline: "Je bent offline. Wat je schrijft, blijft op dit apparaat staan en gaat later weg.",
    retrying: "De verbinding is weg. We proberen het steeds opnieuw.",
    notKept: "Dit apparaat kan je berichten niet bewaren. Laat deze pagina open tot ze zijn verstuurd.",
  },

  sender: {
    guestOf: (organisation: string) => `gast van ${organisation}`,
    /** Where the organisation is not known: what kind of outside party, in a word or two. */
    guestFrom: {
      external: "gast van buiten",
      "public-sector": "gast, andere overheid",
      international: "gast, internationaal",
    },
    guest: "gast",
    until: (day: string) => `tot en met ${day}`,
    gone: "niet meer in de ruimte",
    unknown: "iemand",
    akkoord: "Akkoord",
  },

  message: {
    edited: "bewerkt",
    showHistory: "bewerkt: toon eerdere versies",
    removedByOwn: "Je hebt dit bericht verwijderd.",
    removedBySender: "De schrijver heeft dit bericht verwijderd.",
    removedBy: (name: string) => `${name} heeft dit bericht verwijderd.`,
    removedByAkkoord: "Akkoord heeft dit bericht verwijderd.",
    cannotShow: "Dit soort bericht kan hier niet worden getoond.",
    showAll: "Toon het hele bericht",
    showLess: "Toon minder",
    hiddenMark: (code: string) => `Verborgen teken ${code}, dat tekst omdraait`,
    linkGoesTo: (address: string) => `gaat naar ${address}`,
    inReplyTo: (name: string) => `Antwoord op ${name}`,
    replyGone: "Antwoord op een bericht dat er niet meer is",
    replyLoading: "Antwoord op een eerder bericht",
    goToOriginal: "Ga naar dat bericht",
    namesYou: "Noemt jou",
    answers: (count: number) => (count === 1 ? "1 antwoord" : `${count} antwoorden`),
    lastAnswer: (time: string) => `laatste om ${time}`,
  },

  state: {
    sending: "Wordt verstuurd …",
    waiting: "Wacht op verbinding",
    changing: "Wijziging wordt verstuurd …",
    removing: "Wordt verwijderd …",
    notSent: "Niet verstuurd",
    notChanged: "De wijziging is niet verstuurd",
    notRemoved: "Het bericht is niet verwijderd",
    notReacted: "Je reactie is niet geplaatst",
    discard: "Niet versturen",
    discardTried: "Niet meer proberen",
    maybeSent: "Het kan zijn dat het bericht al is aangekomen.",
  },

  refusal: {
    label: "Dit bericht is niet verstuurd",
    sendAgain: "Verstuur opnieuw",
    edit: "Pas aan",
    remove: "Gooi weg",
    kept: "Alleen jij ziet dit. Het staat op dit apparaat, niet op de server.",
    tell: "Kies, en we versturen je bericht meteen.",
    telling: "Even kijken of het zo mag …",
    tellFailed: "Dit is niet bewaard. Probeer het opnieuw.",
    codes: {
      "room-paused": "Deze ruimte staat stil. Niemand kan nu schrijven.",
      "access-shut": "Je toegang staat stil. Je kunt nu niet schrijven.",
      "not-a-member": "Je zit niet meer in deze ruimte.",
      "too-large": "Je bericht is te lang. Maak het korter, of verdeel het.",
      closed: "Deze ruimte is gesloten. Niemand kan er nog schrijven.",
      gone: "Het bericht waar dit bij hoort, is er niet meer.",
      twice: "Je hebt al zo gereageerd.",
      other: "De server nam dit niet aan.",
    },
  },

  actions: {
    label: (name: string, time: string) => `Bericht van ${name}, ${time}`,
    more: "Meer bij dit bericht",
    title: "Bij dit bericht",
    react: "Reageer met een teken",
    reply: "Antwoord",
    thread: "Begin een zijgesprek",
    openThread: "Open het zijgesprek",
    edit: "Bewerk",
    remove: "Verwijder",
    copy: "Kopieer de tekst",
    copied: "De tekst is gekopieerd.",
    copyFailed: "Kopiëren lukte niet.",
    readers: "Wie heeft dit gelezen?",
    history: "Eerdere versies",
  },

  reactions: {
    title: "Kies een teken",
    add: "Nog een teken",
    count: (name: string, count: number) => (count === 1 ? `${name}: 1 keer` : `${name}: ${count} keer`),
    withMine: (label: string) => `${label}, ook van jou`,
    by: (name: string, people: string) => `${name}: ${people}`,
    andMore: (count: number) => (count === 1 ? "nog 1" : `nog ${count}`),
    you: "jij",
    names: {
      agree: "Eens",
      done: "Gedaan",
      heart: "Hart",
      laugh: "Lach",
      looking: "Ik kijk ernaar",
      question: "Vraag",
      disagree: "Oneens",
      party: "Hoera",
      thanks: "Dank",
      wave: "Zwaai",
      idea: "Idee",
      star: "Ster",
      fire: "Vuur",
      rocket: "Raket",
      coffee: "Koffie",
      wait: "Even wachten",
      pin: "Onthoud dit",
      careful: "Let op",
      no: "Nee",
      sad: "Jammer",
    },
  },

  remove: {
    title: "Verwijder dit bericht?",
    lead: "Niemand in de ruimte kan de tekst dan nog lezen. Dat hier een bericht stond, blijft te zien. Het archief bewaart de tekst wel.",
    confirm: "Verwijder",
    cancel: "Laat staan",
  },

  history: {
    title: "Eerdere versies",
    now: (moment: string) => `Nu, sinds ${moment}`,
    earlier: (moment: string) => `Van ${moment}`,
    loading: "De versies worden opgehaald …",
    failed: "De versies zijn nu niet op te halen.",
  },

  readers: {
    title: "Wie heeft dit gelezen?",
    nobody: "Nog niemand anders.",
    read: "Gelezen door",
    lead: "Je ziet wie tot hier of verder heeft gelezen.",
    unsure: (count: number) =>
      count === 1 ? "Van 1 persoon weten we het niet." : `Van ${count} mensen weten we het niet.`,
  },

  thread: {
    title: "Zijgesprek",
    log: "Berichten in dit zijgesprek",
    close: "Sluit het zijgesprek",
    older: "Toon eerdere antwoorden",
    write: "Schrijf een antwoord",
    failed: "De antwoorden zijn nu niet op te halen.",
    none: "Nog geen antwoorden.",
  },

  composer: {
    label: "Schrijf een bericht",
    send: "Verstuur",
    save: "Bewaar de wijziging",
    editing: "Je bewerkt je bericht",
    replyingTo: (name: string) => `Je antwoordt ${name}`,
    cancel: "Stop hiermee",
    reminder: (label: string) => `Deze ruimte is ${label}`,
    enterSends: "Enter verstuurt, Shift+Enter is een nieuwe regel.",
    enterBreaks: "Enter is een nieuwe regel. Verstuur met de knop of met Ctrl+Enter.",
    toEnterBreaks: "Laat Enter een nieuwe regel maken",
    toEnterSends: "Laat Enter versturen",
    settings: "Instellingen voor schrijven",
    left: (count: number) => (count === 1 ? "Nog 1 teken" : `Nog ${count} tekens`),
    over: (count: number) =>
      count === 1
        ? "1 teken te veel. Maak je bericht korter."
        : `${count} tekens te veel. Maak je bericht korter.`,
    mention: "Noem iemand",
    mentions: (count: number) =>
      count === 0
        ? "Niemand gevonden."
        : count === 1
          ? "1 naam gevonden. Kies met de pijltjes en Enter."
          : `${count} namen gevonden. Kies met de pijltjes en Enter.`,
    whyNot: {
      paused: "Deze ruimte staat stil. Niemand kan nu schrijven.",
      shut: "Je toegang staat stil.",
      closed: "Deze ruimte is gesloten. Je kunt alleen lezen.",
      readOnly: "Je kunt in deze ruimte alleen lezen.",
    },
    keptHere: "Wat je nog niet hebt verstuurd, staat alleen op dit apparaat. Bij uitloggen gaat het weg.",
  },

  typing: {
    one: (name: string) => `${name} schrijft …`,
    two: (one: string, other: string) => `${one} en ${other} schrijven …`,
    many: (count: number) => `${count} mensen schrijven …`,
  },

  jump: {
    toNewest: "Naar het nieuwste",
    newBelow: (count: number) => (count === 1 ? "1 nieuw bericht" : `${count} nieuwe berichten`),
    toFirstNew: (count: number) =>
      count === 0
        ? "Naar wat nieuw is"
        : count === 1
          ? "1 nieuw bericht: ga erheen"
          : `${count} nieuwe berichten: ga naar het eerste`,
  },

  announce: {
    one: (name: string, text: string) => `${name}: ${text}`,
    many: (count: number) => `${count} nieuwe berichten`,
    removed: "Een bericht is verwijderd.",
  },

  notices: {
    created: (name: string) => `${name} opende deze ruimte`,
    invited: (by: string, name: string) => `${by} nodigde ${name} uit`,
    joined: (name: string) => `${name} doet mee`,
    left: (name: string) => `${name} ging weg`,
    removed: (by: string, name: string) => `${by} verwijderde ${name}`,
    declined: (name: string) => `${name} sloeg de uitnodiging af`,
    withdrawn: (by: string, name: string) => `${by} trok de uitnodiging van ${name} in`,
    named: (by: string, room: string) => `${by} noemde deze ruimte ${room}`,
    labelled: (by: string, label: string) => `${by} veranderde het label in: ${label}`,
    labelledFirst: (label: string) => `Het label is: ${label}`,
    paused: "De ruimte staat stil",
    resumed: "De ruimte gaat verder",
    changed: (name: string) => `Gegevens van ${name} zijn bijgewerkt`,
  },

  noAccess: "Je kunt hier niet meer lezen. Wat er stond, is van dit scherm gehaald.",
};

/** The shape of these words in every language. */
export type ChatMessages = typeof chatNl;
