import type { NextQuestion } from "./answer-types.ts";
import { groupOutcomes } from "./combine.ts";
import type { Decider } from "./decider.ts";
import { UNKNOWN } from "./situation.ts";
import { canOccur, type Member, withValue } from "./together.ts";

/**
 * The open attribute whose answer settles most: the smallest expected number of outcomes that remain,
 * all values counted alike; the vocabulary's order breaks ties. An attribute that changes nothing is never asked.
 *
 * @param tools indices of the tools the answer is about.
 * @returns null when nothing is open, or nothing open can change anything.
 */
export function nextQuestion(
  decider: Decider,
  members: readonly Member[],
  tools: readonly number[],
): NextQuestion | null {
  const [asker] = members;
  if (asker === undefined) return null;
  let best: { question: NextQuestion; remaining: number } | null = null;
  for (const [index, attribute] of decider.ruleSet.vocabulary.attributes.entries()) {
    if (asker.point[index] !== UNKNOWN) continue;
    const branches = attribute.values.flatMap((value, v) => {
      const there = members.map((member) =>
        member.point[index] === UNKNOWN ? { ...member, point: withValue(member.point, index, v) } : member,
      );
      return canOccur(decider, there)
        ? [{ value: value.id, views: tools.map((tool) => viewsOf(decider, there, tool)) }]
        : [];
    });
    if (!differ(branches.map((branch) => branch.views))) continue;
    const remaining =
      branches.reduce((sum, branch) => sum + branch.views.reduce((n, views) => n + views.length, 0), 0) /
      branches.length;
    if (best === null || remaining < best.remaining)
      best = {
        question: { attribute: attribute.id, values: branches.map((branch) => branch.value) },
        remaining,
      };
  }
  return best?.question ?? null;
}

/** What a person would see of each outcome still possible: which rules decide it makes no difference to them. */
function viewsOf(decider: Decider, members: readonly Member[], tool: number): readonly string[] {
  return [...new Set(groupOutcomes(decider, members, tool).map((outcome) => JSON.stringify(outcome)))].sort();
}

function differ(branches: readonly (readonly (readonly string[])[])[]): boolean {
  return new Set(branches.map((views) => JSON.stringify(views))).size > 1;
}
