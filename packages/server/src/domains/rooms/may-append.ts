import { outcomeOf, type RuleSet, type Situation, type ToolOutcome } from "@akkoord/policy";
import { isObject, own, TYPES } from "@akkoord/room";
import type { Actor, Workplace } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { WrongSituation } from "../../platform/errors.ts";
import type { Thinking } from "../advice/thinking.ts";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { RunningWaiver } from "../waivers/running.ts";
import type {
  DecidingContext,
  DraftEvent,
  Enforcement,
  Refusal,
  RefusingRule,
  RoomFacts,
  RoomLabel,
  RoomMember,
  Verdict,
} from "./model.ts";
import { pauseFor } from "./pause-for.ts";
import { createRefusals, EMPTY, isStateSecret, referralIn, resolversOf, toldRules } from "./refusal.ts";
import * as words from "./refusal-words.ts";
import { CLOSED } from "./standing.ts";
import { createVerdicts, type Decision, ROOM_TOOL, type RulesNow } from "./verdict.ts";
import { type PartyMember, partiesOf, partyOf } from "./verdict-parties.ts";

/** What deciding about rooms needs of other domains. */
export interface EnforcementParts {
  /** The rules in force on a day. */
  readonly rulesOn: (day: string) => Promise<HeldRuleSet>;
  /** @throws NotFound for rules that were never published */
  readonly ruleSet: (hash: string) => Promise<HeldRuleSet>;
  /** The waivers of organisations that run on a day. */
  readonly waiversOf: (
    transaction: AnyDatabase,
    organisations: readonly string[],
    day: string,
  ) => Promise<readonly RunningWaiver[]>;
  readonly thinking: Pick<Thinking, "answer">;
}

/** Whether a room fits somebody, and the answer behind that. */
export interface Fit {
  /** Hash of the rules that it was decided by, with the waivers that count. */
  readonly ruleSet: string;
  readonly date: string;
  /** The room fits by itself: it would not be paused. */
  readonly fits: boolean;
  /** And who asks could write in it, with what they said about how they work now. */
  readonly allowed: boolean;
  /** The rules that allow it; none when it is refused. */
  readonly rules: readonly RefusingRule[];
  readonly refusal: Refusal | null;
  /** What was asked; null when the rules could not be asked. */
  readonly situation: Situation | null;
  /** What everybody's rules say of rooms there. */
  readonly outcome: ToolOutcome | null;
}

/** A room that there is or that there might be, as far as deciding looks. */
export type RoomToFit = Pick<RoomFacts, "hub" | "label" | "members">;

/** The rules at work in rooms, with the answer behind what they say. */
export interface RoomRules extends Enforcement {
  /** The rules in force, without waivers. */
  current(now: Date): Promise<HeldRuleSet>;
  /**
   * Whether somebody could write in a room.
   *
   * @throws WrongSituation for a label or a participant that the rules do not know, in a room that is yet to be made
   */
  fit(
    room: RoomToFit,
    acting: { readonly member: PartyMember; readonly workplace: Workplace },
    context: DecidingContext & { readonly exists: boolean },
  ): Promise<Fit>;
}

