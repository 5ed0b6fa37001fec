import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { formatDate, todayInTheNetherlands } from "../../../messages/format.ts";
import type { GuestMessages } from "../../../messages/guests.nl.ts";
import { useGuestMessages } from "../../../messages/guests.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../../primitives/fields.tsx";
import type { Room } from "../../rooms/api.ts";
import { DeedFailure } from "../../rooms/components/deed-failure.tsx";
import { GUEST_PARTIES, type Guest, type GuestParty } from "../api.ts";
import { guestsQuery, useGuestDeed } from "../hooks/use-guests.ts";
import { addDays } from "../model/days.ts";
import { PostvakNote } from "./postvak-note.tsx";

interface InviteGuestProps {
  readonly room: Pick<Room, "id" | "name">;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Invites somebody from outside into one room; says in place when the rules refuse it. */
export function InviteGuest({ room, open, onClose }: InviteGuestProps) {
  const t = useGuestMessages().invite;
  const [round, setRound] = useState(0);
  return (
    <Dialog open={open} title={t.title} onClose={onClose}>
      <InviteForm key={round} room={room} onClose={onClose} onAnother={() => setRound(round + 1)} />
    </Dialog>
  );
}

const USUAL_DAYS = 30;
const DEFAULT_LONGEST = 90;

function InviteForm({
  room,
  onClose,
  onAnother,
}: Omit<InviteGuestProps, "open"> & { readonly onAnother: () => void }) {
  const words = useGuestMessages();
  const t = words.invite;
  const { language } = useMessages();
  const today = todayInTheNetherlands(new Date());
  const longest = useQuery(guestsQuery).data?.longestDays ?? DEFAULT_LONGEST;
  const lastDay = addDays(today, longest);
  const deed = useGuestDeed();
  const [tried, setTried] = useState(false);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [origin, setOrigin] = useState("");
  const [party, setParty] = useState<GuestParty>("external");
  const [until, setUntil] = useState(addDays(today, Math.min(USUAL_DAYS, longest)));
  const [reason, setReason] = useState("");
  const wrong = {
    name: name.trim() === "" ? t.nameMissing : null,
    email: looksLikeAddress(email) ? null : t.emailMissing,
    origin: origin.trim() === "" ? t.originMissing : null,
    until:
      until >= today && until <= lastDay
        ? null
        : t.untilMissing(formatDate(today, language), formatDate(lastDay, language)),
    reason: reason.trim() === "" ? t.reasonMissing : null,
  };
  const shown = (error: string | null) => (tried ? error : null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(wrong).some((error) => error !== null)) return;
    deed.mutate({
      kind: "invite",
      guest: { room: room.id, name, email: email.trim(), origin, party, until, reason },
    });
  }

  if (deed.data != null)
    return <Invited guest={deed.data} words={t} onClose={onClose} onAnother={onAnother} />;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.lead(room.name)}</p>
      <TextField
        label={t.name}
        autoComplete="off"
        required
        maxLength={100}
        value={name}
        error={shown(wrong.name)}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t.email}
        hint={t.emailHelp}
        type="email"
        inputMode="email"
        autoComplete="off"
        required
        maxLength={254}
        value={email}
        error={shown(wrong.email)}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={t.origin}
        hint={t.originHelp}
        autoComplete="off"
        required
        maxLength={200}
        value={origin}
        error={shown(wrong.origin)}
        onChange={(event) => setOrigin(event.target.value)}
      />
      <SelectField
        label={t.party}
        value={party}
        options={GUEST_PARTIES.map((value) => ({ value, label: words.party[value] }))}
        onChange={(value) => setParty(GUEST_PARTIES.find((one) => one === value) ?? "external")}
      />
      <TextField
        label={t.until}
        hint={t.untilHelp(longest)}
        type="date"
        min={today}
        max={lastDay}
        required
        value={until}
        error={shown(wrong.until)}
        onChange={(event) => setUntil(event.target.value)}
      />
      <TextArea
        label={t.reason}
        hint={t.reasonHelp}
        required
        maxLength={1000}
        rows={3}
        value={reason}
        error={shown(wrong.reason)}
        onChange={(event) => setReason(event.target.value)}
      />
      <DeedFailure error={deed.error} />
      <div className="row">
        <Button type="submit" purpose="primary" busy={deed.isPending} unavailable={deed.isPending}>
          {t.send}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </form>
  );
}

function Invited({
  guest,
  words,
  onClose,
  onAnother,
}: {
  readonly guest: Guest;
  readonly words: GuestMessages["invite"];
  readonly onClose: () => void;
  readonly onAnother: () => void;
}) {
  const { language } = useMessages();
  return (
    <div className="stack">
      <Alert kind="ok" announce>
        <p>{words.done(guest.name, formatDate(guest.until, language))}</p>
      </Alert>
      <PostvakNote />
      <div className="row">
        <Button purpose="primary" onClick={onClose}>
          {words.close}
        </Button>
        <Button onClick={onAnother}>{words.another}</Button>
      </div>
    </div>
  );
}

/** Enough to catch a slip; the server has the last word. */
export function looksLikeAddress(typed: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim());
}
