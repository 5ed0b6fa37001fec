import type { Words } from "@akkoord/policy";
import { isRecord, listOf, recordOf, textOf } from "../matrix/shape.ts";

/** Why something may not be done in a room, with the way on. */
export interface Refusal {
  readonly code: string;
  readonly sentence: Words;
  /** Whose rules refuse, or null. */
  readonly organisation: string | null;
  readonly rules: readonly RefusingRule[];
  /** What may be used instead, best first. */
  readonly alternatives: readonly { readonly tool: string; readonly name: string; readonly effect: string }[];
  /** What would make it possible, each by itself. */
  readonly changes: readonly HelpingChange[];
  /** Where state secrets do belong, or null. */
  readonly referral: Words | null;
  /** What the server must know about where somebody works before it can decide. */
  readonly missing: readonly string[];
  /** Who can resolve it. */
  readonly resolvers: readonly { readonly userId: string; readonly name: string }[];
}

/** One change that would make something possible: another value, or without a party. */
export type HelpingChange =
  | { readonly kind: "attribute"; readonly attribute: string; readonly to: string }
  | { readonly kind: "without-participant"; readonly participant: string };

/** A rule that refuses, with where it was written. */
export interface RefusingRule {
  readonly id: string;
  readonly words: Words;
  readonly source: {
    readonly title: string;
    readonly quote: string;
    readonly place: string | null;
    readonly url: string | null;
  } | null;
}

/** Reads a refusal as the server words it. @returns null for what is none. */
export function readRefusal(value: unknown): Refusal | null {
  if (!isRecord(value)) return null;
  const code = textOf(value.code);
  const sentence = readWords(value.sentence);
  if (code === null || sentence === null) return null;
  return {
    code,
    sentence,
    organisation: textOf(value.organisation),
    rules: listOf(value.rules).flatMap((rule) => readRule(rule) ?? []),
    alternatives: listOf(value.alternatives).flatMap((one) => {
      const { tool, name, effect } = recordOf(one);
      const id = textOf(tool);
      return id === null
        ? []
        : [{ tool: id, name: textOf(name) ?? id, effect: textOf(effect) ?? "permitted" }];
    }),
    changes: listOf(value.changes).flatMap((one) => readChange(one) ?? []),
    referral: readReferral(value.referral),
    missing: listOf(value.missing).flatMap((attribute) => textOf(attribute) ?? []),
    resolvers: listOf(value.resolvers).flatMap((one) => {
      const { userId, name } = recordOf(one);
      const id = textOf(userId);
      return id === null ? [] : [{ userId: id, name: textOf(name) ?? id }];
    }),
  };
}

function readChange(value: unknown): HelpingChange | null {
  const { kind, attribute, to, participant } = recordOf(value);
  const party = textOf(participant);
  if (kind === "without-participant") return party === null ? null : { kind, participant: party };
  const [name, wanted] = [textOf(attribute), textOf(to)];
  return kind === "attribute" && name !== null && wanted !== null
    ? { kind, attribute: name, to: wanted }
    : null;
}

function readWords(value: unknown): Words | null {
  const { nl, en } = recordOf(value);
  const dutch = textOf(nl);
  return dutch === null ? null : { nl: dutch, en: textOf(en) ?? dutch };
}

/** A referral is words, or an object that holds them. */
function readReferral(value: unknown): Words | null {
  return readWords(value) ?? readWords(recordOf(value).words) ?? readWords(recordOf(value).sentence);
}

function readRule(value: unknown): RefusingRule | null {
  const { id, words, source } = recordOf(value);
  const known = readWords(words);
  const rule = textOf(id);
  if (rule === null || known === null) return null;
  if (!isRecord(source)) return { id: rule, words: known, source: null };
  return {
    id: rule,
    words: known,
    source: {
      title: textOf(source.title) ?? textOf(source.document) ?? "",
      quote: textOf(source.quote) ?? "",
      place: textOf(source.place),
      url: httpsOnly(textOf(source.url)),
    },
  };
}

function httpsOnly(url: string | null): string | null {
  return url?.startsWith("https://") ? url : null;
}
