import { useQuery } from "@tanstack/react-query";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import type { AuditEntry, ProvenEntry } from "../api.ts";
import { entryQuery } from "../hooks/use-audit-log.ts";
import { formatCount, formatTime } from "../model/format-time.ts";
import { ResultBadge } from "./result-badge.tsx";

const ALERTS = { proven: "ok", "not-yet": "info", broken: "error" } as const;

interface EntryDetailsProps {
  readonly sequence: number;
  readonly actorName: (actor: AuditEntry["actor"]) => string;
}

/** Everything that an entry says, and the proof that it is what was signed. */
export function EntryDetails({ sequence, actorName }: EntryDetailsProps) {
  const t = useAuditLogMessages();
  const { data, error } = useQuery(entryQuery(sequence));
  if (error !== null) {
    return (
      <Alert kind="error" announce>
        {error instanceof ServerRefusalError && error.detail !== null ? error.detail : t.failed}
      </Alert>
    );
  }
  if (data === undefined) return <p role="status">{t.loading}</p>;
  return (
    <div className="stack">
      <Alert kind={ALERTS[data.standing]} announce>
        {t.details[data.standing]}
      </Alert>
      <EntryFields entry={data.entry} who={actorName(data.entry.actor)} />
      <Disclosure summary={t.details.proof}>
        <ProofFields proven={data} />
      </Disclosure>
    </div>
  );
}

function EntryFields({ entry, who }: { readonly entry: AuditEntry; readonly who: string }) {
  const t = useAuditLogMessages().details;
  const { language } = useMessages();
  const { object, actor, origin } = entry;
  const optional = (key: string, value: string | null) =>
    value === null ? [] : [{ key, value: long(value) }];
  return (
    <DataList
      items={[
        {
          key: t.time,
          value: <time dateTime={entry.timestamp}>{formatTime(entry.timestamp, language)}</time>,
        },
        { key: t.action, value: long(entry.action) },
        { key: t.object, value: long(object.id === null ? object.type : `${object.type} ${object.id}`) },
        { key: t.result, value: <ResultBadge result={entry.result} /> },
        ...optional(t.reason, entry.reason),
        { key: t.actor, value: who },
        ...optional(t.actorId, actor.type === "person" ? actor.id : null),
        {
          key: t.origin,
          value: origin.address === null ? origin.channel : `${origin.channel}, ${origin.address}`,
        },
        ...optional(t.traceId, entry.traceId),
      ]}
    />
  );
}

function ProofFields({ proven: { leafHash, proof } }: { readonly proven: ProvenEntry }) {
  const t = useAuditLogMessages().details;
  const { language } = useMessages();
  if (proof === null) return <DataList items={[{ key: t.leafHash, value: long(leafHash) }]} />;
  return (
    <>
      <p>{t.proofText}</p>
      <DataList
        items={[
          { key: t.leafHash, value: long(leafHash) },
          { key: t.size, value: formatCount(proof.size, language) },
          { key: t.root, value: long(proof.root) },
          {
            key: t.path,
            value:
              proof.path.length === 0 ? (
                t.noSteps
              ) : (
                <ol className="audit-steps">
                  {proof.path.map((hash) => (
                    <li key={hash}>{long(hash)}</li>
                  ))}
                </ol>
              ),
          },
        ]}
      />
      <p>
        <b>{t.checkpoint}</b>
      </p>
      <pre className="literal">{proof.checkpoint}</pre>
    </>
  );
}

function long(text: string) {
  return <span className="break-anywhere">{text}</span>;
}
