import type { RuleSet } from "@akkoord/policy";
import type { Entry } from "../../model/read-text.ts";
import type { Plain } from "../../model/text-edits.ts";

/** What every part of the form needs: the rule as written, what it inherits, and a way to change it. */
export interface EditingRule {
  readonly ruleSet: RuleSet;
  readonly entry: Entry;
  readonly defaults: Readonly<Record<string, Plain>>;
  /** For whom the draft is made: an organisation, or `rijk`. */
  readonly owner: string;
  readonly locked: boolean;
  /** Sets one value of the rule; `undefined` takes it away. */
  readonly set: (path: readonly string[], value: Plain | undefined) => void;
}

/** A value of the rule, or what the draft sets for all its rules. */
export function ownOrInherited({ entry, defaults }: EditingRule, key: string): Plain | undefined {
  return entry.fields[key] ?? defaults[key];
}
