import { type Answer, enumerate, nearest, type Receipt, type RuleSet } from "@akkoord/policy";
import type { z } from "zod";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { WrongSituation } from "../../platform/errors.ts";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { Registry } from "../registry/registry.ts";
import { checked, type questionInput } from "./model.ts";
import type { Thinking } from "./thinking.ts";

/** A question that came in. */
export type Question = z.output<typeof questionInput> & { readonly help?: boolean | undefined };

/** Decides situations with the published rules. */
export function createAdvice(registry: Registry, thinking: Thinking, clock: Clock) {
  const ready = async (question: Question) => {
    const today = dayInAmsterdam(clock.now());
    const date = question.situation.date ?? today;
    const held =
      question.ruleSet === undefined
        ? (await registry.currentOn(date)).held
        : await registry.byHash(question.ruleSet);
    const situation = checked(held.ruleSet, question.situation, today);
    if (question.tool !== undefined) checkTool(held.ruleSet, question.tool);
    return { held, situation };
  };
  return {
    /**
     * Decides a question and records it. Nothing is kept yet.
     *
     * @throws what `answer` throws
     */
    async receipt(question: Question): Promise<Receipt> {
      const { held, situation } = await ready(question);
      return thinking.receipt(held, situation, question.tool ?? null);
    },

    /**
     * Answers a question.
     *
     * @throws WrongSituation, NotFound for an unknown rule set, TemporarilyUnavailable without rules, TooComplex
     */
    async answer(question: Question): Promise<{ answer: Answer; held: HeldRuleSet }> {
      const { held, situation } = await ready(question);
      const answer = await thinking.answer(held, situation, {
        ...(question.tool === undefined ? {} : { tool: question.tool }),
        help: question.help ?? true,
      });
      return { answer, held };
    },
  };
}

/** Decides situations with the published rules. */
export type Advice = ReturnType<typeof createAdvice>;

/** @throws WrongSituation when the catalogue has no such tool */
export function checkTool(ruleSet: RuleSet, tool: string): void {
  const allowed = ruleSet.tools.map(({ id }) => id);
  if (allowed.includes(tool)) return;
  const near = nearest(tool, allowed);
  const hint = near === null ? "" : ` Did you mean "${near}"?`;
  throw new WrongSituation([
    {
      code: "unknown-tool",
      attribute: "tool",
      value: tool,
      nearest: near,
      allowed,
      message: `Unknown tool "${tool.slice(0, 60)}".${hint} Valid: ${enumerate(allowed)}.`,
    },
  ]);
}
