import { IconArrowLeft, IconInfoCircle, IconUsers } from "@tabler/icons-react";
import type { RefObject } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { PlainLink } from "../../../primitives/link.tsx";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import type { Room } from "../api.ts";
import { WorkplaceChip } from "./workplace-chip.tsx";

interface RoomHeaderProps {
  readonly room: Room;
  /** Where the people of the room are shown instead of the conversation. */
  readonly peopleButton: RefObject<HTMLButtonElement | null>;
  /** There is a list of rooms to go back to. */
  readonly hasList: boolean;
  readonly onPeople: () => void;
  readonly onAbout: () => void;
}

/** The name of the room, the way back to the list, who is in it and what can be done with it. */
export function RoomHeader({ room, peopleButton, hasList, onPeople, onAbout }: RoomHeaderProps) {
  const t = useRoomMessages().room;
  const people = room.members.filter(({ membership }) => membership === "join").length;
  return (
    <header className="room-header">
      {hasList ? (
        <PlainLink to="/ruimtes" className="room-header__back">
          <IconArrowLeft aria-hidden="true" size={24} />
          <VisuallyHidden>{t.back}</VisuallyHidden>
        </PlainLink>
      ) : null}
      <h1 className="room-header__title" id="room-title" tabIndex={-1}>
        <bdi>{room.name}</bdi>
      </h1>
      <WorkplaceChip room={room} />
      <div className="room-header__tools">
        <button ref={peopleButton} type="button" className="room-header__people" onClick={onPeople}>
          <IconUsers aria-hidden="true" size={22} />
          <span aria-hidden="true">{people}</span>
          <VisuallyHidden>{t.people(people)}</VisuallyHidden>
        </button>
        <Button
          purpose="subtle"
          iconOnly
          icon={<IconInfoCircle aria-hidden="true" size={24} />}
          aria-haspopup="dialog"
          onClick={onAbout}
        >
          {t.about}
        </Button>
      </div>
    </header>
  );
}
