import { z } from "zod";
import { command } from "../../platform/command.ts";
import { InvalidInput, NotAllowed, NotFound, RoomClosed, RoomHasOwner } from "../../platform/errors.ts";
import { hasNoOwner } from "./append.ts";
import { bringIn, giveByAkkoord } from "./membership.ts";
import { OWNER, type PauseContent } from "./model.ts";
import { mayAppointOwner, mayAppointOwners, mayAppointThemselves } from "./permissions.ts";
import { oneRoom } from "./shapes.ts";
import { pauseIn } from "./standing.ts";
import type { TellOwner } from "./tell-owner.ts";
import { personUserId } from "./user-id.ts";
import type { RoomCommandParts } from "./work.ts";

/** What came of appointing an owner. */
export interface Appointed {
  /** Why the room still stands still; null when it went on. */
  readonly paused: PauseContent["code"] | null;
}

/**
 * Gives a room that nobody leads an owner: somebody of the organisation that hosts it, whether or not they were in it.
 * The room goes on when it fits the rules, and who was appointed hears of it.
 */
export function appointOwner(parts: RoomCommandParts & { readonly tellOwner: TellOwner }) {
  const { log, appending, directory, server } = parts;
  return command({
    name: "rooms.appoint-owner",
    on: "room",
    input: oneRoom.extend({ person: z.uuid() }),
    about: ({ roomId }) => roomId,
    may: mayAppointOwners,
    async run({ input, actor, now, transaction }) {
      const held = await log.hold(transaction, input.roomId);
      // To who has nothing to do with it the room is not there.
      if (held === null || !mayAppointOwner(actor, held.row.hub)) throw new NotFound();
      const { hub } = held.row;
      if (held.row.closed_at !== null) throw new RoomClosed();
      if (!hasNoOwner(log.facts(held))) throw new RoomHasOwner();
      const person = await directory.activePerson(input.person);
      // One answer for who is unknown, has left or works elsewhere: it says nothing of other organisations' people.
      if (person === null || person.organisation !== hub)
        throw new InvalidInput([{ path: "person", message: `must be somebody who works for ${hub}` }]);
      if (actor.kind === "person" && actor.id === person.id && !mayAppointThemselves(actor, hub))
        throw new NotAllowed();
      const userId = personUserId(person.id, server);
      if (held.state.membership(userId) === "ban")
        throw new InvalidInput([{ path: "person", message: "must not be removed from the room for good" }]);
      const work = { transaction, held, now };
      await bringIn(appending, work, userId, person);
      await giveByAkkoord(appending, work, { [userId]: OWNER });
      await appending.settle(work);
      await parts.tellOwner(transaction, { room: input.roomId, hub, person, by: actor }, now);
      const output: Appointed = { paused: pauseIn(held.state)?.code ?? null };
      return {
        output,
        object: { type: "room", id: input.roomId },
        events: [
          { type: "rooms.state-changed", data: { room: input.roomId, position: held.row.head_position } },
        ],
      };
    },
  });
}
