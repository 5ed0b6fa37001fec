import {
  enumerate,
  nearest,
  type Place,
  type Problem,
  type ProblemCode,
  type RuleSet,
  type SourceDocument,
  type SourceEntry,
  type SourceNode,
} from "@akkoord/policy";
import {
  type AmbiguousWords,
  CONTEXT_ROLES,
  type ContextRole,
  type Lexicon,
  type Phrases,
} from "./lexicon.ts";
import { expandPhrase, joinsFreely, listsIn } from "./phrases.ts";
import { fold, tokenise } from "./tokens.ts";
import { OWN_ORGANISATION } from "./understood.ts";

/** What came out of reading the lexicon: the lexicon, or everything that is wrong with it. */
export type ReadLexicon =
  | { readonly lexicon: Lexicon; readonly problems: readonly [] }
  | { readonly lexicon: null; readonly problems: readonly Problem[] };

const TOP_KEYS = [
  "lists",
  "attributes",
  "tools",
  "participants",
  "ambiguous",
  "otherTools",
  "denialRulesOutHigher",
  "onlyOfAsker",
  "context",
  "otherWords",
  "endings",
  "tails",
] as const;
const PHRASE_KEYS = ["nl", "en", "weak", "afterLink", "misspelt"] as const;
const AMBIGUOUS_KEYS = ["nl", "en", "weak", "means"];
const MEANS_KEYS = ["tools", "participants", "organisationKinds"];

/** The most words one phrase may have, and the most phrases once lists are written out. */
const LONGEST_PHRASE = 7;
const MOST_PHRASES = 40_000;

/**
 * Reads the lexicon and checks it against a rule set: ids that do not exist, phrases that stand twice under
 * one heading, lists that are missing. All problems are reported at once, each with its place.
 *
 * @param document as `readYaml("policies/lexicon.yaml", text)` of `@akkoord/policy-files` makes it.
 */
export function readLexicon(document: SourceDocument, ruleSet: RuleSet): ReadLexicon {
  const reader = new LexiconReader(document, ruleSet);
  const lexicon = document.problems.length === 0 ? reader.read() : null;
  const problems = [...document.problems, ...reader.problems];
  return lexicon === null || problems.length > 0 ? { lexicon: null, problems } : { lexicon, problems: [] };
}

class LexiconReader {
  readonly problems: Problem[] = [];
  private readonly document: SourceDocument;
  private readonly ruleSet: RuleSet;
  private lists: Readonly<Record<string, readonly string[]>> = {};
  private phrases = 0;

  constructor(document: SourceDocument, ruleSet: RuleSet) {
    this.document = document;
    this.ruleSet = ruleSet;
  }

  read(): Lexicon {
    const top = new Map(
      this.entries(this.document.root, "the lexicon", TOP_KEYS).map((entry) => [entry.key, entry.value]),
    );
    const part = (key: (typeof TOP_KEYS)[number]): SourceNode | undefined => top.get(key);
    this.lists = this.record(part("lists"), "the lists", (node) => this.texts(node));
    const { attributes } = this.ruleSet.vocabulary;
    const attributeIds = attributes.filter(({ scope }) => scope !== "derived").map(({ id }) => id);
    const valuesOf = (id: string): readonly string[] =>
      attributes.find((attribute) => attribute.id === id)?.values.map((value) => value.id) ?? [];
    const parties = [
      ...this.ruleSet.organisations.map(({ id }) => id),
      ...this.ruleSet.outsideParties.map(({ id }) => id),
      OWN_ORGANISATION,
    ];
    const toolIds = this.ruleSet.tools.map(({ id }) => id);
    const lexicon: Lexicon = {
      format: 1,
      lists: this.lists,
      attributes: this.record(
        part("attributes"),
        "attribute",
        (node, id) => {
          const seen = new Map<string, string>();
          return this.record(node, "value", (value, key) => this.phrasesOf(value, key, seen), valuesOf(id));
        },
        attributeIds,
      ),
      ...this.words(part("tools"), part("otherTools"), toolIds),
      participants: this.named(part("participants"), "participant", parties),
      ambiguous: this.ambiguous(part("ambiguous"), attributeIds, valuesOf, toolIds, parties),
      denialRulesOutHigher: this.record(
        part("denialRulesOutHigher"),
        "attribute",
        (node, id) => this.ids(node, "value", valuesOf(id)),
        attributeIds,
      ),
      onlyOfAsker: this.ids(part("onlyOfAsker"), "attribute", attributeIds),
      context: this.context(part("context")),
      otherWords: this.texts(part("otherWords")),
      endings: this.texts(part("endings")),
      tails: this.texts(part("tails")),
    };
    if (this.phrases > MOST_PHRASES)
      this.report(
        this.document.root.place,
        "too-large",
        `written out, the lexicon has ${this.phrases} phrases; at most ${MOST_PHRASES} may be.`,
        "Refer to fewer or shorter lists in one phrase.",
      );
    return lexicon;
  }

