import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import type { Room } from "../api.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { DeedFailure } from "./deed-failure.tsx";

interface CloseDialogProps {
  readonly room: Room;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Ends a room: from then on it can only be read. */
export function CloseDialog({ room, open, onClose }: CloseDialogProps) {
  const t = useRoomMessages().close;
  return (
    <Dialog open={open} title={t.title} onClose={onClose}>
      <Closing room={room} onClose={onClose} />
    </Dialog>
  );
}

function Closing({ room, onClose }: Omit<CloseDialogProps, "open">) {
  const t = useRoomMessages().close;
  const deed = useRoomDeed(room.id);
  // The sheet itself says what went wrong.
  const close = () => void deed.mutateAsync({ kind: "close" }).then(onClose, () => undefined);
  return (
    <div className="stack">
      <p>{t.lead}</p>
      <p>{t.term}</p>
      <DeedFailure error={deed.error} />
      <div className="row">
        <Button purpose="primary" busy={deed.isPending} unavailable={deed.isPending} onClick={close}>
          {t.confirm}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </div>
  );
}
