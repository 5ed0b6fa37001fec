import type { IsoDate } from "@akkoord/policy";
import type { KeptScenario } from "../api.ts";
import type { LiveScenario } from "../worker-messages.ts";

/** The scenarios of the server as the worker tries them. One without a day is tried on the day given. */
export function liveScenarios(kept: readonly KeptScenario[], today: IsoDate): readonly LiveScenario[] {
  return kept.map(({ id, owner, title, situation, expect, common, duties, advice, state }) => ({
    owner,
    stateBefore: state,
    scenario: {
      id,
      says: title,
      situation: { ...situation, date: situation.date ?? today },
      expect,
      common,
      duties,
      advice,
    },
  }));
}
