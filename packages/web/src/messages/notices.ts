import { featureMessages } from "./feature-messages.ts";

/** The words about what changed for somebody, and about systems that are told. */
export const useNoticeMessages = featureMessages({
  nl: () => import("./notices.nl.ts").then((module) => module.noticesNl),
  en: () => import("./notices.en.ts").then((module) => module.noticesEn),
});
