import type { Correction, SpellingList } from "./spelling.ts";

/** A shorter stem is left alone: too many other words end like it. */
const SHORTEST_STEM = 5;
/** A shorter stem is not also corrected. */
const SHORTEST_STEM_TO_CORRECT = 8;

/** What the words of one question may have been meant to be. Remembers each word it has read. */
export class Readings {
  private readonly spelling: SpellingList;
  private readonly endings: readonly string[];
  private readonly read = new Map<string, readonly Correction[]>();

  constructor(spelling: SpellingList, endings: readonly string[]) {
    this.spelling = spelling;
    this.endings = endings;
  }

  /** The word as it stands, without its ending, or corrected; several when they are equally near. */
  of(word: string): readonly Correction[] {
    const known = this.read.get(word);
    if (known !== undefined) return known;
    const readings = this.readingsOf(word);
    this.read.set(word, readings);
    return readings;
  }

  /** The word without each ending that it may bear. */
  stemsOf(word: string): readonly string[] {
    return this.endings
      .filter((ending) => word.endsWith(ending) && word.length - ending.length >= SHORTEST_STEM)
      .map((ending) => word.slice(0, -ending.length));
  }

  private readingsOf(word: string): readonly Correction[] {
    const asItStands = [{ word, mistakes: 0 }];
    if (this.spelling.knows(word)) return asItStands;
    const stems = this.stemsOf(word);
    const stem = stems.find((each) => this.spelling.knows(each));
    if (stem !== undefined) return [{ word: stem, mistakes: 0 }];
    for (const each of [word, ...stems.filter(({ length }) => length >= SHORTEST_STEM_TO_CORRECT)]) {
      const corrections = this.spelling.corrections(each);
      if (corrections.length > 0) return corrections;
    }
    return asItStands;
  }
}
