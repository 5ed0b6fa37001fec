import type { IsoDate } from "@akkoord/policy";
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { send } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import {
  type FindingFilter,
  getFinding,
  getRepairs,
  getWorklistItem,
  listCoalitionGaps,
  listFamilies,
  listFeedbackByRule,
  listWorklist,
  type WorklistFilter,
} from "../api.ts";

/** Findings follow from rules that are published now and then. */
const FRESH_MS = 60_000;
const WORKLIST = ["worklist"] as const;

/** Findings by family; `enabled` false asks nothing. */
export function useFamilies(filter: FindingFilter, enabled: boolean) {
  return useQuery({
    queryKey: ["finding-families", filter],
    queryFn: ({ signal }) => listFamilies(filter, signal),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** What the reader deals with; `enabled` false asks nothing. */
export function useWorklist(filter: WorklistFilter, enabled: boolean) {
  return useQuery({
    queryKey: [...WORKLIST, "list", filter],
    queryFn: ({ signal }) => listWorklist(filter, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Coalitions without a common tool, for one activity and information class. */
export function useCoalitionGaps(at: {
  readonly date: IsoDate;
  readonly activity: string;
  readonly information: string;
}) {
  return useQuery({
    queryKey: ["coalition-gaps", at],
    queryFn: ({ signal }) => listCoalitionGaps(at, signal),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** One finding, whole. Suspends; throws when it is not there. */
export function useFinding(id: string, date: IsoDate | null) {
  return useSuspenseQuery({
    queryKey: ["finding", id, date],
    queryFn: ({ signal }) => getFinding(id, date, signal),
    staleTime: FRESH_MS,
  }).data;
}

/** What would end a finding. */
export function useRepairs(id: string, date: IsoDate | null) {
  return useQuery({
    queryKey: ["repairs", id, date],
    queryFn: ({ signal }) => getRepairs(id, date, signal),
    staleTime: FRESH_MS,
  });
}

/** An item of the worklist; asks nothing of who does not work on findings. */
export function useWorklistItem(family: string, enabled: boolean) {
  return useQuery({
    queryKey: [...WORKLIST, "item", family],
    queryFn: ({ signal }) => getWorklistItem(family, signal),
    enabled,
  });
}

/** Reports by rule; of one rule when it is named. Asks nothing of who may not read reports. */
export function useFeedbackByRule(rule: string | null) {
  const session = useSession();
  return useQuery({
    queryKey: ["feedback-by-rule", rule],
    queryFn: ({ signal }) => listFeedbackByRule(rule, signal),
    enabled: session?.abilities.includes("feedback.read") ?? false,
  });
}

/** A decision about a finding. */
export type Decision =
  | { readonly verb: "_accept"; readonly body: { readonly reason: string; readonly reviewDate: IsoDate } }
  | { readonly verb: "_assign"; readonly body: { readonly owner: string } }
  | { readonly verb: "_reopen"; readonly body: Readonly<Record<string, never>> };

/** Sends a decision about a finding; every list of findings to deal with is read again after it. */
export function useDecide(family: string) {
  const session = useSession();
  const client = useQueryClient();
  const { language } = useMessages();
  return useMutation({
    mutationFn: ({ verb, body }: Decision) =>
      send(`/v1/worklist/${encodeURIComponent(family)}/${verb}`, body, {
        csrfToken: session?.csrfToken ?? null,
        language,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: WORKLIST }),
  });
}
