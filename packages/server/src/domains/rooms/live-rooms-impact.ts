import { hashRuleSet, type IsoDate, type RuleSet } from "@akkoord/policy";
import type { Actor } from "../../platform/actor.ts";
import type { Database } from "../../platform/database/database.ts";
import { AnalysisTakesTooLong } from "../../platform/errors.ts";
import { createWorkerPool } from "../../platform/worker-pool.ts";
import type { RunningWaiver } from "../waivers/running.ts";
import { alike, type LiveRoom, liveRooms, type RoomsAlike } from "./live-rooms.ts";
import type { EnforcementParts } from "./may-append.ts";
import { checksOf } from "./room-checks.ts";
import type { RoomQuestion } from "./verdict.ts";
import { partiesOf } from "./verdict-parties.ts";

/** What other rules would do to the rooms that are open now. */
export interface RoomsImpact {
  /** How many rooms would be paused that are not otherwise, of all organisations. */
  readonly pauses: number;
  /** How many rooms would fit again that do not otherwise. */
  readonly resumes: number;
  /** By hub, as far as the reader may know of its rooms; hubs where nothing changes are left out. */
  readonly organisations: readonly {
    readonly organisation: string;
    readonly pauses: number;
    readonly resumes: number;
  }[];
  /** Ids of rooms of the reader's own organisation, the first of them. */
  readonly own: { readonly pauses: readonly string[]; readonly resumes: readonly string[] };
}

/** Works out what other rules would do to the rooms that are open now. */
export interface RoomsImpactFinder {
  /**
   * @param day the day from which the other rules would hold
   * @throws AnalysisTakesTooLong, WorkFailed, TemporarilyUnavailable when too many wait
   */
  find(before: HashedRuleSet, after: RuleSet, day: IsoDate, actor: Actor): Promise<RoomsImpact>;
  close(): Promise<void>;
}

interface HashedRuleSet {
  readonly hash: string;
  readonly ruleSet: RuleSet;
}

/** What a worker is asked: which of these rooms fit. */
export interface FittingTask {
  /** Hash of the rule set, which travels along once. */
  readonly ruleSet: string;
  readonly day: IsoDate;
  readonly waivers: readonly RunningWaiver[];
  readonly questions: readonly RoomQuestion[];
}

const ROOMS_AT_ONCE = 1_000;
const MOST_IDS = 100;
const LIMITS = { workers: 1, milliseconds: 10_000, waiting: 32, valuesKept: 4 } as const;

/** Makes the finder; its thread starts when something is asked. */
export function createRoomsImpact({
  database,
  waiversOf,
}: Pick<EnforcementParts, "waiversOf"> & { readonly database: Database }): RoomsImpactFinder {
  const pool = createWorkerPool<FittingTask, readonly boolean[]>(
    new URL("./live-rooms-worker.ts", import.meta.url),
    { ...LIMITS, tooLong: () => new AnalysisTakesTooLong() },
  );
  const fitting = ({ hash, ruleSet }: HashedRuleSet, task: Omit<FittingTask, "ruleSet">) =>
    pool.run({ ...task, ruleSet: hash }, new Map([[hash, ruleSet]]));

  return {
    async find(before, after, day, actor) {
      const rooms = await everyRoom(database);
      const organisations = new Set(
        rooms.flatMap(({ hub, members }) => partiesOf(hub, members).flatMap(({ id }) => id ?? [])),
      );
      const waivers = await waiversOf(database.use(), [...organisations], day);
      const groups = alike(rooms, waivers);
      const task = { day, waivers, questions: groups.map(({ question }) => question) };
      const fitsBefore = await fitting(before, task);
      const fitsAfter = await fitting({ hash: hashRuleSet(after), ruleSet: after }, task);
      const which = (from: readonly boolean[], to: readonly boolean[]) =>
        groups.flatMap(({ rooms: same }: RoomsAlike, index) =>
          from[index] === true && to[index] === false ? same : [],
        );
      return impactFor(actor, which(fitsBefore, fitsAfter), which(fitsAfter, fitsBefore));
    },
    close: () => pool.close(),
  };
}

function impactFor(actor: Actor, pauses: readonly LiveRoom[], resumes: readonly LiveRoom[]): RoomsImpact {
  const seen = checksOf(actor);
  const sees = (hub: string) => seen !== null && ("all" in seen || seen.organisation === hub);
  const hubs = [...new Set([...pauses, ...resumes].map(({ hub }) => hub))].filter(sees).sort();
  const of = (rooms: readonly LiveRoom[], hub: string | null) => rooms.filter((room) => room.hub === hub);
  const own = actor.kind === "person" ? actor.organisation : null;
  const ids = (rooms: readonly LiveRoom[]) =>
    of(rooms, own)
      .map(({ id }) => id)
      .slice(0, MOST_IDS);
  return {
    pauses: pauses.length,
    resumes: resumes.length,
    organisations: hubs.map((organisation) => ({
      organisation,
      pauses: of(pauses, organisation).length,
      resumes: of(resumes, organisation).length,
    })),
    own: { pauses: ids(pauses), resumes: ids(resumes) },
  };
}

async function everyRoom(database: Database): Promise<readonly LiveRoom[]> {
  const rooms: LiveRoom[] = [];
  for (;;) {
    const page = await liveRooms(database.use(), { after: rooms.at(-1)?.id ?? null, limit: ROOMS_AT_ONCE });
    rooms.push(...page);
    if (page.length < ROOMS_AT_ONCE) return rooms;
  }
}
