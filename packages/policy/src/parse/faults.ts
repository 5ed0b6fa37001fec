import type { Layer } from "../rule-set.ts";
import type { Place, ProblemCode, ProblemText, RuleProblem } from "./document.ts";
import { problemWordsEn } from "./problem-words.en.ts";
import { problemWordsNl } from "./problem-words.nl.ts";
import type { Subject } from "./subject.ts";

/** Everything that can be wrong in policy files and drafts, each with what its words need to know. */
export interface Faults {
  "not-text": {
    readonly what: Subject /** What stands there, when quotes would make it text. */;
    readonly value: string | null;
  };
  "bad-id": { readonly what: Subject; readonly id: string };
  "not-boolean": { readonly what: Subject };
  "not-keys": { readonly what: Subject; readonly allowed: readonly string[] };
  "not-facts": { readonly what: Subject; readonly example: string };
  "not-condition": { readonly what: Subject };
  "not-people": { readonly what: Subject };
  "not-country": { readonly value: string };
  "marks-in-facts": { readonly what: Subject; readonly afterName: string; readonly betweenValues: string };
  "not-one-attribute": { readonly what: Subject };
  "matches-never": { readonly what: Subject; readonly attribute: string };
  "no-order": { readonly attribute: string };

  "missing-key": { readonly what: Subject; readonly key: string };
  "no-values": { readonly what: Subject };
  "no-document": { readonly what: Subject };
  "no-name": Nothing;
  "no-vocabulary": Nothing;

  "unknown-key": {
    readonly what: Subject;
    readonly key: string;
    readonly near: string | null;
    readonly allowed: readonly string[];
  };
  "unknown-id": {
    readonly what: Subject;
    readonly id: string;
    readonly near: string | null;
    readonly known: readonly string[];
  };

  "stands-twice": { readonly what: Subject; readonly file: string; readonly line: number };
  "withdrawn-twice": { readonly id: string };
  "written-and-withdrawn": { readonly id: string };

  "no-web-address": { readonly what: Subject; readonly text: string };
  "no-such-day": { readonly what: Subject; readonly text: string };
  "ends-before-it-begins": { readonly what: Subject; readonly from: string; readonly to: string };

  "no-tool": { readonly what: Subject };
  "tool-lost": { readonly tool: string; readonly rule: string; readonly issuer: string };
  "no-bearer": { readonly what: Subject };
  "no-quote": { readonly what: Subject };

  circle: { readonly rules: readonly string[] };
  "yields-to-own-layer": { readonly what: Subject };
  "strict-yields": { readonly what: Subject };
  "relaxes-floor": {
    readonly rule: string;
    readonly layer: Layer;
    readonly target: string;
    readonly targetLayer: Layer;
    readonly targetIssuer: string;
  };
  "relaxed-already": {
    readonly rule: string;
    readonly layer: Layer;
    readonly issuer: string;
    readonly target: string;
  };
  "still-needed": {
    readonly id: string;
    readonly by: readonly string[];
    readonly issuers: readonly string[];
  };

  "layer-not-made-here": {
    readonly what: Subject;
    readonly layer: Layer;
    readonly allowed: readonly Layer[];
  };
  "layer-above-own": { readonly what: Subject; readonly layer: Layer };
  "withdraws-anothers": { readonly id: string; readonly issuer: string; readonly owner: string };
  "added-by-another": { readonly what: Subject; readonly owner: string };
  "vocabulary-of-all": { readonly parts: "duties" | "tips" };
  "issuer-is-another": { readonly what: Subject; readonly issuer: string; readonly owner: string };
  "issuer-is-an-organisation": { readonly what: Subject; readonly issuer: string; readonly owner: string };
  "binds-others": { readonly what: Subject; readonly others: readonly string[]; readonly owner: string };

  "too-many-values": { readonly what: Subject; readonly count: number; readonly most: number };
  "file-too-large": { readonly most: number };

  "not-yaml": {
    /** As the reader of YAML calls it, such as `BAD_INDENT`. */ readonly fault: string /** Its own words, in English. */;
    readonly detail: string;
  };
  "too-deep": Nothing;
  "key-twice": { readonly key: string };
  reference: Nothing;

  "scenario-not-keys": Nothing;
  "scenario-key": { readonly key: string; readonly near: string | null; readonly allowed: readonly string[] };
  "scenario-without-id": Nothing;
  "scenario-effect": { readonly id: string; readonly tool: string; readonly allowed: readonly string[] };
}

type Nothing = Readonly<Record<never, never>>;

/** The name of something that can be wrong. */
export type Fault = keyof Faults;

/** The words of everything that can be wrong, in one language. */
export type ProblemWords = { readonly [F in Fault]: (said: Faults[F]) => ProblemText };

/** What machines are told of each: several faults may share a code. */
export const CODE_OF: Readonly<Record<Fault, ProblemCode>> = {
  "not-text": "shape",
  "bad-id": "shape",
  "not-boolean": "shape",
  "not-keys": "shape",
  "not-facts": "shape",
  "not-condition": "shape",
  "not-people": "shape",
  "not-country": "shape",
  "marks-in-facts": "shape",
  "not-one-attribute": "shape",
  "matches-never": "shape",
  "no-order": "shape",
  "missing-key": "missing",
  "no-values": "missing",
  "no-document": "missing",
  "no-name": "missing",
  "no-vocabulary": "missing",
  "unknown-key": "unknown-key",
  "unknown-id": "unknown-id",
  "stands-twice": "duplicate-id",
  "withdrawn-twice": "duplicate-id",
  "written-and-withdrawn": "duplicate-id",
  "no-web-address": "shape",
  "no-such-day": "impossible-date",
  "ends-before-it-begins": "impossible-date",
  "no-tool": "no-tool",
  "tool-lost": "no-tool",
  "no-bearer": "no-bearer",
  "no-quote": "no-quote",
  circle: "cycle",
  "yields-to-own-layer": "cycle",
  "strict-yields": "strict-yields",
  "relaxes-floor": "relaxes-floor",
  "relaxed-already": "relaxes-floor",
  "still-needed": "still-needed",
  "layer-not-made-here": "not-yours",
  "layer-above-own": "not-yours",
  "withdraws-anothers": "not-yours",
  "added-by-another": "not-yours",
  "vocabulary-of-all": "not-yours",
  "issuer-is-another": "not-yours",
  "issuer-is-an-organisation": "not-yours",
  "binds-others": "not-yours",
  "too-many-values": "too-large",
  "file-too-large": "too-large",
  "not-yaml": "syntax",
  "too-deep": "syntax",
  "key-twice": "syntax",
  reference: "syntax",
  "scenario-not-keys": "shape",
  "scenario-key": "shape",
  "scenario-without-id": "shape",
  "scenario-effect": "shape",
};

/** Where a problem is, and the key that it is about, when it is about one. */
export interface ProblemPlace extends Place {
  readonly file: string;
  readonly key: string | null;
}

/**
 * A problem with its words in both languages.
 *
 * @example problemOf("key-twice", { key: "name" }, { file: "a.yaml", line: 2, column: 1, key: "name" })
 */
export function problemOf<F extends Fault>(
  fault: F,
  said: Faults[F],
  { file, line, column, key }: ProblemPlace,
): RuleProblem {
  return {
    code: CODE_OF[fault],
    file,
    line,
    column,
    key,
    ...problemWordsEn[fault](said),
    inDutch: problemWordsNl[fault](said),
  };
}
