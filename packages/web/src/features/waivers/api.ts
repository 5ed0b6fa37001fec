import type { Condition, IsoDate, Situation, Waiver } from "@akkoord/policy";
import { fetchJson } from "../../platform/http.ts";

/** Somebody by name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who is covered. */
export type Cover =
  | { readonly kind: "organisation" }
  | { readonly kind: "people"; readonly people: readonly Named[] }
  | { readonly kind: "team"; readonly name: string; readonly people: readonly Named[] };

/** Where a request stands. */
export type WaiverState = "requested" | "partly-agreed" | "granted" | "refused" | "withdrawn" | "expired";

/** The signature of one owner. */
export interface Signature {
  readonly owner: string;
  readonly verdict: "agreed" | "refused" | null;
  readonly by: Named | null;
  readonly at: string | null;
  readonly reason: string | null;
}

/** A request for a waiver, and what became of it. */
export interface WaiverRequest {
  readonly id: string;
  readonly organisation: string;
  readonly tool: string;
  readonly state: WaiverState;
  readonly asker: Named;
  readonly requestedAt: string;
  readonly ruleSet: string;
  readonly situation: Situation;
  readonly when: Condition;
  readonly relaxes: readonly string[];
  readonly reason: string;
  readonly valid: { readonly from: IsoDate; readonly to: IsoDate };
  readonly cover: Cover;
  readonly duties: readonly string[];
  readonly signatures: readonly Signature[];
  readonly ending: { readonly by: Named | null; readonly at: string; readonly reason: string } | null;
  readonly expiresSoon: boolean;
  readonly abilities: readonly ("agree" | "refuse" | "withdraw")[];
}

/** A waiver that covers whoever is signed in. */
export interface CoveringWaiver extends Waiver {
  readonly expiresSoon: boolean;
}

/** Waivers that whoever is signed in may see; the newest hundred, or of the running ones those that end first. */
export async function listWaivers(
  state: WaiverState | null,
  signal?: AbortSignal,
): Promise<readonly WaiverRequest[]> {
  const only = state === null ? "" : `&state=${state}`;
  const { waivers } = await fetchJson<{ waivers: readonly WaiverRequest[] }>(
    `/v1/waivers?pageSize=100${only}`,
    {
      signal,
    },
  );
  return waivers;
}

/** The waivers that cover whoever is signed in, now or later. Says which rules are used, and nothing of what is asked. */
export async function listCovering(
  ruleSet: string,
  signal?: AbortSignal,
): Promise<readonly CoveringWaiver[]> {
  const { waivers } = await fetchJson<{ waivers: readonly CoveringWaiver[] }>(
    `/v1/waivers/_covering?ruleSet=${ruleSet}`,
    { signal },
  );
  return waivers;
}

/** People of one's own organisation by a part of their name. */
export async function findColleagues(typed: string, signal?: AbortSignal): Promise<readonly Named[]> {
  const { people } = await fetchJson<{ people: readonly Named[] }>(
    `/v1/waivers/_colleagues?name=${encodeURIComponent(typed)}`,
    { signal },
  );
  return people;
}
