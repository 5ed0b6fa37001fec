import { IconPlayerPause } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useRoomMessages } from "../../../messages/rooms.ts";
import { Button } from "../../../primitives/button.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { formatTime } from "../../desk/model/format-time.ts";
import { ruleSetQuery } from "../../rule-sets/hooks/use-rules.ts";
import { issuerName } from "../../rule-sets/model/names.ts";
import type { Member, Pause, Room } from "../api.ts";
import { useRoomRules } from "../hooks/use-room-rules.ts";
import { mayRemove } from "../model/people.ts";
import { MemberDialog } from "./member-dialog.tsx";
import { PauseRules } from "./pause-rules.tsx";

interface PauseBannerProps {
  readonly room: Room;
  readonly pause: Pause;
  readonly onRelabel: () => void;
}

/** A room that stands still: why, who can resolve it, and the ways to do so for who may. */
export function PauseBanner({ room, pause, onRelabel }: PauseBannerProps) {
  const t = useRoomMessages().pause;
  const { language } = useMessages();
  const why = usePauseSentence(pause);
  const { partyInSentence } = useRoomRules();
  const [removing, setRemoving] = useState<string | null>(null);
  const shut = room.members.filter(({ userId }) => pause.shut.includes(userId));
  const removable = shut.filter((member) => mayRemove(room, member));
  const mayRelabel = room.you.abilities.includes("relabel") && pause.code !== "no-owner";
  const resolves = removable.length > 0 || mayRelabel;
  return (
    <section className="pause" aria-labelledby="pause-title">
      <h2 className="pause__title" id="pause-title">
        <IconPlayerPause aria-hidden="true" size={22} />
        {t.title}
      </h2>
      <p>
        {why} {shut.length === 0 ? null : withoutWords(shut, language, t)}
      </p>
      {resolves ? (
        <div className="row pause__ways">
          {removable.slice(0, MOST_BUTTONS).map((member) => (
            <Button key={member.userId} onClick={() => setRemoving(member.userId)}>
              {t.remove(member.name)}
            </Button>
          ))}
          {mayRelabel ? <Button onClick={onRelabel}>{t.relabel}</Button> : null}
        </div>
      ) : (
        <p>
          {pause.code === "no-owner" || pause.resolvers.length === 0
            ? t.noResolvers(partyInSentence(room.hub))
            : t.resolvers(
                formatList(
                  pause.resolvers.map(({ name }) => name),
                  language,
                  "or",
                ),
              )}
        </p>
      )}
      {pause.rules.length === 0 ? null : (
        <Disclosure summary={t.details}>
          <Suspense fallback={null}>
            <PauseRules pause={pause} />
          </Suspense>
          <p className="small">
            {t.since(formatTime(pause.since, language))} {t.resumes}
          </p>
        </Disclosure>
      )}
      <MemberDialog
        room={room}
        member={room.members.find(({ userId }) => userId === removing) ?? null}
        removing
        onClose={() => setRemoving(null)}
        onDone={() => setRemoving(null)}
      />
    </section>
  );
}

/** More than this and the people panel is the place to do it. */
const MOST_BUTTONS = 3;

function withoutWords(
  shut: readonly Member[],
  language: Parameters<typeof formatList>[1],
  t: ReturnType<typeof useRoomMessages>["pause"],
): string {
  const names = formatList(
    shut.map(({ name }) => name),
    language,
  );
  return shut.length === 1 ? t.without(names) : t.withoutMany(names);
}

/** Why a room stands still: whose rule, and what it says. */
function usePauseSentence(pause: Pause): string {
  const { code, by } = useRoomMessages().pause;
  const { t, language, say } = useMessages();
  const { partyInSentence } = useRoomRules();
  // Without waiting for it: it is nearly always that of today, which is there already.
  const { data: ruleSet } = useQuery(ruleSetQuery(pause.ruleSet));
  if (pause.code !== "rules-refuse") return code[pause.code];
  const rules = ruleSet?.rules.filter(({ id }) => pause.rules.includes(id)) ?? [];
  const [first] = rules;
  if (ruleSet === undefined || first === undefined)
    return pause.organisation === null
      ? code["rules-refuse-anyone"]
      : code["rules-refuse"](partyInSentence(pause.organisation));
  const issuers = new Set(rules.map(({ issuer }) => issuerName(ruleSet, issuer, say, t.rules.government)));
  const said = first.words === null ? first.source.quote : say(first.words);
  return `${by(formatList([...issuers], language), rules.length, said)} ${code.standing}`;
}
