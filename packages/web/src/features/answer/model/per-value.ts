import { type Answer, type Attribute, ask, type Decider, effectsOf } from "@akkoord/policy";
import { leastFavourable } from "./decide.ts";
import { type Question, toSituation, withAttribute } from "./question.ts";

/** Values of an open attribute that lead to the same tools. */
export interface Way {
  readonly values: readonly string[];
  /** The best tools that may be used then; empty when none may. */
  readonly tools: readonly string[];
}

/** What may be used for each value an open attribute can take, with values that come to the same told together. */
export function waysFor(decider: Decider, question: Question, attribute: Attribute): readonly Way[] {
  const ways = new Map<string, { values: string[]; tools: readonly string[] }>();
  for (const value of attribute.values) {
    const situation = toSituation(
      decider.ruleSet,
      withAttribute(question, attribute.id, value.id),
      decider.date,
    );
    const answer = ask(decider, situation, { help: false });
    if (answer.outcomes.length === 0) continue;
    const tools =
      question.tool === null ? best(answer) : answer.common.filter((tool) => tool === question.tool);
    const way = ways.get(tools.join(" "));
    if (way === undefined) ways.set(tools.join(" "), { values: [value.id], tools });
    else way.values.push(value.id);
  }
  return [...ways.values()];
}

/** The first of the common tools, with those that come out as well as it. */
function best(answer: Answer): readonly string[] {
  const verdict = (tool: string | undefined) => {
    const outcome = answer.outcomes.find((candidate) => candidate.tool === tool);
    return outcome === undefined ? null : leastFavourable(effectsOf(outcome));
  };
  return answer.common.filter((tool) => verdict(tool) === verdict(answer.common[0]));
}
