import type { Organisation, RuleSet } from "@akkoord/policy";
import {
  type AmbiguousWords,
  CONTEXT_ROLES,
  type ContextRole,
  type Lexicon,
  type Phrases,
} from "./lexicon.ts";
import { expandPhrase } from "./phrases.ts";
import { SpellingList } from "./spelling.ts";
import { tokenise } from "./tokens.ts";
import { type Meaning, OWN_ORGANISATION, sameMeaning } from "./understood.ts";

/** What a phrase says. */
export type Sense =
  | {
      readonly type: "meaning";
      readonly meaning: Meaning;
      readonly how: "exact" | "synonym" | "spelling";
      readonly weak: boolean;
      readonly afterLink: boolean;
    }
  | {
      readonly type: "ambiguous";
      readonly candidates: readonly Meaning[];
      readonly weak: boolean;
      readonly reason: "ambiguous" | "spelling";
    }
  | { readonly type: "other-tool" }
  | { readonly type: "context"; readonly role: ContextRole };

/** A phrase of the lexicon, ready to match. */
export interface Entry {
  /** How many words it has; a short phrase only matches as that many words. */
  readonly words: number;
  readonly sense: Sense;
}

/** A phrase with a gap: two pieces in one clause. */
export interface GapPattern {
  readonly first: string;
  readonly last: string;
  readonly sense: Sense;
}

/** A lexicon made ready for one rule set. Keep it as long as the rule set; it never changes. */
export interface CompiledLexicon {
  readonly ruleSet: RuleSet;
  /** Phrases by their letters without spaces, so that "video bellen" and "videobellen" are one. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Gap patterns by the letters of their last piece. */
  readonly gaps: ReadonlyMap<string, readonly GapPattern[]>;
  /** The first pieces of gap patterns. */
  readonly gapStarts: ReadonlySet<string>;
  readonly longestPhrase: number;
  readonly spelling: SpellingList;
  readonly endings: readonly string[];
  readonly tails: ReadonlySet<string>;
  readonly denialRulesOutHigher: Readonly<Record<string, readonly string[]>>;
  /** Attributes of which a value counts only when it is said of the asker. */
  readonly onlyOfAsker: readonly string[];
  /** Activities that each tool serves, by tool id. */
  readonly activitiesOf: ReadonlyMap<string, readonly string[]>;
}

/** Abbreviations up to this length are often ordinary words, so they need a linking word or capitals. */
const SHORT_NAME = 3;

/**
 * Makes a lexicon ready for a rule set: phrases written out, names of the rule set's organisations and
 * tools added, and whatever this rule set does not know left out.
 *
 * @example const words = compileLexicon(lexicon, ruleSet);
 */
export function compileLexicon(lexicon: Lexicon, ruleSet: RuleSet): CompiledLexicon {
  const book = new PhraseBook(lexicon.lists);
  for (const role of CONTEXT_ROLES) book.add(lexicon.context[role], { type: "context", role });
  for (const attribute of ruleSet.vocabulary.attributes)
    for (const { id } of attribute.values)
      book.addWords(lexicon.attributes[attribute.id]?.[id], {
        kind: "attribute",
        attribute: attribute.id,
        value: id,
      });
  for (const { id } of ruleSet.tools)
    book.addWords(lexicon.tools[id] ?? lexicon.otherTools[id], { kind: "tool", value: id });
  for (const { id } of [...ruleSet.organisations, ...ruleSet.outsideParties, { id: OWN_ORGANISATION }])
    book.addWords(lexicon.participants[id], { kind: "participant", value: id });
  for (const words of lexicon.ambiguous) {
    const candidates = candidatesOf(words, ruleSet);
    if (candidates.length > 0)
      book.add([...words.nl, ...words.en], {
        type: "ambiguous",
        candidates,
        weak: words.weak,
        reason: "ambiguous",
      });
  }
  const inCatalogue = new Set(ruleSet.tools.map(({ id }) => id));
  for (const [id, words] of Object.entries({ ...lexicon.tools, ...lexicon.otherTools }))
    if (!inCatalogue.has(id)) book.add([...words.nl, ...words.en, ...words.misspelt], { type: "other-tool" });
  addNames(book, lexicon, ruleSet);
  const tails = new Set(lexicon.tails.map(keyOf));
  return {
    ruleSet,
    entries: book.entries,
    gaps: book.gaps,
    gapStarts: book.gapStarts,
    longestPhrase: book.longestPhrase,
    spelling: new SpellingList(
      book.wordsToCorrect,
      new Set([...book.wordsToKeep, ...tails, ...lexicon.otherWords.map(keyOf)]),
    ),
    endings: lexicon.endings.map(keyOf),
    tails,
    denialRulesOutHigher: lexicon.denialRulesOutHigher,
    onlyOfAsker: lexicon.onlyOfAsker,
    activitiesOf: new Map(ruleSet.tools.map((tool) => [tool.id, tool.activities])),
  };
}

