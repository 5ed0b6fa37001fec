import type { Meaning, Part, Unclear, Understood } from "@akkoord/understand";
import { type Question, withAttribute } from "./question.ts";

/** A stretch of the sentence: a word that counted, or what stands between. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly part: Part | null;
}

/** The sentence cut into words that counted and what stands between them. Overlapping parts show once. */
export function partsOf(understood: Understood): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const part of understood.parts.toSorted((a, b) => a.start - b.start)) {
    if (part.start < at || part.end <= part.start) continue;
    if (part.start > at)
      pieces.push({ text: understood.question.slice(at, part.start), start: at, part: null });
    pieces.push({ text: part.text, start: part.start, part });
    at = part.end;
  }
  if (at < understood.question.length)
    pieces.push({ text: understood.question.slice(at), start: at, part: null });
  return pieces;
}

/** Whether the situation has an answer by now to what was unclear. */
export function isSettled(unclear: Unclear, question: Question): boolean {
  if (unclear.candidates.length === 0) return false;
  if (unclear.kind === "attribute")
    return unclear.attribute !== undefined && question.attributes[unclear.attribute] !== undefined;
  if (unclear.kind === "tool") return question.tool !== null;
  return unclear.candidates.some(
    (candidate) => candidate.value === question.asker || (question.others ?? []).includes(candidate.value),
  );
}

/** The question after somebody said what was meant. */
export function answersUnclear(question: Question, meaning: Meaning): Question {
  switch (meaning.kind) {
    case "attribute":
      return withAttribute(question, meaning.attribute, meaning.value);
    case "tool":
      return { ...question, tool: meaning.value };
    case "participant":
      if (meaning.value === "own-organisation") return { ...question, others: question.others ?? [] };
      return meaning.value === question.asker
        ? question
        : { ...question, others: [...new Set([...(question.others ?? []), meaning.value])] };
  }
}
