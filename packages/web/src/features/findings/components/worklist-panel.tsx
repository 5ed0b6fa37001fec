import type { RuleSet } from "@akkoord/policy";
import { type ReactNode, useState } from "react";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { formatDate, formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Heading } from "../../../primitives/text.tsx";
import type { WorklistEvent } from "../api.ts";
import { useDecide, useWorklistItem } from "../hooks/use-findings.ts";
import { ownerName } from "../model/owner.ts";
import { AcceptDialog, NotSaved } from "./accept-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { ListState } from "./list-state.tsx";

/** What is done about a finding: its state, who deals with it, decisions and history. */
export function WorklistPanel({ ruleSet, family }: { readonly ruleSet: RuleSet; readonly family: string }) {
  const { language } = useMessages();
  const f = useFindingsMessages();
  const item = useWorklistItem(family, true);
  const reopen = useDecide(family);
  const [deciding, setDeciding] = useState<"accept" | "assign" | null>(null);
  const [saved, setSaved] = useState(false);
  const { data } = item;
  if (data === undefined)
    return (
      <Card as="aside" className="stack" aria-label={f.work}>
        <ListState pending={item.isPending} error={item.error} onRetry={() => void item.refetch()} />
      </Card>
    );
  const end = () => {
    setDeciding(null);
    setSaved(true);
  };
  const may = (ability: "accept" | "assign" | "reopen") => data.abilities.includes(ability);
  const items: { key: string; value: ReactNode }[] = [
    {
      key: f.state,
      value: (
        <span className="finding-state">
          {f.states[data.state]}
          {data.returned && data.state === "open" ? `, ${f.returned.toLowerCase()}` : ""}
        </span>
      ),
    },
    { key: f.owner, value: ownerName(ruleSet, data.owner, f.government) },
    {
      key: f.firstSeen,
      value: f.seenIn(formatMoment(data.firstSeen.at, language), data.firstSeen.publication),
    },
  ];
  if (data.reason !== null) items.push({ key: f.reason, value: data.reason });
  if (data.reviewDate !== null)
    items.push({ key: f.reviewDate, value: formatDate(data.reviewDate, language) });
  return (
    <Card as="aside" className="stack" aria-labelledby="work">
      <Heading level={2} id="work">
        {f.work}
      </Heading>
      <DataList items={items} />
      <div className="row">
        {may("accept") ? <Button onClick={() => setDeciding("accept")}>{f.accept}</Button> : null}
        {may("assign") ? <Button onClick={() => setDeciding("assign")}>{f.assign}</Button> : null}
        {may("reopen") ? (
          <Button
            busy={reopen.isPending}
            onClick={() => reopen.mutate({ verb: "_reopen", body: {} }, { onSuccess: end })}
          >
            {f.reopen}
          </Button>
        ) : null}
      </div>
      <p role="status" className="small">
        {saved ? f.saved : ""}
      </p>
      <NotSaved error={reopen.error} />
      <Heading level={3}>{f.history}</Heading>
      <ol className="history">
        {data.history.toReversed().map((event) => (
          <li key={`${event.at} ${event.event}`}>
            <HistoryLine ruleSet={ruleSet} event={event} />
          </li>
        ))}
      </ol>
      <AcceptDialog
        family={family}
        open={deciding === "accept"}
        onClose={() => setDeciding(null)}
        onSaved={end}
      />
      <AssignDialog
        ruleSet={ruleSet}
        family={family}
        owner={data.owner}
        open={deciding === "assign"}
        onClose={() => setDeciding(null)}
        onSaved={end}
      />
    </Card>
  );
}

function HistoryLine({ ruleSet, event }: { readonly ruleSet: RuleSet; readonly event: WorklistEvent }) {
  const { language } = useMessages();
  const f = useFindingsMessages();
  const by = [
    formatMoment(event.at, language),
    event.actor,
    event.publication === null ? null : f.inPublication(event.publication),
  ];
  return (
    <>
      <p>
        {f.events[event.event]}
        {event.owner === null ? "" : ` ${f.to(ownerName(ruleSet, event.owner, f.government))}`}
        {event.reason === null ? "" : `: ${event.reason}`}
      </p>
      <p className="small">{by.filter((part) => part !== null).join(", ")}</p>
    </>
  );
}
