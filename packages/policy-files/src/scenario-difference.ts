import type { OutcomeEffect, SituationProblem, Words } from "@akkoord/policy";
import { scenarioWordsEn } from "./scenario-words.en.ts";
import { scenarioWordsNl } from "./scenario-words.nl.ts";

/** What its words need to know of each way in which an answer can differ from what a scenario expects. */
export interface Differing {
  /** A tool has another effect; several are found when the question leaves it open. */
  readonly effect: {
    readonly tool: string;
    readonly expected: OutcomeEffect;
    readonly got: readonly OutcomeEffect[];
  };
  readonly "no-such-tool": { readonly tool: string; readonly expected: OutcomeEffect };
  /** Other tools can be used together, or in another order. */
  readonly common: { readonly expected: readonly string[]; readonly got: readonly string[] };
  /** A duty, by id, does not come with the answer. */
  readonly duty: { readonly tool: string; readonly id: string };
  /** A tip, by id, does not come with the answer. */
  readonly tip: { readonly tool: string; readonly id: string };
  /** The question cannot be asked: something in its situation does not exist or cannot be. */
  readonly situation: SituationProblem;
  /** The question cannot be answered for another reason; `detail` says which, in English. */
  readonly unaskable: { readonly detail: string };
}

/** A way in which an answer can differ. */
export type DifferenceKind = keyof Differing;

/** The words of every difference, in one language. */
export type ScenarioWords = { readonly [K in DifferenceKind]: (said: Differing[K]) => string };

/** One way in which the answer is not what a scenario expects. */
export interface ScenarioDifference {
  readonly kind: DifferenceKind;
  /** The tool that it is about, by id; null when it is about the whole answer. */
  readonly tool: string | null;
  /** The part of the situation that is wrong: an attribute, `date` or `participants`. */
  readonly attribute: string | null;
  /** Effects, tools, or ids of duties or tips. For a situation: the values that can be. */
  readonly expected: readonly string[];
  readonly got: readonly string[];
  readonly words: Words;
}

/**
 * A difference with its words in both languages.
 *
 * @example differenceOf("duty", { tool: "webex", id: "careful" }).words.nl // webex: de plicht ‘careful’ ontbreekt.
 */
export function differenceOf<K extends DifferenceKind>(kind: K, said: Differing[K]): ScenarioDifference {
  return {
    kind,
    ...PARTS[kind](said),
    words: { nl: scenarioWordsNl[kind](said), en: scenarioWordsEn[kind](said) },
  };
}

type Parts = Pick<ScenarioDifference, "tool" | "attribute" | "expected" | "got">;

const NONE: Parts = { tool: null, attribute: null, expected: [], got: [] };

const PARTS: { readonly [K in DifferenceKind]: (said: Differing[K]) => Parts } = {
  effect: ({ tool, expected, got }) => ({ ...NONE, tool, expected: [expected], got }),
  "no-such-tool": ({ tool, expected }) => ({ ...NONE, tool, expected: [expected] }),
  common: ({ expected, got }) => ({ ...NONE, expected, got }),
  duty: ({ tool, id }) => ({ ...NONE, tool, expected: [id] }),
  tip: ({ tool, id }) => ({ ...NONE, tool, expected: [id] }),
  situation: ({ attribute, value, allowed }) => ({ ...NONE, attribute, expected: allowed, got: [value] }),
  unaskable: () => NONE,
};
