import { canonicalJson, isObject, type JsonObject, type LoggedEvent, own, TYPES } from "@akkoord/room";
import { NOTHING_SAID } from "../../platform/actor.ts";
import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotSignedIn, RoomClosed, RoomRefused } from "../../platform/errors.ts";
import type { HeldRoom, RoomLog } from "./log.ts";
import {
  type DecidingContext,
  type DraftEvent,
  type Enforcement,
  OWNER,
  type PauseContent,
  type Refusal,
  type RoomFacts,
} from "./model.ts";
import { type PictureOf, portrayed } from "./portrait.ts";
import { akkoordUserId, userIdOf } from "./user-id.ts";
import { ownerlessRefusal } from "./words.ts";

/** An event without who sends it. */
export type Unsent = Omit<DraftEvent, "sender">;

/** Where a room is worked on. */
export interface RoomWork {
  readonly transaction: AnyDatabase;
  readonly held: HeldRoom;
  readonly now: Date;
}

/** Appends events to rooms: for somebody, as far as the rules let them, and for Akkoord itself. */
export interface Appending {
  /** The server's name in ids. */
  readonly server: string;
  /**
   * Appends an event for the caller: not in a closed room, not in a paused one, not against the rules of the
   * organisations in it, not beyond their power. What that does to the room follows at once: it is paused when it no
   * longer fits, and resumes when it fits again. After somebody went, {@link Appending.settle} is for the caller to do.
   *
   * @throws RoomRefused, RoomClosed, InvalidInput, TooLarge
   */
  forCaller(work: RoomWork, event: Unsent, caller: Caller): Promise<LoggedEvent>;
  /** Appends an event of Akkoord itself. */
  byAkkoord(work: RoomWork, event: Unsent): Promise<LoggedEvent>;
  /** Appends an event in somebody's name that they did not send themselves: a new name, a room that is handed over. */
  inNameOf(work: RoomWork, userId: string, event: Unsent): Promise<LoggedEvent>;
  /** An event as it would be written: who is in the room, with their picture. */
  portrayed<Event extends Unsent>(work: Pick<RoomWork, "transaction">, event: Event): Promise<Event>;
  /**
   * Pauses or resumes a room by how it is now.
   *
   * @returns whether that changed anything
   */
  settle(work: RoomWork): Promise<boolean>;
}

/** After these it must be looked at anew whether a room fits. */
const CHANGES_FIT: ReadonlySet<string> = new Set([TYPES.member, TYPES.label, TYPES.powerLevels]);

/** Appends events to rooms. */
export function createAppending(
  log: RoomLog,
  enforcement: Enforcement,
  server: string,
  pictureOf: PictureOf,
): Appending {
  const akkoord = akkoordUserId(server);

  const asWritten: Appending["portrayed"] = async ({ transaction }, event) => ({
    ...event,
    content: await portrayed(transaction, server, event, pictureOf),
  });

  const byAkkoord: Appending["byAkkoord"] = ({ transaction, held, now }, event) =>
    log.append(transaction, held, { ...event, sender: akkoord }, now);

  const settle: Appending["settle"] = async (work) => {
    const { transaction, held, now } = work;
    if (held.row.closed_at !== null) return false;
    const facts = log.facts(held);
    const wanted = (await enforcement.pauseFor(facts, { now, transaction })) ?? withoutOwner(facts);
    if (samePause(facts.pause, wanted)) return false;
    await byAkkoord(work, { type: TYPES.pause, stateKey: "", content: pauseContent(wanted) });
    return true;
  };

  return {
    server,
    byAkkoord,
    settle,
    async forCaller(work, event, caller) {
      const { transaction, held, now } = work;
      const sender = userIdOf(caller.actor, server);
      if (sender === null) throw new NotSignedIn();
      const draft: DraftEvent = await asWritten(work, { ...event, sender });
      const facts = log.facts(held);
      if (!isRemoval(draft)) {
        if (facts.closedAt !== null) throw new RoomClosed();
        await checkPause(facts, draft, { now, transaction });
        const workplace = caller.workplace ?? NOTHING_SAID;
        const verdict = await enforcement.mayAppend(draft, facts, caller.actor, workplace, {
          now,
          transaction,
        });
        if (!verdict.allowed) throw new RoomRefused(verdict.refusal);
      } else if (draft.stateKey !== sender && facts.pause?.shut.includes(sender)) {
        throw new RoomRefused(await explain(facts, "access-shut", { now, transaction }));
      }
      const logged = await log.append(transaction, held, draft, now);
      // Who goes may leave a room without an owner: what follows from that comes first.
      if (CHANGES_FIT.has(event.type) && !isRemoval(draft)) await settle(work);
      return logged;
    },
    async inNameOf(work, userId, event) {
      const draft = await asWritten(work, { ...event, sender: userId });
      return log.append(work.transaction, work.held, draft, work.now);
    },
    portrayed: asWritten,
  };

  /** In a paused room nobody writes; whoever leads it may still change the label, unless they are shut out too. */
  async function checkPause(facts: RoomFacts, draft: DraftEvent, context: DecidingContext): Promise<void> {
    const { pause } = facts;
    if (pause === null) return;
    if (pause.shut.includes(draft.sender))
      throw new RoomRefused(await explain(facts, "access-shut", context));
    const resolves =
      draft.type === TYPES.label || (pause.code === "no-owner" && draft.type === TYPES.powerLevels);
    if (!resolves) throw new RoomRefused(await explain(facts, "room-paused", context));
  }

  /** The rules say why a room is paused, except where it is for want of an owner. */
  async function explain(
    facts: RoomFacts,
    code: "room-paused" | "access-shut",
    context: DecidingContext,
  ): Promise<Refusal> {
    return facts.pause?.code === "no-owner"
      ? ownerlessRefusal()
      : enforcement.explainPause(facts, code, context);
  }
}

/** Leaving and removing are open whatever the rules say: they only make a room smaller. */
function isRemoval({ type, content }: DraftEvent): boolean {
  const membership = own(content, "membership");
  return type === TYPES.member && (membership === "leave" || membership === "ban");
}

/** Whether nobody leads a room. One that nobody is in any more needs no owner. */
export function hasNoOwner({ members }: Pick<RoomFacts, "members">): boolean {
  const joined = members.filter(({ membership }) => membership === "join");
  return joined.length > 0 && joined.every(({ power }) => power < OWNER);
}

/** A room that nobody leads stands still. Nobody in it can resolve that: who leads is not for moderators to say. */
function withoutOwner(facts: RoomFacts): PauseContent | null {
  if (!hasNoOwner(facts)) return null;
  return {
    paused: true,
    code: "no-owner",
    organisation: facts.hub,
    rules: [],
    ruleSet: "",
    shut: [],
    resolvers: [],
  };
}

function samePause(one: PauseContent | null, other: PauseContent | null): boolean {
  return canonicalJson(pauseContent(one)) === canonicalJson(pauseContent(other));
}

/** What the state event of a pause, or of its end, says. */
function pauseContent(pause: PauseContent | null): JsonObject {
  return pause === null
    ? { paused: false, code: null, organisation: null, rules: [], ruleSet: "", shut: [], resolvers: [] }
    : { ...pause };
}

/** The users of the power levels with another power for some; those with none are left out. */
export function withPower(powerLevels: JsonObject, changes: Readonly<Record<string, number>>): JsonObject {
  const users = own(powerLevels, "users");
  const before = users !== undefined && isObject(users) ? users : {};
  const after = Object.entries({ ...before, ...changes }).filter(([, power]) => power !== 0);
  return { ...powerLevels, users: Object.fromEntries(after) };
}
