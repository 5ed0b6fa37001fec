import type { ChatMessages } from "../../../messages/chat.nl.ts";
import { useChatMessages } from "../../../messages/chat.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useLabelWords } from "../../rooms/hooks/use-room-rules.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { RoomEvent } from "../matrix/event.ts";
import { recordOf, textOf } from "../matrix/shape.ts";
import { timeOf } from "../model/moments.ts";
import { plainName } from "../model/plain-text.ts";

/** Something that happened in the room, in one quiet line. */
export function NoticeRow({ event }: { readonly event: RoomEvent }) {
  const t = useChatMessages().notices;
  const { language } = useMessages();
  const { speakerOf } = useChat();
  const labelWords = useLabelWords();
  const words = noticeWords(event, t, (id) => speakerOf(id).name, labelWords);
  if (words === null) return null;
  return (
    <p className="chat-notice">
      <bdi>{words}</bdi> <time dateTime={new Date(event.at).toISOString()}>{timeOf(event.at, language)}</time>
    </p>
  );
}

type Names = (userId: string) => string;
type LabelWords = (label: { readonly information: string; readonly personalData: string }) => string;

function noticeWords(
  event: RoomEvent,
  t: ChatMessages["notices"],
  nameOf: Names,
  labelWords: LabelWords,
): string | null {
  const { content, sender, before } = event;
  switch (event.type) {
    case "m.room.create":
      return t.created(nameOf(sender));
    case "m.room.name": {
      const name = textOf(content.name);
      return name === null ? null : t.named(nameOf(sender), plainName(name));
    }
    case "nl.akkoord.label": {
      const information = textOf(content.information);
      const personalData = textOf(content.personalData);
      if (information === null || personalData === null) return null;
      const label = labelWords({ information, personalData });
      return before === null ? t.labelledFirst(label) : t.labelled(nameOf(sender), label);
    }
    case "nl.akkoord.pause":
      return content.paused === true ? t.paused : t.resumed;
    case "m.room.member":
      return memberWords(event, t, nameOf);
    default:
      return null;
  }
}

function memberWords(event: RoomEvent, t: ChatMessages["notices"], nameOf: Names): string | null {
  const { content, sender, before, stateKey } = event;
  const who = stateKey ?? "";
  const name = textOf(content.displayname) ?? textOf(recordOf(before).displayname);
  const shown = name === null ? nameOf(who) : plainName(name);
  const was = textOf(recordOf(before).membership);
  switch (content.membership) {
    case "invite":
      return t.invited(nameOf(sender), shown);
    case "join":
      return was === "join" ? t.changed(shown) : t.joined(shown);
    case "ban":
      return t.removed(nameOf(sender), shown);
    case "leave":
      if (sender === who) return was === "invite" ? t.declined(shown) : t.left(shown);
      return was === "invite" ? t.withdrawn(nameOf(sender), shown) : t.removed(nameOf(sender), shown);
    default:
      return null;
  }
}
