import { featureMessages } from "./feature-messages.ts";

/** The words of the pages for importing a list. */
export const useImportMessages = featureMessages({
  nl: () => import("./import.nl.ts").then((module) => module.importNl),
  en: () => import("./import.en.ts").then((module) => module.importEn),
});