  /** Tools share one space of words: a word cannot name two of them. */
  private words(
    tools: SourceNode | undefined,
    others: SourceNode | undefined,
    ids: readonly string[],
  ): Pick<Lexicon, "tools" | "otherTools"> {
    const seen = new Map<string, string>();
    return {
      tools: this.record(tools, "tool", (node, id) => this.phrasesOf(node, id, seen), ids),
      otherTools: this.record(others, "tool", (node, id) => this.phrasesOf(node, id, seen)),
    };
  }

  private named(
    node: SourceNode | undefined,
    what: string,
    ids: readonly string[],
  ): Readonly<Record<string, Phrases>> {
    const seen = new Map<string, string>();
    return this.record(node, what, (value, id) => this.phrasesOf(value, id, seen), ids);
  }

  private phrasesOf(node: SourceNode, id: string, seen: Map<string, string>): Phrases {
    const found = new Map(
      this.entries(node, `"${id}"`, PHRASE_KEYS).map((entry) => [entry.key, entry.value]),
    );
    const list = (key: (typeof PHRASE_KEYS)[number]): readonly string[] =>
      this.checked(found.get(key), id, seen);
    return {
      nl: list("nl"),
      en: list("en"),
      weak: list("weak"),
      afterLink: list("afterLink"),
      misspelt: list("misspelt"),
    };
  }

  /** The phrases of a list, each seen only once under its heading. */
  private checked(node: SourceNode | undefined, id: string, seen: Map<string, string>): readonly string[] {
    return this.phrasesIn(node).flatMap(({ text, place }) => {
      const missing = listsIn(text).find((name) => this.lists[name] === undefined);
      if (missing !== undefined) {
        this.unknown(place, "list", missing, Object.keys(this.lists));
        return [];
      }
      for (const phrase of expandPhrase(text, this.lists)) {
        this.phrases += 1;
        const words = tokenise(phrase);
        if (words.length === 0 || words.length > LONGEST_PHRASE)
          this.report(
            place,
            "shape",
            `"${phrase}" has ${words.length} words; a phrase has 1 to ${LONGEST_PHRASE}.`,
            "Write a shorter phrase.",
          );
        if (phrase.split("…").length > 2 || /^\s*…|…\s*$/.test(phrase))
          this.report(
            place,
            "shape",
            `"${phrase}" must have words on both sides of one gap.`,
            "Write it as: first words … last words.",
          );
        // Accents make no difference when matching, nor do spaces in longer phrases; a gap does.
        const letters = phrase.split("…").map(fold).join("…");
        const free = joinsFreely(words.map(({ word }) => word));
        const key = free ? letters : `${letters} ${words.length}`;
        const earlier = seen.get(key);
        if (earlier !== undefined) {
          this.report(
            place,
            "duplicate-id",
            `"${phrase}" stands twice: under "${earlier}" and under "${id}".`,
            "Keep one, or move it to 'ambiguous' when it can mean both.",
          );
          break;
        }
        seen.set(key, id);
      }
      return [text];
    });
  }

  private ambiguous(
    node: SourceNode | undefined,
    attributeIds: readonly string[],
    valuesOf: (id: string) => readonly string[],
    toolIds: readonly string[],
    parties: readonly string[],
  ): readonly AmbiguousWords[] {
    const seen = new Map<string, string>();
    const kinds = [...new Set(this.ruleSet.organisations.map(({ kind }) => kind))];
    return this.items(node).map((item) => {
      const fields = new Map(
        this.entries(item, "ambiguous words", AMBIGUOUS_KEYS).map((entry) => [entry.key, entry.value]),
      );
      const means = fields.get("means");
      if (means === undefined)
        this.report(
          item.place,
          "missing",
          `these words have no "means".`,
          "Add 'means' with what they can mean.",
        );
      const meant = new Map(
        means === undefined
          ? []
          : this.entries(means, "what the words mean", [...attributeIds, ...MEANS_KEYS]).map((entry) => [
              entry.key,
              entry.value,
            ]),
      );
      const weak = fields.get("weak");
      return {
        nl: this.checked(fields.get("nl"), "ambiguous", seen),
        en: this.checked(fields.get("en"), "ambiguous", seen),
        weak: weak?.kind === "scalar" && weak.value === true,
        means: {
          attributes: Object.fromEntries(
            attributeIds.flatMap((id) => {
              const values = meant.get(id);
              return values === undefined ? [] : [[id, this.ids(values, "value", valuesOf(id))]];
            }),
          ),
          tools: this.ids(meant.get("tools"), "tool", toolIds),
          participants: this.ids(meant.get("participants"), "participant", parties),
          organisationKinds: this.ids(meant.get("organisationKinds"), "kind of organisation", kinds),
        },
      };
    });
  }

