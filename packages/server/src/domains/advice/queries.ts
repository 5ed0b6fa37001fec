import { type Answer, enumerate, nearest, type Receipt, type RuleSet } from "@akkoord/policy";
import type { z } from "zod";
import { type Actor, ANONYMOUS } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { WrongSituation } from "../../platform/errors.ts";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { Registry } from "../registry/registry.ts";
import { checked, type questionInput } from "./model.ts";
import type { Thinking } from "./thinking.ts";

/** A question that came in. */
export type Question = z.output<typeof questionInput> & { readonly help?: boolean | undefined };

/** The rules to decide by for somebody: the published ones with the waivers that cover them. */
export type RulesFor = (actor: Actor, held: HeldRuleSet) => Promise<HeldRuleSet>;

/** Decides situations with the published rules, and for who signed in with their waivers. */
export function createAdvice(registry: Registry, thinking: Thinking, clock: Clock, rulesFor: RulesFor) {
  const ready = async (question: Question, actor: Actor) => {
    const today = dayInAmsterdam(clock.now());
    const date = question.situation.date ?? today;
    const published =
      question.ruleSet === undefined
        ? (await registry.currentOn(date)).held
        : await registry.byHash(question.ruleSet);
    const held = await rulesFor(actor, published);
    const situation = checked(held.ruleSet, question.situation, today);
    if (question.tool !== undefined) checkTool(held.ruleSet, question.tool);
    return { held, situation };
  };
  return {
    /**
     * Decides a question and records it. Nothing is kept yet.
     *
     * @param actor who asks: their waivers count.
     * @throws what `answer` throws
     */
    async receipt(question: Question, actor: Actor): Promise<Receipt> {
      const { held, situation } = await ready(question, actor);
      return thinking.receipt(held, situation, question.tool ?? null);
    },

    /**
     * Answers a question.
     *
     * @param actor who asks: their waivers count. Nobody in particular when left out.
     * @throws WrongSituation, NotFound for an unknown rule set, TemporarilyUnavailable without rules, TooComplex
     */
    async answer(
      question: Question,
      actor: Actor = ANONYMOUS,
    ): Promise<{ answer: Answer; held: HeldRuleSet }> {
      const { held, situation } = await ready(question, actor);
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
