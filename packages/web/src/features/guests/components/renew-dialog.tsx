import type { IsoDate } from "@akkoord/policy";
import { type FormEvent, useState } from "react";
import { formatDate, todayInTheNetherlands } from "../../../messages/format.ts";
import { useGuestMessages } from "../../../messages/guests.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import { DeedFailure } from "../../rooms/components/deed-failure.tsx";
import type { Guest } from "../api.ts";
import { useGuestDeed } from "../hooks/use-guests.ts";
import { addDays } from "../model/days.ts";

interface RenewDialogProps {
  readonly guest: Guest;
  readonly open: boolean;
  readonly longestDays: number;
  readonly onClose: () => void;
  /** With the new last day. */
  readonly onDone: (until: IsoDate) => void;
}

/** Gives a guest another last day. */
export function RenewDialog({ open, ...rest }: RenewDialogProps) {
  const t = useGuestMessages().list;
  return (
    <Dialog open={open} title={t.renewTitle(rest.guest.name)} onClose={rest.onClose}>
      <RenewForm {...rest} />
    </Dialog>
  );
}

function RenewForm({ guest, longestDays, onClose, onDone }: Omit<RenewDialogProps, "open">) {
  const words = useGuestMessages();
  const { language } = useMessages();
  const today = todayInTheNetherlands(new Date());
  const lastDay = addDays(today, longestDays);
  const [until, setUntil] = useState(lastDay);
  const [tried, setTried] = useState(false);
  const deed = useGuestDeed();
  const isRight = until >= today && until <= lastDay;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!isRight) return;
    deed.mutateAsync({ kind: "renew", id: guest.id, until }).then(
      () => onDone(until),
      // The dialog itself says what went wrong.
      () => undefined,
    );
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={words.list.until}
        hint={words.invite.untilHelp(longestDays)}
        type="date"
        min={today}
        max={lastDay}
        value={until}
        error={
          tried && !isRight
            ? words.invite.untilMissing(formatDate(today, language), formatDate(lastDay, language))
            : null
        }
        onChange={(event) => setUntil(event.target.value)}
      />
      <DeedFailure error={deed.error} />
      <div className="row">
        <Button type="submit" purpose="primary" busy={deed.isPending} unavailable={deed.isPending}>
          {words.list.renewAction}
        </Button>
        <Button onClick={onClose}>{words.list.cancel}</Button>
      </div>
    </form>
  );
}