  private context(node: SourceNode | undefined): Lexicon["context"] {
    const entries = node === undefined ? [] : this.entries(node, "the context", CONTEXT_ROLES);
    const found = new Map(entries.map((entry) => [entry.key, entry.value]));
    const of = (role: ContextRole): readonly string[] => this.checked(found.get(role), role, new Map());
    return {
      asker: of("asker"),
      link: of("link"),
      article: of("article"),
      ministry: of("ministry"),
      not: of("not"),
      notAfter: of("notAfter"),
      notReally: of("notReally"),
      why: of("why"),
      without: of("without"),
      doubt: of("doubt"),
      either: of("either"),
      but: of("but"),
      self: of("self"),
      iAm: of("iAm"),
      busy: of("busy"),
      as: of("as"),
      may: of("may"),
      opener: of("opener"),
      describer: of("describer"),
      joins: of("joins"),
      me: of("me"),
      asks: of("asks"),
      and: of("and"),
      others: of("others"),
      does: of("does"),
      filler: of("filler"),
      nothing: of("nothing"),
    };
  }

  /** A map of the file as a record, with keys checked when it is known which may stand there. */
  private record<Value>(
    node: SourceNode | undefined,
    what: string,
    read: (node: SourceNode, key: string) => Value,
    known?: readonly string[],
  ): Readonly<Record<string, Value>> {
    if (node === undefined || isEmpty(node)) return {};
    if (node.kind !== "map") {
      this.report(
        node.place,
        "shape",
        `this must be a set of keys and values.`,
        "Write keys with their values.",
      );
      return {};
    }
    return Object.fromEntries(
      node.entries.flatMap((entry) => {
        if (known !== undefined && !known.includes(entry.key)) {
          this.unknown(entry.place, what, entry.key, known);
          return [];
        }
        return [[entry.key, read(entry.value, entry.key)]];
      }),
    );
  }

  private entries(node: SourceNode, what: string, allowed: readonly string[]): readonly SourceEntry[] {
    if (isEmpty(node)) return [];
    if (node.kind !== "map") {
      this.report(
        node.place,
        "shape",
        `${what} must be a set of keys and values.`,
        `Write keys such as ${enumerate(allowed, 5)}.`,
      );
      return [];
    }
    return node.entries.filter((entry) => {
      if (allowed.includes(entry.key)) return true;
      const near = nearest(entry.key, allowed);
      this.report(
        entry.place,
        "unknown-key",
        `${what} does not know the key "${entry.key}".`,
        `${near === null ? "" : `Did you mean "${near}"? `}Keys that may stand here: ${enumerate(allowed)}.`,
      );
      return false;
    });
  }

  private ids(node: SourceNode | undefined, what: string, known: readonly string[]): readonly string[] {
    return this.items(node).flatMap((item) => {
      const id = this.text(item);
      if (id === null) return [];
      if (known.includes(id)) return [id];
      this.unknown(item.place, what, id, known);
      return [];
    });
  }

  private texts(node: SourceNode | undefined): readonly string[] {
    return this.phrasesIn(node).map(({ text }) => text);
  }

  /** Phrases, of which one text may hold several, separated by commas. */
  private phrasesIn(
    node: SourceNode | undefined,
  ): readonly { readonly text: string; readonly place: Place }[] {
    return this.items(node).flatMap((item) =>
      (this.text(item)?.split(",") ?? []).map((text) => ({ text: text.trim(), place: item.place })),
    );
  }

  private items(node: SourceNode | undefined): readonly SourceNode[] {
    if (node === undefined || isEmpty(node)) return [];
    return node.kind === "list" ? node.items : [node];
  }

  private text(node: SourceNode): string | null {
    if (node.kind === "scalar" && typeof node.value === "string" && node.value.trim() !== "")
      return node.value;
    this.report(node.place, "shape", "a phrase must be text.", "Write the phrase between quotes.");
    return null;
  }

  private unknown(place: Place, what: string, id: string, known: readonly string[]): void {
    const near = nearest(id, known);
    this.report(
      place,
      "unknown-id",
      `${what} "${id}" does not exist.`,
      `${near === null ? "" : `Did you mean "${near}"? `}Valid: ${enumerate(known)}.`,
    );
  }

  private report(place: Place, code: ProblemCode, message: string, remedy: string): void {
    this.problems.push({
      code,
      file: this.document.file,
      line: place.line,
      column: place.column,
      message,
      remedy,
    });
  }
}

function isEmpty(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