/** Makes the rules work in rooms: before every event, and whenever a room is decided again. */
export function createEnforcement(parts: EnforcementParts): RoomRules {
  const verdicts = createVerdicts();
  const refusals = createRefusals(parts.thinking);

  const rulesNow = async (
    room: Pick<RoomFacts, "hub"> & { readonly members: readonly PartyMember[] },
    { now, transaction }: DecidingContext,
  ): Promise<RulesNow> => {
    const day = dayInAmsterdam(now);
    const held = await parts.rulesOn(day);
    const organisations = partiesOf(room.hub, room.members).flatMap(({ id }) => id ?? []);
    return { day, held, waivers: await parts.waiversOf(transaction, organisations, day) };
  };

  const verdictOn = async (
    decision: Decision,
    room: Pick<RoomFacts, "hub" | "label" | "members">,
    actor: string | null,
  ): Promise<Verdict> => {
    if (decision.kind === "fits") return { allowed: true, ruleSet: decision.ruleSet, rules: decision.rules };
    return { allowed: false, refusal: await refusals.of(decision, { ...room, actor }) };
  };

  const explainPause: Enforcement["explainPause"] = async (room, code, context) => {
    const { pause } = room;
    const rules = await rulesNow(room, context);
    const cause = pause?.code ?? "rules-refuse";
    const resolvers = resolversOf(room.members);
    const ruleSet = pause === null ? rules.held.ruleSet : await rulesOf(parts, pause.ruleSet, rules.held);
    const told = toldRules(ruleSet, pause?.rules ?? []);
    const rule = told[0]?.words ?? null;
    const opening = code === "access-shut" ? words.accessShut(rule) : words.roomPaused(rule);
    const explained: Refusal = {
      ...EMPTY,
      code,
      sentence: words.joined(opening, words.resolvedBy(resolvers.map(({ name }) => name))),
      organisation: pause?.organisation ?? null,
      rules: told,
      referral: cause === "state-secret" ? referralIn(rules.held.ruleSet) : null,
      resolvers,
    };
    if (cause !== "rules-refuse") return explained;
    const decision = verdicts.decide({ ...room, acting: null }, rules);
    if (decision.kind === "fits") return explained;
    return { ...explained, ...(await refusals.wayOut(decision.basis, { ...room, actor: room.hub })) };
  };

  return {
    current: (now) => parts.rulesOn(dayInAmsterdam(now)),
    async fit(room, { member, workplace }, context) {
      const rules = await rulesNow(room, context);
      const decision = verdicts.decide({ ...room, acting: { member, told: toldBy(workplace) } }, rules);
      const { compiled } = decision.basis.rules;
      const { situation, problems } = decision.basis;
      if (problems.length > 0 && !context.exists) throw new WrongSituation(problems);
      const verdict = await verdictOn(decision, room, partyOf(member));
      return {
        ruleSet: compiled.ruleSetHash,
        date: rules.day,
        fits: verdict.allowed || verdicts.decide({ ...room, acting: null }, rules).kind === "fits",
        allowed: verdict.allowed,
        rules: verdict.allowed ? toldRules(compiled.ruleSet, verdict.rules) : [],
        refusal: verdict.allowed ? null : verdict.refusal,
        situation,
        outcome: situation === null ? null : outcomeOf(compiled, situation, ROOM_TOOL),
      };
    },
    explainPause,
    async pauseFor(room, context) {
      return pauseFor(room, await rulesNow(room, context), verdicts);
    },

    async mayAppend(event, asWritten, actor, workplace, context) {
      if (actor.kind === "system") return allowedBy(await parts.rulesOn(dayInAmsterdam(context.now)));
      const room = withMove(asWritten, event.sender, actor);
      const member = room.members.find(({ userId }) => userId === event.sender);
      const act = actOf(event, member);
      if (member === undefined || !belongs(member, act, actor, room, context.now)) {
        return { allowed: false, refusal: { ...EMPTY, code: "not-a-member", sentence: words.NOT_A_MEMBER } };
      }
      const stands = standsStill(room, act, member);
      if (stands !== null) return { allowed: false, refusal: await explainPause(room, stands, context) };
      const after = roomAfter(room, act);
      const rules = await rulesNow(after, context);
      if (act.kind === "relabel") {
        const decision = verdicts.decide({ ...after, acting: null }, rules);
        needKnownLabel(decision);
        const lowers = isLower(rules.held.ruleSet, act.label, room.label);
        // Raising never fails: a room that no longer fits is paused. What must never be in a room is another matter.
        if (lowers || !isStateSecret(act.label)) return allowedBy(rules.held);
        return verdictOn(decision, after, member.organisation);
      }
      if (act.kind !== "write" && act.kind !== "come-in") return allowedBy(rules.held);
      const decision = verdicts.decide({ ...after, acting: { member, told: toldBy(workplace) } }, rules);
      if (event.type === TYPES.create) needKnownLabel(decision);
      return verdictOn(decision, after, member.organisation);
    },
  };
}

/** What an event does, as far as deciding tells apart. */
type Act =
  /** Says something, or begins the room. */
  | { readonly kind: "write" }
  /** Invites somebody, or comes in. */
  | { readonly kind: "come-in"; readonly invited: PartyMember | null }
  | { readonly kind: "relabel"; readonly label: RoomLabel }
  /** Leaves, or takes back what was said: always possible. */
  | { readonly kind: "withdraw" }
  /** Removes somebody. */
  | { readonly kind: "remove" }
  /** Changes who leads. */
  | { readonly kind: "lead" }
  /** Names, pictures and the like, that no rule is about. */
  | { readonly kind: "arrange" };

/** State events that no rule is about. Others can hold anything, so they count as something said. */
const ARRANGING: ReadonlySet<string> = new Set([
  TYPES.name,
  TYPES.topic,
  TYPES.avatar,
  TYPES.purpose,
  TYPES.category,
  TYPES.joinRules,
  TYPES.historyVisibility,
  TYPES.guestAccess,
  "m.room.pinned_events",
  CLOSED,
]);

