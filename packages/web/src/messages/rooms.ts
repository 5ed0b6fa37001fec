import { featureMessages } from "./feature-messages.ts";

/** The words about rooms, fetched when somebody opens one. */
export const useRoomMessages = featureMessages({
  nl: () => import("./rooms.nl.ts").then((module) => module.roomsNl),
  en: () => import("./rooms.en.ts").then((module) => module.roomsEn),
});
