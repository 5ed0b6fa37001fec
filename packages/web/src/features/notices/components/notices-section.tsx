import { useInfiniteQuery } from "@tanstack/react-query";
import { formatMoment } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useNoticeMessages } from "../../../messages/notices.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField } from "../../../primitives/fields.tsx";
import { ExternalLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading } from "../../../primitives/text.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { organisationOn, organisationsOn } from "../../rule-sets/model/names.ts";
import { listNotices, type Notice } from "../api.ts";

interface NoticesSectionProps {
  readonly rules: Rules;
  readonly organisation: string | null;
  readonly onChoose: (organisation: string | null) => void;
}

/** What publications changed for an organisation, in short sentences. */
export function NoticesSection({ rules, organisation, onChoose }: NoticesSectionProps) {
  const t = useNoticeMessages();
  const organisations = organisationsOn(rules.ruleSet, rules.date);
  const chosen = organisations.find(({ id }) => id === organisation);
  const { data, isError, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["notices", chosen?.id ?? null],
    queryFn: ({ pageParam, signal }) => listNotices(chosen?.id ?? null, pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: ({ page, pageSize, total }) => (page * pageSize < total ? page + 1 : undefined),
  });
  const notices = data?.pages.flatMap((page) => page.notices) ?? [];
  const query = chosen === undefined ? "" : `?organisation=${encodeURIComponent(chosen.id)}`;
  return (
    <section className="stack" aria-labelledby="notices-title">
      <Heading level={2} id="notices-title">
        {t.title}
      </Heading>
      <p className="prose">{t.lead}</p>
      <div className="filters">
        <SelectField
          label={t.organisation}
          value={chosen?.id ?? ""}
          options={[
            { value: "", label: t.everyone },
            ...organisations.map((candidate) => ({
              value: candidate.id,
              label: organisationOn(candidate, rules.date).name,
            })),
          ]}
          onChange={(value) => onChoose(value === "" ? null : value)}
        />
      </div>
      {isError ? <Alert kind="warning">{t.failed}</Alert> : null}
      {!isPending && !isError && notices.length === 0 ? (
        <p role="status">
          {chosen === undefined ? t.none : t.noneFor(organisationOn(chosen, rules.date).abbreviation)}
        </p>
      ) : null}
      <ul className="notice-list">
        {notices.map((notice) => (
          <li key={notice.id}>
            <NoticeCard notice={notice} />
          </li>
        ))}
      </ul>
      <div className="row row--spread">
        {hasNextPage ? (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.older}
          </Button>
        ) : null}
        <ExternalLink href={`/feeds/rules.atom${query}`} type="application/atom+xml">
          {t.feed}
        </ExternalLink>
      </div>
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const t = useNoticeMessages();
  const { say, language } = useMessages();
  return (
    <Card as="article" className="stack stack--tight">
      <Heading level={3}>{say(notice.title)}</Heading>
      <p className="small">{t.published(formatMoment(notice.madeAt, language))}</p>
      <ul className="notice-lines">
        {notice.lines.map(({ words }) => (
          <li key={words.nl}>{say(words)}</li>
        ))}
      </ul>
      {notice.more > 0 ? <p>{t.more(notice.more)}</p> : null}
      <p>
        <RouteLink
          to="/wijzigingen"
          hash={`mode=sets&fromSet=${notice.before}&toSet=${notice.ruleSet}`}
          hashScrollIntoView={false}
        >
          {t.details}
        </RouteLink>
      </p>
    </Card>
  );
}
