import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { Heading, VisuallyHidden } from "../../../primitives/text.tsx";
import type { AuditEntry, KnownPerson } from "../api.ts";
import { useActorName } from "../hooks/use-actor-name.ts";
import { entriesQuery } from "../hooks/use-audit-log.ts";
import { formatTime } from "../model/format-time.ts";
import type { AuditSearch } from "../model/search.ts";
import { EntryDetails } from "./entry-details.tsx";
import { ResultBadge } from "./result-badge.tsx";

interface EntryListProps {
  readonly search: AuditSearch;
  /** How often somebody asked. */
  readonly round: number;
  readonly people: readonly KnownPerson[];
}

/** The entries that were found; each opens with its proof. */
export function EntryList({ search, round, people }: EntryListProps) {
  const t = useAuditLogMessages();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(entriesQuery(search, round));
  const [open, setOpen] = useState<number | null>(null);
  const actorName = useActorName(people);
  const entries = data?.pages.flatMap((page) => page.auditEntries) ?? [];
  return (
    <section className="stack" aria-labelledby="audit-entries-title">
      <Heading level={2} id="audit-entries-title">
        {t.list.title}
      </Heading>
      <p role="status" className={entries.length > 0 ? "visually-hidden" : undefined}>
        {isPending && error === null ? t.loading : null}
        {data === undefined ? null : entries.length === 0 ? t.list.none : t.list.found(entries.length)}
      </p>
      {error === null ? null : (
        <>
          <Alert kind="error" announce>
            {error instanceof ServerRefusalError && error.detail !== null ? error.detail : t.failed}
          </Alert>
          <div>
            <Button onClick={() => void refetch()}>{t.retry}</Button>
          </div>
        </>
      )}
      <ol className="audit-list">
        {entries.map((entry) => (
          <EntryRow
            key={entry.sequence}
            entry={entry}
            who={actorName(entry.actor)}
            onOpen={() => setOpen(entry.sequence)}
          />
        ))}
      </ol>
      {hasNextPage ? (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.list.more}
          </Button>
        </div>
      ) : null}
      <Dialog open={open !== null} title={t.list.entry(open ?? 0)} onClose={() => setOpen(null)}>
        {open === null ? null : <EntryDetails sequence={open} actorName={actorName} />}
      </Dialog>
    </section>
  );
}

interface EntryRowProps {
  readonly entry: AuditEntry;
  readonly who: string;
  readonly onOpen: () => void;
}

function EntryRow({ entry, who, onOpen }: EntryRowProps) {
  const t = useAuditLogMessages().list;
  const { language } = useMessages();
  const { type, id } = entry.object;
  return (
    <li className="audit-entry">
      <time className="audit-entry__time" dateTime={entry.timestamp}>
        {formatTime(entry.timestamp, language)}
      </time>
      <span className="audit-entry__what">
        <b>{entry.action}</b>
        <span className="audit-entry__object">{id === null ? type : `${type} ${id}`}</span>
      </span>
      <span className="audit-entry__who">{who}</span>
      <span className="audit-entry__result">
        <ResultBadge result={entry.result} />
      </span>
      <span className="audit-entry__open">
        <Button aria-haspopup="dialog" onClick={onOpen}>
          {t.open} <VisuallyHidden>{t.entry(entry.sequence)}</VisuallyHidden>
        </Button>
      </span>
    </li>
  );
}
