import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import {
  findColleagues,
  getCertificate,
  getManagedPerson,
  getPerson,
  listManagedPeople,
  listPeople,
  listScimClients,
  PAGE_SIZE,
} from "../api.ts";
import { type PeopleSearch, queryOf } from "../model/search.ts";

const KEY = "people";

/** Every reading is an entry in the audit log, so nothing is fetched again unless somebody asks. */
const ONLY_WHEN_ASKED = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  retry: false,
} as const;

/**
 * The people who fit a search, page by page.
 *
 * @param round counts how often somebody asked
 */
export function peopleQuery(search: PeopleSearch, round: number) {
  return infiniteQueryOptions({
    queryKey: [KEY, "list", search, round],
    queryFn: ({ signal, pageParam }) => listPeople(queryOf(search), pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: (page, _all, last) => (page.length < PAGE_SIZE ? null : last + 1),
    ...ONLY_WHEN_ASKED,
  });
}

/** One person. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: [KEY, "one", id],
    queryFn: ({ signal }) => getPerson(id, signal),
    ...ONLY_WHEN_ASKED,
  });
}

/** The people whose manager you are, page by page. */
export const managedPeopleQuery = infiniteQueryOptions({
  queryKey: [KEY, "managed", "list"],
  queryFn: ({ signal, pageParam }) => listManagedPeople(pageParam, signal),
  initialPageParam: 1,
  getNextPageParam: (page, _all, last) => (page.length < PAGE_SIZE ? null : last + 1),
  ...ONLY_WHEN_ASKED,
});

/** One of them; null for anybody else. */
export function managedPersonQuery(id: string) {
  return queryOptions({
    queryKey: [KEY, "managed", "one", id],
    queryFn: ({ signal }) => getManagedPerson(id, signal),
    ...ONLY_WHEN_ASKED,
  });
}

/** The certificate of somebody who left. */
export function certificateQuery(id: string) {
  return queryOptions({
    queryKey: [KEY, "certificate", id],
    queryFn: ({ signal }) => getCertificate(id, signal),
    ...ONLY_WHEN_ASKED,
  });
}

/** Colleagues whose name holds what was typed; nobody below two letters. */
export function colleaguesQuery(typed: string) {
  return queryOptions({
    queryKey: [KEY, "colleagues", typed],
    queryFn: ({ signal }) => findColleagues(typed, signal),
    enabled: typed.length >= 2,
    staleTime: 60_000,
    retry: false,
  });
}

/** Every connection with an administration. */
export const scimClientsQuery = queryOptions({
  queryKey: [KEY, "scim-clients"],
  queryFn: ({ signal }) => listScimClients(signal),
});

/**
 * Ends somebody, or lets them back in.
 *
 * @param onDone hears of it before what is shown changes: what asked for it may be gone then
 */
export function usePersonAction(id: string, onDone: () => void) {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: (action: { readonly end: { readonly successor: string | null } } | "reinstate") => {
      const options = { csrfToken, language };
      return action === "reinstate"
        ? send(`/v1/people/${id}/_reinstate`, undefined, options)
        : send(`/v1/people/${id}/_end`, action.end, options);
    },
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: personQuery(id).queryKey });
      await client.invalidateQueries({ queryKey: [KEY, "managed"] });
      await client.invalidateQueries({ queryKey: certificateQuery(id).queryKey });
    },
  });
}

/** Something to do with a connection. */
export type ScimClientAction =
  | {
      readonly kind: "make";
      readonly organisation: string;
      readonly name: string;
      readonly movesTo: readonly string[];
    }
  | { readonly kind: "end"; readonly id: string };

/** Makes or ends a connection; making gives its token, once. */
export function useScimClientAction() {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: (action: ScimClientAction): Promise<{ readonly token: string } | null> => {
      const options = { csrfToken, language };
      if (action.kind === "end") {
        return send(`/v1/scim-clients/${action.id}`, undefined, { ...options, method: "DELETE" });
      }
      const { organisation, name, movesTo } = action;
      return send("/v1/scim-clients", { organisation, name, movesTo }, options);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: scimClientsQuery.queryKey }),
  });
}
