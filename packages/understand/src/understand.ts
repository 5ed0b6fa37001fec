import type { CompiledLexicon } from "./compile-lexicon.ts";
import { hear } from "./hear.ts";
import { QuestionTooLongError } from "./question-too-long.ts";
import { findSegments } from "./segments.ts";
import { settle } from "./settle.ts";
import { tokenise } from "./tokens.ts";
import type { Understood } from "./understood.ts";

/** The longest question that is read, in characters. */
export const LONGEST_QUESTION = 4000;

/** What is known besides the question. */
export interface UnderstandOptions {
  /** The asker, as told earlier. A question that names another organisation as the asker's goes first. */
  readonly about?: { readonly organisation?: string | null };
}

/**
 * Reads a question in Dutch or English into a situation. Deterministic; nothing leaves the device.
 * What the question does not tell stays open, and what it leaves in doubt is listed as unclear.
 *
 * @throws {QuestionTooLongError} above {@link LONGEST_QUESTION} characters.
 *
 * @example
 * understand("Mag ik een vertrouwelijk stuk mailen naar SZW?", words, { about: { organisation: "bzk" } }).situation
 * // { attributes: { activity: "share", information: "confidential" }, asker: "bzk", others: ["szw"],
 * //   participants: ["bzk", "szw"], tool: "email" }
 */
export function understand(
  question: string,
  lexicon: CompiledLexicon,
  options: UnderstandOptions = {},
): Understood {
  if (question.length > LONGEST_QUESTION) throw new QuestionTooLongError(question.length, LONGEST_QUESTION);
  const segments = findSegments(tokenise(question), lexicon);
  const heard = hear(question, segments, lexicon);
  const { situation, parts, unclear } = settle(
    question,
    segments,
    heard,
    lexicon,
    options.about?.organisation ?? null,
  );
  const ignored = segments
    .filter(
      (segment, at) =>
        !heard.used.has(at) &&
        segment.senses.every((sense) => sense.type !== "context" || sense.role === "nothing"),
    )
    .map(({ start, end }) => ({ text: question.slice(start, end), start, end }));
  return { question, situation, parts, unclear, ignored };
}
