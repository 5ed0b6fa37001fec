const LIST_NAME = /\{([a-z-]+)\}/;

/** The names of the lists that a phrase refers to. */
export function listsIn(phrase: string): readonly string[] {
  return [...phrase.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
}

/**
 * Writes a phrase out for every word of the lists it refers to. A list that does not exist gives no phrases.
 *
 * @example expandPhrase("in {land}", { land: ["China", "Iran"] }) // ["in China", "in Iran"]
 */
export function expandPhrase(
  phrase: string,
  lists: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const match = LIST_NAME.exec(phrase);
  if (match === null) return [phrase];
  const [placeholder, name = ""] = match;
  return (lists[name] ?? []).flatMap((word) => expandPhrase(phrase.replace(placeholder, word), lists));
}

/** Joined letters of at least this length match whatever the spaces between them ("video bellen"). */
const SURE_WITHOUT_SPACES = 6;
/** Each word must then be more than a particle: "zoom en" is not "zoomen". */
const SHORTEST_PIECE = 3;

/**
 * Whether these words are the same phrase with other spaces between them.
 *
 * @example joinsFreely(["video", "bellen"]) // true
 */
export function joinsFreely(words: readonly string[]): boolean {
  return (
    words.every((word) => word.length >= SHORTEST_PIECE) &&
    words.reduce((length, word) => length + word.length, 0) >= SURE_WITHOUT_SPACES
  );
}