/** Collects phrases with what they say. */
class PhraseBook {
  readonly entries = new Map<string, Entry[]>();
  readonly gaps = new Map<string, GapPattern[]>();
  readonly gapStarts = new Set<string>();
  /** Words that misspelt words can turn out to be, and words that are right as they are. */
  readonly wordsToCorrect = new Set<string>();
  readonly wordsToKeep = new Set<string>();
  longestPhrase = 1;
  private readonly lists: Lexicon["lists"];

  constructor(lists: Lexicon["lists"]) {
    this.lists = lists;
  }

  add(phrases: readonly string[], sense: Sense): void {
    for (const phrase of phrases)
      for (const written of expandPhrase(phrase, this.lists)) {
        const [first, last] = written.split("…");
        if (first !== undefined && last !== undefined) this.addGap(first, last, sense);
        else this.addPhrase(written, sense);
      }
  }

  /** Adds every phrase that names one thing. */
  addWords(words: Phrases | undefined, meaning: Meaning): void {
    if (words === undefined) return;
    const sense = { type: "meaning", meaning, how: "synonym", weak: false, afterLink: false } as const;
    this.add([...words.nl, ...words.en], sense);
    this.add(words.weak, { ...sense, weak: true });
    this.add(words.afterLink, { ...sense, afterLink: true });
    this.add(words.misspelt, { ...sense, how: "spelling" });
  }

  /**
   * Adds a name from the rule set. Where the lexicon already has the word it knows better how it is used;
   * a word for the same thing then counts as its name.
   */
  addName(name: string, meaning: Meaning, afterLink: boolean): void {
    const known = this.entries.get(keyOf(name));
    const sense = { type: "meaning", meaning, how: "exact", weak: false, afterLink } as const;
    if (known === undefined) this.addPhrase(name, sense);
    else
      this.entries.set(
        keyOf(name),
        known.map((entry) =>
          isWordFor(entry.sense, meaning) ? { ...entry, sense: named(entry.sense) } : entry,
        ),
      );
  }

  private addPhrase(phrase: string, sense: Sense): void {
    const words = tokenise(phrase).map((token) => token.word);
    if (words.length === 0) return;
    push(this.entries, words.join(""), { words: words.length, sense });
    this.longestPhrase = Math.max(this.longestPhrase, words.length);
    const corrects = sense.type !== "context" || sense.role === "ministry";
    for (const word of words) (corrects ? this.wordsToCorrect : this.wordsToKeep).add(word);
  }

  private addGap(first: string, last: string, sense: Sense): void {
    this.gapStarts.add(keyOf(first));
    push(this.gaps, keyOf(last), { first: keyOf(first), last: keyOf(last), sense });
    const lengths = [first, last].map((piece) => tokenise(piece).length);
    this.longestPhrase = Math.max(this.longestPhrase, ...lengths);
    for (const { word } of tokenise(last)) this.wordsToKeep.add(word);
  }
}

