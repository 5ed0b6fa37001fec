/** Somebody who can be named. */
export interface Nameable {
  readonly userId: string;
  readonly name: string;
}

/** The name that is being typed after an @. */
export interface Mentioning {
  /** Where the @ stands. */
  readonly from: number;
  /** Where the cursor stands. */
  readonly to: number;
  readonly typed: string;
}

/** How far after the @ a name may go on. */
const LONGEST = 40;

/**
 * The mention that is being typed at the cursor, or null.
 *
 * @example mentioningAt("Dag @kar", 8) // { from: 4, to: 8, typed: "kar" }
 */
export function mentioningAt(text: string, cursor: number): Mentioning | null {
  const before = text.slice(Math.max(0, cursor - LONGEST - 1), cursor);
  const match = /(?:^|[\s([{"'‘“])@([^\s@\n]?[^@\n]*)$/u.exec(before);
  const typed = match?.[1];
  if (typed === undefined || typed.split(/\s+/).length > 3) return null;
  return { from: cursor - typed.length - 1, to: cursor, typed };
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** People whose name, or a word of it, begins with what was typed; those whose whole name does come first. */
export function peopleFor(typed: string, people: readonly Nameable[], most = 8): readonly Nameable[] {
  const wanted = folded(typed.trimStart());
  const rank = ({ name }: Nameable): number => {
    const own = folded(name);
    if (own.startsWith(wanted)) return 0;
    return own.split(/[\s-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .filter((person) => rank(person) < 2)
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
    .slice(0, most);
}

/** A text with a chosen name in the place of what was typed, and where the cursor goes. */
export function withMention(
  text: string,
  { from, to }: Mentioning,
  name: string,
): { readonly text: string; readonly cursor: number } {
  const put = `@${name} `;
  const rest = text.slice(to).replace(/^ /, "");
  return { text: text.slice(0, from) + put + rest, cursor: from + put.length };
}

/** Those of the chosen people whose name still stands in the text. */
export function stillNamed(text: string, chosen: readonly Nameable[]): readonly Nameable[] {
  const seen = new Set<string>();
  return chosen.filter(({ userId, name }) => {
    if (seen.has(userId) || !text.includes(`@${name}`)) return false;
    seen.add(userId);
    return true;
  });
}
