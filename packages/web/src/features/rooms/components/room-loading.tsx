import { useRoomMessages } from "../../../messages/rooms.ts";

/** While a room is on its way. */
export function RoomLoading() {
  const t = useRoomMessages();
  return (
    <div className="loading room-loading" role="status">
      <span className="loading__mark" aria-hidden="true" />
      {t.loading}
    </div>
  );
}
