import { z } from "zod";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import { mayKeepUpRooms } from "./permissions.ts";
import type { Portrayed } from "./portrait.ts";
import type { Rooms } from "./rooms.ts";

/** Rooms that one transaction holds: few, so that nobody in them waits long. */
const ROOMS_AT_ONCE = 20;

/** What showing pictures needs. */
export interface ShowPictureParts {
  readonly commands: Commands;
  readonly within: Pick<Rooms["within"], "showPicture">;
}

/**
 * Writes in every room of somebody what they look like now, a few rooms at a time. Of changes that follow each other
 * quickly only the last is written everywhere. Doing it twice is the same as once.
 */
export async function showPictureEverywhere(
  { commands, within }: ShowPictureParts,
  who: Portrayed,
  system: Caller,
  roomsAtOnce = ROOMS_AT_ONCE,
): Promise<void> {
  const shown = showPicture(within, roomsAtOnce);
  for (let after: string | null = ""; after !== null; )
    after = await commands.execute(shown, { ...who, after }, system);
}

function showPicture(within: ShowPictureParts["within"], most: number) {
  return command({
    name: "rooms.show-picture",
    on: "person",
    input: z.strictObject({ kind: z.enum(["person", "guest"]), id: z.uuid(), after: z.string() }),
    about: ({ id }) => id,
    may: mayKeepUpRooms,
    async run({ input: { kind, id, after }, now, transaction }) {
      const done = await within.showPicture(transaction, { kind, id }, { now, after, most });
      return { output: done, object: { type: kind, id } };
    },
  });
}
