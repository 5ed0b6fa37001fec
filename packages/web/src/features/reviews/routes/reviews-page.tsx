import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useReviewMessages } from "../../../messages/reviews.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { ButtonLink, ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { signInAddress, useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { Review } from "../api.ts";
import { ReviewCard } from "../components/review-card.tsx";
import { reviewsQuery } from "../hooks/use-reviews.ts";

/** The rooms whose members somebody has to confirm. */
export function ReviewsPage() {
  const t = useReviewMessages();
  const session = useSession();
  usePageTitle(t.documentTitle);
  return (
    <div className="wrap page stack stack--wide">
      <div className="page-head">
        <Breadcrumbs current={t.crumb}>
          <RouteLink to="/ruimtes">{t.back}</RouteLink>
        </Breadcrumbs>
        <Heading level={1}>{t.title}</Heading>
        <Paragraph purpose="lead">{t.lead}</Paragraph>
      </div>
      {session === undefined ? null : session.person === null ? (
        <p>
          {t.signInFirst} <ExternalLink href={signInAddress("/ruimtes/controle")}>{t.signIn}</ExternalLink>
        </p>
      ) : (
        <Reviews />
      )}
    </div>
  );
}

function Reviews() {
  const t = useReviewMessages();
  const { data, isError } = useQuery(reviewsQuery);
  const [said, setSaid] = useState<string | null>(null);
  if (isError) return <Alert kind="warning">{t.offline}</Alert>;
  if (data === undefined) return null;
  const mine = data.filter(({ abilities }) => abilities.includes("decide"));
  const done = data.filter(({ state }) => state === "done");
  const others = data.filter((review) => !mine.includes(review) && !done.includes(review));
  const show = (reviews: readonly Review[]) => (
    <ul className="notice-list">
      {reviews.map((review) => (
        <li key={review.id}>
          <ReviewCard review={review} onDone={setSaid} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <div role="status">{said === null ? null : <Alert kind="ok">{said}</Alert>}</div>
      {mine.length === 0 ? (
        <div className="stack">
          <p>{t.none}</p>
          <div>
            <ButtonLink to="/ruimtes">{t.toRooms}</ButtonLink>
          </div>
        </div>
      ) : (
        <section className="stack" aria-labelledby="reviews-open">
          <Heading level={2} id="reviews-open">
            {t.open}
          </Heading>
          {show(mine)}
        </section>
      )}
      {others.length === 0 ? null : (
        <section className="stack" aria-labelledby="reviews-others">
          <Heading level={2} id="reviews-others">
            {t.others}
          </Heading>
          <p>{t.othersLead}</p>
          {show(others)}
        </section>
      )}
      {done.length === 0 ? null : <Disclosure summary={t.done}>{show(done)}</Disclosure>}
    </>
  );
}
