import { memo } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useMessages } from "../../../messages/language.tsx";
import { dayName } from "../model/moments.ts";
import { type Row, sameRow } from "../model/rows.ts";
import { LogTop } from "./log-top.tsx";
import { MessageRow } from "./message-row.tsx";
import { NoticeRow } from "./notice-row.tsx";

interface LogRowProps {
  readonly row: Row;
  readonly isCurrent: boolean;
  readonly isSought: boolean;
}

/** One row of the conversation; drawn anew only when something of its own changed. */
export const LogRow = memo(function LogRow({ row, isCurrent, isSought }: LogRowProps) {
  const t = useChatMessages();
  const { language } = useMessages();
  switch (row.kind) {
    case "top":
      return <LogTop />;
    case "day":
      return (
        <p className="chat-day">
          <span>{dayName(row.at, Date.now(), language, t.day)}</span>
        </p>
      );
    case "new":
      return (
        <p className="chat-new">
          <span>{t.newLine}</span>
        </p>
      );
    case "notice":
      return <NoticeRow event={row.event} />;
    case "message":
      return <MessageRow message={row.message} heads={row.heads} isCurrent={isCurrent} isSought={isSought} />;
  }
}, isSameRow);

function isSameRow(before: LogRowProps, after: LogRowProps): boolean {
  return (
    before.isCurrent === after.isCurrent &&
    before.isSought === after.isSought &&
    sameRow(before.row, after.row)
  );
}
