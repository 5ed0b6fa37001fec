import { useGuestMessages } from "../../../messages/guests.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { DeedFailure } from "../../rooms/components/deed-failure.tsx";
import type { Guest } from "../api.ts";
import { useGuestDeed } from "../hooks/use-guests.ts";

interface RemoveDialogProps {
  readonly guest: Guest;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Takes a guest out, after asking. */
export function RemoveDialog({ guest, open, onClose, onDone }: RemoveDialogProps) {
  const t = useGuestMessages().list;
  const deed = useGuestDeed();
  const remove = () =>
    deed.mutateAsync({ kind: "remove", id: guest.id }).then(
      onDone,
      // The dialog itself says what went wrong.
      () => undefined,
    );
  return (
    <Dialog open={open} title={t.removeTitle(guest.name)} onClose={onClose}>
      <div className="stack">
        <p>{t.removeText}</p>
        <DeedFailure error={deed.error} />
        <div className="row">
          <Button
            purpose="primary"
            busy={deed.isPending}
            unavailable={deed.isPending}
            onClick={() => void remove()}
          >
            {t.remove}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
