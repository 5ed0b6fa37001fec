import { IconArrowLeft } from "@tabler/icons-react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { PlainLink } from "../../../primitives/link.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";

/** The way back to the list, where that does not stand beside the page. */
export function BackToRooms() {
  const t = useRoomMessages().room;
  return (
    <PlainLink to="/ruimtes" className="room-header__back">
      <IconArrowLeft aria-hidden="true" size={24} />
      <VisuallyHidden>{t.back}</VisuallyHidden>
    </PlainLink>
  );
}
