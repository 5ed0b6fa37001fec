import { IconUserQuestion, IconUserShare } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useReviewMessages } from "../../../messages/reviews.ts";
import { PlainLink } from "../../../primitives/link.tsx";
import { guestsQuery } from "../../guests/hooks/use-guests.ts";
import { reviewsQuery } from "../hooks/use-reviews.ts";

/** The ways to what somebody answers for besides rooms: their guests, and reviews that wait. Nothing while there is none. */
export function RoomDuties() {
  const t = useReviewMessages().duties;
  const guests = useQuery(guestsQuery).data?.guests.filter(({ state }) => state !== "ended") ?? [];
  const reviews = useQuery(reviewsQuery).data?.filter(({ state }) => state !== "done") ?? [];
  return (
    <>
      {reviews.length === 0 ? null : (
        <PlainLink to="/ruimtes/controle" className="rooms__new">
          <IconUserQuestion aria-hidden="true" size={20} />
          {t.reviews(reviews.length)}
        </PlainLink>
      )}
      {guests.length === 0 ? null : (
        <PlainLink to="/ruimtes/gasten" className="rooms__new">
          <IconUserShare aria-hidden="true" size={20} />
          {t.guests(guests.length)}
        </PlainLink>
      )}
    </>
  );
}
