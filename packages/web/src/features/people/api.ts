import { fetchJson } from "../../platform/http.ts";

/** Whether somebody may work here. */
export type PersonState = "active" | "waiting" | "ended";

/** Somebody who is known here, with their rights. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly roles: readonly string[];
  readonly userName: string | null;
  readonly department: string | null;
  readonly state: PersonState;
  readonly source: "sign-in" | "scim";
  readonly firstSeen: string;
  readonly lastSeen: string | null;
  readonly endedAt: string | null;
}

/** Somebody as their manager sees them. */
export interface ManagedPerson {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly userName: string | null;
  readonly department: string | null;
  readonly state: PersonState;
  readonly endedAt: string | null;
  /** Of their leaving, with the people whom it names by id alone. */
  readonly certificate: {
    readonly id: string;
    readonly endedBy: Colleague | null;
    readonly successor: Colleague | null;
  } | null;
}

/** Somebody to hand things over to. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
}

/** What somebody lost when they left. */
export interface Certificate {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string; readonly organisation: string | null };
  readonly endedAt: string;
  readonly endedBy: { readonly kind: string; readonly id: string | null };
  readonly successor: string | null;
  readonly removed: readonly {
    readonly kind: string;
    readonly count: number;
    readonly items: readonly { readonly id: string; readonly to?: string }[];
  }[];
  readonly key: { readonly id: string };
  readonly signature: string;
}

/** How an organisation's administration of people reaches us. */
export interface ScimClient {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly movesTo: readonly string[];
  readonly createdAt: string;
  readonly lastUsed: string | null;
  readonly endedAt: string | null;
}

/** How many people one page of the list has. */
export const PAGE_SIZE = 50;

/** People who fit a search, one page of them. */
export async function listPeople(
  query: Readonly<Record<string, string>>,
  page: number,
  signal?: AbortSignal,
): Promise<readonly Person[]> {
  const asked = new URLSearchParams({ ...query, page: String(page), pageSize: String(PAGE_SIZE) });
  return (await fetchJson<{ people: readonly Person[] }>(`/v1/people?${asked}`, { signal })).people;
}

/** One person. */
export function getPerson(id: string, signal?: AbortSignal): Promise<Person> {
  return fetchJson(`/v1/people/${id}`, { signal });
}

/** The people whose manager you are, one page of them. */
export async function listManagedPeople(
  page: number,
  signal?: AbortSignal,
): Promise<readonly ManagedPerson[]> {
  const asked = new URLSearchParams({ page: String(page), pageSize: String(PAGE_SIZE) });
  return (await fetchJson<ManagedPeople>(`/v1/people/_managed?${asked}`, { signal })).people;
}

/** One of them; null for anybody else. */
export async function getManagedPerson(id: string, signal?: AbortSignal): Promise<ManagedPerson | null> {
  const asked = new URLSearchParams({ id });
  return (await fetchJson<ManagedPeople>(`/v1/people/_managed?${asked}`, { signal })).people[0] ?? null;
}

interface ManagedPeople {
  readonly people: readonly ManagedPerson[];
}

/** The certificate of somebody who left. */
export function getCertificate(id: string, signal?: AbortSignal): Promise<Certificate> {
  return fetchJson(`/v1/people/${id}/certificate`, { signal });
}

/** Colleagues whose name holds what was typed, of every organisation. */
export async function findColleagues(typed: string, signal?: AbortSignal): Promise<readonly Colleague[]> {
  const asked = new URLSearchParams({ q: typed });
  return (await fetchJson<{ people: readonly Colleague[] }>(`/v1/people/_search?${asked}`, { signal }))
    .people;
}

/** Every connection with an administration. */
export async function listScimClients(signal?: AbortSignal): Promise<readonly ScimClient[]> {
  return (await fetchJson<{ scimClients: readonly ScimClient[] }>("/v1/scim-clients", { signal }))
    .scimClients;
}
