import type { Understood } from "@akkoord/understand";
import { EMPTY_QUESTION, type Question } from "./question.ts";

/**
 * The question that a typed sentence comes down to. What the sentence does not say stays open:
 * somebody who names nobody has not said to be among colleagues.
 */
export function understoodQuestion(
  understood: Understood,
  aboutYou: { readonly organisation: string | null; readonly role: string | null },
): Question {
  const { attributes, asker, others, tool } = understood.situation;
  const namesColleagues = understood.parts.some(
    (part) => part.kind === "participant" && part.value === "own-organisation",
  );
  const own = asker ?? aboutYou.organisation;
  const role = attributes.role ?? (own === aboutYou.organisation ? aboutYou.role : null);
  return {
    ...EMPTY_QUESTION,
    attributes: role === null || own === null ? attributes : { ...attributes, role },
    asker: own,
    others: others.length > 0 ? others.filter((id) => id !== own) : namesColleagues ? [] : null,
    tool,
  };
}
