import { fetchJson } from "../../platform/http.ts";

/** How an attempt ended. */
export type AuditResult = "succeeded" | "refused" | "failed";

/** An entry of the audit trail. */
export interface AuditEntry {
  readonly sequence: number;
  readonly timestamp: string;
  readonly action: string;
  readonly object: { readonly type: string; readonly id: string | null };
  readonly result: AuditResult;
  readonly reason: string | null;
  readonly origin: { readonly channel: string; readonly address: string | null };
  readonly actor: {
    readonly type: "person" | "anonymous" | "system";
    readonly id: string | null;
    readonly organisation: string | null;
  };
  readonly traceId: string | null;
}

/** What can be wrong with the trail; the server has the list. */
export type FindingKind =
  | "missing"
  | "changed"
  | "tree-differs"
  | "root-differs"
  | "cut-off"
  | "not-covered"
  | "checkpoint-unreadable"
  | "checkpoint-unknown-key"
  | "checkpoint-wrong-signature"
  | "checkpoint-misplaced"
  | "noted-checkpoint-differs"
  | "unreadable";

/** What a check of the whole trail found. */
export interface AuditCheck {
  readonly checkedAt: string;
  readonly entries: number;
  readonly intact: boolean;
  readonly finding: { readonly kind: FindingKind; readonly sequence: number; readonly upTo: number } | null;
}

/** A signed statement of how the trail was at a moment. */
export interface AuditCheckpoint {
  readonly size: number;
  readonly signedAt: string;
  readonly keyId: string;
  readonly note: string;
}

/** An entry with the proof that it is what was signed. */
export interface ProvenEntry {
  readonly entry: AuditEntry;
  readonly leafHash: string;
  readonly standing: "proven" | "not-yet" | "broken";
  readonly proof: {
    readonly index: number;
    readonly size: number;
    readonly path: readonly string[];
    readonly root: string;
    readonly checkpoint: string;
  } | null;
}

/** Somebody who signed in at least once. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
}

/** A page of entries; `next` is what to ask the following page with. */
export interface EntryPage {
  readonly auditEntries: readonly AuditEntry[];
  readonly next: number | null;
}

/** Entries that fit a search, newest first. */
export function listEntries(
  query: Readonly<Record<string, string>>,
  before: number | null,
  signal?: AbortSignal,
): Promise<EntryPage> {
  const asked = new URLSearchParams({ ...query, ...(before === null ? {} : { before: String(before) }) });
  return fetchJson(`/v1/audit-entries?${asked}`, { signal });
}

/** One entry with its proof. */
export function getEntry(sequence: number, signal?: AbortSignal): Promise<ProvenEntry> {
  return fetchJson(`/v1/audit-entries/${sequence}`, { signal });
}

/** What the last check found; null before the first. */
export async function lastCheck(signal?: AbortSignal): Promise<AuditCheck | null> {
  const { auditChecks } = await fetchJson<{ auditChecks: readonly AuditCheck[] }>(
    "/v1/audit-checks?limit=1",
    {
      signal,
    },
  );
  return auditChecks[0] ?? null;
}

/** The newest checkpoints. */
export async function listCheckpoints(signal?: AbortSignal): Promise<readonly AuditCheckpoint[]> {
  const { auditCheckpoints } = await fetchJson<{ auditCheckpoints: readonly AuditCheckpoint[] }>(
    "/v1/audit-checkpoints?limit=10",
    { signal },
  );
  return auditCheckpoints;
}

/** The public keys that checkpoints are signed with, as PEM, one after the other. */
export async function publicKeys(): Promise<string> {
  const { auditKeys } = await fetchJson<{ auditKeys: readonly { readonly publicKey: string }[] }>(
    "/v1/audit-keys",
  );
  return auditKeys.map(({ publicKey }) => publicKey).join("");
}

/** Everyone who signed in, to show a name where the trail has an id. */
export async function listPeople(signal?: AbortSignal): Promise<readonly KnownPerson[]> {
  const { people } = await fetchJson<{ people: readonly KnownPerson[] }>("/v1/people", { signal });
  return people;
}
