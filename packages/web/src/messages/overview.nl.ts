/** Dutch words of the overview for the coordinator. */
export const overviewNl = {
  documentTitle: "Overzicht",
  title: "Alle organisaties naast elkaar",
  lead: "Wie mag waarmee, waar organisaties elkaar tegenspreken, en waar niets mag. Alles is uitgerekend met de regels van vandaag.",
  manage: "Beheer",
  situation: "Situatie",
  more: "Meer keuzes",
  moreHelp: "Deze keuzes gelden voor alle vakken.",
  date: "Datum",

  matrixTitle: "Organisaties en middelen",
  matrixLead: "Een vak is één besluit; kies een vak voor de regel.",
  organisation: "Organisatie",
  tool: "Middel",
  verdict: "Oordeel",
  rules: "Regels",
  group: "Organisaties met precies hetzelfde beeld samen",
  contradiction: "Organisaties spreken elkaar tegen",
  contradictionShort: "tegenspraak",
  contradictions: (count: number) =>
    count === 0
      ? "Bij geen enkel middel spreken organisaties elkaar tegen."
      : count === 1
        ? "Bij 1 middel spreken organisaties elkaar tegen: bij de een mag het, bij de ander niet."
        : `Bij ${count} middelen spreken organisaties elkaar tegen: bij de een mag het, bij de ander niet.`,

  heatTitle: "Wat kan per activiteit en soort informatie?",
  heatLead: "Een hoger getal is beter. Kies een vak om organisaties en middelen daarvoor te vergelijken.",
  measure: "Getal",
  measures: {
    organisations: "Organisaties met minstens één middel",
    tools: "Middelen die ergens mogen",
    common: "Middelen die overal mogen",
  },
  heatCaption: (measure: string, audience: string) => `${measure}, met ${audience}`,
  activity: "Doen",
  information: "Informatie",
  audience: "Met wie",
  outOf: (count: number, total: number) => `${count} van ${total}`,
  cannotOccur: "Komt niet voor",
  scale: "Kleur",
  scaleFrom: "geen",
  scaleTo: "alle",
  show: "Toon",

  download: "Download",
  downloadCsv: "Als CSV",
  downloadJson: "Als JSON",
  downloadSvg: "Als plaatje (SVG)",
  matrixFile: "akkoord-organisaties-en-middelen",
  heatFile: "akkoord-activiteit-en-informatie",

  findingsTitle: "Knelpunten die open staan",
  findingsAll: "Naar de lijst",
  reportsTitle: "Meest gemeld",
  reportsLead: "Regels waarbij mensen meldden dat het antwoord voor hen niet werkt.",
  reportsNone: "Er zijn nog geen meldingen.",
  reports: (count: number) => (count === 1 ? "1 melding" : `${count} meldingen`),
  noRuleFor: (tool: string) => `Geen regel voor ${tool}`,
};

/** The shape of these words in every language. */
export type OverviewMessages = typeof overviewNl;
