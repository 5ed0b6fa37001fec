/** Whether a peer says the same as the compiled rules. Checked before anything is timed. */
import { type CompiledRuleSet, opens, strictness } from "@akkoord/policy";
import type { Peer } from "./peers/peer.ts";
import type { Scan } from "./peers/scan.ts";
import type { Question } from "./workload.ts";

/** How many of a peer's answers are equal: its effect, or whether it opens the tool. */
export async function equalAnswers(
  compiled: CompiledRuleSet,
  peer: Peer,
  questions: readonly Question[],
): Promise<number> {
  let equal = 0;
  for (const [place, { organisation, tool, point }] of questions.entries()) {
    const { effect } = compiled.decide(organisation, tool, point);
    const verdict = await peer.answer(place);
    if (verdict === (typeof verdict === "boolean" ? opens(effect) : effect)) equal++;
  }
  return equal;
}

/** Whether the scan gives the same effects, contests and decisive rules. */
export function scanIsEqual(compiled: CompiledRuleSet, scan: Scan, questions: readonly Question[]): boolean {
  return questions.every((question) => {
    const outcome = compiled.decide(question.organisation, question.tool, question.point);
    return (
      scan.decide(question) === strictness(outcome.effect) &&
      scan.contested === outcome.contested &&
      scan.decisiveIds(question).join() === outcome.decisive.join()
    );
  });
}
