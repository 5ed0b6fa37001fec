import { useMemo } from "react";
import type { ChatMessages } from "../../../messages/chat.nl.ts";
import { useChatMessages } from "../../../messages/chat.ts";
import { type Language, useMessages } from "../../../messages/language.tsx";
import type { AvatarTone } from "../../../primitives/avatar.tsx";
import type { Room } from "../../rooms/api.ts";
import { useRoomRules } from "../../rooms/hooks/use-room-rules.ts";
import { lastMoment, tonesIn } from "../../rooms/model/people.ts";
import { formatShortDay } from "../../rooms/model/short-day.ts";
import type { RoomPerson, RoomState } from "../client/state.ts";
import { plainName } from "../model/plain-text.ts";

/** Who said something, as stands beside it. */
export interface Speaker {
  readonly userId: string;
  readonly name: string;
  /** Where they are from; for a guest also until when. Empty for Akkoord itself. */
  readonly about: string;
  readonly isGuest: boolean;
  readonly tone: AvatarTone;
}

/** Who somebody is by their Matrix id. */
export type SpeakerOf = (userId: string) => Speaker;

/** Who speak in a room: members as they are now, and who has left as they were. */
export function useSpeakers(room: Room, people: RoomState["people"]): SpeakerOf {
  const t = useChatMessages();
  const { language } = useMessages();
  const { partyName } = useRoomRules();
  const { members, hub } = room;
  return useMemo(() => {
    const toneOf = tonesIn({ hub, members });
    const known = new Map<string, Speaker>();
    for (const member of members) {
      const isGuest = member.kind === "guest";
      known.set(member.userId, {
        userId: member.userId,
        name: plainName(member.name),
        about: isGuest
          ? guestWords(t, language, member.guest?.organisation ?? null, member.party, member.guest?.until)
          : member.organisation === null
            ? ""
            : partyName(member.organisation),
        isGuest,
        tone: toneOf(member),
      });
    }
    return (userId) => {
      const found = known.get(userId) ?? formerSpeaker(userId, people.get(userId), t, language, partyName);
      known.set(userId, found);
      return found;
    };
  }, [members, hub, people, t, language, partyName]);
}

function formerSpeaker(
  userId: string,
  person: RoomPerson | undefined,
  t: ChatMessages,
  language: Language,
  partyName: (id: string) => string,
): Speaker {
  if (userId.startsWith("@akkoord:"))
    return { userId, name: t.sender.akkoord, about: "", isGuest: false, tone: "none" };
  const guest = person?.guest ?? null;
  const from = person?.organisation == null ? "" : partyName(person.organisation);
  const isGuest = guest !== null || userId.startsWith("@g-");
  return {
    userId,
    name: person?.name == null ? t.sender.unknown : plainName(person.name),
    about: isGuest
      ? guestWords(t, language, guest?.organisation ?? null, guest?.party ?? null, undefined)
      : [from, person?.membership === "join" ? "" : t.sender.gone].filter((part) => part !== "").join(" · "),
    isGuest,
    tone: isGuest ? "care" : "none",
  };
}

/** Where a guest comes from, in few words: they stand above every message. */
function guestWords(
  t: ChatMessages,
  language: Language,
  organisation: string | null,
  party: string | null,
  until: string | undefined,
): string {
  const kind = Object.entries(t.sender.guestFrom).find(([id]) => id === party);
  const from =
    organisation === null ? (kind?.[1] ?? t.sender.guest) : t.sender.guestOf(plainName(organisation));
  return until === undefined
    ? from
    : `${from} · ${t.sender.until(formatShortDay(lastMoment(until), language))}`;
}
