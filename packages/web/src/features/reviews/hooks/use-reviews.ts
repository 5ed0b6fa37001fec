import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { ROOMS_KEY } from "../../rooms/hooks/use-rooms.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { decideReview, listReviews, type ReviewDecisions } from "../api.ts";

/** The reviews that concern whoever is signed in. */
export const reviewsQuery = queryOptions({
  queryKey: ["reviews"],
  queryFn: ({ signal }) => listReviews(signal),
  refetchOnWindowFocus: true,
});

/** Confirms and removes members; reviews and rooms follow at once. */
export function useDecideReview() {
  const client = useQueryClient();
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return useMutation({
    mutationFn: (decided: ReviewDecisions) => decideReview(decided, { csrfToken, language }),
    networkMode: "always",
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: reviewsQuery.queryKey });
      await client.invalidateQueries({ queryKey: ROOMS_KEY });
    },
  });
}
