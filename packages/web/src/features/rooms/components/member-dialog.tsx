import { useState } from "react";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { type Member, POWER, type Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { useRoomDeed } from "../hooks/use-rooms.ts";
import { lastMoment, mayLead, mayRemove } from "../model/people.ts";
import { DeedFailure } from "./deed-failure.tsx";

interface MemberDialogProps {
  readonly room: Room;
  /** Null keeps it closed. */
  readonly member: Member | null;
  /** Begin with whether to remove them. */
  readonly removing?: boolean;
  readonly onClose: () => void;
  /** With what to tell. */
  readonly onDone: (words: string) => void;
}

/** Who somebody in the room is, and what may be done about them. */
export function MemberDialog({ member, ...rest }: MemberDialogProps) {
  return (
    <Dialog open={member !== null} title={member?.name ?? ""} onClose={rest.onClose}>
      {member === null ? null : <MemberCard key={member.userId} member={member} {...rest} />}
    </Dialog>
  );
}

function MemberCard({
  room,
  member,
  removing = false,
  onClose,
  onDone,
}: MemberDialogProps & { readonly member: Member }) {
  const t = useRoomMessages().member;
  const deed = useRoomDeed(room.id);
  const [sure, setSure] = useState(removing);
  const invited = member.membership === "invite";
  const act = (change: Parameters<typeof deed.mutateAsync>[0], words: string) =>
    void deed.mutateAsync(change).then(
      () => onDone(words),
      // The card itself says what went wrong.
      () => undefined,
    );
  const remove = () => act({ kind: "remove", userId: member.userId }, t.removed(member.name));

  if (sure)
    return (
      <div className="stack">
        <p>{invited ? t.sureWithdraw(member.name) : t.sureRemove(member.name)}</p>
        {invited ? null : <p className="small">{t.removeHelp(member.name)}</p>}
        <DeedFailure error={deed.error} />
        <div className="row">
          <Button purpose="primary" busy={deed.isPending} unavailable={deed.isPending} onClick={remove}>
            {invited ? t.confirmWithdraw : t.confirmRemove(member.name)}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </div>
    );
  return (
    <div className="stack">
      <MemberFacts member={member} />
      <DeedFailure error={deed.error} />
      <div className="row">
        {mayLead(room, member) ? (
          <Button
            unavailable={deed.isPending}
            onClick={() =>
              act({ kind: "power", userId: member.userId, power: POWER.owner }, t.madeOwner(member.name))
            }
          >
            {t.makeOwner}
          </Button>
        ) : null}
        {mayRemove(room, member) ? (
          <Button onClick={() => setSure(true)}>{invited ? t.withdraw : t.remove}</Button>
        ) : null}
      </div>
      {mayLead(room, member) ? <p className="small">{t.makeOwnerHelp}</p> : null}
    </div>
  );
}

function MemberFacts({ member }: { readonly member: Member }) {
  const t = useRoomMessages().member;
  const { language } = useMessages();
  const { partyName } = useRoomRules();
  const { guest, organisation, party, lastReviewed } = member;
  const items = [
    organisation === null ? null : { key: t.organisation, value: partyName(organisation) },
    guest === null || guest.organisation === null
      ? null
      : { key: t.organisation, value: <bdi>{guest.organisation}</bdi> },
    party === null ? null : { key: t.party, value: partyName(party) },
    guest === null ? null : { key: t.until, value: formatMoment(lastMoment(guest.until), language) },
    guest === null ? null : { key: t.sponsor, value: guest.sponsor.name },
    lastReviewed === null ? null : { key: t.reviewed, value: formatMoment(lastReviewed, language) },
  ].filter((item) => item !== null);
  return items.length === 0 ? null : <DataList items={items} />;
}
