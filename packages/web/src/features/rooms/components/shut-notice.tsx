import { Suspense } from "react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Heading } from "../../../primitives/text.tsx";
import type { Pause, Room } from "../api.ts";
import { PauseRules } from "./pause-rules.tsx";

/** For whose access stands still: that it does, why, and whom to ask. Nothing of what was said is on the page. */
export function ShutNotice({ room, pause }: { readonly room: Room; readonly pause: Pause }) {
  const t = useRoomMessages().shut;
  const { language } = useMessages();
  const names = pause.resolvers.map(({ name }) => name);
  return (
    <div className="room-state" role="status">
      <Heading level={2}>{t.title}</Heading>
      <p className="room-state__lead">{t.lead(room.name)}</p>
      <p>{t.why}</p>
      {pause.rules.length === 0 ? null : (
        <Suspense fallback={null}>
          <PauseRules pause={pause} />
        </Suspense>
      )}
      <p>
        <b>{names.length === 0 ? t.whoNobody : t.who(formatList(names, language, "or"))}</b> {t.back}
      </p>
    </div>
  );
}
