/** What somebody says about how they work now, in values of the vocabulary; null for what they did not say. */
export interface Workplace {
  readonly device: string | null;
  readonly location: string | null;
  readonly role: string | null;
}

/** The attributes of the vocabulary that are about how somebody works, in the order in which they are asked. */
export const WORKPLACE_ATTRIBUTES = ["device", "location", "role"] as const;

/** One of them. */
export type WorkplaceAttribute = (typeof WORKPLACE_ATTRIBUTES)[number];

/** Nothing said yet. */
export const NOTHING_SAID: Workplace = { device: null, location: null, role: null };

/** What somebody told of how they work; what they did not is left out. */
export type Told = Readonly<Partial<Record<WorkplaceAttribute, string>>>;

/**
 * What was told.
 *
 * @example toldIn({ device: null, location: "home", role: null }) // { location: "home" }
 */
export function toldIn(workplace: Workplace): Told {
  return Object.fromEntries(
    WORKPLACE_ATTRIBUTES.flatMap((attribute) => {
      const value = workplace[attribute];
      return value === null ? [] : [[attribute, value]];
    }),
  );
}

/**
 * What is still to be said to the server, so that it knows what somebody told elsewhere; null when it knows already.
 * What they did not tell there stays as it is.
 */
export function stillToSay(workplace: Workplace, told: Told): Workplace | null {
  const next = { ...workplace, ...told };
  return WORKPLACE_ATTRIBUTES.every((attribute) => next[attribute] === workplace[attribute]) ? null : next;
}
