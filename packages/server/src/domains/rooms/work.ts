import type { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import { type Caller, type Command, type Commands, command } from "../../platform/command.ts";
import { NotFound, NotSignedIn } from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import type { Appending, RoomWork } from "./append.ts";
import { isSeated } from "./is-seated.ts";
import type { RoomKeys } from "./keys.ts";
import type { VocabularySource } from "./label.ts";
import type { RoomLog } from "./log.ts";
import type { Enforcement } from "./model.ts";
import type { Standings } from "./standing.ts";
import type { Turns } from "./turns.ts";
import { userIdOf } from "./user-id.ts";

/** What the commands of this domain use. */
export interface RoomCommandParts {
  readonly server: string;
  readonly commands: Commands;
  readonly log: RoomLog;
  readonly keys: RoomKeys;
  readonly standings: Standings;
  readonly appending: Appending;
  readonly enforcement: Enforcement;
  readonly turns: Turns;
  readonly directory: Pick<Directory, "activePerson">;
  readonly registry: VocabularySource;
}

/** What somebody works on a room with. */
export interface SeatedWork<Input> extends RoomWork {
  readonly input: Input;
  readonly caller: Caller;
  /** User id of the caller. */
  readonly me: string;
}

/** A command on one room, by somebody who is in it. */
interface RoomCommand<Input, Output> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  readonly may: (actor: Actor) => boolean;
  /** Who may be: in the room, or invited to it as well. Default: in it. To others the room is not there. */
  readonly seats?: "joined" | "joined-or-invited";
  /** Gives the output without doing anything, such as when it was done before; null to go on. */
  readonly already?: (context: Omit<SeatedWork<Input>, "held">) => Promise<Output | null>;
  readonly run: (work: SeatedWork<Input>) => Promise<Output>;
}

/** Declares a command on one room: it holds the room, and shows it to nobody who is not in it. */
export function roomCommand<Input extends { readonly roomId: string }, Output>(
  { log, server }: Pick<RoomCommandParts, "log" | "server">,
  definition: RoomCommand<Input, Output>,
): Command<Input, Output> {
  return command({
    name: definition.name,
    on: "room",
    input: definition.input,
    about: ({ roomId }) => roomId,
    may: definition.may,
    async run({ input, actor, caller, now, transaction }) {
      const me = userIdOf(actor, server);
      if (me === null) throw new NotSignedIn();
      if (isElsewhere(actor, input.roomId)) throw new NotFound();
      const object = { type: "room", id: input.roomId };
      // Before the room is held: who is not in it must not make those wait who are.
      if (!(await isSeated(transaction, input.roomId, me))) throw new NotFound();
      const held = await log.hold(transaction, input.roomId);
      if (held === null) throw new NotFound();
      const context = { input, caller, me, now, transaction };
      const done = (await definition.already?.(context)) ?? null;
      if (done !== null) return { output: done, object };
      const membership = held.state.membership(me);
      const seated =
        membership === "join" || (membership === "invite" && definition.seats === "joined-or-invited");
      if (!seated) throw new NotFound();
      const before = held.row.state_position;
      const output = await definition.run({ ...context, held });
      const changed = held.row.state_position > before;
      return {
        output,
        object,
        events: changed
          ? [{ type: "rooms.state-changed", data: { room: input.roomId, position: held.row.head_position } }]
          : [],
      };
    },
  });
}

/** A guest is in one room alone, whatever else may be written down of them. */
export function isElsewhere(actor: Actor, roomId: string): boolean {
  return actor.kind === "guest" && actor.room !== roomId;
}
