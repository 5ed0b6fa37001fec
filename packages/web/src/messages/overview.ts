import { featureMessages } from "./feature-messages.ts";

/** The words of the overview for the coordinator. */
export const useOverviewMessages = featureMessages({
  nl: () => import("./overview.nl.ts").then((module) => module.overviewNl),
  en: () => import("./overview.en.ts").then((module) => module.overviewEn),
});
