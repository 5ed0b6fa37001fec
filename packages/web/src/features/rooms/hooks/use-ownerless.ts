import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { appointOwner, listOwnerlessRooms } from "../ownerless-api.ts";
import { ROOMS_KEY } from "./use-rooms.ts";

/** The rooms that whoever looks can give an owner. */
export const ownerlessQuery = queryOptions({
  queryKey: [...ROOMS_KEY, "ownerless"],
  queryFn: ({ signal }) => listOwnerlessRooms(signal),
  refetchOnWindowFocus: true,
});

/** Gives a room an owner; everything about rooms is fetched again afterwards. */
export function useAppointOwner(room: string) {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: (person: string) => appointOwner(room, person, { csrfToken, language }),
    networkMode: "always",
    onSettled: () => void client.invalidateQueries({ queryKey: ROOMS_KEY }),
  });
}
