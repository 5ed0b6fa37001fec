import { type FormEvent, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import type { Label, Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { isStateSecret, sameLabel } from "../model/label.ts";
import { DeedFailure } from "./deed-failure.tsx";
import { LabelChoice } from "./label-choice.tsx";
import { RelabelOutlook } from "./relabel-outlook.tsx";

interface RelabelDialogProps {
  readonly room: Room;
  readonly open: boolean;
  readonly onClose: () => void;
  /** With what to tell who cannot see that it changed. */
  readonly onDone: (words: string) => void;
}

/** Gives a room another label, having said beforehand what will happen. */
export function RelabelDialog({ open, ...rest }: RelabelDialogProps) {
  const t = useRoomMessages().relabel;
  return (
    <Dialog open={open} title={t.title} onClose={rest.onClose}>
      <RelabelForm {...rest} />
    </Dialog>
  );
}

function RelabelForm({ room, onClose, onDone }: Omit<RelabelDialogProps, "open">) {
  const words = useRoomMessages();
  const t = words.relabel;
  const { ruleSet } = useRoomRules();
  const deed = useRoomDeed(room.id);
  const [label, setLabel] = useState<Label>(room.label);
  const same = sameLabel(label, room.label);
  const isSecret = isStateSecret(ruleSet, label.information);

  function submit(event: FormEvent): void {
    event.preventDefault();
    // The form itself says what went wrong.
    deed.mutateAsync({ kind: "relabel", label }).then(
      () => {
        onClose();
        onDone(t.done);
      },
      () => undefined,
    );
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.lead}</p>
      <LabelChoice
        legend={words.new.labelTitle}
        value={label}
        onChange={(change) => setLabel({ ...label, ...change })}
      />
      <div aria-live="polite" className="stack">
        {same ? <p className="small">{t.same}</p> : null}
        {isSecret ? (
          <Alert kind="error">
            <div className="stack stack--tight">
              <p>
                <b>{words.new.secretTitle}</b>
              </p>
              <p>{words.new.secret}</p>
            </div>
          </Alert>
        ) : null}
        {same || isSecret ? null : <RelabelOutlook room={room} label={label} />}
      </div>
      <DeedFailure error={deed.error} />
      <div className="row">
        <Button
          type="submit"
          purpose="primary"
          busy={deed.isPending}
          unavailable={deed.isPending || same || isSecret}
        >
          {t.save}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </form>
  );
}
