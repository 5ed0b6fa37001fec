import type { Finding } from "@akkoord/policy";
import { EMPTY_QUESTION, type Question } from "../../answer/model/question.ts";

/** The example of a finding as a question: its answer shows what the rules say there. */
export function exampleQuestion({ example, tool }: Pick<Finding, "example" | "tool">): Question {
  const [asker = null, ...others] = example.situation.participants;
  return {
    ...EMPTY_QUESTION,
    asker,
    others,
    attributes: example.situation.attributes,
    tool: tool ?? null,
    date: example.situation.date,
  };
}
