import { fetchJson, send } from "../../platform/http.ts";
import type { Refusal, RefusingRule } from "../chat/model/refusal.ts";

/** What a room may hold, in values of the vocabulary: the two things that the rules look at. */
export interface Label {
  readonly information: string;
  readonly personalData: string;
}

/** A text in both languages. */
export interface Bilingual {
  readonly nl: string;
  readonly en: string;
}

/** What somebody may do in a room. */
export type RoomAbility =
  | "write"
  | "invite"
  | "invite-guest"
  | "relabel"
  | "manage"
  | "leave"
  | "export"
  | "close";

/** Why a room stands still: its rules, or nobody who leads it. */
export type PauseCode = "rules-refuse" | "state-secret" | "no-owner";

/** Somebody in a room. */
export interface MemberName {
  readonly userId: string;
  readonly name: string;
}

/** A pause as members see it. */
export interface Pause {
  readonly code: PauseCode;
  /** UTC. */
  readonly since: string;
  /** Whose rules it no longer fits. */
  readonly organisation: string | null;
  readonly rules: readonly string[];
  /** Hash of the rule set that they are in. */
  readonly ruleSet: string;
  /** User ids of whose access stands still meanwhile. */
  readonly shut: readonly string[];
  readonly resolvers: readonly MemberName[];
}

/** Somebody in a room, or invited to it. */
export interface Member {
  readonly userId: string;
  readonly kind: "person" | "guest";
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  /** Of a guest: the outside party they come from. */
  readonly party: string | null;
  readonly membership: "join" | "invite";
  readonly power: number;
  readonly owner: boolean;
  readonly guest: {
    readonly sponsor: { readonly id: string; readonly name: string };
    /** UTC. */
    readonly until: string;
    /** What the organisation they come from is called; null where the invitation did not say. */
    readonly organisation: string | null;
    /** They came in by the link in their e-mail. */
    readonly verified: boolean;
  } | null;
  readonly lastReviewed: string | null;
}

/** A room as its members see it. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly hub: string;
  readonly label: Label;
  readonly purpose: { readonly text: string; readonly activity: string | null };
  readonly category: string | null;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly pause: Pause | null;
  readonly you: {
    readonly userId: string;
    readonly membership: "join" | "invite";
    readonly power: number;
    /** Your access stands still while the room is paused. */
    readonly shut: boolean;
    readonly abilities: readonly RoomAbility[];
    readonly invitedBy: MemberName | null;
  };
  readonly members: readonly Member[];
  readonly unread: number;
  readonly mentions: number;
  /** What was said can no longer be read by anybody: its key was destroyed. */
  readonly destroyed: boolean;
}

/** A room in the list of rooms. */
export interface RoomSummary {
  readonly id: string;
  readonly name: string;
  readonly hub: string;
  readonly label: Label;
  readonly membership: "join" | "invite";
  readonly shut: boolean;
  readonly paused: PauseCode | null;
  readonly closedAt: string | null;
  readonly memberCount: number;
  readonly guestCount: number;
  readonly organisations: readonly string[];
  readonly invitedBy: MemberName | null;
  readonly lastActivity: string;
  readonly unread: number;
  readonly mentions: number;
}

/** Somebody who can be invited. */
export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
}

/** What a new room begins with. */
export interface NewRoom {
  readonly name: string;
  readonly label: Label;
  readonly purpose: { readonly text: string; readonly activity: string | null };
  readonly category: string | null;
  /** Ids of the people to invite at once. */
  readonly invite: readonly string[];
}

/** What goes along with every change. */
export interface ChangeOptions {
  readonly csrfToken: string | null;
  readonly language: string;
}

const ROOMS = "/v1/rooms";

const pathOf = (room: string) => `${ROOMS}/${encodeURIComponent(room)}`;

/** The rooms that somebody is in or invited to, the most recently used first. */
export async function listRooms(signal?: AbortSignal): Promise<readonly RoomSummary[]> {
  const { rooms } = await fetchJson<{ rooms: readonly RoomSummary[] }>(ROOMS, { signal });
  return rooms;
}

/** One room. */
export function readRoom(room: string, signal?: AbortSignal): Promise<Room> {
  return fetchJson<Room>(pathOf(room), { signal });
}

/** What was found of a room that is gone for who asks: nothing. */
export type RoomOrNothing = Room | null;

/** Something done to a room. */
export type RoomDeed =
  | { readonly kind: "join" | "leave" | "close" }
  | { readonly kind: "invite"; readonly person: string }
  | { readonly kind: "remove"; readonly userId: string }
  | { readonly kind: "power"; readonly userId: string; readonly power: number }
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "relabel"; readonly label: Label };

/** The powers that matter here, as the server has them. */
export const POWER = { owner: 90, moderator: 50, member: 0 } as const;

/** Does something to a room. @throws ServerRefusalError, UnreachableError */
export async function doToRoom(room: string, deed: RoomDeed, options: ChangeOptions): Promise<void> {
  const path = pathOf(room);
  switch (deed.kind) {
    case "join":
    case "leave":
    case "close":
      await send(`${path}/_${deed.kind}`, {}, options);
      return;
    case "invite":
      await send(`${path}/_invite`, { person: deed.person }, options);
      return;
    case "remove":
      await send(`${path}/_remove`, { userId: deed.userId }, options);
      return;
    case "power":
      await send(
        `${path}/members/${encodeURIComponent(deed.userId)}`,
        { power: deed.power },
        { ...options, method: "PUT" },
      );
      return;
    case "rename":
      await send(`${path}/name`, { name: deed.name }, { ...options, method: "PUT" });
      return;
    case "relabel":
      await send(`${path}/label`, deed.label, { ...options, method: "PUT" });
  }
}

/** Opens a room. @returns its id */
export async function openRoom(room: NewRoom, options: ChangeOptions): Promise<string | null> {
  return (await send<{ id: string }>(ROOMS, room, options))?.id ?? null;
}

/** Where the signed log of a room can be fetched. */
export function logAddress(room: string): string {
  return `${pathOf(room)}/log`;
}

/** What the rules say of writing in a room, as it is or as it would be. */
export interface Fit {
  readonly allowed: boolean;
  /** The rules that allow it. */
  readonly rules: readonly RefusingRule[];
  /** Why not, and what to do instead. */
  readonly refusal: Refusal | null;
}

/** What the rules would say of a room: with this label and these organisations and outside parties. */
export async function fitOf(
  wanted: { readonly label: Label; readonly participants: readonly string[] },
  options: ChangeOptions,
): Promise<Fit> {
  const fit = await send<Fit>(`${ROOMS}/_fit`, wanted, options);
  if (fit === null) throw new Error("The server said nothing of what the rules say.");
  return fit;
}

/** What the rules say of a room as it is. */
export function fitOfRoom(room: string, signal?: AbortSignal): Promise<Fit> {
  return fetchJson<Fit>(`${pathOf(room)}/fit`, { signal });
}

/** Colleagues by a part of their name, of every organisation or of one; the ten that fit best. */
export async function findPeople(
  typed: string,
  organisation: string | null,
  signal?: AbortSignal,
): Promise<readonly FoundPerson[]> {
  const query = new URLSearchParams({ q: typed, ...(organisation === null ? {} : { organisation }) });
  const { people } = await fetchJson<{ people: readonly FoundPerson[] }>(`/v1/people/_search?${query}`, {
    signal,
  });
  return people;
}
