import { featureMessages } from "./feature-messages.ts";

/** The words of conversations in rooms, fetched when somebody opens a room. */
export const useChatMessages = featureMessages({
  nl: () => import("./chat.nl.ts").then((module) => module.chatNl),
  en: () => import("./chat.en.ts").then((module) => module.chatEn),
});
