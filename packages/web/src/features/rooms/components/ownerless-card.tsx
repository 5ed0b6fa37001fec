import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useOwnerlessName } from "../hooks/use-ownerless-name.ts";
import type { OwnerlessRoom } from "../ownerless-api.ts";
import { LabelBadge } from "./label-badge.tsx";

interface OwnerlessCardProps {
  readonly room: OwnerlessRoom;
  readonly onAppoint: () => void;
}

/** A room that nobody leads: what may be told of it, and the one thing to do. */
export function OwnerlessCard({ room, onAppoint }: OwnerlessCardProps) {
  const t = useRoomMessages().ownerless;
  const { language } = useMessages();
  const nameOf = useOwnerlessName();
  const titleId = `ownerless-${room.id}`;
  const moment = (at: string) => formatMoment(at, language);
  return (
    <Card as="article" className="stack stack--tight" aria-labelledby={titleId}>
      <Heading level={3} id={titleId} className="break-anywhere">
        <bdi>{nameOf(room)}</bdi>
      </Heading>
      <LabelBadge label={room.label} />
      <p>
        {t.since(moment(room.since))} · {t.people(room.memberCount)}
      </p>
      <p className="small">{t.opened(moment(room.openedAt))}</p>
      <div>
        <Button aria-haspopup="dialog" aria-label={`${t.appoint}: ${nameOf(room)}`} onClick={onAppoint}>
          {t.appoint}
        </Button>
      </div>
    </Card>
  );
}
