import { useInfiniteQuery } from "@tanstack/react-query";
import { usePeopleMessages } from "../../../messages/people.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { peopleQuery } from "../hooks/use-people.ts";
import type { PeopleSearch } from "../model/search.ts";
import { StateBadge } from "./state-badge.tsx";

interface PeopleListProps {
  readonly search: PeopleSearch;
  /** How often somebody asked. */
  readonly round: number;
}

/** The people who were found; each leads to their own page. */
export function PeopleList({ search, round }: PeopleListProps) {
  const t = usePeopleMessages();
  const { short } = useOrganisationNames();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(peopleQuery(search, round));
  const people = data?.pages.flat() ?? [];
  return (
    <section className="stack" aria-labelledby="people-list-title">
      <Heading level={2} id="people-list-title">
        {t.list.title}
      </Heading>
      <p role="status" className={people.length > 0 ? "visually-hidden" : undefined}>
        {isPending && error === null ? t.list.loading : null}
        {data === undefined ? null : people.length === 0 ? t.list.none : t.list.found(people.length)}
      </p>
      {error === null ? null : (
        <>
          <Alert kind="error" announce>
            {error instanceof ServerRefusalError && error.detail !== null ? error.detail : t.failed}
          </Alert>
          <div>
            <Button onClick={() => void refetch()}>{t.retry}</Button>
          </div>
        </>
      )}
      <ul className="people-list">
        {people.map((person) => (
          <li key={person.id} className="people-row">
            <RouteLink className="people-row__name" to="/beheer/personen/$id" params={{ id: person.id }}>
              <bdi>{person.name}</bdi>
            </RouteLink>
            <span className="people-row__where">
              {[short(person.organisation), person.department].filter((part) => part).join(", ")}
            </span>
            <span className="people-row__roles">
              {person.roles.map((role) => t.roles[role] ?? role).join(", ")}
            </span>
            <span className="people-row__state">
              <StateBadge state={person.state} />
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.list.more}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
