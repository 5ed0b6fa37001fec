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
        {member.guest === null ? (
          <p className="person__facts">{facts(member).join(" · ")}</p>
        ) : (
          <GuestFacts member={member} guest={member.guest} />
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

/** Where a guest comes from, until when, and who answers for them. */
function GuestFacts({
  member: { party, membership },
  guest: { organisation, until, sponsor },
}: {
  readonly member: Member;
  readonly guest: NonNullable<Member["guest"]>;
}) {
  const t = useRoomMessages().people;
  const { language } = useMessages();
  const { partyInSentence } = useRoomRules();
  const from = party === null ? t.guest : t.guestParty(partyInSentence(party));
  return (
    <>
      <p className="person__facts person__facts--guest">
        {organisation === null ? (
          from
        ) : (
          <>
            {t.guestOf} <bdi>{organisation}</bdi>
          </>
        )}
        {membership === "invite" ? ` · ${t.invited}` : null}
      </p>
      <p className="person__facts">
        {t.guestUntil(formatShortDay(lastMoment(until), language))} · {t.sponsor(sponsor.name)}
      </p>
    </>
  );
}

/** What there is to say of a colleague in a room, in a few words each. */
function useMemberFacts(): (member: Member) => readonly string[] {
  const t = useRoomMessages().people;
  const { partyName } = useRoomRules();
  return (member) => [
    member.organisation === null ? t.noOrganisation : partyName(member.organisation),
    ...(member.owner ? [t.owner] : member.power >= POWER.moderator ? [t.moderator] : []),
    ...(member.membership === "invite" ? [t.invited] : []),
  ];
}
