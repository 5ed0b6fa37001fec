/** What no name needs: control characters, and those that turn the direction of the text around them. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Whether a name holds characters that are not seen, and can make it look like another. */
export function holdsUnseen(name: string): boolean {
  return name.search(UNSEEN) !== -1;
}

/**
 * A name of somebody as rooms show it: without characters that are not seen, without space around it, not endless.
 *
 * @example shownName("Noor\u202e Demo ") // "Noor Demo"
 */
export function shownName(name: string): string {
  return name.replaceAll(UNSEEN, "").trim().slice(0, 200);
}
