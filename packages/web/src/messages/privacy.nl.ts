/** Dutch words about privacy: what is kept of people, and who sees it. */
export const privacyNl = {
  documentTitle: "Privacy",
  title: "Privacy",
  lead: "Je vraag blijft bij jou. Van wie inlogt, bewaren we wat nodig is. Hier staat wat dat is.",
  sections: [
    {
      title: "Je vraag",
      text: [
        "De regels komen naar je apparaat. Daar wordt beslist. Wat je bij een vraag typt of kiest, gaat niet naar een server.",
        "Ook een link die je deelt, verraadt niets aan de server: je situatie staat achter het teken #, en dat deel sturen browsers nooit mee. Wie de link krijgt, ziet je situatie wel.",
      ],
    },
    {
      title: "Wat er op je apparaat staat",
      text: [
        "De regels, je taal, de weergave en wat je over jezelf vertelde. Na je eerste bezoek werken vragen ook zonder netwerk.",
        "Er zijn geen volgcookies. Log je in, dan is er één cookie voor je sessie. Je ontheffingen en berichten die nog niet verstuurd zijn, staan op dit apparaat tot je uitlogt.",
      ],
    },
    {
      title: "Wat je zelf verstuurt",
      text: [
        "Een melding ‘dit werkt niet voor mij’: je situatie en je reden. De beveiligingsambtenaren van de organisaties om wie het gaat en de coördinatoren kunnen haar lezen. Je naam zien zij alleen als je dat kiest. Ben je ingelogd, dan staat wel in het auditlogboek dat je iets meldde.",
        "Een bewijs dat je laat bewaren: je situatie en het antwoord. Wie de link heeft, kan het lezen.",
        "Een ontheffing die je aanvraagt: wie je bent, je situatie en je reden. Wie erover beslist, leest dat.",
        "Voor meldingen, bewijzen en ontheffingen is nog geen bewaartermijn ingesteld.",
      ],
    },
    {
      title: "Als je in een ruimte werkt",
      text: [
        "Dan staat je werk op de server: je berichten, wie erin zit en wat er verandert. Wie in de ruimte zit, ziet je naam en je organisatie.",
        "Sommige dingen gaan vanzelf mee, zonder dat je ergens op drukt: dat je aan het typen bent, en tot waar je hebt gelezen. De anderen in de ruimte zien dat. Dat je typt, wordt niet bewaard. Tot waar je las en wanneer dat was, wel.",
        "Vraagt een regel waarop of waar je werkt, of wat je functie is? Dan vertel je dat aan de server. Het hoort bij je sessie en verdwijnt daarmee. De anderen zien het niet. Alleen het soort apparaat onthouden we langer, op dit apparaat.",
        "Open je een ruimte of nodig je iemand uit, dan zoekt de server op de letters die je typt en kijkt hij of het mag.",
      ],
    },
    {
      title: "Wie kan lezen wat in een ruimte staat",
      text: [
        "Wie in de ruimte zit. Wie eruit gaat, leest niets meer.",
        "De eigenaars van de ruimte, de recordbeheerder van de organisatie waar de ruimte staat, en auditors kunnen alles ophalen. Elke keer wordt dat vastgelegd. De anderen in de ruimte krijgen geen bericht.",
        "Berichten en namen liggen versleuteld in de database, met een sleutel per ruimte. De server heeft die sleutel. Wie de server beheert, kan dus meelezen. Wie wanneer iets stuurde, het label en de organisaties zijn niet versleuteld.",
        "Een ruimte blijft bewaard tot de recordbeheerder haar vernietigt. Dan kan niemand de inhoud nog lezen. Een bericht dat je verwijdert, ziet niemand meer. Het blijft wel versleuteld liggen tot de ruimte wordt vernietigd.",
      ],
    },
    {
      title: "Als je gast bent",
      text: [
        "Van een gast bewaren we de naam, de organisatie, het e-mailadres, wie uitnodigde, waarom en tot wanneer. Naam, organisatie, adres en reden liggen versleuteld.",
        "In de ruimte ziet iedereen je naam, waar je werkt, wie je uitnodigde en tot wanneer je er bent. Je e-mailadres ziet alleen wie je uitnodigde.",
        "Ben je geen gast meer, dan wissen we je e-mailadres, je links, je sessies en je foto. Dat je erbij was en wat je schreef, blijft bij de ruimte bewaard.",
      ],
    },
    {
      title: "Wat we van medewerkers weten",
      text: [
        "Log je in, dan krijgen we je naam, gebruikersnaam, e-mailadres, organisatie en rol. We bewaren ook wanneer je het laatst inlogde.",
        "De personeelsadministratie van je organisatie kan ook over je vertellen: je naam, gebruikersnaam, kenmerk, e-mailadres van je werk, organisatie, afdeling, groepen en leidinggevende. De rest gooien we weg, zoals telefoonnummers, adressen, personeelsnummers en wachtwoorden.",
        "Collega’s die zijn ingelogd, vinden je op naam en zien je organisatie. Gasten vinden niemand. Je rollen zien beheerders, auditors en de beveiligingsambtenaren van je eigen organisatie. Een foto die je zelf kiest, ziet wie met jou in een ruimte zit.",
        "Vertrek je, dan ben je meteen overal uit: je sessies, apps, ruimtes en foto’s. Je naam blijft bij wat je schreef, en in een ondertekend bewijs van wat er is beëindigd.",
      ],
    },
    {
      title: "Sessies en apps",
      text: [
        "We bewaren dat je bent ingelogd, sinds wanneer en tot wanneer. Van een app bewaren we ook hoe die zichzelf noemt. Van de sleutels zelf bewaren we alleen een controlegetal.",
        "Een sessie stopt vanzelf, meestal na 8 uur. Een app na 7 dagen. Je organisatie kan dat anders instellen.",
      ],
    },
    {
      title: "Mail",
      text: [
        "Akkoord stuurt mail over gasten, over de controle van ruimtes en over eigenaars. Er staat nooit in wat in een ruimte is gezegd.",
        "Een mail ligt versleuteld klaar. Is zij verstuurd of na drie dagen mislukt, dan wissen we adres en tekst. Dat er een mail was, blijft ongeveer 30 dagen staan.",
      ],
    },
    {
      title: "Het auditlogboek",
      text: [
        "Elke verandering in Akkoord wordt vastgelegd, ook als zij is geweigerd: wie (een nummer en de organisatie), wat, wanneer en van welk netwerkadres. Wat er in een bericht staat, komt er niet in. Ook niet dat je in een ruimte leest of typt.",
        "Wie niet is ingelogd, is niet te herkennen: dan bewaren we alleen een deel van het netwerkadres.",
        "Auditors lezen dit logboek. Niemand kan het veranderen of er iets uit wissen. Er is nog geen bewaartermijn ingesteld. De beheerder bewaart het zolang de selectielijst zegt.",
      ],
    },
    {
      title: "Je rechten",
      text: [
        "Door de AVG mag je vragen wat er over je is bewaard. Je mag fouten laten verbeteren, vragen om iets te wissen, en bezwaar maken. Wat bij het archief hoort, mag vaak niet worden gewist.",
        "Vraag het aan de functionaris gegevensbescherming van je eigen organisatie. Gaat het om een ruimte, of ben je gast? Vraag het dan aan die van de organisatie waar de ruimte staat. Ben je het niet eens met het antwoord, dan kun je klagen bij de Autoriteit Persoonsgegevens.",
      ],
    },
  ],
  aboutYou: "Wat dit apparaat over jou weet",
  nothingKnown: "Niets.",
  forget: "Wis wat dit apparaat over mij weet",
  forgotten: "Gewist.",
};

/** The shape of these words in every language. */
export type PrivacyMessages = typeof privacyNl;
