import { IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { formatDate, formatList, formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useReviewMessages } from "../../../messages/reviews.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Badge } from "../../../primitives/badge.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { RefusalNote } from "../../rooms/components/refusal-note.tsx";
import { useRoomRules } from "../../rooms/hooks/use-room-rules.ts";
import { refusalIn } from "../../rooms/model/refusal.ts";
import type { Review, Verdict } from "../api.ts";
import { useDecideReview } from "../hooks/use-reviews.ts";
import { MemberChoice } from "./member-choice.tsx";

interface ReviewCardProps {
  readonly review: Review;
  /** With what to tell. */
  readonly onDone: (words: string) => void;
}

/** A review: what it is about, and what to decide. */
export function ReviewCard({ review, onDone }: ReviewCardProps) {
  const t = useReviewMessages();
  const { language } = useMessages();
  const { partyName } = useRoomRules();
  const { room, owners, state, outcome } = review;
  const titleId = `review-${review.id}`;
  const day = formatDate(review.dueOn, language);
  return (
    <Card as="article" className="stack" aria-labelledby={titleId}>
      <div className="row">
        <Heading level={3} id={titleId}>
          {room.name === null ? t.hub(partyName(review.hub)) : <bdi>{room.name}</bdi>}
        </Heading>
        <ReviewBadge state={state} />
      </div>
      {outcome === null ? (
        <p>
          {t.reasons[review.reason]} {state === "overdue" ? t.overdue(day) : t.due(day)}
        </p>
      ) : (
        <p>{t.outcome(outcome.by.name, formatMoment(outcome.at, language), outcome.kept, outcome.removed)}</p>
      )}
      {review.abilities.includes("decide") || outcome !== null ? null : (
        <p>
          {owners.length === 0
            ? t.noOwner
            : t.owners(
                formatList(
                  owners.map(({ name }) => name),
                  language,
                ),
              )}
        </p>
      )}
      {room.name === null ? null : (
        <p>
          <RouteLink to="/ruimtes/$id" params={{ id: room.id }}>
            {t.toRoom}
            <span className="visually-hidden">: {room.name}</span>
          </RouteLink>
        </p>
      )}
      {review.abilities.includes("decide") ? <DecideForm review={review} onDone={onDone} /> : null}
    </Card>
  );
}

function DecideForm({ review, onDone }: ReviewCardProps) {
  const t = useReviewMessages();
  const decide = useDecideReview();
  const [made, setMade] = useState<Readonly<Record<string, Verdict>>>({});
  const [tried, setTried] = useState(false);
  const { members, room } = review;
  const name = room.name ?? "";
  const verdictOf = (userId: string) =>
    made[userId] ?? members.find((member) => member.userId === userId)?.verdict ?? null;
  const left = members.filter(({ userId }) => verdictOf(userId) === null);
  const removals = members.filter(({ userId }) => verdictOf(userId) === "remove");
  const keepRest = () =>
    setMade({ ...made, ...Object.fromEntries(left.map(({ userId }) => [userId, "keep" as const])) });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (left.length > 0) return;
    const decisions = members.flatMap(({ userId }) => {
      const verdict = verdictOf(userId);
      return verdict === null ? [] : [{ userId, verdict }];
    });
    decide.mutateAsync({ id: review.id, decisions }).then(
      (after) => onDone(after?.state === "done" ? t.sent(name) : t.notYet(name)),
      // The form itself says what went wrong.
      () => undefined,
    );
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      {members.length === 0 ? <p>{t.alone}</p> : null}
      <ul className="notice-list">
        {members.map((member) => (
          <li key={member.userId}>
            <MemberChoice
              member={member}
              chosen={verdictOf(member.userId)}
              onChoose={(verdict) => setMade({ ...made, [member.userId]: verdict })}
            />
          </li>
        ))}
      </ul>
      {left.length > 1 && left.length < members.length ? (
        <div>
          <Button onClick={keepRest}>{t.keepRest}</Button>
        </div>
      ) : null}
      <div role="status">
        {tried && left.length > 0 ? <Alert kind="warning">{t.left(left.length)}</Alert> : null}
      </div>
      {removals.length > 0 ? <p>{t.sureRemove(removals.length)}</p> : null}
      <DecideFailure error={decide.error} />
      <div>
        <Button type="submit" purpose="primary" busy={decide.isPending} unavailable={decide.isPending}>
          {t.send}
        </Button>
      </div>
    </form>
  );
}

function DecideFailure({ error }: { readonly error: Error | null }) {
  const t = useReviewMessages();
  if (error === null) return null;
  const refusal = refusalIn(error);
  if (refusal !== null) return <RefusalNote refusal={refusal} announce />;
  return (
    <Alert kind="error" announce>
      <p>
        {error instanceof UnreachableError ? t.unreachable : t.failed}{" "}
        {error instanceof ServerRefusalError ? error.detail : null}
      </p>
    </Alert>
  );
}

function ReviewBadge({ state }: { readonly state: Review["state"] }) {
  const t = useReviewMessages().states;
  const looks = {
    open: { tone: "brand", icon: IconClock },
    overdue: { tone: "stop", icon: IconAlertTriangle },
    done: { tone: "go", icon: IconCheck },
  } as const;
  return (
    <Badge tone={looks[state].tone} icon={looks[state].icon}>
      {t[state]}
    </Badge>
  );
}
