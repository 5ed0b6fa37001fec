import type { DmnFile, TableFile } from "@akkoord/exchange";
import type { IsoDate, RuleProblem, RuleSet, Words } from "@akkoord/policy";

/** A file as it was read on the device. */
export type ReadFile =
  | { readonly kind: "table"; readonly name: string; readonly table: TableFile }
  | { readonly kind: "dmn"; readonly name: string; readonly dmn: DmnFile };

/** What the page asks of the worker. */
export type ImportRequest =
  | { readonly kind: "read"; readonly id: number; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly kind: "compare";
      readonly id: number;
      readonly before: RuleSet;
      /** The draft, as it would be sent. */
      readonly text: string;
      readonly date: IsoDate;
    };

/** What the worker answers; `id` is that of the request. */
export type ImportReply =
  | { readonly kind: "read"; readonly id: number; readonly file: ReadFile }
  | { readonly kind: "refused"; readonly id: number; readonly words: Words }
  | { readonly kind: "compared"; readonly id: number; readonly sentences: readonly Words[] }
  /** The draft does not fit the rules of today. */
  | { readonly kind: "problems"; readonly id: number; readonly problems: readonly RuleProblem[] }
  | { readonly kind: "failed"; readonly id: number; readonly tooLarge: boolean };
