import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Dialog } from "../../../primitives/dialog.tsx";
import { issuerName } from "../../rule-sets/model/names.ts";
import type { Room } from "../api.ts";
import { roomFitQuery } from "../hooks/use-fit.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { WhyAnswer } from "./why-answer.tsx";

/** By whose rules a room is allowed, with the answer behind it one tap away. */
export function WhyNote({ room }: { readonly room: Room }) {
  const t = useRoomMessages();
  const { t: common, language, say } = useMessages();
  const { ruleSet } = useRoomRules();
  const { data: fit } = useQuery(roomFitQuery(room.id));
  const [open, setOpen] = useState(false);
  const rules = fit?.rules.map(({ id }) => id) ?? [];
  const owners = [
    ...new Set(
      ruleSet.rules
        .filter(({ id }) => rules.includes(id))
        .map(({ issuer }) => issuerName(ruleSet, issuer, say, common.rules.government)),
    ),
  ];
  const paused = room.pause !== null;
  return (
    <>
      <p className="people__why">
        {paused || rules.length === 0 ? null : t.people.allowedBy(rules.length, formatList(owners, language))}{" "}
        <button type="button" className="text-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {paused ? t.people.whyNot : t.people.why}
        </button>
      </p>
      <Dialog open={open} title={paused ? t.why.titleNot : t.why.title} onClose={() => setOpen(false)}>
        <Suspense fallback={null}>
          <WhyAnswer room={room} />
        </Suspense>
      </Dialog>
    </>
  );
}
