import { OWNER, type RoomLabel } from "../../../domains/rooms/model.ts";
import { MOST_AT_ONCE } from "../../../domains/rooms/open-room.ts";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import { whoIs } from "../../../domains/rooms/user-id.ts";
import type { App } from "../../../platform/http/app.ts";
import { preferredLanguage } from "../../../platform/problem-words.ts";
import { MatrixError } from "../matrix-error.ts";
import { signedIn } from "../signed-in.ts";
import { edgeWords } from "../words.ts";
import { newRoomBody, readNewRoom } from "./new-room.ts";

/** What opening a room needs. */
export interface CreateParts {
  readonly rooms: Rooms;
  /** The label of a room for which an application names none; null when it must. */
  readonly standardLabel: RoomLabel | null;
}

/** Opening a room. */
export function createRoutes(scope: App, { rooms, standardLabel }: CreateParts): void {
  scope.post("/client/v3/createRoom", { schema: { hide: true, body: newRoomBody } }, async (request) => {
    const caller = await signedIn(request);
    const language = preferredLanguage(request.headers["accept-language"]);
    const wanted = readNewRoom(request.body, standardLabel, edgeWords("room-name", language));
    const invite = wanted.invite.map((user) => personIdOf(user, rooms.serverName));
    const { id } = await rooms.create({ ...wanted.room, invite: invite.slice(0, MOST_AT_ONCE) }, caller);
    for (const person of invite.slice(MOST_AT_ONCE)) await rooms.invite(id, person, caller);
    for (const { type, state_key, content } of wanted.state)
      await rooms.sendState(id, { type, stateKey: state_key, content }, caller);
    if (wanted.equals) for (const user of wanted.invite) await rooms.setPower(id, user, OWNER, caller);
    return { room_id: id };
  });
}

/**
 * The person whom a user id names.
 *
 * @throws MatrixError when it names nobody whom Akkoord knows as a colleague
 */
export function personIdOf(user: string, server: string): string {
  const known = whoIs(user, server);
  if (known?.kind !== "person") throw new MatrixError(403, "M_FORBIDDEN", "not-a-colleague");
  return known.id;
}
