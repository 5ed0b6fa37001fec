import { featureMessages } from "./feature-messages.ts";

/** The words about guests, fetched when somebody invites one or is one. */
export const useGuestMessages = featureMessages({
  nl: () => import("./guests.nl.ts").then((module) => module.guestsNl),
  en: () => import("./guests.en.ts").then((module) => module.guestsEn),
});
