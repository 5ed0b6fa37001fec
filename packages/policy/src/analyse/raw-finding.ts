import type { FindingKind } from "./finding.ts";
import type { Region } from "./region.ts";

/**
 * A finding before words and weight: what fails, for whom, where and why. `describe` makes a `Finding` of it.
 *
 * `region` and `causes` may be worked out when they are first read and are the same ever after: on large rule sets most
 * findings are only counted.
 */
export interface RawFinding {
  readonly kind: FindingKind;
  /** Ids, in the order of the rule set. */
  readonly organisations: readonly string[];
  /** Who allows and who refuses, for a norm conflict between organisations; ids. */
  readonly sides?: { readonly for: readonly string[]; readonly against: readonly string[] };
  /** The tool, for kinds that are about one. */
  readonly tool?: string;
  /** The rule that is dead. */
  readonly rule?: string;
  /** The activity, for kinds that are made per activity. */
  readonly activity?: string;
  /** For a tool gap: every tool is silent (a rule must be made), or some rule refuses (one must be changed). */
  readonly split?: "silent" | "refused";
  /** The duties that cannot be met, for `unworkable`, in the order of the vocabulary. */
  readonly duties?: readonly string[];
  /** The tip that asks the opposite of a duty, for `unworkable`. */
  readonly advice?: string;
  /** The value that no rule is for, for an addressee gap. */
  readonly value?: { readonly attribute: string; readonly value: string };
  /** How many situations; exact up to 2^53. The same as `region.situations`, and cheap to read. */
  readonly situations: number;
  /** Never empty. */
  readonly region: Region;
  /** Ids of the rules that cause it, in the order of the rule set. */
  readonly causes: readonly string[];
}
