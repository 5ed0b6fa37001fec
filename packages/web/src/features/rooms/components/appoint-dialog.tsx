import { useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import type { FoundPerson } from "../api.ts";
import { useAppointOwner } from "../hooks/use-ownerless.ts";
import { useOwnerlessName } from "../hooks/use-ownerless-name.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import type { OwnerlessRoom } from "../ownerless-api.ts";
import { DeedFailure } from "./deed-failure.tsx";
import { PeopleSearch } from "./people-search.tsx";
import "../rooms.css";

interface AppointDialogProps {
  /** Null keeps it closed. */
  readonly room: OwnerlessRoom | null;
  readonly onClose: () => void;
  /** With what to tell. */
  readonly onDone: (words: string) => void;
}

/** Chooses who leads a room from now on, and asks once more before it is so. */
export function AppointDialog({ room, ...rest }: AppointDialogProps) {
  const t = useRoomMessages().ownerless;
  return (
    <Dialog open={room !== null} title={t.dialogTitle} onClose={rest.onClose}>
      {room === null ? null : <Appointing key={room.id} room={room} {...rest} />}
    </Dialog>
  );
}

/** The button that was pressed is gone in the next step, so that begins at its words. */
const focus = (element: HTMLElement | null) => element?.focus();

function Appointing({ room, onClose, onDone }: AppointDialogProps & { readonly room: OwnerlessRoom }) {
  const t = useRoomMessages().ownerless;
  const { partyInSentence } = useRoomRules();
  const me = useSession()?.person ?? null;
  const nameOf = useOwnerlessName();
  const appoint = useAppointOwner(room.id);
  const [heir, setHeir] = useState<FoundPerson | null>(null);
  const hub = partyInSentence(room.hub);
  const keepsArchive = me?.organisation === room.hub && me.roles.includes("records-manager");

  if (heir === null)
    return (
      <div className="stack">
        <p ref={focus} tabIndex={-1}>
          {t.dialogLead(nameOf(room), hub)}
        </p>
        <PeopleSearch
          label={null}
          parties={[]}
          among={{ organisation: room.hub, help: t.searchHelp(hub), nobody: t.nobody(hub) }}
          taken={({ id }) => (id === me?.id && !keepsArchive ? t.notYourself : null)}
          button={t.choose}
          onChoose={setHeir}
        />
        <div className="sticky-end">
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </div>
    );
  const confirm = () =>
    void appoint.mutateAsync(heir.id).then(
      (paused) =>
        onDone(paused === null ? t.done(heir.name, nameOf(room)) : t.doneButPaused(heir.name, nameOf(room))),
      // The sheet itself says what went wrong.
      () => undefined,
    );
  function again(): void {
    appoint.reset();
    setHeir(null);
  }
  return (
    <div className="stack">
      <p ref={focus} tabIndex={-1}>
        <b>{t.sure(heir.name, nameOf(room))}</b>
      </p>
      <p>{t.sureHelp(heir.name)}</p>
      <DeedFailure error={appoint.error} />
      <div className="row">
        <Button purpose="primary" busy={appoint.isPending} unavailable={appoint.isPending} onClick={confirm}>
          {t.confirm(heir.name)}
        </Button>
        <Button unavailable={appoint.isPending} onClick={again}>
          {t.another}
        </Button>
      </div>
    </div>
  );
}
