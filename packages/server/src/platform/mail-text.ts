import { escapeHtml } from "./http/plain-page.ts";
import { plainLine } from "./plain-line.ts";

/** Something that the reader can open. */
export interface MailLink {
  /** What opening it does, in a few words. */
  readonly label: string;
  /** Of our own. */
  readonly address: string;
}

/** A mail in one language, in the order in which it is read. */
export interface MailWords {
  readonly subject: string;
  readonly greeting: string;
  /** Sentences of our own; names in them come through {@link nameInMail}. */
  readonly paragraphs: readonly string[];
  readonly links?: readonly MailLink[];
  /** After the links. */
  readonly closing?: readonly string[];
}

/** A mail as it goes out: as text and as HTML, with the same words. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FRAME = {
  nl: { signature: "Akkoord", below: "English below", automatic: "Deze mail is automatisch gemaakt." },
  en: { signature: "Akkoord", below: "", automatic: "This mail was made automatically." },
} as const;

const LONGEST_NAME = 80;

/**
 * A name that somebody else typed, for within a mail. Null when it holds what mail programs would make into a link:
 * then the mail must do without it.
 *
 * @example nameInMail("Jan\r\nBcc: evil") // "Jan Bcc: evil"
 * @example nameInMail("Win geld op win.example/nu") // null
 */
export function nameInMail(name: string): string | null {
  const line = plainLine(name);
  if (line === "" || /:\/\/|@|www\.|[\p{L}\p{N}-]\.[\p{L}-]{2,}/iu.test(line)) return null;
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line;
}

/** Puts a mail together: Dutch first, English below. */
export function mailText(words: { readonly nl: MailWords; readonly en: MailWords }): MailText {
  return {
    subject: `${plainLine(words.nl.subject)} / ${plainLine(words.en.subject)}`,
    text: `${inText("nl", words.nl)}\n\n--------\n\n${inText("en", words.en)}\n`,
    html:
      `<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">` +
      `<title>${escapeHtml(plainLine(words.nl.subject))}</title></head>` +
      `<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">\n` +
      `${inHtml("nl", words.nl)}\n<hr>\n${inHtml("en", words.en)}\n</body></html>\n`,
  };
}

type Language = keyof typeof FRAME;

function inText(language: Language, words: MailWords): string {
  const frame = FRAME[language];
  return [
    ...(frame.below === "" ? [] : [`(${frame.below})`]),
    ...[words.greeting, ...words.paragraphs].map(plainLine),
    ...(words.links ?? []).map(({ label, address }) => `${plainLine(label)}:\n${address}`),
    ...(words.closing ?? []).map(plainLine),
    frame.signature,
    frame.automatic,
  ].join("\n\n");
}

function inHtml(language: Language, words: MailWords): string {
  const frame = FRAME[language];
  const paragraph = (text: string) => `<p>${escapeHtml(plainLine(text))}</p>`;
  return [
    `<div lang="${language}">`,
    ...(frame.below === "" ? [] : [`<p lang="en"><small>${frame.below}</small></p>`]),
    ...[words.greeting, ...words.paragraphs].map(paragraph),
    ...(words.links ?? []).map(
      ({ label, address }) =>
        `<p><a href="${escapeHtml(address)}">${escapeHtml(plainLine(label))}</a><br>` +
        `<small>${escapeHtml(address)}</small></p>`,
    ),
    ...(words.closing ?? []).map(paragraph),
    `<p>${frame.signature}<br><small>${frame.automatic}</small></p>`,
    "</div>",
  ].join("\n");
}
