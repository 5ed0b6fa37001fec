import { useRoomMessages } from "../../../messages/rooms.ts";
import type { OwnerlessRoom } from "../ownerless-api.ts";
import { useRoomRules } from "./use-room-rules.ts";

/** What a room without an owner is called to whoever looks: by its name, or by who hosts it. */
export function useOwnerlessName(): (room: OwnerlessRoom) => string {
  const t = useRoomMessages().ownerless;
  const { partyName } = useRoomRules();
  return ({ name, hub }) => (name === null || name === "" ? t.roomOf(partyName(hub)) : name);
}
