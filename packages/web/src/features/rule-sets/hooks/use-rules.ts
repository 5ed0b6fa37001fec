import { type CompiledRuleSet, type IsoDate, type Period, type RuleSet, readCompiled } from "@akkoord/policy";
import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { todayInTheNetherlands } from "../../../messages/format.ts";
import { keepForOffline } from "../../../platform/service-worker.ts";
import { listRuleSets, loadCompiled, loadRuleSet, type PublishedRuleSet } from "../api.ts";
import { dayOf, periodAround, ruleSetInForce } from "../model/in-force.ts";

/** The rules in force on a day, ready to decide in the browser. */
export interface Rules {
  readonly published: PublishedRuleSet;
  readonly ruleSet: RuleSet;
  readonly decider: CompiledRuleSet;
  /** The day they are used for. */
  readonly date: IsoDate;
  readonly today: IsoDate;
  /** The stretch of time around the day in which no rule starts or ends. */
  readonly period: Period;
  /** The rule set in force on this day, where a link pins an older one. */
  readonly inForce: PublishedRuleSet;
}

/** Which rules: those in force on a day, or those a link was made with. */
export interface RulesRequest {
  readonly date: IsoDate | null;
  readonly ruleSet: string | null;
}

/** The rules of today, for pages that do not choose. */
export const TODAYS_RULES: RulesRequest = { date: null, ruleSet: null };

export const ruleSetListQuery = queryOptions({
  queryKey: ["rule-sets"],
  queryFn: ({ signal }) => listRuleSets(signal),
  staleTime: 5 * 60_000,
});

/** A rule set never changes once published, so it is fetched once. */
export function ruleSetQuery(hash: string) {
  return queryOptions({
    queryKey: ["rule-set", hash],
    queryFn: ({ signal }) => loadRuleSet(hash, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

function deciderQuery(client: QueryClient, hash: string, day: IsoDate) {
  return queryOptions({
    queryKey: ["decider", hash, day],
    queryFn: async ({ signal }) => {
      const [ruleSet, compiled] = await Promise.all([
        client.ensureQueryData(ruleSetQuery(hash)),
        loadCompiled(hash, day, signal),
      ]);
      return { ruleSet, decider: readCompiled(compiled, ruleSet) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

/** The list of published rule sets, newest publication first. */
export function useRuleSetList(): readonly PublishedRuleSet[] {
  return useSuspenseQuery(ruleSetListQuery).data;
}

/** One published rule set by its hash. */
export function useRuleSet(hash: string): RuleSet {
  return useSuspenseQuery(ruleSetQuery(hash)).data;
}

/** The rules to decide with. Suspends while they are fetched; throws a named error when there are none. */
export function useRules(request: RulesRequest): Rules {
  const client = useQueryClient();
  const list = useRuleSetList();
  const today = todayInTheNetherlands(new Date());
  const date = request.date ?? today;
  const pinned =
    request.ruleSet === null ? undefined : list.find((candidate) => candidate.hash === request.ruleSet);
  const inForce =
    pinned !== undefined && !list.some((c) => c.validFrom === null || c.validFrom <= date)
      ? pinned
      : ruleSetInForce(list, date);
  const published = pinned ?? inForce;
  const period = periodAround(published, date);
  const { data } = useSuspenseQuery(deciderQuery(client, published.hash, dayOf(period)));
  return { ...data, published, date, today, period, inForce };
}

/** Fetches what a first visit needs before the first screen asks for it. */
export async function warmUp(client: QueryClient): Promise<void> {
  const list = await client.ensureQueryData(ruleSetListQuery);
  const today = todayInTheNetherlands(new Date());
  const published = ruleSetInForce(list, today);
  await client.ensureQueryData(deciderQuery(client, published.hash, dayOf(periodAround(published, today))));
  await keepForOffline([
    "/v1/rule-sets",
    `/v1/rule-sets/${published.hash}`,
    ...published.periods.map((period) => `/v1/rule-sets/${published.hash}/compiled?date=${dayOf(period)}`),
  ]);
}
