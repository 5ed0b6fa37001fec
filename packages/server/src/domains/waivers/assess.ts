import {
  enumerate,
  type Relaxation,
  type RuleSet,
  rulesToRelax,
  type Situation,
  waiverCondition,
} from "@akkoord/policy";
import type { z } from "zod";
import {
  InvalidInput,
  RulesChanged,
  WaiverBlocked,
  WaiverIncomplete,
  WaiverNotNeeded,
  WaiverTooWide,
  WaiverUnworkable,
} from "../../platform/errors.ts";
import { checked, type situationInput } from "../advice/model.ts";
import { checkTool } from "../advice/queries.ts";

/** What somebody wants a waiver for. */
export interface Wish {
  readonly organisation: string;
  readonly situation: z.output<typeof situationInput> | Situation;
  readonly tool: string;
  readonly widened: readonly string[];
  readonly duties: readonly string[];
  readonly valid: { readonly from: string; readonly to: string };
}

/** What rules say of a wish. */
export interface Assessment {
  /** As it will be on the first day. */
  readonly situation: Situation;
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly outcome: Relaxation | { readonly kind: "incomplete"; readonly open: readonly string[] };
}

/**
 * Works out what a waiver would take.
 *
 * @throws WrongSituation for what the rules do not know; InvalidInput when the organisation is not the first to take part
 */
export function assess(ruleSet: RuleSet, wish: Wish): Assessment {
  const { organisation, tool, widened, duties, valid } = wish;
  const participants = [...wish.situation.participants];
  const attributes = { ...wish.situation.attributes };
  const situation = checked(ruleSet, { attributes, participants, date: valid.from }, valid.from);
  checkTool(ruleSet, tool);
  checkKnown("duties", duties, ruleSet.vocabulary.duties);
  checkKnown("widened", widened, ruleSet.vocabulary.attributes);
  if (situation.participants[0]?.id !== organisation)
    throw new InvalidInput([
      { path: "situation.participants", message: `must begin with your own organisation, ${organisation}` },
    ]);
  const { when, own, open } = waiverCondition(ruleSet, situation, organisation, widened);
  const outcome =
    open.length > 0
      ? { kind: "incomplete" as const, open }
      : rulesToRelax(ruleSet, { organisation, tool, when, own, valid, duties });
  return { situation, when, outcome };
}

/**
 * The rules a waiver would set aside.
 *
 * @throws WaiverBlocked, WaiverNotNeeded, WaiverUnworkable, WaiverTooWide or WaiverIncomplete when there can be none
 */
export function relaxedRules({ outcome }: Assessment): readonly string[] {
  switch (outcome.kind) {
    case "relaxes":
      return outcome.rules;
    case "blocked":
      throw new WaiverBlocked(outcome.by);
    case "open-already":
      throw new WaiverNotNeeded();
    case "unworkable":
      throw new WaiverUnworkable(outcome.duties);
    case "too-wide":
      throw new WaiverTooWide();
    case "incomplete":
      throw new WaiverIncomplete(outcome.open);
  }
}

/**
 * Checks that the rules of now still bear what was asked for before: that it sets aside enough, and no more is needed.
 *
 * @throws RulesChanged when they do not; WaiverUnworkable when duties were added that cannot be met
 */
export function checkStillHolds(ruleSet: RuleSet, wish: Wish, relaxes: readonly string[]): void {
  const { outcome } = assess(ruleSet, wish);
  if (outcome.kind === "unworkable") throw new WaiverUnworkable(outcome.duties);
  const holds = outcome.kind === "relaxes" && outcome.rules.every((rule) => relaxes.includes(rule));
  if (!holds) throw new RulesChanged();
}

function checkKnown(path: string, given: readonly string[], known: readonly { readonly id: string }[]): void {
  const allowed = known.map(({ id }) => id);
  const unknown = given.filter((id) => !allowed.includes(id));
  if (unknown.length === 0) return;
  throw new InvalidInput(
    unknown.map((id) => ({
      path,
      message: `"${id.slice(0, 60)}" is not known; valid are ${enumerate(allowed)}`,
    })),
  );
}
