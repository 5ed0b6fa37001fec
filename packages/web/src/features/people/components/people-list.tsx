import { useInfiniteQuery } from "@tanstack/react-query";
import { usePeopleMessages } from "../../../messages/people.ts";
import { RouteLink } from "../../../primitives/link.tsx";
import { useOrganisationNames } from "../hooks/use-organisation-name.ts";
import { peopleQuery } from "../hooks/use-people.ts";
import type { PeopleSearch } from "../model/search.ts";
import { PagedPeople } from "./paged-people.tsx";
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
  const found = useInfiniteQuery(peopleQuery(search, round));
  return (
    <PagedPeople
      title={t.list.title}
      found={found}
      count={(count) => (count === 0 ? t.list.none : t.list.found(count))}
    >
      {(person) => (
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
      )}
    </PagedPeople>
  );
}
