import { useQuery } from "@tanstack/react-query";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { writeFragment } from "../../answer/model/question.ts";
import type { Fit, Room } from "../api.ts";
import { roomFitQuery } from "../hooks/use-fit.ts";
import { useLabelWords, useRoomRules } from "../hooks/use-room-rules.ts";
import { partiesIn } from "../model/people.ts";
import { ROOM_TOOL } from "../model/workplace-matters.ts";
import { RefusalNote, RuleTexts } from "./refusal-note.tsx";
import { RoomLoading } from "./room-loading.tsx";

/** The answer behind a room: for what and with whom, by which rules, and where those are written. */
export function WhyAnswer({ room }: { readonly room: Room }) {
  const t = useRoomMessages().why;
  const { language } = useMessages();
  const { partyInSentence } = useRoomRules();
  const labelWords = useLabelWords();
  const { data: fit, isError } = useQuery(roomFitQuery(room.id));
  const parties = partiesIn(room);
  const [asker = null, ...others] = parties;
  const fragment = writeFragment({
    attributes: { activity: "message", host: "own", ...room.label },
    asker,
    others,
    tool: ROOM_TOOL,
    date: null,
    ruleSet: null,
  });
  return (
    <div className="stack">
      <p>{t.lead}</p>
      <DataList
        items={[
          { key: t.situation, value: labelWords(room.label) },
          { key: t.with, value: formatList(parties.map(partyInSentence), language) },
        ]}
      />
      {isError ? (
        <Alert kind="warning">
          <p>{t.failed}</p>
        </Alert>
      ) : fit === undefined ? (
        <RoomLoading />
      ) : (
        <Rules fit={fit} />
      )}
      <p>
        <RouteLink to="/antwoord" hash={fragment}>
          {t.toAnswer}
        </RouteLink>
      </p>
    </div>
  );
}

function Rules({ fit }: { readonly fit: Fit }) {
  const t = useRoomMessages().why;
  if (fit.refusal !== null) return <RefusalNote refusal={fit.refusal} />;
  if (fit.rules.length === 0) return <p>{t.noRules}</p>;
  return (
    <section className="stack stack--tight" aria-labelledby="why-rules">
      <h3 className="group-title" id="why-rules">
        {t.rules}
      </h3>
      <RuleTexts rules={fit.rules} />
    </section>
  );
}
