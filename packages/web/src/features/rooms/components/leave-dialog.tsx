import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { POWER, type Room } from "../api.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { mustHandOver, successors } from "../model/people.ts";
import { DeedFailure } from "./deed-failure.tsx";

interface LeaveDialogProps {
  readonly room: Room;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Leaves a room. Its only owner first says who takes it over, so that no room is left without one. */
export function LeaveDialog({ room, open, onClose }: LeaveDialogProps) {
  const t = useRoomMessages().leave;
  return (
    <Dialog open={open} title={t.title} onClose={onClose}>
      <LeaveForm room={room} onClose={onClose} />
    </Dialog>
  );
}

function LeaveForm({ room, onClose }: Omit<LeaveDialogProps, "open">) {
  const t = useRoomMessages().leave;
  const navigate = useNavigate();
  const deed = useRoomDeed(room.id);
  const [successor, setSuccessor] = useState("");
  const [tried, setTried] = useState(false);
  const handsOver = mustHandOver(room);
  const others = successors(room);

  async function leave(): Promise<void> {
    if (handsOver) await deed.mutateAsync({ kind: "power", userId: successor, power: POWER.owner });
    await deed.mutateAsync({ kind: "leave" });
    await navigate({ to: "/ruimtes" });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (handsOver && successor === "") return;
    // The form itself says what went wrong.
    leave().catch(() => undefined);
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.lead}</p>
      {others.length === 0 && room.members.length <= 1 ? <p>{t.alone}</p> : null}
      {handsOver ? (
        <SelectField
          label={t.successor}
          hint={t.handOver}
          error={tried && successor === "" ? t.missing : null}
          value={successor}
          options={[
            { value: "", label: t.choose },
            ...others.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
          onChange={setSuccessor}
        />
      ) : null}
      <DeedFailure error={deed.error} />
      <div className="row">
        <Button type="submit" purpose="primary" busy={deed.isPending} unavailable={deed.isPending}>
          {t.confirm}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </form>
  );
}
