/**
 * The compiled form as one buffer: to keep, to send to a browser, to hand to a worker.
 *
 * Words of 32 bits in the byte order of the machine, which is little-endian everywhere that Akkoord runs:
 * a head (see `HEAD`), then the parts one after another, each as its length and its words.
 */
import { hashRuleSet } from "../hash.ts";
import type { IsoDate, RuleSet } from "../rule-set.ts";
import { assemble, type CompiledRuleSet } from "./compiled-rule-set.ts";
import { attributeBitsFor } from "./diagram.ts";
import { CompiledFormError } from "./errors.ts";
import type { Lists } from "./outcome-table.ts";
import { word } from "./tables.ts";
import { stock } from "./workshop.ts";

/** "AKKD" read as a little-endian word. A machine of the other byte order sees another word and refuses. */
const MAGIC = 0x444b4b41;

/** Raised whenever a buffer of before can no longer be read. */
const FORMAT_VERSION = 1;

/** Where each word of the head stands. */
const HEAD = {
  magic: 0,
  version: 1,
  /** Words in the whole buffer. */
  length: 2,
  /** Two words, over everything after them. */
  checksum: 3,
  /** Eight words: the hash of the rule set. */
  ruleSetHash: 5,
  date: 13,
  from: 14,
  to: 15,
  impossible: 16,
  words: 17,
} as const;

/**
 * Writes a compiled rule set into one transferable buffer. The same compiled rules give the same bytes.
 *
 * @example worker.postMessage(buffer, [buffer]) // after const buffer = writeCompiled(compiled)
 */
export function writeCompiled(compiled: CompiledRuleSet): ArrayBuffer {
  const stocked = stock(compiled, Number.POSITIVE_INFINITY);
  const outcomes = stocked.outcomes.flatten();
  const parts: readonly Int32Array[] = [
    Int32Array.from(compiled.diagrams.order),
    stocked.roots,
    stocked.store.flatten().words,
    outcomes.records,
    ...[outcomes.decisive, outcomes.defeated, outcomes.duties, outcomes.advice].flatMap(
      ({ starts, words }) => [starts, words],
    ),
  ];
  const length = HEAD.words + parts.reduce((sum, part) => sum + 1 + part.length, 0);
  const buffer = new ArrayBuffer(length * 4);
  const out = new Int32Array(buffer);
  out[HEAD.magic] = MAGIC;
  out[HEAD.version] = FORMAT_VERSION;
  out[HEAD.length] = length;
  out.set(hashWords(compiled.ruleSetHash), HEAD.ruleSetHash);
  out[HEAD.date] = dateToWord(compiled.date);
  out[HEAD.from] = dateToWord(compiled.period.from);
  out[HEAD.to] = dateToWord(compiled.period.to);
  out[HEAD.impossible] = stocked.impossible;
  let at: number = HEAD.words;
  for (const part of parts) {
    out[at] = part.length;
    out.set(part, at + 1);
    at += 1 + part.length;
  }
  out.set(checksum(out), HEAD.checksum);
  return buffer;
}

/**
 * Reads back what `writeCompiled` wrote. The buffer may be used for something else afterwards.
 *
 * @param ruleSet the rules that it was compiled from.
 * @throws CompiledFormError when the buffer is foreign, of another version, cut off, changed, or of other rules.
 * @example const compiled = readCompiled(await response.arrayBuffer(), ruleSet)
 */
export function readCompiled(buffer: ArrayBuffer, ruleSet: RuleSet): CompiledRuleSet {
  const words = checked(buffer, ruleSet);
  const take = partReader(words);
  const order = Array.from(take());
  const roots = take();
  const sizes = ruleSet.vocabulary.attributes.map((attribute) => attribute.values.length);
  const diagrams = { sizes, order, attributeBits: attributeBitsFor(sizes.length), words: take() };
  const records = take();
  const takeLists = (): Lists => ({ starts: take(), words: take() });
  return assemble({
    ruleSet,
    date: wordToDate(word(words, HEAD.date)) ?? "",
    period: { from: wordToDate(word(words, HEAD.from)), to: wordToDate(word(words, HEAD.to)) },
    diagrams,
    roots,
    impossible: word(words, HEAD.impossible),
    outcomes: {
      records,
      decisive: takeLists(),
      defeated: takeLists(),
      duties: takeLists(),
      advice: takeLists(),
    },
    ruleIds: ruleSet.rules.map((rule) => rule.id),
  });
}

/** A copy of the buffer's words, once it is sure that they are a whole compiled form of these rules. */
function checked(buffer: ArrayBuffer, ruleSet: RuleSet): Int32Array {
  const words = new Int32Array(buffer.slice(0, buffer.byteLength - (buffer.byteLength % 4)));
  if (words[HEAD.magic] !== MAGIC) throw new CompiledFormError("foreign");
  if (words.length < HEAD.words) throw new CompiledFormError("truncated");
  if (words[HEAD.version] !== FORMAT_VERSION) throw new CompiledFormError("version");
  if (words[HEAD.length] !== words.length || buffer.byteLength % 4 !== 0)
    throw new CompiledFormError("truncated");
  const sum = checksum(words);
  if (sum.some((half, i) => words[HEAD.checksum + i] !== half)) throw new CompiledFormError("altered");
  const hash = hashWords(hashRuleSet(ruleSet));
  if (hash.some((part, i) => words[HEAD.ruleSetHash + i] !== part))
    throw new CompiledFormError("other-rule-set");
  return words;
}

function partReader(words: Int32Array): () => Int32Array {
  let at: number = HEAD.words;
  return () => {
    const length = word(words, at);
    const part = words.subarray(at + 1, at + 1 + length);
    at += 1 + length;
    return part;
  };
}

/**
 * Two sums over everything after the checksum, by multiplying and turning. Each step can be undone, so one
 * changed word always changes both. It guards against accidents, not against an attacker.
 */
function checksum(words: Int32Array): Int32Array {
  let first = 0x2545f491;
  let second = words.length;
  for (let i = HEAD.ruleSetHash; i < words.length; i++) {
    const part = words[i] ?? 0;
    first = Math.imul(first ^ part, 0x9e3779b1);
    first = (first << 13) | (first >>> 19);
    second = Math.imul(second + part, 0x85ebca6b);
    second = (second << 17) | (second >>> 15);
  }
  return Int32Array.of(first, second);
}

function hashWords(hash: string): Int32Array {
  return Int32Array.from({ length: 8 }, (_, i) => Number.parseInt(hash.slice(i * 8, i * 8 + 8), 16));
}

/** A date as the number yyyymmdd; zero for an open end. */
function dateToWord(date: IsoDate | null): number {
  return date === null ? 0 : Number(date.replaceAll("-", ""));
}

function wordToDate(number: number): IsoDate | null {
  if (number === 0) return null;
  const digits = String(number).padStart(8, "0");
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
