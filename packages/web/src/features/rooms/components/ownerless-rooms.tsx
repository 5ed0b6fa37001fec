import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { ownerlessQuery } from "../hooks/use-ownerless.ts";
import type { OwnerlessRoom } from "../ownerless-api.ts";
import { AppointDialog } from "./appoint-dialog.tsx";
import { OwnerlessCard } from "./ownerless-card.tsx";

/** The rooms that nobody leads, and the way to give each an owner. */
export function OwnerlessRooms() {
  const t = useRoomMessages().ownerless;
  const { data, isError } = useQuery(ownerlessQuery);
  const [chosen, setChosen] = useState<OwnerlessRoom | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const title = useRef<HTMLHeadingElement>(null);

  // The card with the button that was pressed is gone by then.
  useEffect(() => {
    if (said !== null) title.current?.focus();
  }, [said]);

  function choose(room: OwnerlessRoom): void {
    setSaid(null);
    setChosen(room);
  }

  return (
    <section className="stack" aria-labelledby="ownerless-title">
      <div className="stack stack--tight">
        <h2 className="nl-heading nl-heading--level-2" id="ownerless-title" ref={title} tabIndex={-1}>
          {t.title}
        </h2>
        <div role="status">{said === null ? null : <Alert kind="ok">{said}</Alert>}</div>
      </div>
      {isError && data === undefined ? <Alert kind="warning">{t.failed}</Alert> : null}
      {data === undefined ? null : data.rooms.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <>
          <p>{t.lead}</p>
          <ul className="notice-list">
            {data.rooms.map((room) => (
              <li key={room.id}>
                <OwnerlessCard room={room} onAppoint={() => choose(room)} />
              </li>
            ))}
          </ul>
          {data.total > data.rooms.length ? <p>{t.more(data.total - data.rooms.length)}</p> : null}
        </>
      )}
      <AppointDialog
        room={chosen}
        onClose={() => setChosen(null)}
        onDone={(words) => {
          setChosen(null);
          setSaid(words);
        }}
      />
    </section>
  );
}
