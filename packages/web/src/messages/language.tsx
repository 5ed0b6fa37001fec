import type { Words } from "@akkoord/policy";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { storedValue } from "../platform/stored.ts";
import { type Messages, nl } from "./nl.ts";

/** The languages of the page; Dutch comes first. */
export type Language = "nl" | "en";

const chosenLanguage = storedValue<Language>("akkoord.language", (stored) => (stored === "en" ? "en" : "nl"));

interface LanguageValue {
  readonly language: Language;
  /** All words of the page, in the chosen language. */
  readonly t: Messages;
  /** Picks the chosen language out of words that the rule set carries. */
  readonly say: (words: Words) => string;
  readonly choose: (language: Language) => Promise<void>;
}

const LanguageContext = createContext<LanguageValue | null>(null);

async function loadMessages(language: Language): Promise<Messages> {
  return language === "nl" ? nl : (await import("./en.ts")).en;
}

/** The language chosen on this device before, or Dutch, with its words. */
export async function loadChosenLanguage(): Promise<{ language: Language; messages: Messages }> {
  const language = chosenLanguage.get();
  return { language, messages: await loadMessages(language) };
}

interface LanguageProviderProps {
  readonly initial: { readonly language: Language; readonly messages: Messages };
  readonly children: ReactNode;
}

/** Gives everything below it the words of the chosen language, and remembers the choice on the device. */
export function LanguageProvider({ initial, children }: LanguageProviderProps) {
  const [current, setCurrent] = useState(initial);

  const choose = useCallback(async (language: Language) => {
    const messages = await loadMessages(language);
    chosenLanguage.set(language);
    setCurrent({ language, messages });
  }, []);

  useEffect(() => {
    document.documentElement.lang = current.language;
  }, [current.language]);

  const value = useMemo<LanguageValue>(
    () => ({
      language: current.language,
      t: current.messages,
      say: (words) => words[current.language],
      choose,
    }),
    [current, choose],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

/**
 * The words of the page in the chosen language.
 *
 * @example const { t, say } = useMessages(); t.answer.use("Webex"); say(attribute.label)
 */
export function useMessages(): LanguageValue {
  const value = use(LanguageContext);
  if (!value) throw new Error("useMessages must be used inside a LanguageProvider");
  return value;
}
