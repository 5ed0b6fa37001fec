import { fetchJson } from "../../platform/http.ts";

/** How far a check is with rooms. */
export interface CheckCounts {
  readonly rooms: number;
  readonly done: number;
  readonly paused: number;
  readonly resumed: number;
}

/** Rooms that are decided again. Counts only: which rooms there are, their members know. */
export interface RoomCheck extends CheckCounts {
  readonly id: string;
  readonly cause: "publication" | "waiver" | "daily";
  /** UTC. */
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly organisations: readonly (CheckCounts & { readonly organisation: string })[];
}

/** How rooms were decided again, newest first: the last twenty-five times. */
export async function listRoomChecks(signal?: AbortSignal): Promise<readonly RoomCheck[]> {
  return (await fetchJson<{ checks: readonly RoomCheck[] }>("/v1/room-checks", { signal })).checks;
}
