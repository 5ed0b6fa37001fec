import { type IsoDate, isDate, type Relaxation, type Situation, type Waiver } from "@akkoord/policy";
import { z } from "zod";
import { ruleSetHash } from "../../platform/http/shapes.ts";
import { situationInput } from "../advice/model.ts";

/** Where a request stands. `expired` follows from the day and is never written down. */
export const WAIVER_STATES = [
  "requested",
  "partly-agreed",
  "granted",
  "refused",
  "withdrawn",
  "expired",
] as const;
export type WaiverState = (typeof WAIVER_STATES)[number];

/** How long before its last day a waiver counts as about to expire. */
export const EXPIRES_SOON_DAYS = 14;

const LONGEST_REASON = 2_000;
const LONGEST_TEAM_NAME = 100;
const MOST_PEOPLE = 200;

const id = z.string().min(1).max(100);
const day = z
  .string()
  .refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" })
  .meta({ format: "date" });
const ids = z.array(id).max(50);

/** Why somebody asks, decides or withdraws. */
export const reasonInput = z
  .string()
  .trim()
  .min(1, { error: "must say why" })
  .max(LONGEST_REASON, { error: "must be at most 2,000 characters" });

const people = z
  .array(z.uuid())
  .min(1, { error: "must name somebody" })
  .max(MOST_PEOPLE)
  .transform((list) => [...new Set(list)]);

/** Who is covered: the whole organisation, people by name, or a team: people under one name. */
export const coverInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("organisation") }),
    z.strictObject({ kind: z.literal("people"), people }),
    z.strictObject({
      kind: z.literal("team"),
      name: z.string().trim().min(1, { error: "must have a name" }).max(LONGEST_TEAM_NAME),
      people,
    }),
  ])
  .meta({ description: "Who is covered. People are those of your own organisation who signed in before." });
export type CoverInput = z.output<typeof coverInput>;

const wish = {
  ruleSet: ruleSetHash.meta({ description: "The rule set that the answer was given with." }),
  situation: situationInput,
  tool: id,
  widened: ids.default([]).meta({
    description:
      "Attributes for which the waiver should hold more widely: any value, or for an ordered one also lower values.",
  }),
  duties: ids.default([]).meta({ description: "Compensating duties, from the vocabulary." }),
};

/** What can be asked before a request: can this be waived at all? */
export const previewInput = z
  .strictObject({ ...wish, valid: z.strictObject({ from: day, to: day }).optional() })
  .meta({ id: "WaiverPreviewRequest" });

/** A request for a waiver. */
export const requestInput = z
  .strictObject({
    ...wish,
    valid: z.strictObject({ from: day, to: day }),
    cover: coverInput,
    reason: reasonInput,
  })
  .meta({ id: "NewWaiver", description: "A request for a waiver, from an answer." });

/** Agreeing, with what the decider makes narrower. */
export const agreementInput = z
  .strictObject({
    reason: reasonInput,
    valid: z
      .strictObject({ from: day.optional(), to: day.optional() })
      .default({})
      .meta({ description: "A shorter period." }),
    cover: coverInput.optional().meta({ description: "Fewer people." }),
    duties: ids.default([]).meta({ description: "More compensating duties." }),
  })
  .meta({ id: "WaiverAgreement" });

/** Refusing or withdrawing. */
export const endingInput = z.strictObject({ reason: reasonInput }).meta({ id: "WaiverEnding" });

/** Somebody, as far as those who see a waiver need to know. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who is covered, as those who may see the waiver see it. */
export type Cover =
  | { readonly kind: "organisation" }
  | { readonly kind: "people"; readonly people: readonly Named[] }
  | { readonly kind: "team"; readonly name: string; readonly people: readonly Named[] };

/** The signature of one owner: asked for, or given with a reason. */
export interface Signature {
  /** An organisation, or `rijk`. */
  readonly owner: string;
  readonly verdict: "agreed" | "refused" | null;
  readonly by: Named | null;
  /** UTC. */
  readonly at: string | null;
  readonly reason: string | null;
}

/** What the person who looks may do. */
export type WaiverAbility = "agree" | "refuse" | "withdraw";

/** A request for a waiver, and what became of it. */
export interface WaiverRequest {
  readonly id: string;
  readonly organisation: string;
  readonly tool: string;
  readonly state: WaiverState;
  readonly asker: Named;
  /** UTC. */
  readonly requestedAt: string;
  readonly ruleSet: string;
  readonly situation: Situation;
  readonly widened: readonly string[];
  readonly when: Readonly<Record<string, readonly string[]>>;
  /** The rules it sets aside. */
  readonly relaxes: readonly string[];
  readonly reason: string;
  readonly valid: { readonly from: IsoDate; readonly to: IsoDate };
  readonly cover: Cover;
  readonly duties: readonly string[];
  readonly signatures: readonly Signature[];
  /** How it ended, when it was refused or withdrawn. */
  readonly ending: {
    /** Null when nobody did: everybody whom it covered had left. */
    readonly by: Named | null;
    readonly at: string;
    readonly reason: string;
  } | null;
  readonly expiresSoon: boolean;
  readonly abilities: readonly WaiverAbility[];
}

/** What a waiver would take: the rules and whose signature each needs, or why there can be none. */
export interface WaiverPreview {
  readonly possible: boolean;
  readonly because: Exclude<Relaxation["kind"], "relaxes"> | "incomplete" | null;
  /** The rules it would set aside, each with whose decision that is. */
  readonly rules: readonly { readonly rule: string; readonly owner: string }[];
  /** Everyone who must agree. */
  readonly owners: readonly string[];
  readonly blockedBy: readonly { readonly rule: string; readonly because: "strict" | "law" | "treaty" }[];
  /** Attributes to fill in or to widen first. */
  readonly open: readonly string[];
  /** Compensating duties that cannot be met in the situation. */
  readonly duties: readonly string[];
  /** Others who take part and whose own rules keep the tool closed for the group. */
  readonly closedFor: readonly string[];
}

/** A waiver that covers somebody now or later. */
export interface CoveringWaiver extends Waiver {
  readonly expiresSoon: boolean;
}

/** The day so many days after another. */
export function daysAfter(date: IsoDate, days: number): IsoDate {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** Whether a granted waiver's last day is near. */
export function expiresSoon(state: WaiverState, lastDay: IsoDate, today: IsoDate): boolean {
  return state === "granted" && today <= lastDay && lastDay <= daysAfter(today, EXPIRES_SOON_DAYS);
}

/** The state on a day: what is past its last day and was not refused or withdrawn has expired. */
export function stateOn(
  state: Exclude<WaiverState, "expired">,
  lastDay: IsoDate,
  today: IsoDate,
): WaiverState {
  const runs = state === "requested" || state === "partly-agreed" || state === "granted";
  return runs && lastDay < today ? "expired" : state;
}
