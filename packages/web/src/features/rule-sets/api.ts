import { hashRuleSet, type IsoDate, type Period, type RuleSet } from "@akkoord/policy";
import { fetchBytes, fetchJson } from "../../platform/http.ts";

/** A rule set as the registry lists it: published, immutable, known by its hash. */
export interface PublishedRuleSet {
  readonly hash: string;
  readonly name: string;
  /** The first day it is in force; null is: for every day. */
  readonly validFrom: IsoDate | null;
  readonly publishedAt: string;
  /** Stretches of time in which no rule starts or ends. */
  readonly periods: readonly Period[];
}

/** All published rule sets, newest publication first. Says nothing about what is asked. */
export async function listRuleSets(signal?: AbortSignal): Promise<readonly PublishedRuleSet[]> {
  const { ruleSets } = await fetchJson<{ ruleSets: readonly PublishedRuleSet[] }>("/v1/rule-sets", {
    signal,
  });
  return ruleSets;
}

/** The rules were changed on their way here, so they must not be used. */
export class AlteredRuleSetError extends Error {
  readonly code = "altered-rule-set";

  readonly hash: string;

  constructor(hash: string) {
    super(`The rule set that arrived is not ${hash}. Reload the page; if it stays, tell the operator.`);
    this.name = "AlteredRuleSetError";
    this.hash = hash;
  }
}

/** One rule set, checked against its hash. */
export async function loadRuleSet(hash: string, signal?: AbortSignal): Promise<RuleSet> {
  const ruleSet = await fetchJson<RuleSet>(`/v1/rule-sets/${hash}`, { signal });
  if (hashRuleSet(ruleSet) !== hash) throw new AlteredRuleSetError(hash);
  return ruleSet;
}

/** The compiled rules of one period. The request names the period's own day, never the day that was asked about. */
export function loadCompiled(hash: string, day: IsoDate, signal?: AbortSignal): Promise<ArrayBuffer> {
  return fetchBytes(`/v1/rule-sets/${hash}/compiled?date=${day}`, { signal });
}
