import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { Directory } from "../directory/queries.ts";
import { mayKeepUpRooms } from "./permissions.ts";
import type { Rooms } from "./rooms.ts";

/** What following people who moved needs. */
export interface MoverParts {
  readonly directory: Pick<Directory, "activePerson">;
  readonly within: Pick<Rooms["within"], "describeAnew">;
}

/**
 * Writes in every room of somebody who moved for whom they work now; each of those rooms is decided again with that.
 * Doing it twice is the same as once.
 */
export function describeMover({ directory, within }: MoverParts) {
  return command({
    name: "rooms.describe-mover",
    on: "person",
    input: z.strictObject({ person: z.uuid() }),
    about: ({ person }) => person,
    may: mayKeepUpRooms,
    async run({ input, now, transaction }) {
      const person = await directory.activePerson(input.person);
      // Who left meanwhile is in no rooms any more.
      if (person !== null) await within.describeAnew(transaction, person, { now });
      return { output: null, object: { type: "person", id: input.person } };
    },
  });
}
