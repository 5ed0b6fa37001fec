import type { Answer, Situation, ToolOutcome } from "@akkoord/policy";
import { z } from "zod";
import { ruleSetHash } from "../../platform/http/shapes.ts";
import { situationInput } from "../advice/model.ts";

/** "Dit werkt niet voor mij": a situation and why the answer does not work there. */
export const feedbackInput = z
  .strictObject({
    ruleSet: ruleSetHash,
    situation: situationInput,
    tool: z.string().max(100).nullable().default(null),
    reason: z
      .string()
      .trim()
      .min(1, { error: "must say why it does not work" })
      .max(2_000, { error: "must be at most 2,000 characters" }),
    contact: z
      .boolean()
      .default(false)
      .meta({ description: "Show my name to the security officers. Only when signed in." }),
  })
  .meta({ id: "NewFeedback" });

/** What stood in the way: a rule, a tool that no rule speaks of, or nothing that can be told from the rules. */
export type CauseKind = "rule" | "gap" | "none";

/** One thing that stood in the way of whoever reported. */
export interface Cause {
  readonly cause: CauseKind;
  readonly rule: string | null;
  readonly tool: string | null;
  /** The organisations whose outcome it settles, or that lack a rule. */
  readonly organisations: readonly string[];
}

/**
 * Where a report lands, by the answer to its situation: the rules that settle the outcome of the tool it is about, and
 * the organisations without a rule for it. Without a tool: of every tool that is not open to all, so that the rules
 * that leave people nothing are found, not those that allow something.
 *
 * @example causesOf(answer, "webex") // [{ cause: "rule", rule: "rijk-2020/webex", tool: "webex", organisations: ["bzk"] }]
 */
export function causesOf(answer: Pick<Answer, "outcomes" | "common">, tool: string | null): readonly Cause[] {
  const found = answer.outcomes
    .filter((outcome) => (tool === null ? !answer.common.includes(outcome.tool) : outcome.tool === tool))
    .flatMap(causesInOutcome);
  return found.length === 0 ? [{ cause: "none", rule: null, tool, organisations: [] }] : found;
}

function causesInOutcome({ tool, participants }: ToolOutcome): readonly Cause[] {
  const settledBy = new Map<string, string[]>();
  const silent: string[] = [];
  for (const { participant, effect, decisive } of participants) {
    for (const rule of decisive) settledBy.set(rule, [...(settledBy.get(rule) ?? []), participant]);
    if (typeof effect === "string" ? effect === "unspecified" : effect.includes("unspecified")) {
      silent.push(participant);
    }
  }
  const rules = [...settledBy].map(
    ([rule, organisations]): Cause => ({ cause: "rule", rule, tool, organisations }),
  );
  return silent.length === 0 ? rules : [...rules, { cause: "gap", rule: null, tool, organisations: silent }];
}

/** What people reported about one rule, or about a tool that no rule speaks of. */
export interface FeedbackByRule {
  /** Null where there is no rule. */
  readonly rule: string | null;
  /** The tool without a rule; null for a rule. */
  readonly tool: string | null;
  /** How many reports. */
  readonly count: number;
  /** The newest, newest first. */
  readonly newest: readonly {
    readonly id: string;
    /** UTC. */
    readonly receivedAt: string;
    readonly tool: string | null;
    readonly reason: string;
  }[];
}

/** A report as those who may read it see it. */
export interface Feedback {
  readonly id: string;
  /** UTC. */
  readonly receivedAt: string;
  readonly ruleSet: string;
  readonly tool: string | null;
  readonly reason: string;
  readonly situation: Situation;
  /** Who sent it, when they wanted that known. */
  readonly contact: { readonly name: string; readonly organisation: string | null } | null;
}
