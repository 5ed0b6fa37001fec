import { canonicalJson } from "../canonical-json.ts";
import { sha256 } from "../sha256.ts";
import type { RawFinding } from "./raw-finding.ts";

/** Hexadecimal digits of each half of a name: forty bits, plenty to tell the findings of one rule set apart. */
const DIGITS = 10;

/**
 * The names of a finding, stable over runs for the same rules. The id begins with the family, so that findings that
 * differ only in their organisations sort together and the family is a prefix of all of them.
 *
 * @example namesOf(finding) // { family: "5f0c9a21be", id: "5f0c9a21be-91d3e07a4c" }
 */
export function namesOf(
  finding: Pick<
    RawFinding,
    | "kind"
    | "organisations"
    | "sides"
    | "tool"
    | "rule"
    | "activity"
    | "split"
    | "duties"
    | "advice"
    | "value"
    | "causes"
  >,
): { readonly id: string; readonly family: string } {
  const { kind, organisations, sides, tool, rule, activity, split, duties, advice, value, causes } = finding;
  const family = short({ kind, tool, rule, activity, split, duties, advice, value, causes });
  return { family, id: `${family}-${short({ organisations, sides })}` };
}

function short(value: unknown): string {
  return sha256(canonicalJson(value)).slice(0, DIGITS);
}
