import type { Words } from "@akkoord/policy";
import type { Say } from "../../rule-sets/model/names.ts";

/** A category under which what is said in a room is kept. */
export interface Category {
  readonly id: string;
  readonly label: Words;
}

/**
 * The categories to choose from, as a setting: an organisation replaces them by those of its own retention schedule
 * (selectielijst), which has the terms. How long something is kept stands nowhere here.
 */
export const CATEGORIES: readonly Category[] = [
  {
    id: "policy-making",
    label: { nl: "Beleid en besluiten voorbereiden", en: "Preparing policy and decisions" },
  },
  {
    id: "coordination",
    label: { nl: "Overleg en afstemming", en: "Consultation and coordination" },
  },
  {
    id: "execution",
    label: { nl: "Uitvoering en toezicht", en: "Execution and supervision" },
  },
  {
    id: "operations",
    label: { nl: "Bedrijfsvoering", en: "Operations" },
  },
  {
    id: "crisis",
    label: { nl: "Crisis of incident", en: "Crisis or incident" },
  },
];

/** What a category is called; one that is not on the list goes by its own name. */
export function categoryName(id: string, say: Say): string {
  const found = CATEGORIES.find((category) => category.id === id);
  return found === undefined ? id : say(found.label);
}