function actOf(event: DraftEvent, member: RoomMember | undefined): Act {
  const { type, stateKey, sender, content } = event;
  if (type === TYPES.redaction) return { kind: "withdraw" };
  if (stateKey === null) return { kind: "write" };
  if (type === TYPES.label) {
    const text = (key: string) => {
      const value = own(content, key);
      return typeof value === "string" ? value : "";
    };
    return {
      kind: "relabel",
      label: { information: text("information"), personalData: text("personalData") },
    };
  }
  if (type === TYPES.powerLevels) return { kind: "lead" };
  if (type !== TYPES.member) return { kind: ARRANGING.has(type) ? "arrange" : "write" };
  const membership = own(content, "membership");
  if (membership === "invite") return { kind: "come-in", invited: invitedIn(event, stateKey) };
  if (membership !== "join") return { kind: stateKey === sender ? "withdraw" : "remove" };
  // Who is in already only changes how they are shown.
  return member?.membership === "join" ? { kind: "arrange" } : { kind: "come-in", invited: null };
}

/** The room with who acts as they work now: what the room says of them follows a move a moment later. */
function withMove(room: RoomFacts, sender: string, actor: Actor): RoomFacts {
  if (actor.kind !== "person") return room;
  const { organisation } = actor;
  const moved = (member: RoomMember) => (member.userId === sender ? { ...member, organisation } : member);
  return { ...room, members: room.members.map(moved) };
}

/** Who is invited, as the invitation itself says. */
function invitedIn({ content }: DraftEvent, userId: string): PartyMember {
  const guest = own(content, "nl.akkoord.guest");
  const party = isObject(guest) ? own(guest, "party") : undefined;
  const organisation = own(content, "nl.akkoord.organisation");
  return {
    kind: isObject(guest) ? "guest" : "person",
    id: userId.slice(3, userId.indexOf(":")),
    organisation: typeof organisation === "string" ? organisation : null,
    guest: typeof party === "string" ? { party } : null,
  };
}

/** Whether who acts is in the room, as far as the act needs; a guest whose time is over is not. */
function belongs(member: RoomMember, act: Act, actor: Actor, room: RoomFacts, now: Date): boolean {
  if (actor.kind === "guest" && (actor.room !== room.id || new Date(actor.until) <= now)) return false;
  return member.membership === "join" || act.kind === "come-in" || act.kind === "withdraw";
}

/** What keeps somebody from an act while the room is paused; null when nothing does. */
function standsStill(
  { pause }: RoomFacts,
  act: Act,
  member: RoomMember,
): "room-paused" | "access-shut" | null {
  if (pause === null || act.kind === "withdraw") return null;
  if (pause.shut.includes(member.userId)) return "access-shut";
  if (act.kind === "relabel" || act.kind === "remove") return null;
  return act.kind === "lead" && pause.code === "no-owner" ? null : "room-paused";
}

/** The room as it would be after the event, as far as deciding looks. */
function roomAfter(room: RoomFacts, act: Act): RoomFacts {
  if (act.kind === "relabel") return { ...room, label: act.label };
  if (act.kind !== "come-in" || act.invited === null) return room;
  const { invited } = act;
  const since = Math.max(0, ...room.members.map((member) => member.since)) + 1;
  const others = room.members.filter(({ id, kind }) => id !== invited.id || kind !== invited.kind);
  const card =
    invited.guest === null ? null : { sponsor: "", until: "", organisation: null, ...invited.guest };
  const member: RoomMember = {
    ...invited,
    guest: card,
    userId: "",
    name: "",
    membership: "invite",
    power: 0,
    since,
  };
  return { ...room, members: [...others, member] };
}

/** Whether a label is nowhere more sensitive than another, by the order of the vocabulary. */
function isLower(ruleSet: RuleSet, next: RoomLabel, now: RoomLabel): boolean {
  const rank = (id: string, value: string) =>
    ruleSet.vocabulary.attributes
      .find((attribute) => attribute.id === id)
      ?.values.findIndex((candidate) => candidate.id === value) ?? -1;
  const noHigher = (id: "information" | "personalData") => {
    const after = rank(id, next[id]);
    return next[id] === now[id] || (after >= 0 && after <= rank(id, now[id]));
  };
  return noHigher("information") && noHigher("personalData");
}

/** @throws WrongSituation for a label that is none of the vocabulary */
function needKnownLabel({ basis }: Decision): void {
  const wrong = basis.problems.filter(({ attribute }) => attribute in LABEL_ATTRIBUTES);
  if (wrong.length > 0) throw new WrongSituation(wrong);
}

const LABEL_ATTRIBUTES: RoomLabel = { information: "", personalData: "" };

function toldBy(workplace: Workplace): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(workplace).flatMap(([id, value]) => (typeof value === "string" ? [[id, value]] : [])),
  );
}

function allowedBy(held: HeldRuleSet): Verdict {
  return { allowed: true, ruleSet: held.hash, rules: [] };
}

/** The rules by which a room was paused; those of now where they are gone. */
async function rulesOf(parts: EnforcementParts, hash: string, now: HeldRuleSet): Promise<RuleSet> {
  if (hash === now.hash) return now.ruleSet;
  return (await parts.ruleSet(hash).catch(() => now)).ruleSet;
}
