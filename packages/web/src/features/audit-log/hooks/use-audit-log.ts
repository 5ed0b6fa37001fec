import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import {
  type AuditCheck,
  type AuditCheckpoint,
  getEntry,
  lastCheck,
  listCheckpoints,
  listEntries,
  listPeople,
} from "../api.ts";
import { type AuditSearch, queryOf } from "../model/search.ts";

const KEY = "audit";

/** Every reading is an entry in the trail, so nothing is fetched again unless somebody asks. */
const ONLY_WHEN_ASKED = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

/**
 * The entries that fit a search, page by page.
 *
 * @param round counts how often somebody asked: the same search asked again shows what came since
 */
export function entriesQuery(search: AuditSearch, round: number) {
  return infiniteQueryOptions({
    queryKey: [KEY, "entries", search, round],
    queryFn: ({ signal, pageParam }) => listEntries(queryOf(search), pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    ...ONLY_WHEN_ASKED,
  });
}

/** One entry with its proof. */
export function entryQuery(sequence: number) {
  return queryOptions({
    queryKey: [KEY, "entry", sequence],
    queryFn: ({ signal }) => getEntry(sequence, signal),
    ...ONLY_WHEN_ASKED,
    // The proof is against the newest checkpoint, which may be another one now.
    staleTime: 0,
  });
}

/** What the last check of the whole trail found. */
export const lastCheckQuery = queryOptions({
  queryKey: [KEY, "check"],
  queryFn: ({ signal }) => lastCheck(signal),
  ...ONLY_WHEN_ASKED,
});

/** The newest checkpoints. */
export const checkpointsQuery = queryOptions({
  queryKey: [KEY, "checkpoints"],
  queryFn: ({ signal }) => listCheckpoints(signal),
  ...ONLY_WHEN_ASKED,
});

/** The people that entries are about. */
export const peopleQuery = queryOptions({
  queryKey: [KEY, "people"],
  queryFn: ({ signal }) => listPeople(signal),
  ...ONLY_WHEN_ASKED,
});

function useAuditAction<T>(
  path: string,
  onSuccess: (made: T, client: ReturnType<typeof useQueryClient>) => void,
) {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: () => send<T>(path, {}, { csrfToken, language }),
    onSuccess: (made) => {
      if (made !== null) onSuccess(made, client);
    },
  });
}

/** Checks the whole trail now. */
export function useCheckNow() {
  return useAuditAction<AuditCheck>("/v1/audit-entries/_verify", (check, client) =>
    client.setQueryData(lastCheckQuery.queryKey, check),
  );
}

/** Signs the trail as it is now. */
export function useSignNow() {
  return useAuditAction<AuditCheckpoint>("/v1/audit-checkpoints", (_checkpoint, client) =>
    client.invalidateQueries({ queryKey: checkpointsQuery.queryKey }),
  );
}
