import { z } from "zod";

/** Kinds of push rules, most important first. */
export const RULE_KINDS = ["override", "content", "room", "sender", "underride"] as const;
/** A kind of push rule. */
export type RuleKind = (typeof RULE_KINDS)[number];

const action = z.union([z.string().max(100), z.record(z.string(), z.json())]);
const condition = z.looseObject({ kind: z.string().max(100) });

/** What a rule does. */
export const ruleActions = z.array(action).max(20);

/** A push rule, as an application sends it. */
export const ruleBody = z.object({
  actions: ruleActions,
  conditions: z.array(condition).max(50).optional(),
  pattern: z.string().max(1_000).optional(),
});

const rule = ruleBody.extend({
  rule_id: z.string().min(1).max(255),
  default: z.boolean(),
  enabled: z.boolean(),
});

/** A push rule. */
export type PushRule = z.output<typeof rule>;

/** All rules of somebody: what applications notify them of. */
export const ruleSet = z.object({
  override: z.array(rule),
  content: z.array(rule),
  room: z.array(rule),
  sender: z.array(rule),
  underride: z.array(rule),
});

/** All rules of somebody, by kind. */
export type PushRuleSet = z.output<typeof ruleSet>;
