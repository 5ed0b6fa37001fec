import type { FastifyRequest } from "fastify";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import { MatrixError } from "./matrix-error.ts";
import { type SignedInCaller, signedIn } from "./signed-in.ts";

/**
 * The caller, where an address names whose it is: everyone has only what is their own.
 *
 * @throws MatrixError when it names somebody else
 */
export async function ownUser(
  request: FastifyRequest,
  rooms: Pick<Rooms, "userId">,
  named: string,
): Promise<SignedInCaller> {
  const caller = await signedIn(request);
  if (rooms.userId(caller) !== named) throw new MatrixError(403, "M_FORBIDDEN", "not-yours");
  return caller;
}
