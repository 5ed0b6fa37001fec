import { fetchJson, send } from "../../platform/http.ts";
import type { ChangeOptions, Label, PauseCode } from "./api.ts";

/** A room that stands still because nobody leads it. */
export interface OwnerlessRoom {
  readonly id: string;
  readonly hub: string;
  /** Null for who may not know what rooms are called. */
  readonly name: string | null;
  readonly label: Label;
  /** UTC. */
  readonly openedAt: string;
  readonly memberCount: number;
  /** UTC. */
  readonly since: string;
}

/** Rooms without an owner: those that wait longest, and how many there are. */
export interface OwnerlessRooms {
  readonly rooms: readonly OwnerlessRoom[];
  readonly total: number;
}

/** As many as the server gives at once. */
const MOST = 100;

/** The rooms that whoever asks can give an owner, those that wait longest first. */
export function listOwnerlessRooms(signal?: AbortSignal): Promise<OwnerlessRooms> {
  return fetchJson<OwnerlessRooms>(`/v1/ownerless-rooms?pageSize=${MOST}`, { signal });
}

/**
 * Makes somebody the owner of a room that has none.
 *
 * @returns why the room still stands still; null when it goes on
 * @throws ServerRefusalError, UnreachableError
 */
export async function appointOwner(
  room: string,
  person: string,
  options: ChangeOptions,
): Promise<PauseCode | null> {
  const path = `/v1/rooms/${encodeURIComponent(room)}/_appoint`;
  return (await send<{ paused: PauseCode | null }>(path, { person }, options))?.paused ?? null;
}
