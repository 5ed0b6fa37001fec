import { featureMessages } from "./feature-messages.ts";

/** The words of the rule desk. */
export const useDeskMessages = featureMessages({
  nl: () => import("./desk.nl.ts").then((module) => module.deskNl),
  en: () => import("./desk.en.ts").then((module) => module.deskEn),
});
