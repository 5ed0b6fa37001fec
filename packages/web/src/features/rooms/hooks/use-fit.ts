import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { type Fit, fitOf, fitOfRoom, type Label } from "../api.ts";
import { ROOMS_KEY } from "./use-rooms.ts";

/** What the rules say of a room as it is. */
export function roomFitQuery(room: string) {
  return queryOptions({
    queryKey: [...ROOMS_KEY, "fit", room],
    queryFn: ({ signal }) => fitOfRoom(room, signal),
    staleTime: 30_000,
    retry: false,
  });
}

/** What the rules would say; undefined while that is asked, null when it cannot be. */
export type FitBeforehand = Fit | undefined | null;

/**
 * What the rules would say of a room with this label and these parties. The same question is asked once, however many
 * places ask it.
 *
 * @param participants null asks nothing
 */
export function useFit(label: Label | null, participants: readonly string[] | null): FitBeforehand {
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  const { data, isError } = useQuery({
    queryKey: [...ROOMS_KEY, "would-fit", label, participants],
    queryFn: () =>
      label === null || participants === null
        ? Promise.reject(new Error("There is nothing to ask yet."))
        : fitOf({ label, participants }, { csrfToken, language }),
    enabled: label !== null && participants !== null,
    staleTime: 30_000,
    retry: false,
  });
  return isError ? null : data;
}
