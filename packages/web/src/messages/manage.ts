import { featureMessages } from "./feature-messages.ts";

/** The words of the management pages that belong to none of them. */
export const useManageMessages = featureMessages({
  nl: () => import("./manage.nl.ts").then((module) => module.manageNl),
  en: () => import("./manage.en.ts").then((module) => module.manageEn),
});
