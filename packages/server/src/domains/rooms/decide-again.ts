import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import { type AnyDatabase, type Database, isDatabaseUnavailable } from "../../platform/database/database.ts";
import { NotFound, RoomClosed, TemporarilyUnavailable } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import type { RoomScope } from "./live-rooms.ts";
import { alike, holdLiveRooms, type LiveRoom } from "./live-rooms.ts";
import type { EnforcementParts } from "./may-append.ts";
import { pauseFor } from "./pause-for.ts";
import {
  beginRoomCheck,
  nextCheck,
  noteRoomCheck,
  type OpenCheck,
  type PartCounts,
  requestRoomCheck,
} from "./room-checks.ts";
import type { CheckCause } from "./room-checks-tables.ts";
import type { Rooms } from "./rooms.ts";
import { createVerdicts, type RulesNow } from "./verdict.ts";
import { partiesOf } from "./verdict-parties.ts";

/** What deciding again needs. */
export interface DecideAgainParts extends Pick<EnforcementParts, "rulesOn" | "waiversOf"> {
  readonly database: Database;
  readonly commands: Commands;
  readonly upkeep: Pick<Rooms["upkeep"], "decideAgain" | "factsOf">;
  readonly clock: Clock;
  readonly log: Log;
  /** Who decides again: Akkoord itself. */
  readonly system: Caller;
}

/** Decides rooms again in the background, after something changed by which they may no longer fit, or may fit again. */
export interface DecideAgain {
  /** Asks for it, and begins soon. What was asked for is done even when the server stops now. */
  request(cause: CheckCause, scope: RoomScope): Promise<void>;
  /**
   * Does what was asked for and is not done, going on where it was left off. In one process at a time.
   *
   * @param signal leaves off between rooms
   */
  run(signal?: AbortSignal): Promise<void>;
  /** Goes on soon with what is not done, such as after a start. Failures are logged; the schedule tries again. */
  resume(): void;
  /** Leaves off, and waits until it has. The rest is done after the next start. */
  stop(): Promise<void>;
}

/** How many rooms are looked at together. */
const ROOMS_AT_ONCE = 500;
/** After so many decisions it is written down how far a check is. */
const DECISIONS_AT_ONCE = 20;

/** What became of a room. */
interface Became {
  readonly hub: string;
  readonly became: "paused" | "resumed" | null;
}

/** Makes the one that decides again. */
export function createDecideAgain(parts: DecideAgainParts): DecideAgain {
  const { database, commands, clock, log, system } = parts;
  const verdicts = createVerdicts();
  let running: Promise<void> | null = null;
  let again = false;
  const stopping = new AbortController();

  const rulesFor = async (transaction: AnyDatabase, rooms: readonly LiveRoom[]): Promise<RulesNow> => {
    const day = dayInAmsterdam(clock.now());
    const organisations = rooms.flatMap(({ hub, members }) =>
      partiesOf(hub, members).flatMap(({ id }) => id ?? []),
    );
    const held = await parts.rulesOn(day);
    return { day, held, waivers: await parts.waiversOf(transaction, [...new Set(organisations)], day) };
  };

  /** The rooms of a part, with those whose pause may have to change. */
  const look = async (check: OpenCheck, after: string | null) => {
    const { rooms, rules } = await database
      .use()
      .transaction()
      .execute(async (transaction) => {
        const held = await holdLiveRooms(transaction, check.scope, { after, limit: ROOMS_AT_ONCE });
        return { rooms: held, rules: await rulesFor(transaction, held) };
      });
    const open = new Set(
      alike(rooms, rules.waivers).flatMap(({ question, rooms: same }) => {
        const fits = verdicts.decide(question, rules).kind === "fits";
        return same.filter(({ paused }) => !(fits && paused === null));
      }),
    );
    return { rooms, rules, open };
  };

  /** A room that is paused and stays so for the same reasons is left alone, so that nothing is written for nothing. */
  const staysPaused = async ({ id, paused }: LiveRoom, rules: RulesNow): Promise<boolean> => {
    if (paused === null) return false;
    const facts = await parts.upkeep.factsOf(id);
    const wanted = pauseFor(facts, rules, verdicts);
    return wanted === facts.pause || (wanted === null && facts.pause?.code === "no-owner");
  };

  const decideOne = async (room: LiveRoom, rules: RulesNow): Promise<"paused" | "resumed" | null> => {
    try {
      if (await staysPaused(room, rules)) return null;
      const { pause, changed } = await parts.upkeep.decideAgain(room.id, system);
      if (!changed) return null;
      if (pause === null) return "resumed";
      return room.paused === null ? "paused" : null;
    } catch (error) {
      // Gone meanwhile: there is nothing left to decide.
      if (error instanceof NotFound || error instanceof RoomClosed) return null;
      throw error;
    }
  };

  const note = (check: OpenCheck, last: string | null, became: readonly Became[]) =>
    commands.execute(noteRoomCheck(check.id, { last, counts: countsOf(became) }), {}, system);

  const work = async (check: OpenCheck, isOver: () => boolean): Promise<void> => {
    if (!check.started) await commands.execute(beginRoomCheck(check), {}, system);
    let { after } = check;
    for (;;) {
      const { rooms, rules, open } = await look(check, after);
      let became: Became[] = [];
      let decided = 0;
      for (const room of rooms) {
        // Left off in the middle: what was not noted is done again, and what was decided already stays as it is.
        if (isOver()) return;
        became.push({ hub: room.hub, became: open.has(room) ? await decideOne(room, rules) : null });
        if (open.has(room)) decided++;
        after = room.id;
        if (decided < DECISIONS_AT_ONCE) continue;
        await note(check, after, became);
        became = [];
        decided = 0;
      }
      const isDone = rooms.length < ROOMS_AT_ONCE;
      await note(check, isDone ? null : after, became);
      if (isDone) return;
    }
  };

  const run = async (signal?: AbortSignal): Promise<void> => {
    const isOver = () => stopping.signal.aborted || signal?.aborted === true;
    await database.whenFree("akkoord-room-checks", async () => {
      while (!isOver()) {
        const check = await nextCheck(database.use());
        if (check === null) return;
        await work(check, isOver);
      }
    });
  };

  const resume = (): void => {
    if (running !== null) {
      again = true;
      return;
    }
    running = run()
      .catch((error) => {
        const unavailable = error instanceof TemporarilyUnavailable || isDatabaseUnavailable(error);
        if (!unavailable) log.error({ error }, "rooms could not be decided again; the schedule tries again");
      })
      .finally(() => {
        running = null;
        if (!again || stopping.signal.aborted) return;
        again = false;
        resume();
      });
  };

  return {
    run,
    resume,
    async request(cause, scope) {
      await commands.execute(requestRoomCheck, { cause, scope }, system);
      resume();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function countsOf(rooms: readonly Became[]): PartCounts {
  return new Map(
    [...Map.groupBy(rooms, ({ hub }) => hub)].map(([hub, ofHub]) => [
      hub,
      {
        done: ofHub.length,
        paused: ofHub.filter(({ became }) => became === "paused").length,
        resumed: ofHub.filter(({ became }) => became === "resumed").length,
      },
    ]),
  );
}
