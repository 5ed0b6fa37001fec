import { featureMessages } from "./feature-messages.ts";

/** The words about waivers, fetched when somebody has or asks for one. */
export const useWaiverMessages = featureMessages({
  nl: () => import("./waivers.nl.ts").then((module) => module.waiversNl),
  en: () => import("./waivers.en.ts").then((module) => module.waiversEn),
});
