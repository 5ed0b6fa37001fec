import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { fragmentOf } from "../../../platform/fragment-state.ts";

const KEY = "akkoord.new-room";

/** The path of the page on which a room is opened. */
export const NEW_ROOM_PATH = "/ruimtes/nieuw";

/**
 * Keeps what an answer said of a new room in this tab while its owner signs in: the part of the address after `#` never
 * goes along to a server, so it would be lost on the way.
 */
export function keepFragmentForSignIn(): void {
  try {
    sessionStorage.setItem(KEY, location.hash.slice(1));
  } catch {
    // Without storage the room is opened without what the answer said.
  }
}

/** The situation in the address of the page on which a room is opened; takes up the one that was kept, once. */
export function useNewRoomFragment(): string {
  const routed = useLocation();
  const navigate = useNavigate();
  const fragment = routed.pathname === NEW_ROOM_PATH ? fragmentOf(routed.href) : "";
  const isEmpty = fragment === "" && routed.pathname === NEW_ROOM_PATH;
  useEffect(() => {
    if (!isEmpty) return;
    const kept = takeKept();
    if (kept !== null && kept !== "") void navigate({ to: NEW_ROOM_PATH, hash: kept, replace: true });
  }, [isEmpty, navigate]);
  return fragment;
}

function takeKept(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept;
  } catch {
    return null;
  }
}
