import "../findings.css";
import { type Finding, isDate, type RuleSet } from "@akkoord/policy";
import { useParams } from "@tanstack/react-router";
import { Component, type ReactNode } from "react";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Card } from "../../../primitives/card.tsx";
import { DataList } from "../../../primitives/data-list.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { ButtonLink, PlainLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { useRules } from "../../rule-sets/hooks/use-rules.ts";
import { participantName, toolName } from "../../rule-sets/model/names.ts";
import { RuleCitations } from "../../rules/components/rule-citation.tsx";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { FindingSummary } from "../api.ts";
import { ExampleSection } from "../components/example-section.tsx";
import { KindBadge } from "../components/kind-badge.tsx";
import { RegionSection } from "../components/region-section.tsx";
import { RepairsSection } from "../components/repairs-section.tsx";
import { CauseReports } from "../components/reports.tsx";
import { WorklistPanel } from "../components/worklist-panel.tsx";
import { useFigures } from "../hooks/use-figures.ts";
import { useFinding } from "../hooks/use-findings.ts";

/** One finding, for everyone to read. */
export function PublicFindingPage() {
  return <FindingPage work={false} />;
}

/** One finding, for who deals with it. */
export function WorkFindingPage() {
  return <FindingPage work />;
}

function FindingPage({ work }: { readonly work: boolean }) {
  const { id = "" } = useParams({ strict: false });
  return (
    <GoneBoundary key={id} fallback={<GonePage work={work} />}>
      <FoundPage id={id} work={work} />
    </GoneBoundary>
  );
}

function FoundPage({ id, work }: { readonly id: string; readonly work: boolean }) {
  const { say } = useMessages();
  const f = useFindingsMessages();
  const session = useSession();
  const [choice] = useFragmentState();
  const chosen = choice.get("date");
  const date = chosen !== null && isDate(chosen) ? chosen : null;
  const { finding, alike } = useFinding(id, date);
  const { ruleSet } = useRules({ date, ruleSet: null });
  usePageTitle(f.kinds[finding.kind]);
  const works = work && (session?.abilities.includes("findings.work") ?? false);
  return (
    <div className="wrap page">
      <Breadcrumbs current={f.kinds[finding.kind]}>
        {work ? (
          <RouteLink to="/beheer/knelpunten">{f.documentTitle}</RouteLink>
        ) : (
          <RouteLink to="/knelpunten">{f.documentTitle}</RouteLink>
        )}
      </Breadcrumbs>
      <div className="page-head">
        <div>
          <KindBadge kind={finding.kind} />
        </div>
        <Heading level={1} appearance="level-2">
          {say(finding.sentence)}
        </Heading>
        <Paragraph>{f.kindMeaning[finding.kind]}</Paragraph>
      </div>
      <div className="columns">
        <div className="stack stack--wide">
          <Facts ruleSet={ruleSet} finding={finding} />
          <RegionSection ruleSet={ruleSet} finding={finding} />
          <Card className="stack" aria-labelledby="causes">
            <Heading level={2} id="causes">
              {f.causes}
            </Heading>
            <p>{finding.causes.length === 0 ? f.noCauses : f.causesLead}</p>
            <RuleCitations
              ruleSet={ruleSet}
              ruleIds={finding.rule === undefined ? finding.causes : [finding.rule, ...finding.causes]}
            />
          </Card>
          <RepairsSection ruleSet={ruleSet} finding={finding.id} date={date} />
        </div>
        <div className="stack stack--wide">
          {works ? <WorklistPanel ruleSet={ruleSet} family={finding.family} /> : null}
          <ExampleSection ruleSet={ruleSet} finding={finding} />
          {works ? (
            <CauseReports ruleSet={ruleSet} causes={finding.causes} tool={finding.tool ?? null} />
          ) : null}
          <Alike ruleSet={ruleSet} finding={finding} alike={alike} work={work} hash={date} />
        </div>
      </div>
    </div>
  );
}

function Facts({ ruleSet, finding }: { readonly ruleSet: RuleSet; readonly finding: Finding }) {
  const { say, language } = useMessages();
  const f = useFindingsMessages();
  const figures = useFigures();
  const names = (ids: readonly string[]) =>
    formatList(
      ids.map((id) => participantName(ruleSet, id, say)),
      language,
    );
  const { sides, tool } = finding;
  const items = [
    { key: f.organisations, value: names(finding.organisations) },
    ...(sides === undefined || sides.for.length === 0
      ? []
      : [
          { key: f.allows, value: names(sides.for) },
          { key: f.refuses, value: names(sides.against) },
        ]),
    ...(tool === undefined
      ? []
      : [
          {
            key: f.tool,
            value: (
              <PlainLink to="/middelen/$tool" params={{ tool }} className="quiet-link">
                {toolName(ruleSet, tool)}
              </PlainLink>
            ),
          },
        ]),
    { key: f.size, value: figures.situations(finding.situations) },
  ];
  return (
    <Card as="div">
      <DataList items={items} />
    </Card>
  );
}

interface AlikeProps {
  readonly ruleSet: RuleSet;
  readonly finding: Finding;
  readonly alike: readonly FindingSummary[];
  readonly work: boolean;
  readonly hash: string | null;
}

/** The same finding at other organisations. */
function Alike({ ruleSet, finding, alike, work, hash }: AlikeProps) {
  const { say, language } = useMessages();
  const f = useFindingsMessages();
  const others = alike.filter(({ id }) => id !== finding.id);
  if (others.length === 0) return null;
  return (
    <Card className="stack" aria-labelledby="alike">
      <Heading level={2} id="alike">
        {f.alike}
      </Heading>
      <Disclosure summary={f.alikeShow(others.length)} open={others.length <= 6}>
        <ul className="bullets">
          {others.map(({ id, organisations }) => (
            <li key={id}>
              <RouteLink
                to={work ? "/beheer/knelpunten/$id" : "/knelpunten/$id"}
                params={{ id }}
                hash={hash === null ? undefined : `date=${hash}`}
              >
                {formatList(
                  organisations.map((one) => participantName(ruleSet, one, say)),
                  language,
                )}
              </RouteLink>
            </li>
          ))}
        </ul>
      </Disclosure>
    </Card>
  );
}

function GonePage({ work }: { readonly work: boolean }) {
  const f = useFindingsMessages();
  usePageTitle(f.unknown);
  return (
    <div className="wrap page stack">
      <Heading level={1}>{f.unknown}</Heading>
      <Paragraph purpose="lead">{f.unknownLead}</Paragraph>
      <div>
        <ButtonLink to={work ? "/beheer/knelpunten" : "/knelpunten"}>{f.documentTitle}</ButtonLink>
      </div>
    </div>
  );
}

/** Catches that a finding is not there; every other failure goes on to the page's own. */
class GoneBoundary extends Component<
  { readonly children: ReactNode; readonly fallback: ReactNode },
  { readonly error: unknown }
> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (error instanceof ServerRefusalError && error.status === 404) return this.props.fallback;
    throw error;
  }
}
