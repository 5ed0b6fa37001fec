/** What a person asks about. An attribute left out is unknown, never a default. */
export interface Situation {
  /** The day the rules must hold on. */
  readonly date: string;
  /** Values of attributes with scope `situation`, by attribute id. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Who takes part; the first is the asker. May be empty while still unknown. */
  readonly participants: readonly Participant[];
}

/** An organisation or outside party that takes part, with what is known of its side. */
export interface Participant {
  readonly id: string;
  /** Values of attributes with scope `participant`, by attribute id. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A point in the space of situations: for each attribute of the vocabulary, in its order,
 * the index of its value, or {@link UNKNOWN}.
 */
export type Point = Uint8Array;

/** Marks an attribute of a {@link Point} whose value is not known. */
export const UNKNOWN = 255;
