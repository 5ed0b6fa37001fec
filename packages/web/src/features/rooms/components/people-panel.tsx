import { IconArrowLeft, IconUserPlus, IconUserShare } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import type { Member, Room } from "../api.ts";
import { findMembers, inOrder, tonesIn } from "../model/people.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import { MemberRow } from "./member-row.tsx";
import { WhyNote } from "./why-note.tsx";

// Only who invites a guest needs it.
const InviteGuest = lazy(() =>
  import("../../guests/components/invite-guest.tsx").then((module) => ({ default: module.InviteGuest })),
);

interface PeoplePanelProps {
  readonly room: Room;
  /** Shown in the place of the conversation: then it has a way back, and takes the focus. */
  readonly covers: boolean;
  readonly onBack: () => void;
}

/** More people than this get a search. */
const MANY = 12;

/** So many rows at a time, for rooms of hundreds. */
const STEP = 100;

/** Who is in the room, and inviting others. */
export function PeoplePanel({ room, covers, onBack }: PeoplePanelProps) {
  const t = useRoomMessages().people;
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(STEP);
  const [managed, setManaged] = useState<string | null>(null);
  const [inviting, setInviting] = useState<"colleague" | "guest" | null>(null);
  const [said, setSaid] = useState("");
  const title = useRef<HTMLHeadingElement>(null);
  const sorted = useMemo(() => inOrder(room.members), [room.members]);
  const tones = useMemo(() => tonesIn(room), [room]);
  const found = findMembers(sorted, typed);
  const { abilities } = room.you;
  const close = () => setInviting(null);

  useEffect(() => {
    if (covers) title.current?.focus();
  }, [covers]);

  return (
    <aside className="people" aria-labelledby="people-title">
      <div className="people__head">
        {covers ? (
          <Button
            purpose="subtle"
            iconOnly
            icon={<IconArrowLeft aria-hidden="true" size={24} />}
            onClick={onBack}
          >
            {t.back}
          </Button>
        ) : null}
        <h2 className="rooms__title" id="people-title" ref={title} tabIndex={-1}>
          {t.title}
        </h2>
      </div>
      {room.members.length > MANY ? (
        <>
          <TextField
            label={t.find}
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p className="visually-hidden" role="status">
            {typed === "" ? "" : t.found(found.length)}
          </p>
        </>
      ) : null}
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ul className="people__list">
        {found.slice(0, shown).map((member) => (
          <li key={member.userId}>
            <MemberRow
              room={room}
              member={member}
              tone={tones(member)}
              onManage={() => setManaged(member.userId)}
            />
          </li>
        ))}
      </ul>
      {found.length > shown ? (
        <Button onClick={() => setShown(shown + STEP)}>{t.more(Math.min(STEP, found.length - shown))}</Button>
      ) : null}
      {room.closedAt !== null ? null : (
        <ul className="people__invites">
          {abilities.includes("invite") ? (
            <InviteButton
              icon={<IconUserPlus aria-hidden="true" size={22} />}
              onClick={() => setInviting("colleague")}
            >
              {t.invite}
            </InviteButton>
          ) : null}
          {abilities.includes("invite-guest") ? (
            <InviteButton
              icon={<IconUserShare aria-hidden="true" size={22} />}
              onClick={() => setInviting("guest")}
            >
              {t.inviteGuest}
            </InviteButton>
          ) : null}
        </ul>
      )}
      <WhyNote room={room} />
      <InviteDialog room={room} open={inviting === "colleague"} onClose={close} />
      {inviting === "guest" ? (
        <Suspense fallback={null}>
          <InviteGuest room={room} open onClose={close} />
        </Suspense>
      ) : null}
      <MemberDialog
        room={room}
        member={managedMember(room, managed)}
        onClose={() => setManaged(null)}
        onDone={(words) => {
          setManaged(null);
          setSaid(words);
        }}
      />
    </aside>
  );
}

function managedMember(room: Room, userId: string | null): Member | null {
  return room.members.find((member) => member.userId === userId) ?? null;
}

function InviteButton({
  icon,
  onClick,
  children,
}: {
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly children: string;
}) {
  return (
    <li>
      <button type="button" className="people__invite" aria-haspopup="dialog" onClick={onClick}>
        {icon}
        {children}
      </button>
    </li>
  );
}
