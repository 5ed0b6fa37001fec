import type { ToolOutcome } from "./answer-types.ts";
import { ask } from "./ask.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Decider } from "./decider.ts";
import { hashRuleSet } from "./hash.ts";
import type { RuleSet } from "./rule-set.ts";
import { sha256 } from "./sha256.ts";
import type { Situation } from "./situation.ts";

/** The record of a decision: enough to make it again, byte for byte. */
export interface Receipt {
  readonly format: 1;
  /** SHA-256 of the canonical JSON of everything else. */
  readonly id: string;
  readonly ruleSet: string;
  readonly date: string;
  readonly situation: Situation;
  /** The tool asked about, or null for all that serve the activity. */
  readonly tool: string | null;
  readonly outcomes: readonly ToolOutcome[];
  readonly common: readonly string[];
}

/** Thrown when a receipt cannot be replayed: another rule set, or altered after it was made. */
export class ReceiptError extends Error {
  override readonly name = "ReceiptError";
  readonly code: "other-rule-set" | "altered-receipt";

  constructor(code: ReceiptError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Decides and records it. */
export function makeReceipt(decider: Decider, situation: Situation, tool: string | null = null): Receipt {
  const answer = ask(decider, situation, { help: false, ...(tool === null ? {} : { tool }) });
  const content = {
    format: 1 as const,
    ruleSet: answer.ruleSet,
    date: answer.date,
    situation: answer.situation,
    tool,
    outcomes: answer.outcomes,
    common: answer.common,
  };
  return { ...content, id: sha256(canonicalJson(content)) };
}

/**
 * Reads a receipt from JSON text.
 *
 * @returns null when the text is not a receipt at all. Whether it was altered shows when it is replayed.
 */
export function readReceipt(text: string): Receipt | null {
  try {
    const value: unknown = JSON.parse(text);
    return isReceipt(value) ? value : null;
  } catch {
    return null;
  }
}

function isReceipt(value: unknown): value is Receipt {
  if (!isRecord(value) || value.format !== 1 || !isRecord(value.situation)) return false;
  const { participants, attributes } = value.situation;
  return (
    ["id", "ruleSet", "date"].every((key) => typeof value[key] === "string") &&
    (value.tool === null || typeof value.tool === "string") &&
    Array.isArray(value.outcomes) &&
    isRecord(attributes) &&
    Array.isArray(participants) &&
    participants.every(
      (participant) =>
        isRecord(participant) && typeof participant.id === "string" && isRecord(participant.attributes),
    )
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a receipt came out of a replay unchanged, and the receipt that came out. */
export interface Replay {
  readonly same: boolean;
  readonly receipt: Receipt;
}

/**
 * Decides again what a receipt records, with the same rule set.
 *
 * @param makeDecider `interpret` or `compile`: both give the same bytes.
 * @throws {ReceiptError} when the receipt is of another rule set, or does not match its own id.
 */
export function replayReceipt(
  ruleSet: RuleSet,
  receipt: Receipt,
  makeDecider: (ruleSet: RuleSet, date: string) => Decider,
): Replay {
  const { id, ...content } = receipt;
  if (sha256(canonicalJson(content)) !== id)
    throw new ReceiptError(
      "altered-receipt",
      "The receipt does not match its own id: it was altered after it was made.",
    );
  if (receipt.ruleSet !== hashRuleSet(ruleSet))
    throw new ReceiptError(
      "other-rule-set",
      `The receipt is of rule set ${receipt.ruleSet}; replay it with that one.`,
    );
  const again = makeReceipt(makeDecider(ruleSet, receipt.date), receipt.situation, receipt.tool);
  return { same: canonicalJson(again) === canonicalJson(receipt), receipt: again };
}
