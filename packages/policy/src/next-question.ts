import type { NextQuestion } from "./answer-types.ts";
import type { GroupLookup } from "./combine.ts";
import { UNKNOWN } from "./situation.ts";
import { type Member, withValue } from "./together.ts";

/**
 * The open attribute whose answer settles most: the smallest expected number of outcomes that remain,
 * all values counted alike; the vocabulary's order breaks ties. An attribute that changes nothing is never asked.
 *
 * @param tools indices of the tools the answer is about.
 * @returns null when nothing is open, or nothing open can change anything.
 */
export function nextQuestion(
  groups: GroupLookup,
  members: readonly Member[],
  tools: readonly number[],
): NextQuestion | null {
  const [asker] = members;
  if (asker === undefined) return null;
  let best: { question: NextQuestion; remaining: number } | null = null;
  for (const [index, attribute] of groups.lookup.decider.ruleSet.vocabulary.attributes.entries()) {
    if (asker.point[index] !== UNKNOWN) continue;
    const branches = attribute.values.flatMap((value, v) => {
      const there = members.map((member) =>
        member.point[index] === UNKNOWN ? { ...member, point: withValue(member.point, index, v) } : member,
      );
      if (!groups.lookup.canOccur(there)) return [];
      return [{ value: value.id, views: tools.map((tool) => groups.view(there, tool)) }];
    });
    const [first] = branches;
    const differ = branches.some((branch) =>
      branch.views.some((view, i) => view.text !== first?.views[i]?.text),
    );
    if (!differ) continue;
    const count = branches.reduce(
      (sum, branch) => sum + branch.views.reduce((n, view) => n + view.count, 0),
      0,
    );
    const remaining = count / branches.length;
    if (best === null || remaining < best.remaining)
      best = {
        question: { attribute: attribute.id, values: branches.map((branch) => branch.value) },
        remaining,
      };
  }
  return best?.question ?? null;
}
