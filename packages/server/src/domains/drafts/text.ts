import { z } from "zod";

// PostgreSQL keeps every character but this one.
const hasNoNul = (text: string): boolean => !text.includes("\u0000");
const nulRefused = { error: "must not hold the character NUL" };

/** Text of people that is kept as they wrote it, empty or not. */
export const keptText = z.string().refine(hasNoNul, nulRefused);

/** A sentence or more of people, at most so many characters. */
export function someText(longest: number, missing: string) {
  return z
    .string()
    .trim()
    .min(1, { error: missing })
    .max(longest, { error: `must be at most ${longest} characters` })
    .refine(hasNoNul, nulRefused);
}

/** Whose rules: an organisation, or `rijk`. */
export const ownerId = keptText.min(1).max(100);
