import { featureMessages } from "./feature-messages.ts";

/** The words about people and what they may do, fetched when somebody looks. */
export const usePeopleMessages = featureMessages({
  nl: () => import("./people.nl.ts").then((module) => module.peopleNl),
  en: () => import("./people.en.ts").then((module) => module.peopleEn),
});
