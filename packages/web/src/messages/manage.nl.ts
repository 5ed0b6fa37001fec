/** Dutch words of the start of the management pages. */
export const manageNl = {
  documentTitle: "Beheer",
  title: "Beheer",
  lead: "Regels maken en beoordelen, ontheffingen, knelpunten en het logboek.",
  signInFirst: "Log in om regels te beheren.",
  signIn: "Inloggen",
  nothing: "Je hebt hier geen taken. Denk je dat dat niet klopt? Vraag het de beheerder van je organisatie.",
  sections: {
    drafts: {
      title: "Regels maken",
      text: "Maak een concept, zie meteen wat het verandert, en laat het door een collega controleren.",
    },
    waivers: {
      title: "Ontheffingen",
      text: "Vraag een uitzondering aan, of beslis over een aanvraag.",
    },
    findings: {
      title: "Knelpunten",
      text: "Waar regels botsen, waar een middel ontbreekt, en wie dat kan oplossen.",
    },
    overview: {
      title: "Overzicht",
      text: "Vergelijk alle organisaties: wie mag waarmee, en waar lukt samenwerken niet.",
    },
    import: {
      title: "Importeren",
      text: "Breng een bestaande lijst met middelen over uit CSV, Excel of DMN.",
    },
    auditLog: {
      title: "Logboek",
      text: "Zoek op wie wat deed, en controleer dat er niets is veranderd.",
    },
    rooms: {
      title: "Ruimtes",
      text: "Zie welke ruimtes na een nieuwe regel nog passen, welke stilstaan en welke geen eigenaar hebben.",
    },
    people: {
      title: "Personen",
      text: "Zie wie toegang heeft, en wat vertrekkers kwijtraakten.",
    },
    managedPeople: {
      title: "Mijn medewerkers",
      text: "Zie wie van jouw mensen toegang heeft, en beëindig die als iemand vertrekt.",
    },
    webhooks: {
      title: "Meldingen aan systemen",
      text: "Laat een ander systeem weten dat er regels zijn veranderd.",
    },
  },
};

/** The shape of these words in every language. */
export type ManageMessages = typeof manageNl;
