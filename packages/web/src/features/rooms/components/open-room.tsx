import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { cx } from "../../../primitives/cx.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import type { Room } from "../api.ts";
import { usePeopleBeside } from "../hooks/use-wide.ts";
import { AboutDialog, type RoomAction } from "./about-dialog.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { LabelBar } from "./label-bar.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { PauseBanner } from "./pause-banner.tsx";
import { PeoplePanel } from "./people-panel.tsx";
import { RelabelDialog } from "./relabel-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { RoomHeader } from "./room-header.tsx";
import { RoomLoading } from "./room-loading.tsx";
import { ShutNotice } from "./shut-notice.tsx";

const Chat = lazy(() =>
  import("../../chat/components/chat.tsx").then((module) => ({ default: module.Chat })),
);

interface OpenRoomProps {
  readonly room: Room;
  /** The people of the room are asked for; beside the conversation they are always there. */
  readonly showsPeople: boolean;
  readonly onShowPeople: (shown: boolean) => void;
}

/** A room that somebody is in: its label, its name, what is said there, and who is in it. */
export function OpenRoom({ room, showsPeople, onShowPeople }: OpenRoomProps) {
  const beside = usePeopleBeside();
  const isGuest = useSession()?.guest != null;
  const [sheet, setSheet] = useState<RoomAction | "about" | null>(null);
  const [said, setSaid] = useState("");
  const peopleButton = useRef<HTMLButtonElement>(null);
  const covered = showsPeople && !beside;
  const wasCovered = useRef(covered);
  // A sheet that gives way to another closes after that one opened, and must not close it too.
  const closing = (which: RoomAction | "about") => () => setSheet((now) => (now === which ? null : now));
  const { pause, you } = room;

  // Whoever comes back from the people goes on where they left.
  useEffect(() => {
    if (wasCovered.current && !covered) peopleButton.current?.focus();
    wasCovered.current = covered;
  }, [covered]);

  return (
    <section className={cx("room", covered && "room--people")} aria-labelledby="room-title">
      <LabelBar label={room.label} hub={room.hub} />
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <div className="room__main" inert={covered}>
        <RoomHeader
          room={room}
          peopleButton={peopleButton}
          hasList={!isGuest}
          onPeople={() => onShowPeople(true)}
          onAbout={() => setSheet("about")}
        />
        {pause === null || you.shut ? null : (
          <PauseBanner room={room} pause={pause} onRelabel={() => setSheet("relabel")} />
        )}
        <Ended room={room} />
        <div className="room__chat">
          {pause !== null && you.shut ? (
            <ShutNotice room={room} pause={pause} />
          ) : room.destroyed ? null : (
            <Suspense fallback={<RoomLoading />}>
              <Chat room={room} />
            </Suspense>
          )}
        </div>
      </div>
      {you.shut ? null : <PeoplePanel room={room} covers={covered} onBack={() => onShowPeople(false)} />}
      <AboutDialog room={room} open={sheet === "about"} onClose={closing("about")} onAction={setSheet} />
      <RenameDialog room={room} open={sheet === "rename"} onClose={closing("rename")} />
      <RelabelDialog room={room} open={sheet === "relabel"} onClose={closing("relabel")} onDone={setSaid} />
      <LeaveDialog room={room} open={sheet === "leave"} onClose={closing("leave")} />
      <CloseDialog room={room} open={sheet === "close"} onClose={closing("close")} />
    </section>
  );
}

/** That a room is closed, or that nobody can read it any more. */
function Ended({ room }: { readonly room: Room }) {
  const t = useRoomMessages().room;
  const { language } = useMessages();
  if (room.destroyed) return <p className="room-note">{t.destroyed}</p>;
  if (room.closedAt === null) return null;
  return <p className="room-note">{t.closed(formatMoment(room.closedAt, language))}</p>;
}
