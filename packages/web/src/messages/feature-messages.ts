import { use } from "react";
import { type Language, useMessages } from "./language.tsx";

/**
 * Words of a feature that most people never open, fetched when they do. Gives a hook that suspends until they are there.
 *
 * @example
 * export const useImportMessages = featureMessages({
 *   nl: () => import("./import.nl.ts").then((module) => module.importNl),
 *   en: () => import("./import.en.ts").then((module) => module.importEn),
 * });
 */
export function featureMessages<Words>(load: Readonly<Record<Language, () => Promise<Words>>>): () => Words {
  const asked = new Map<Language, Promise<Words>>();
  return function useFeatureMessages() {
    const { language } = useMessages();
    const known = asked.get(language) ?? load[language]();
    asked.set(language, known);
    return use(known);
  };
}
