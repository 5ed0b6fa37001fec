import { effectsOf, type ParticipantOutcome } from "@akkoord/policy";
import type { Verdict } from "../../../primitives/verdict.tsx";
import { leastFavourable } from "./decide.ts";

/** The verdict of one participant's own rules. */
export function participantVerdict(participant: ParticipantOutcome): Verdict {
  const effects = effectsOf(participant);
  if (effects.length > 1) return "depends";
  return participant.contested ? "contested" : leastFavourable(effects);
}
