import { featureMessages } from "./feature-messages.ts";

/** The words about privacy, fetched when somebody reads them. */
export const usePrivacyMessages = featureMessages({
  nl: () => import("./privacy.nl.ts").then((module) => module.privacyNl),
  en: () => import("./privacy.en.ts").then((module) => module.privacyEn),
});
