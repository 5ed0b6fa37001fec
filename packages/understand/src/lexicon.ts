/**
 * The shape of the lexicon: the words by which people name values, tools and parties.
 * Plain data (JSON): read once from `policies/lexicon.yaml`, sent to wherever questions are understood.
 *
 * A phrase may hold `{name}`, which stands for every word of the list with that name, and one ` … `, which
 * stands for any words of the same clause ("ik heb … uitgenodigd").
 */
export interface Lexicon {
  readonly format: 1;
  /** Words that a phrase can refer to as `{name}`. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** By attribute id and value id. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, Phrases>>>>;
  readonly tools: Readonly<Record<string, Phrases>>;
  /** By organisation id, outside party id, or `own-organisation`. */
  readonly participants: Readonly<Record<string, Phrases>>;
  /** Words with several meanings, which are asked. */
  readonly ambiguous: readonly AmbiguousWords[];
  /** Well-known tools that need not be in the catalogue; one that is in it counts as a tool. */
  readonly otherTools: Readonly<Record<string, Phrases>>;
  /** Values whose denial also rules out every higher value of the attribute, by attribute id. */
  readonly denialRulesOutHigher: Readonly<Record<string, readonly string[]>>;
  /**
   * Attributes of which a value counts only when the words say it of the asker, or of the person on whose
   * behalf is asked. Other values of each participant count unless they are said of somebody else.
   */
  readonly onlyOfAsker: readonly string[];
  /** Words that say something about the words beside them. */
  readonly context: Readonly<Record<ContextRole, readonly string[]>>;
  /** Words that are right as they are, though they look like a misspelt word of the lexicon. */
  readonly otherWords: readonly string[];
  /** Endings that a word may bear without becoming another word ("vertrouwelijke"). */
  readonly endings: readonly string[];
  /** Second halves of compounds that add nothing ("zoomlink"). */
  readonly tails: readonly string[];
}

/** The phrases that name one thing. */
export interface Phrases {
  readonly nl: readonly string[];
  readonly en: readonly string[];
  /** General words: they count only when nothing more specific of the same kind is said. */
  readonly weak: readonly string[];
  /** Words that are also ordinary words: they count only after a linking word ("bij def") or with capitals. */
  readonly afterLink: readonly string[];
  /** Common misspellings that are too short or too far off to be corrected by letters. */
  readonly misspelt: readonly string[];
}

/** Words with several meanings. */
export interface AmbiguousWords {
  readonly nl: readonly string[];
  readonly en: readonly string[];
  /** Only asked when nothing else settles it. */
  readonly weak: boolean;
  readonly means: {
    /** Values by attribute id. */
    readonly attributes: Readonly<Record<string, readonly string[]>>;
    readonly tools: readonly string[];
    readonly participants: readonly string[];
    /** Every organisation of these kinds. */
    readonly organisationKinds: readonly string[];
  };
}

/**
 * What a context word does.
 * - `asker`: the organisation after it is the asker's ("ik werk bij").
 * - `link`: connects to what follows ("van", "met").
 * - `article`: may stand between a link and a name ("het").
 * - `ministry`: goes before the name of a ministry ("ministerie van").
 * - `not`: denies what follows; `notAfter`: denies what went before ("is het niet").
 * - `notReally`: holds a denial that denies nothing here ("niet alleen", "mag ik niet").
 * - `why`: asks for a reason, so that denials in its clause deny permission ("waarom").
 * - `without`: leaves out the tool or party that follows ("in plaats van").
 * - `doubt`: the asker does not know ("weet niet of").
 * - `either`: offers a choice ("of").
 * - `but`: ends the reach of a denial ("maar").
 * - `self`: the asker; an organisation in brackets after it is the asker's ("wij (BZK)").
 * - `iAm`: what the asker is follows ("ik ben", "ik werk als"); `busy`: then it does not ("aan het").
 * - `as`: what somebody acts as follows, or a condition ("als").
 * - `may`: who is asked for follows when a clause begins so ("mag"); `opener`: may go before it ("waarom").
 * - `describer`: may stand between those and what follows ("de", "nieuwe").
 * - `joins`: somebody else than the one named asks ("meelezen", "worden"), as does `me` ("mij", "onze").
 * - `asks`: the one before it asks ("vraagt of hij").
 * - `and`: joins two of a kind ("en").
 * - `others`: somebody else ("hij"); `does`: where or with what they are follows ("zit", "gebruikt").
 * - `filler`: ordinary words that never matter.
 * - `nothing`: looks like a word of the lexicon but is not ("signaal", "andere teams").
 */
export const CONTEXT_ROLES = [
  "asker",
  "link",
  "article",
  "ministry",
  "not",
  "notAfter",
  "notReally",
  "why",
  "without",
  "doubt",
  "either",
  "but",
  "self",
  "iAm",
  "busy",
  "as",
  "may",
  "opener",
  "describer",
  "joins",
  "me",
  "asks",
  "and",
  "others",
  "does",
  "filler",
  "nothing",
] as const;
export type ContextRole = (typeof CONTEXT_ROLES)[number];
