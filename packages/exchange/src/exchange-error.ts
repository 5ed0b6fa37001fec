import type { Words } from "@akkoord/policy";

/** Why a file as a whole cannot be read or written; stable, for machines. */
export type ExchangeErrorCode =
  | "empty"
  | "too-large"
  | "not-a-table"
  | "old-workbook"
  | "damaged"
  | "forbidden-xml"
  | "not-dmn"
  | "not-a-mapping"
  | "too-many-rules";

/**
 * A file that cannot be read at all. What is wrong in single cells is no error of this kind: it comes back as an
 * `ImportProblem`, beside everything that could be read.
 *
 * `words` says in Dutch and English what is wrong and what to do.
 */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly code: ExchangeErrorCode;
  readonly words: Words;

  constructor(code: ExchangeErrorCode, words: Words) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}
