import { IconDots } from "@tabler/icons-react";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Avatar, type AvatarTone } from "../../../primitives/avatar.tsx";
import { cx } from "../../../primitives/cx.ts";
import { VisuallyHidden } from "../../../primitives/text.tsx";
import { type Member, POWER, type Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { lastMoment } from "../model/people.ts";
import { formatShortDay } from "../model/short-day.ts";

interface MemberRowProps {
  readonly room: Room;
  readonly member: Member;
  readonly tone: AvatarTone;
  readonly onManage: () => void;
}

/** Somebody in the room: who, of which organisation, and what they are here. */
export function MemberRow({ room, member, tone, onManage }: MemberRowProps) {
  const t = useRoomMessages().people;
  const facts = useMemberFacts();
  const mine = member.userId === room.you.userId;
  return (
    <div className={cx("person", member.membership === "invite" && "person--invited")}>
      <Avatar name={member.name} tone={tone} />
      <div className="person__text">
        <p className="person__name">
          <bdi>{member.name}</bdi>
          {mine ? <span className="person__you"> ({t.you})</span> : null}
        </p>
        <p className={cx("person__facts", member.kind === "guest" && "person__facts--guest")}>
          {facts(member).join(" · ")}
        </p>
        {member.guest === null ? null : (
          <p className="person__facts">{t.sponsor(member.guest.sponsor.name)}</p>
        )}
        {room.pause?.shut.includes(member.userId) ? <p className="person__shut">{t.shut}</p> : null}
      </div>
      <button type="button" className="person__manage" aria-haspopup="dialog" onClick={onManage}>
        <IconDots aria-hidden="true" size={22} />
        <VisuallyHidden>{t.manage(member.name)}</VisuallyHidden>
      </button>
    </div>
  );
}

/** What there is to say of somebody in a room, in a few words each. */
function useMemberFacts(): (member: Member) => readonly string[] {
  const t = useRoomMessages().people;
  const { language } = useMessages();
  const { partyName } = useRoomRules();
  return (member) => {
    const state = member.membership === "invite" ? [t.invited] : [];
    if (member.guest !== null)
      return [t.guestUntil(formatShortDay(lastMoment(member.guest.until), language)), ...state];
    const organisation = member.organisation === null ? t.noOrganisation : partyName(member.organisation);
    return [
      organisation,
      ...(member.owner ? [t.owner] : member.power >= POWER.moderator ? [t.moderator] : []),
      ...state,
    ];
  };
}
