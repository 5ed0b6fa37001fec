import { featureMessages } from "./feature-messages.ts";

/** The words of the pages about findings. */
export const useFindingsMessages = featureMessages({
  nl: () => import("./findings.nl.ts").then((module) => module.findingsNl),
  en: () => import("./findings.en.ts").then((module) => module.findingsEn),
});
