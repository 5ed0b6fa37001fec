import {
  effectsOf,
  type IsoDate,
  opens,
  ownerOf,
  type Relaxation,
  type RuleSet,
  rulesToRelax,
  type Situation,
  type ToolOutcome,
  waiverCondition,
} from "@akkoord/policy";

/** What somebody fills in to ask for a waiver. */
export interface Wish {
  readonly tool: string;
  /** Values for what the question left open; null is "makes no difference". */
  readonly filledIn: Readonly<Record<string, string | null>>;
  /** Attributes to hold more widely for. */
  readonly widened: readonly string[];
  readonly duties: readonly string[];
  readonly valid: { readonly from: IsoDate; readonly to: IsoDate };
}

/** What a waiver would take, worked out on the device: nothing is sent before somebody asks. */
export interface Outlook {
  /** The situation as it would be sent. */
  readonly situation: Situation;
  readonly widened: readonly string[];
  /** Attributes to fill in or widen first. */
  readonly open: readonly string[];
  /** Null while something is open. */
  readonly outcome: Relaxation | null;
  /** Who must agree: organisations, or `rijk`. */
  readonly owners: readonly string[];
}

/** The situation with what was filled in; it begins with the asker's own organisation. */
function completed(ruleSet: RuleSet, situation: Situation, filledIn: Wish["filledIn"]): Situation {
  const ofScope = (scope: string) =>
    Object.fromEntries(
      ruleSet.vocabulary.attributes.flatMap((attribute) => {
        const value = filledIn[attribute.id];
        return attribute.scope === scope && typeof value === "string" ? [[attribute.id, value]] : [];
      }),
    );
  return {
    ...situation,
    attributes: { ...situation.attributes, ...ofScope("situation") },
    participants: situation.participants.map((participant) => ({
      ...participant,
      attributes: { ...participant.attributes, ...ofScope("participant") },
    })),
  };
}

/** The situations that a waiver would hold in, with what was filled in and widened so far. */
export function conditionOf(
  ruleSet: RuleSet,
  asked: Situation,
  organisation: string,
  wish: Pick<Wish, "filledIn" | "widened">,
) {
  const situation = completed(ruleSet, asked, wish.filledIn);
  const indifferent = Object.entries(wish.filledIn).flatMap(([id, value]) => (value === null ? [id] : []));
  const widened = [...new Set([...wish.widened, ...indifferent])];
  return { situation, widened, ...waiverCondition(ruleSet, situation, organisation, widened) };
}

/** Works out what a wish would take. */
export function outlookFor(ruleSet: RuleSet, asked: Situation, organisation: string, wish: Wish): Outlook {
  const { situation, widened, when, own, open } = conditionOf(ruleSet, asked, organisation, wish);
  if (open.length > 0) return { situation, widened, open, outcome: null, owners: [] };
  const { tool, valid, duties } = wish;
  const outcome = rulesToRelax(ruleSet, { organisation, tool, when, own, valid, duties });
  return { situation, widened, open, outcome, owners: ownersIn(ruleSet, outcome, organisation) };
}

/** Who must agree; where no rule speaks the asker's own organisation decides. */
function ownersIn(ruleSet: RuleSet, outcome: Relaxation, organisation: string): readonly string[] {
  if (outcome.kind !== "relaxes") return [];
  const owners = ruleSet.rules
    .filter((rule) => outcome.rules.includes(rule.id))
    .map((rule) => ownerOf(ruleSet, rule.issuer));
  return owners.length === 0 ? [organisation] : [...new Set(owners)];
}

/** Others who take part and whose own rules keep the tool closed for the group. */
export function closedForOthers(outcome: ToolOutcome | undefined, organisation: string): readonly string[] {
  return (outcome?.participants ?? [])
    .filter((other) => other.participant !== organisation && !effectsOf(other).every(opens))
    .map((other) => other.participant);
}
