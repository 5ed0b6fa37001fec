import { IconDownload, IconLock, IconLogout, IconPencil, IconTag } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { DataList } from "../../../primitives/data-list.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { logAddress, type Room } from "../api.ts";
import { useLabelWords, useRoomRules } from "../hooks/use-room-rules.ts";
import { categoryName } from "../model/categories.ts";

/** What can be done with a room from its sheet; each has a sheet of its own. */
export type RoomAction = "rename" | "relabel" | "leave" | "close";

interface AboutDialogProps {
  readonly room: Room;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onAction: (action: RoomAction) => void;
}

/** What a room is, and what whoever looks may do with it. */
export function AboutDialog({ room, open, onClose, onAction }: AboutDialogProps) {
  const t = useRoomMessages().about;
  return (
    <Dialog open={open} title={room.name} onClose={onClose}>
      <div className="stack">
        <RoomFacts room={room} />
        <ul className="room-actions">
          <Actions room={room} onAction={onAction} />
          {room.you.abilities.includes("export") ? (
            <li>
              <a className="room-action" href={logAddress(room.id)} download>
                <IconDownload aria-hidden="true" size={22} />
                <span>{t.export}</span>
              </a>
              <p className="small room-action__help">
                {t.exportHelp} {t.exportVerify} <code>akkoord verify</code>
              </p>
            </li>
          ) : null}
        </ul>
      </div>
    </Dialog>
  );
}

function Actions({ room, onAction }: Pick<AboutDialogProps, "room" | "onAction">) {
  const t = useRoomMessages().about;
  const { abilities } = room.you;
  const open = room.closedAt === null;
  const actions: readonly (readonly [RoomAction, boolean, ReactNode])[] = [
    ["rename", open && abilities.includes("manage"), <IconPencil key="i" aria-hidden="true" size={22} />],
    ["relabel", open && abilities.includes("relabel"), <IconTag key="i" aria-hidden="true" size={22} />],
    ["leave", abilities.includes("leave"), <IconLogout key="i" aria-hidden="true" size={22} />],
    ["close", open && abilities.includes("close"), <IconLock key="i" aria-hidden="true" size={22} />],
  ];
  return actions
    .filter(([, may]) => may)
    .map(([action, , icon]) => (
      <li key={action}>
        <button type="button" className="room-action" onClick={() => onAction(action)}>
          {icon}
          <span>{t[action]}</span>
        </button>
      </li>
    ));
}

function RoomFacts({ room }: { readonly room: Room }) {
  const t = useRoomMessages().about;
  const { language, say } = useMessages();
  const { partyName } = useRoomRules();
  const labelWords = useLabelWords();
  const items = [
    room.purpose.text === "" ? null : { key: t.purpose, value: <bdi>{room.purpose.text}</bdi> },
    { key: t.label, value: labelWords(room.label) },
    {
      key: t.category,
      value: room.category === null ? t.noCategory : categoryName(room.category, say),
    },
    { key: t.hub, value: partyName(room.hub) },
    { key: t.opened, value: formatMoment(room.createdAt, language) },
  ].filter((item) => item !== null);
  return <DataList items={items} />;
}
