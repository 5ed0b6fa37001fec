import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { usePeopleMessages } from "../../../messages/people.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Heading } from "../../../primitives/text.tsx";

interface PagedPeopleProps<Row> {
  readonly title: string;
  readonly found: UseInfiniteQueryResult<InfiniteData<readonly Row[]>>;
  /** How many there are, in words; of none too. */
  readonly count: (count: number) => string;
  readonly children: (row: Row) => ReactNode;
}

/** A list of people that grows by a page at a time; each is a row of its own. */
export function PagedPeople<Row>({ title, found, count, children }: PagedPeopleProps<Row>) {
  const t = usePeopleMessages();
  const id = useId();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = found;
  const people = data?.pages.flat() ?? [];
  return (
    <section className="stack" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      <p role="status" className={people.length > 0 ? "visually-hidden" : undefined}>
        {isPending && error === null ? t.list.loading : null}
        {data === undefined ? null : count(people.length)}
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
      <ul className="people-list">{people.map(children)}</ul>
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
