/** The list of a made-up organisation, as it stands in docs/examples. `make-examples.ts` writes it. */

/** Where the columns begin: under a title. */
export const EXAMPLE_TITLE = "Middelen bij Dienst Veldwijk (verzonnen)";

/** The headings and rows of the list. */
export const EXAMPLE_ROWS: readonly (readonly string[])[] = [
  ["Middel", "Waarvoor", "Informatie", "Apparaat", "Mag het?", "Voorwaarde", "Vanaf"],
  ["Webex", "Vergaderen", "t/m intern", "alle", "Aangeraden", "", "1-2-2025"],
  ["Webex", "Vergaderen", "vertrouwelijk", "werklaptop", "Mag", "Gebruik een koptelefoon", "1-2-2025"],
  ["Signal", "Berichten", "t/m intern", "werktelefoon", "Mag", "Zet verdwijnende berichten uit", "1-2-2025"],
  ["WhatsApp", "Berichten, bellen", "alle", "alle", "Nee", "", "1-2-2025"],
  ["MS Teams", "Samen schrijven", "t/m vertrouwelijk", "werklaptop", "Mag", "", "1-3-2025"],
  ["Prikbord Plus", "Delen", "t/m intern", "werklaptop, werktelefoon", "Ja", "Ruim na afloop op", "1-3-2025"],
  ["Google Drive", "Informatie delen", "vanaf intern", "alle", "Verboden", "", "1-2-2025"],
  ["ChatGPT", "AI", "openbaar", "werklaptop", "Liever niet", "", "1-2-2025"],
];
