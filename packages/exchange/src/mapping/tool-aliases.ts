/** Phrases that name a tool, as the lexicon of questions has them. */
export interface ToolPhrases {
  readonly nl: readonly string[];
  readonly en: readonly string[];
  readonly misspelt: readonly string[];
}

/**
 * Other names of tools out of the words that people use in questions. Phrases with blanks to fill in are left out: a list
 * holds names, not sentences.
 *
 * @example toolAliases(lexicon.tools)["microsoft-teams"] // ["ms teams", …]
 */
export function toolAliases(
  tools: Readonly<Record<string, ToolPhrases>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(tools).map(([id, { nl, en, misspelt }]) => [
      id,
      [...nl, ...en, ...misspelt].filter((phrase) => !/[{…]/.test(phrase)),
    ]),
  );
}
