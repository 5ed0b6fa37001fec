/** What is said of a file that cannot be read at all. */
import { ExchangeError } from "./exchange-error.ts";

/** Nothing stands in the file. */
export function emptyFile(): ExchangeError {
  return new ExchangeError("empty", {
    nl: "Het bestand is leeg. Kies een bestand met een lijst.",
    en: "The file is empty. Choose a file that holds a list.",
  });
}

/** More than may be read. */
export function tooLarge(what: { readonly nl: string; readonly en: string }): ExchangeError {
  return new ExchangeError("too-large", {
    nl: `Het bestand is te groot: ${what.nl}. Splits de lijst, of haal weg wat er niet bij hoort.`,
    en: `The file is too large: ${what.en}. Split the list, or take out what does not belong.`,
  });
}

/** Neither text nor a workbook. */
export function notATable(): ExchangeError {
  return new ExchangeError("not-a-table", {
    nl: "Dit is geen lijst die we kunnen lezen. Bewaar de lijst als CSV of als Excel-werkmap (.xlsx).",
    en: "This is no list that can be read. Save the list as CSV or as an Excel workbook (.xlsx).",
  });
}

/** A workbook of before 2007, or one with a password. */
export function oldWorkbook(): ExchangeError {
  return new ExchangeError("old-workbook", {
    nl: "Dit is een oud Excel-bestand (.xls) of een bestand met een wachtwoord. Bewaar het als .xlsx, zonder wachtwoord.",
    en: "This is an old Excel file (.xls) or one with a password. Save it as .xlsx, without a password.",
  });
}

/** A file that breaks off or contradicts itself. */
export function damaged(): ExchangeError {
  return new ExchangeError("damaged", {
    nl: "Het bestand is beschadigd. Open het in het programma waarmee het is gemaakt en bewaar het opnieuw.",
    en: "The file is damaged. Open it in the program that made it and save it again.",
  });
}

/** XML with a document type: entities could make it grow without end or fetch other files. */
export function forbiddenXml(): ExchangeError {
  return new ExchangeError("forbidden-xml", {
    nl: "Het bestand bevat een documenttype (DOCTYPE). Dat lezen we niet, omdat het gevaarlijk kan zijn. Haal het eruit.",
    en: "The file holds a document type (DOCTYPE). That is not read, because it can be dangerous. Take it out.",
  });
}

/** XML, but no decision model. */
export function notDmn(): ExchangeError {
  return new ExchangeError("not-dmn", {
    nl: "Dit is geen DMN-bestand. Kies een bestand met DMN-beslistabellen (versie 1.1 of nieuwer).",
    en: "This is no DMN file. Choose a file with DMN decision tables (version 1.1 or newer).",
  });
}

/** A saved mapping that does not have the right shape. */
export function notAMapping(where: string): ExchangeError {
  return new ExchangeError("not-a-mapping", {
    nl: `Dit is geen bewaarde indeling (fout bij ${where}). Maak de indeling opnieuw, of kies een ander bestand.`,
    en: `This is no saved mapping (wrong at ${where}). Make the mapping anew, or choose another file.`,
  });
}

/** More rules than one file may become. */
export function tooManyRules(most: number): ExchangeError {
  return new ExchangeError("too-many-rules", {
    nl: `Dit worden meer dan ${most} regels. Kies één organisatie, of splits de tabel.`,
    en: `This becomes more than ${most} rules. Choose one organisation, or split the table.`,
  });
}
