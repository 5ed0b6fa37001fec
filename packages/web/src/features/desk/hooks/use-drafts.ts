import { GOVERNMENT_WIDE_OWNER } from "@akkoord/policy";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError, send } from "../../../platform/http.ts";
import { type Session, useSession } from "../../session/hooks/use-session.ts";
import {
  type Draft,
  listComments,
  listDrafts,
  listPublications,
  listRevisions,
  listScenarios,
  loadCheck,
  loadDraft,
  loadRevision,
} from "../api.ts";

/** For whom somebody makes rules: their organisation, the government as a whole, or both. */
export function ownersOf(session: Session | undefined): readonly string[] {
  const person = session?.person;
  if (!person || !session?.abilities.includes("drafts.write")) return [];
  const own =
    person.roles.includes("security-officer") && person.organisation !== null ? [person.organisation] : [];
  return [...own, ...(person.roles.includes("coordinator") ? [GOVERNMENT_WIDE_OWNER] : [])];
}

export const draftsQuery = (owner: string) =>
  queryOptions({
    queryKey: ["drafts", owner],
    queryFn: ({ signal }) => listDrafts(owner, signal),
  });

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["draft", id],
    queryFn: ({ signal }) => loadDraft(id, signal),
    retry: (failures, error) => !(error instanceof ServerRefusalError) && failures < 2,
  });

export const revisionsQuery = (id: string, newest: number) =>
  queryOptions({
    queryKey: ["draft", id, "revisions", newest],
    queryFn: ({ signal }) => listRevisions(id, signal),
  });

/** A saved version never changes. */
export const revisionQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ["draft", id, "revision", revision],
    queryFn: ({ signal }) => loadRevision(id, revision, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["draft", id, "comments"],
    queryFn: ({ signal }) => listComments(id, signal),
  });

export const checkQuery = (draft: Pick<Draft, "id" | "revision" | "state">, date: string) =>
  queryOptions({
    queryKey: ["draft", draft.id, "check", draft.revision, draft.state, date],
    queryFn: ({ signal }) => loadCheck(draft.id, date, signal),
  });

export const scenariosQuery = queryOptions({
  queryKey: ["scenarios"],
  queryFn: ({ signal }) => listScenarios(signal),
});

export const publicationsQuery = queryOptions({
  queryKey: ["publications"],
  queryFn: ({ signal }) => listPublications(signal),
});

/** Sends something to the desk's part of the server, as who is signed in. */
export function useSend() {
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useCallback(
    <T>(path: string, body: unknown, method: "POST" | "PUT" | "DELETE" = "POST") =>
      send<T>(path, body, { csrfToken, language, method }),
    [csrfToken, language],
  );
}

/** Makes a draft and gives it. */
export function useMakeDraft() {
  const post = useSend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (
      wanted:
        | { readonly owner: string; readonly title: string; readonly text: string }
        | { readonly owner: string; readonly publication: number },
    ) => {
      const path = "publication" in wanted ? "/v1/drafts/_restore" : "/v1/drafts";
      const draft = await post<Draft>(path, wanted);
      if (draft === null) throw new TypeError("A new draft comes with an answer.");
      return draft;
    },
    onSuccess: (draft) => {
      client.setQueryData(draftQuery(draft.id).queryKey, draft);
      void client.invalidateQueries({ queryKey: ["drafts"] });
    },
  });
}

/** A step of a draft towards publication. */
export type DraftAction =
  | { readonly verb: "submit" | "withdraw" }
  | { readonly verb: "approve"; readonly scenarioChanges: number }
  | { readonly verb: "return"; readonly comment: string }
  | { readonly verb: "publish"; readonly validFrom: string | null };

/** Takes a step with a draft, on the version that somebody looks at. */
export function useDraftAction(draft: Draft) {
  const post = useSend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, ...body }: DraftAction) => {
      // It may have been saved a moment ago, after this page was drawn.
      const { revision } = client.getQueryData(draftQuery(draft.id).queryKey) ?? draft;
      return post<Draft>(`/v1/drafts/${draft.id}/_${verb}`, { ...body, revision });
    },
    onSuccess: (changed, { verb }) => {
      if (changed !== null) client.setQueryData(draftQuery(draft.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ["drafts"] });
      void client.invalidateQueries({ queryKey: ["draft", draft.id] });
      if (verb !== "publish") return;
      void client.invalidateQueries({ queryKey: ["rule-sets"] });
      void client.invalidateQueries({ queryKey: publicationsQuery.queryKey });
      void client.invalidateQueries({ queryKey: scenariosQuery.queryKey });
    },
    onError: () => client.invalidateQueries({ queryKey: ["draft", draft.id] }),
  });
}

/** Records why new conflicts may be there; alike ones share a reason. */
export function useAcknowledge(draft: Draft) {
  const post = useSend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ findings, reason }: { readonly findings: readonly string[]; readonly reason: string }) =>
      post<Draft>(`/v1/drafts/${draft.id}/_acknowledge`, { finding: findings, reason }),
    onSettled: () => client.invalidateQueries({ queryKey: ["draft", draft.id] }),
  });
}
