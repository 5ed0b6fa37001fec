import { useEffect, useRef } from "react";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { ButtonLink } from "../../../primitives/link.tsx";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";

/** In place of a room that somebody is not in, or not any more. Nothing of it is left on the page. */
export function RoomGone({ wasHere }: { readonly wasHere: boolean }) {
  const t = useRoomMessages().room;
  const title = useRef<HTMLHeadingElement>(null);
  const name = wasHere ? t.goneTitle : t.missingTitle;
  usePageTitle(name);
  useEffect(() => {
    if (wasHere) title.current?.focus();
  }, [wasHere]);
  return (
    <div className="room-state" role={wasHere ? "alert" : undefined}>
      <h1 className="nl-heading nl-heading--level-2" ref={title} tabIndex={-1}>
        {name}
      </h1>
      <p className="room-state__lead">{wasHere ? t.gone : t.missing}</p>
      {wasHere ? <p>{t.goneWho}</p> : null}
      <div className="row">
        <ButtonLink to="/ruimtes" purpose="primary">
          {t.toList}
        </ButtonLink>
      </div>
    </div>
  );
}
