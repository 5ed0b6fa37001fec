import { useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import type { FoundPerson, Room } from "../api.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { partiesIn } from "../model/people.ts";
import { DeedFailure } from "./deed-failure.tsx";
import { PeopleSearch } from "./people-search.tsx";

interface InviteDialogProps {
  readonly room: Room;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Invites colleagues, of any organisation; says beforehand who may not join, and why. */
export function InviteDialog({ room, open, onClose }: InviteDialogProps) {
  const t = useRoomMessages().invite;
  return (
    <Dialog open={open} title={t.title} onClose={onClose}>
      <Inviting room={room} onClose={onClose} />
    </Dialog>
  );
}

function Inviting({ room, onClose }: Omit<InviteDialogProps, "open">) {
  const t = useRoomMessages().invite;
  const deed = useRoomDeed(room.id);
  const [asked, setAsked] = useState<FoundPerson | null>(null);
  const [done, setDone] = useState<string | null>(null);

  function taken(person: FoundPerson): string | null {
    const member = room.members.find(({ kind, id }) => kind === "person" && id === person.id);
    if (member === undefined) return null;
    return member.membership === "join" ? t.member : t.invitedAlready;
  }

  function invite(person: FoundPerson): void {
    setAsked(person);
    setDone(null);
    deed.mutateAsync({ kind: "invite", person: person.id }).then(
      () => setDone(person.name),
      // The sheet itself says what went wrong.
      () => undefined,
    );
  }

  return (
    <div className="stack">
      <div role="status">{done === null ? null : <Alert kind="ok">{t.done(done)}</Alert>}</div>
      {deed.isError && asked !== null ? (
        <div className="stack stack--tight">
          <p>
            <b>{t.failed(asked.name)}</b>
          </p>
          <DeedFailure error={deed.error} onAgain={() => invite(asked)} />
        </div>
      ) : null}
      <PeopleSearch
        label={room.label}
        parties={partiesIn(room)}
        taken={taken}
        button={t.button}
        busy={deed.isPending ? (asked?.id ?? null) : null}
        onChoose={invite}
      />
      <div className="sticky-end">
        <Button onClick={onClose}>{t.close}</Button>
      </div>
    </div>
  );
}
