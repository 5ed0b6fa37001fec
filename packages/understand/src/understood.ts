/** A stretch of the question. Counted in UTF-16 units, so that `text === question.slice(start, end)`. */
export interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The participant that stands for a colleague of the asker: same organisation, whichever that is. */
export const OWN_ORGANISATION = "own-organisation";

/** What words of a question can mean. */
export type Meaning =
  | { readonly kind: "attribute"; readonly attribute: string; readonly value: string }
  | { readonly kind: "tool"; readonly value: string }
  | { readonly kind: "participant"; readonly value: string };

/** Whether two meanings are the same. */
export function sameMeaning(a: Meaning, b: Meaning): boolean {
  if (a.kind === "attribute" && b.kind === "attribute" && a.attribute !== b.attribute) return false;
  return a.kind === b.kind && a.value === b.value;
}

/**
 * How a meaning was recognised.
 * `exact`: by its name or id. `synonym`: by another word. `spelling`: by a misspelt word.
 * `implied`: from something else in the question, such as a tool that serves one activity.
 */
export type How = "exact" | "synonym" | "spelling" | "implied";

/** A part of the question that was understood: a chip. */
export type Part = Span &
  Meaning & {
    readonly how: How;
    /** 0 to 1; below 0.9 people should look at it. */
    readonly confidence: number;
    /** For participants: whether this is the asker's own organisation. */
    readonly asker?: boolean;
  };

/**
 * Why something that was heard still has to be asked.
 * `ambiguous`: the words have several meanings. `several`: things are named that cannot all hold.
 * `negation`: it is said what it is not. `doubt`: it is said not to be known.
 * `not-in-catalogue`: a tool that the catalogue lacks. `spelling`: two words are equally near.
 * `somebody-else`: the words do not say it of the asker ("mag ik de minister appen"). Ask what the asker's own
 * is, not what the word means: "office holder" is what the minister is.
 */
export type UnclearReason =
  | "ambiguous"
  | "several"
  | "negation"
  | "doubt"
  | "not-in-catalogue"
  | "spelling"
  | "somebody-else";

/** A part of the question that was heard but does not settle on one meaning. */
export type Unclear = Span & {
  readonly kind: Meaning["kind"];
  /** The attribute to ask, when `kind` is `attribute`. */
  readonly attribute?: string;
  /** What it can mean, in the order of the vocabulary or rule set; empty for a tool that the catalogue lacks. */
  readonly candidates: readonly Meaning[];
  readonly reason: UnclearReason;
};

/** As much of the situation as the question tells. What is absent is unknown. */
export interface UnderstoodSituation {
  /** Values by attribute id, of situation and participants alike. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The asker's organisation, or null while unknown. */
  readonly asker: string | null;
  /** The other organisations and outside parties, in the order named. */
  readonly others: readonly string[];
  /**
   * The asker when known, then the others. While `asker` is null and others are named this list must not
   * be decided with: its first entry would count as the asker.
   */
  readonly participants: readonly string[];
  /** The tool the question is about, or null. */
  readonly tool: string | null;
}

/** What became of a question. Plain data. */
export interface Understood {
  readonly question: string;
  readonly situation: UnderstoodSituation;
  /** What was recognised, in the order of the text. */
  readonly parts: readonly Part[];
  /** What must be asked because of what was said, in the order of the text. */
  readonly unclear: readonly Unclear[];
  /** Words that played no part, in the order of the text. */
  readonly ignored: readonly Span[];
}