function isWordFor(sense: Sense, meaning: Meaning): boolean {
  return sense.type === "meaning" && sameMeaning(sense.meaning, meaning);
}

function named(sense: Sense): Sense {
  return sense.type === "meaning" && sense.how === "synonym" && !sense.weak
    ? { ...sense, how: "exact" }
    : sense;
}

/** Adds the names in the rule set; a name that two of them bear is asked. */
function addNames(book: PhraseBook, { context }: Lexicon, { organisations, tools }: RuleSet): void {
  const names: readonly Name[] = [
    ...organisations.flatMap((organisation) => namesOf(organisation, context.ministry)),
    ...tools.flatMap(({ id, name }) =>
      [name, id].map((each) => ({
        name: each,
        meaning: { kind: "tool", value: id } as const,
        afterLink: keyOf(each).length <= SHORT_NAME,
      })),
    ),
  ];
  for (const [key, bearers] of Map.groupBy(names, ({ name }) => keyOf(name))) {
    const [first, ...rest] = bearers;
    const shared = rest.filter(({ meaning }) => first !== undefined && !sameMeaning(meaning, first.meaning));
    if (first === undefined) continue;
    if (shared.length === 0 || book.entries.has(key))
      book.addName(first.name, first.meaning, first.afterLink);
    else
      book.add([first.name], {
        type: "ambiguous",
        candidates: [first, ...shared].map(({ meaning }) => meaning),
        weak: false,
        reason: "ambiguous",
      });
  }
}

/** A name in the rule set. */
interface Name {
  readonly name: string;
  readonly meaning: Meaning;
  readonly afterLink: boolean;
}

/** The letters of a phrase, without spaces and accents. */
function keyOf(phrase: string): string {
  return tokenise(phrase)
    .map((token) => token.word)
    .join("");
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Every name of an organisation, also without "ministerie van" in front. */
function namesOf(organisation: Organisation, prefixes: readonly string[]): readonly Name[] {
  const meaning = { kind: "participant", value: organisation.id } as const;
  const { name, abbreviation } = organisation;
  return [{ name, abbreviation }, ...organisation.names].flatMap((version) => {
    const prefix = prefixes.find((each) => version.name.toLowerCase().startsWith(`${each.toLowerCase()} `));
    const bare = prefix === undefined ? [] : [version.name.slice(prefix.length + 1)];
    const short = version.abbreviation === undefined ? [] : [version.abbreviation];
    return [
      ...[version.name, ...short].map((each) => ({
        name: each,
        meaning,
        afterLink: keyOf(each).length <= SHORT_NAME,
      })),
      // "Defensie" is also a word; "Sociale Zaken en Werkgelegenheid" is not.
      ...bare.map((each) => ({ name: each, meaning, afterLink: tokenise(each).length === 1 })),
    ];
  });
}

/** What ambiguous words can mean in this rule set, in its own order. */
function candidatesOf(words: AmbiguousWords, ruleSet: RuleSet): readonly Meaning[] {
  const { attributes, tools, participants, organisationKinds } = words.means;
  return [
    ...ruleSet.vocabulary.attributes.flatMap((attribute) =>
      attribute.values
        .filter((value) => attributes[attribute.id]?.includes(value.id))
        .map((value): Meaning => ({ kind: "attribute", attribute: attribute.id, value: value.id })),
    ),
    ...ruleSet.tools
      .filter((tool) => tools.includes(tool.id))
      .map((tool): Meaning => ({ kind: "tool", value: tool.id })),
    ...ruleSet.organisations
      .filter(({ id, kind }) => participants.includes(id) || organisationKinds.includes(kind))
      .map(({ id }): Meaning => ({ kind: "participant", value: id })),
    ...ruleSet.outsideParties
      .filter(({ id }) => participants.includes(id))
      .map(({ id }): Meaning => ({ kind: "participant", value: id })),
  ];
}
