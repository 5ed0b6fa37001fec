import type { Finding, RuleSet } from "@akkoord/policy";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { TextArea } from "../../../primitives/fields.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { participantName } from "../../rule-sets/model/names.ts";
import type { Block, Check, Draft } from "../api.ts";
import { checkQuery, useAcknowledge } from "../hooks/use-drafts.ts";
import { FindingExample, FindingText } from "./finding-list.tsx";
import { Refusal } from "./refusal.tsx";

interface CheckCardProps {
  readonly draft: Draft;
  readonly ruleSet: RuleSet;
  /** The day it would start. */
  readonly date: string;
}

/** What the server says of the draft before it may be published, with the conflicts that need a reason. */
export function CheckCard({ draft, ruleSet, date }: CheckCardProps) {
  const t = useDeskMessages();
  const { data, error } = useQuery(checkQuery(draft, date));
  return (
    <Card aria-labelledby="check-title" className="stack">
      <Heading level={2} id="check-title">
        {t.actions.check}
      </Heading>
      <p role="status" className={data === undefined ? "small" : "visually-hidden"}>
        {data === undefined && error === null ? t.actions.checking : null}
      </p>
      <Refusal error={error} />
      {data === undefined ? null : <Verdict check={data} />}
      {data === undefined || data.rooms === null ? null : <OpenRooms ruleSet={ruleSet} rooms={data.rooms} />}
      {data === undefined || data.newConflicts.length === 0 ? null : (
        <section className="stack" aria-labelledby="conflicts-title">
          <h3 className="group-title" id="conflicts-title">
            {t.actions.conflictsTitle}
          </h3>
          <p className="small">{t.actions.conflictsText}</p>
          <ul className="outcomes">
            {[...Map.groupBy(data.newConflicts, ({ family }) => family)].map(([family, findings]) => (
              <Conflict key={family} draft={draft} ruleSet={ruleSet} findings={findings} check={data} />
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}

function Verdict({ check }: { readonly check: Check }) {
  const t = useDeskMessages();
  const { say } = useMessages();
  if (check.mayPublish)
    return (
      <p className="scenario scenario--green">
        <IconCheck aria-hidden="true" size={22} />
        <span>{t.actions.mayPublish}</span>
      </p>
    );
  const reasons = (block: Block) => {
    if (block.kind === "changed-scenario") {
      const changed = check.scenarioChanges.scenarios.find(({ id }) => id === block.scenario);
      return t.actions.blockedByChange(changed === undefined ? block.scenario : say(changed.before.title));
    }
    if (block.kind !== "red-scenario") return t.actions.blocked[block.kind] ?? t.actions.blocked.other;
    const scenario = check.scenarios.find(({ id }) => id === block.scenario);
    return t.actions.blockedByScenario(scenario === undefined ? block.scenario : say(scenario.title));
  };
  return (
    <div className="stack stack--tight">
      <p>{t.actions.publishBlocked}</p>
      <ul className="scenarios">
        {[...new Set(check.blockedBy.map(reasons))].map((reason) => (
          <li key={reason} className="scenario scenario--red">
            <IconX aria-hidden="true" size={22} />
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OpenRoomsProps {
  readonly ruleSet: RuleSet;
  readonly rooms: NonNullable<Check["rooms"]>;
}

/** What the draft would do to the rooms in which people work now. */
function OpenRooms({ ruleSet, rooms: { pauses, resumes, organisations } }: OpenRoomsProps) {
  const t = useDeskMessages();
  const { say, language } = useMessages();
  if (pauses === 0 && resumes === 0) return <p>{t.actions.roomsSame}</p>;
  const sentences = [
    ...(pauses === 0 ? [] : [t.actions.roomsPaused(pauses)]),
    ...(resumes === 0 ? [] : [t.actions.roomsResumed(resumes)]),
  ];
  const list = organisations.map((one) =>
    t.actions.roomsOf(participantName(ruleSet, one.organisation, say), one.pauses, one.resumes),
  );
  return (
    <>
      <p>{sentences.join(" ")}</p>
      {list.length < 2 ? null : (
        <p className="small">{t.actions.roomsByOrganisation(formatList(list, language))}</p>
      )}
    </>
  );
}

interface ConflictProps {
  readonly draft: Draft;
  readonly ruleSet: RuleSet;
  /** Conflicts that differ only in their organisations: one reason goes for all of them. */
  readonly findings: readonly Finding[];
  readonly check: Check;
}

function Conflict({ draft, ruleSet, findings, check }: ConflictProps) {
  const t = useDeskMessages();
  const { say, language } = useMessages();
  const acknowledge = useAcknowledge(draft);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const known = check.acknowledgements.filter((one) => findings.some(({ id }) => id === one.finding));
  const open = findings.filter(({ id }) => !known.some((one) => one.finding === id));
  const [first] = findings;
  if (first === undefined) return null;
  const organisations = [...new Set(findings.flatMap((finding) => finding.organisations))];
  return (
    <li className="outcome">
      <FindingText finding={first} />
      {findings.length > 1 ? (
        <p className="small">
          {t.live.alike(findings.length - 1)}{" "}
          {t.live.forWhom(
            formatList(
              organisations.map((id) => participantName(ruleSet, id, say)),
              language,
            ),
          )}
        </p>
      ) : null}
      <FindingExample ruleSet={ruleSet} finding={first} intro={t.live.exampleThen} />
      {[...new Map(known.map((one) => [`${one.by.id} ${one.reason}`, one])).values()].map((one) => (
        <p key={`${one.by.id} ${one.reason}`} className="scenario scenario--green">
          <IconCheck aria-hidden="true" size={22} />
          <span>
            {t.actions.acknowledged(one.by.name)} “{one.reason}”
          </span>
        </p>
      ))}
      {open.length === 0 || !draft.abilities.includes("acknowledge") ? null : (
        <form
          className="stack stack--tight"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() === "") setMissing(true);
            else acknowledge.mutate({ findings: open.map(({ id }) => id), reason: reason.trim() });
          }}
        >
          <TextArea
            label={t.actions.reason}
            error={missing ? t.actions.reasonMissing : null}
            rows={2}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
          <Refusal error={acknowledge.error} />
          <div>
            <Button type="submit" busy={acknowledge.isPending} unavailable={acknowledge.isPending}>
              {t.actions.acknowledge}
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
