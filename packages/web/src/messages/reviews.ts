import { featureMessages } from "./feature-messages.ts";

/** The words about reviews of who is in a room, fetched when somebody does one. */
export const useReviewMessages = featureMessages({
  nl: () => import("./reviews.nl.ts").then((module) => module.reviewsNl),
  en: () => import("./reviews.en.ts").then((module) => module.reviewsEn),
});
