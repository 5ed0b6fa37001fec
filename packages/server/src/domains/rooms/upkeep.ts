import { command } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import type { PauseContent } from "./model.ts";
import { mayKeepUpRooms } from "./permissions.ts";
import { oneRoom } from "./shapes.ts";
import { pauseIn } from "./standing.ts";
import type { RoomCommandParts } from "./work.ts";

/** What deciding again about a room came to. */
export interface DecidedAgain {
  readonly pause: PauseContent | null;
  /** It is another pause than before. */
  readonly changed: boolean;
}

/** Decides again whether a room fits, and pauses or resumes it. */
export function decideAgain({ log, appending }: Pick<RoomCommandParts, "log" | "appending">) {
  return command({
    name: "rooms.decide-again",
    on: "room",
    input: oneRoom,
    about: ({ roomId }) => roomId,
    may: mayKeepUpRooms,
    async run({ input, now, transaction }) {
      const held = await log.hold(transaction, input.roomId);
      if (held === null) throw new NotFound();
      const changed = await appending.settle({ transaction, held, now });
      const output: DecidedAgain = { pause: pauseIn(held.state), changed };
      return {
        output,
        object: { type: "room", id: input.roomId },
        events: changed
          ? [{ type: "rooms.state-changed", data: { room: input.roomId, position: held.row.head_position } }]
          : [],
      };
    },
  });
}
