import { type CompiledRuleSet, type IsoDate, type Period, type RuleSet, readCompiled } from "@akkoord/policy";
import {
  type QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from "@tanstack/react-query";
import { todayInTheNetherlands } from "../../../messages/format.ts";
import { keepForOffline } from "../../../platform/service-worker.ts";
import type { CoveringWaiver } from "../../waivers/api.ts";
import { useMyWaivers } from "../../waivers/hooks/use-my-waivers.ts";
import { listRuleSets, loadCompiled, loadRuleSet, type PublishedRuleSet } from "../api.ts";
import { dayOf, periodAround, ruleSetInForce } from "../model/in-force.ts";

/** The rules in force on a day, ready to decide in the browser. */
export interface Rules {
  readonly published: PublishedRuleSet;
  /** What was published, with the waivers that cover whoever is signed in when those were asked for. */
  readonly ruleSet: RuleSet;
  readonly decider: CompiledRuleSet;
  /** The waivers in it. */
  readonly waivers: readonly CoveringWaiver[];
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
  /** With the waivers that cover whoever is signed in: for answers to them, not for what holds for everyone. */
  readonly mine?: boolean;
}

/** The rules of today, for pages that do not choose. */
export const TODAYS_RULES: RulesRequest = { date: null, ruleSet: null };

/** The rules of today for whoever is signed in, with their waivers. */
export const MY_RULES_TODAY: RulesRequest = { date: null, ruleSet: null, mine: true };

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

const NO_WAIVERS: readonly CoveringWaiver[] = [];

/** The published rules with waivers put in, on the device; a granted waiver never changes, so its id names it. */
function withWaiversQuery(published: CompiledRuleSet, waivers: readonly CoveringWaiver[], date: IsoDate) {
  return queryOptions({
    queryKey: ["decider-with-waivers", published.ruleSetHash, date, waivers.map(({ id }) => id)],
    queryFn: async () => {
      const { applyWaivers } = await import("../../waivers/model/apply-waivers.ts");
      return applyWaivers(published, waivers, date);
    },
    enabled: waivers.length > 0,
    networkMode: "always",
    staleTime: Number.POSITIVE_INFINITY,
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
  const waivers = useMyWaivers(request.mine === true ? published.hash : null);
  const mine = useQuery(withWaiversQuery(data.decider, waivers, date)).data;
  return {
    ruleSet: mine?.ruleSet ?? data.ruleSet,
    decider: mine ?? data.decider,
    waivers: mine === undefined ? NO_WAIVERS : waivers,
    published,
    date,
    today,
    period,
    inForce,
  };
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
