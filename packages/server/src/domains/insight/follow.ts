import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import { isDatabaseUnavailable } from "../../platform/database/database.ts";
import { TemporarilyUnavailable } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { followPublication } from "./commands.ts";
import type { Insight } from "./insight.ts";
import type { WorklistQueries } from "./queries.ts";

/** What keeping the worklist up to date needs. */
export interface FollowParts {
  readonly insight: Insight;
  readonly worklist: WorklistQueries;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly system: Caller;
  readonly log: Log;
}

/** Keeps the worklist up to date with the rules in force, with reports, and with the calendar. */
export interface WorklistFollower {
  /**
   * Brings it up to date when something it depends on changed; at the first time in any case, because another
   * version of Akkoord may find other things.
   *
   * @throws AnalysisTooLarge, AnalysisTakesTooLong, TemporarilyUnavailable
   */
  follow(signal?: AbortSignal): Promise<void>;
  /** Does so soon, and once more when asked again meanwhile. Failures are logged; the schedule tries again. */
  nudge(): void;
}

/** Makes the follower. */
export function createFollower(parts: FollowParts): WorklistFollower {
  const { insight, worklist, commands, clock, system, log } = parts;
  let first = true;
  let running: Promise<void> | null = null;
  let again = false;

  const follow = async (signal?: AbortSignal): Promise<void> => {
    const day = dayInAmsterdam(clock.now());
    const current = await insight.inForce(day);
    const known = await worklist.followed();
    const upToDate = known?.version === current.version && !(await worklist.hasReviewDue(day));
    if (upToDate && !first) return;
    const families = await insight.families(current, signal);
    const { publication, ruleSet, version } = current;
    const follows = followPublication({ publication: publication.id, ruleSet, families, version });
    await commands.execute(follows, {}, system);
    first = false;
  };

  const nudge = (): void => {
    if (running !== null) {
      again = true;
      return;
    }
    running = follow()
      .catch((error) => {
        const unavailable = error instanceof TemporarilyUnavailable || isDatabaseUnavailable(error);
        if (!unavailable) log.error({ error }, "the worklist could not be brought up to date");
      })
      .finally(() => {
        running = null;
        if (!again) return;
        again = false;
        nudge();
      });
  };
  return { follow, nudge };
}
