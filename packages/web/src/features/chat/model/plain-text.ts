/**
 * Text of people, made safe to show: what turns or hides text is made visible, links are what they say they are.
 */

/** A piece of text to show. */
export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  /** A sign that turns the direction of what follows, by its number: "U+202E". */
  | { readonly kind: "turned"; readonly code: string }
  | { readonly kind: "link"; readonly href: string; readonly text: string };

/** Embeddings, overrides and isolates: with these, text reads otherwise than it is. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

/** Signs that show nothing and belong in no message; line ends and tabs do. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** More marks on one letter than any language writes. */
const PILED_UP = /(\p{M}{4})\p{M}+/gu;

const LINK = /(?:https:\/\/|mailto:)[^\s<>"'`\u202A-\u202E\u2066-\u2069]+/giu;

/** Signs at the end of an address that belong to the sentence around it. */
const TRAILING = /[.,;:!?…)\]}»”’]$/u;

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Text without signs that show nothing, and with no more marks on a letter than a language writes. */
export function withoutTricks(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(CONTROL, "\uFFFD").replace(PILED_UP, "$1");
}

/** A name on one line, with signs that turn text left out. */
export function plainName(name: string, longest = 100): string {
  const clean = withoutTricks(name).replace(TURNING, "").replace(/\s+/g, " ").trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/**
 * Splits text into what is shown as it is, signs that turn text, and links.
 *
 * @example partsOf("Zie https://rijksoverheid.nl.")
 * // [text "Zie ", link "https://rijksoverheid.nl", text "."]
 */
export function partsOf(text: string): readonly TextPart[] {
  const clean = withoutTricks(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of clean.matchAll(LINK)) {
    const shown = withoutTrailing(match[0]);
    const href = safeAddress(shown);
    if (href === null) continue;
    parts.push(...turnedParts(clean.slice(from, match.index)), { kind: "link", href, text: shown });
    from = match.index + shown.length;
  }
  return [...parts, ...turnedParts(clean.slice(from))];
}

function turnedParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(TURNING)) {
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    parts.push({ kind: "turned", code: codeOf(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function withoutTrailing(address: string): string {
  let end = address;
  while (TRAILING.test(end)) {
    const last = end.at(-1) ?? "";
    const opening = OPENING[last];
    if (opening !== undefined && count(end, opening) >= count(end, last)) break;
    end = end.slice(0, -1);
  }
  return end;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/**
 * An address that may be a link: over https, or to a mailbox. An address with a name before its host reads as another
 * host than it goes to, so it is none.
 */
export function safeAddress(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol === "mailto:") return url.pathname.includes("@") ? `mailto:${url.pathname}` : null;
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
  return url.href;
}
