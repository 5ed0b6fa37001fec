import { useInfiniteQuery } from "@tanstack/react-query";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { usePeopleMessages } from "../../../messages/people.ts";
import { RouteLink } from "../../../primitives/link.tsx";
import { managedPeopleQuery } from "../hooks/use-people.ts";
import { PagedPeople } from "./paged-people.tsx";
import { StateBadge } from "./state-badge.tsx";

/** The people whose manager you are; each leads to their own page, also who left. */
export function ManagedList() {
  const t = usePeopleMessages().managed;
  const { language } = useMessages();
  const found = useInfiniteQuery(managedPeopleQuery);
  return (
    <PagedPeople title={t.list} found={found} count={(count) => (count === 0 ? t.nobody : t.count(count))}>
      {(person) => (
        <li key={person.id} className="people-row">
          <RouteLink className="people-row__name" to="/medewerkers/$id" params={{ id: person.id }}>
            <bdi>{person.name}</bdi>
          </RouteLink>
          <span className="people-row__where">{person.department ?? person.userName}</span>
          <span className="people-row__roles">
            {person.endedAt === null ? null : t.endedOn(formatMoment(person.endedAt, language))}
          </span>
          <span className="people-row__state">
            <StateBadge state={person.state} />
          </span>
        </li>
      )}
    </PagedPeople>
  );
}
