import { type FormEvent, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import type { Room } from "../api.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { LONGEST_NAME } from "../model/new-room.ts";
import { DeedFailure } from "./deed-failure.tsx";

interface RenameDialogProps {
  readonly room: Room;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Gives a room another name. */
export function RenameDialog({ room, open, onClose }: RenameDialogProps) {
  const t = useRoomMessages().rename;
  return (
    <Dialog open={open} title={t.title} onClose={onClose}>
      <RenameForm room={room} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ room, onClose }: Omit<RenameDialogProps, "open">) {
  const t = useRoomMessages().rename;
  const deed = useRoomDeed(room.id);
  const [name, setName] = useState(room.name);
  const [tried, setTried] = useState(false);
  const missing = name.trim() === "";

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    // The form itself says what went wrong.
    deed.mutateAsync({ kind: "rename", name: name.trim() }).then(onClose, () => undefined);
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={t.label}
        value={name}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        error={tried && missing ? t.missing : null}
        onChange={(event) => setName(event.target.value)}
      />
      <DeedFailure error={deed.error} />
      <div className="row">
        <Button type="submit" purpose="primary" busy={deed.isPending} unavailable={deed.isPending}>
          {t.save}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </form>
  );
}
