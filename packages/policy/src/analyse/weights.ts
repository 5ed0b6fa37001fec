import type { Condition, Organisation } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { DEFAULT_PEOPLE, type Report, type WeightOptions } from "./options.ts";

/** What a weight is worked out from, for one finding or change. */
export interface Weighed {
  /** Ids. */
  readonly organisations: readonly string[];
  readonly situations: number;
  readonly tool?: string | undefined;
}

/**
 * How heavy findings are: situations × people × (1 + reports).
 *
 * Where nobody counted the people of an organisation, those that are left of the total are shared equally over such
 * organisations. That is a guess, and the same for each of them, so that what is not known tips no scale.
 */
export class Weights {
  readonly #people: ReadonlyMap<string, number>;
  readonly #reports: readonly Report[];

  /** @param date organisations that do not exist on this day have no people and take no share; null for all of time. */
  constructor(
    organisations: readonly Organisation[],
    date: string | null,
    { people = DEFAULT_PEOPLE, reports = [] }: WeightOptions = {},
  ) {
    this.#people = peoplePerOrganisation(organisations, date, people);
    this.#reports = reports;
  }

  /** How many people work for an organisation, as far as known. */
  peopleOf(organisation: string): number {
    return this.#people.get(organisation) ?? 0;
  }

  /** Situations × people. */
  ofChange({ organisations, situations }: Pick<Weighed, "organisations" | "situations">): number {
    return situations * organisations.reduce((sum, id) => sum + this.peopleOf(id), 0);
  }

  /**
   * Situations × people × (1 + reports).
   *
   * @param mayLieIn whether a situation of which these values are known may lie in the region.
   */
  ofFinding(weighed: Weighed, mayLieIn: (known: Condition) => boolean): number {
    const reports = this.#reports
      .filter(
        ({ organisation, tool, attributes }) =>
          weighed.organisations.includes(organisation) &&
          (tool === undefined || weighed.tool === undefined || tool === weighed.tool) &&
          mayLieIn(Object.fromEntries(Object.entries(attributes).map(([id, value]) => [id, [value]]))),
      )
      .reduce((sum, { count = 1 }) => sum + count, 0);
    return this.ofChange(weighed) * (1 + reports);
  }
}

function peoplePerOrganisation(
  organisations: readonly Organisation[],
  date: string | null,
  total: number,
): ReadonlyMap<string, number> {
  const existing = organisations.filter(({ period }) => date === null || holdsOn(period, date));
  const known = existing.reduce((sum, { headcount }) => sum + (headcount?.people ?? 0), 0);
  const unknown = existing.filter(({ headcount }) => headcount === undefined).length;
  // Nobody counts for nothing, also when those who were counted already make up the total.
  const share = unknown === 0 ? 0 : Math.max(1, Math.round((total - known) / unknown));
  return new Map(existing.map(({ id, headcount }) => [id, headcount?.people ?? share]));
}
