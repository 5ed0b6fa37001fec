import { holdsOn, ownerOf, type Rule, type RuleSet } from "@akkoord/policy";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatDate, formatMoment, todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { SelectField, TextField } from "../../../primitives/fields.tsx";
import { PlainLink, RouteLink } from "../../../primitives/link.tsx";
import { Heading, Paragraph } from "../../../primitives/text.tsx";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import { useRuleSet, useRuleSetList } from "../../rule-sets/hooks/use-rules.ts";
import { ruleSetInForce } from "../../rule-sets/model/in-force.ts";
import { fold, issuerName } from "../../rule-sets/model/names.ts";
import { useSpeaking } from "../../rules/hooks/use-speaking.ts";
import { ruleMentions, validInWords } from "../../rules/model/rule-in-words.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { Block, DraftState, DraftSummary } from "../api.ts";
import { OwnerGate } from "../components/owner-gate.tsx";
import { Refusal } from "../components/refusal.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { draftsQuery, ownersOf, publicationsQuery, useMakeDraft } from "../hooks/use-drafts.ts";
import { changeRuleText, newRuleText, withdrawRuleText } from "../model/new-draft.ts";
import { ruleName } from "../model/rule-sentence.ts";
import { yourTurn } from "../model/your-turn.ts";
import "../../../styles/desk.css";

/** The drafts and rules of who makes rules, with what waits for them on top. */
export function DraftsPage() {
  return (
    <OwnerGate>
      <Desk />
    </OwnerGate>
  );
}

const RUNNING: readonly DraftState[] = ["draft", "in-review", "approved", "planned", "failed"];
const STATES: readonly DraftState[] = [...RUNNING, "published", "withdrawn"];

function Desk() {
  const t = useDeskMessages();
  const { t: words, say } = useMessages();
  const session = useSession();
  const owners = ownersOf(session);
  const [choice, choose] = useFragmentState();
  const owner = owners.find((one) => one === choice.get("owner")) ?? owners[0] ?? "";
  const list = useRuleSetList();
  const { hash } = ruleSetInForce(list, todayInTheNetherlands(new Date()));
  const ruleSet = useRuleSet(hash);
  const drafts = useQuery(draftsQuery(owner));
  const make = useMakeDraft();
  const navigate = useNavigate();
  usePageTitle(t.documentTitle);
  const name = issuerName(ruleSet, owner, say, t.government);

  function begin(wanted: Parameters<typeof make.mutate>[0]): void {
    make.mutate(wanted, {
      onSuccess: ({ id }) => void navigate({ to: "/beheer/concepten/$id", params: { id } }),
    });
  }

  const failed = drafts.data?.filter(({ state }) => state === "failed") ?? [];
  const turn = yourTurn(drafts.data ?? [], session?.person?.id ?? "");
  return (
    <div className="wrap page stack stack--wide desk">
      <div>
        <Breadcrumbs current={t.title}>
          <RouteLink to="/beheer">{t.manage}</RouteLink>
        </Breadcrumbs>
        <div className="desk__head">
          <div className="page-head">
            <Heading level={1}>{t.title}</Heading>
            <Paragraph purpose="lead">{t.lead}</Paragraph>
          </div>
          <Button
            purpose="primary"
            icon={<IconPlus aria-hidden="true" />}
            busy={make.isPending}
            onClick={() =>
              begin({ owner, title: t.list.newRule, text: newRuleText(ruleSet, owner, t.form.newRule) })
            }
          >
            {t.list.newRule}
          </Button>
        </div>
        <div className="row row--spread row--end">
          {owners.length > 1 ? (
            <SelectField
              label={t.owner}
              value={owner}
              options={owners.map((one) => ({
                value: one,
                label: issuerName(ruleSet, one, say, words.rules.government),
              }))}
              onChange={(value) => choose({ owner: value })}
            />
          ) : null}
          <RouteLink to="/beheer/scenarios">{t.list.scenarios}</RouteLink>
        </div>
      </div>
      <Refusal error={make.error ?? drafts.error} />
      {failed.map((draft) => (
        <FailedNotice key={draft.id} draft={draft} />
      ))}
      {turn.length === 0 ? null : (
        <section className="stack" aria-labelledby="turn-title">
          <Heading level={2} id="turn-title">
            {t.list.yourTurn}
          </Heading>
          <ul className="rule-list">
            {turn.map(({ draft, why }) => (
              <DraftItem key={draft.id} draft={draft} note={t.list[why]} />
            ))}
          </ul>
        </section>
      )}
      <Drafts
        drafts={drafts.data ?? null}
        above={turn.map(({ draft }) => draft.id)}
        choice={choice}
        choose={choose}
      />
      <OwnRules ruleSet={ruleSet} owner={owner} name={name} busy={make.isPending} onBegin={begin} />
      <Restore owner={owner} name={name} busy={make.isPending} onBegin={begin} />
    </div>
  );
}

function FailedNotice({ draft }: { readonly draft: DraftSummary }) {
  const t = useDeskMessages();
  const reason = (block: Block) => t.actions.blocked[block.kind] ?? t.actions.blocked.other;
  return (
    <Alert kind="error">
      <div className="stack stack--tight">
        <p>
          <b>{t.list.failedTitle(draft.title)}</b>
        </p>
        <p className="small">
          {t.editor.failure} {[...new Set((draft.failure?.blockedBy ?? []).map(reason))].join(" ")}
        </p>
      </div>
      <RouteLink to="/beheer/concepten/$id" params={{ id: draft.id }}>
        {t.list.open}
      </RouteLink>
    </Alert>
  );
}

function DraftItem({ draft, note }: { readonly draft: DraftSummary; readonly note?: string }) {
  const t = useDeskMessages();
  const { language } = useMessages();
  return (
    <li>
      <PlainLink to="/beheer/concepten/$id" params={{ id: draft.id }} className="draft-item">
        <span className="draft-item__head">
          <span className="draft-item__title">{draft.title || t.editor.untitled}</span>
          <StateBadge state={draft.state} />
        </span>
        <span className="rule-item__meta">
          {note === undefined ? null : <b>{note}</b>}
          <span>{t.list.by(draft.author.name)}</span>
          <span>{t.list.changedOn(formatMoment(draft.updatedAt, language))}</span>
          {draft.plannedFor === null ? null : (
            <span>{t.list.from(formatDate(draft.plannedFor, language))}</span>
          )}
        </span>
      </PlainLink>
    </li>
  );
}

interface DraftsProps {
  readonly drafts: readonly DraftSummary[] | null;
  /** Drafts that stand on the page already, and come back here only when somebody searches. */
  readonly above: readonly string[];
  readonly choice: URLSearchParams;
  readonly choose: (change: Readonly<Record<string, string | null>>) => void;
}

function Drafts({ drafts, above, choice, choose }: DraftsProps) {
  const t = useDeskMessages();
  const typed = choice.get("q") ?? "";
  const state = choice.get("state") ?? "running";
  const wanted = fold(typed);
  const isSearched = wanted !== "" || state !== "running";
  const shown = (drafts ?? []).filter(
    (draft) =>
      (isSearched || !above.includes(draft.id)) &&
      (state === "all" || (state === "running" ? RUNNING.includes(draft.state) : draft.state === state)) &&
      [draft.title, draft.author.name, ...draft.editors.map(({ name }) => name)].some((text) =>
        fold(text).includes(wanted),
      ),
  );
  return (
    <section className="stack" aria-labelledby="drafts-title">
      <div className="row row--spread">
        <Heading level={2} id="drafts-title">
          {t.list.drafts}
        </Heading>
        <p className="visually-hidden" role="status">
          {drafts === null ? "" : t.form.found(shown.length)}
        </p>
      </div>
      {drafts !== null && drafts.length === 0 ? (
        <p>{t.list.nothingYet}</p>
      ) : (
        <search className="filters">
          <TextField
            label={t.list.search}
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => choose({ q: event.target.value === "" ? null : event.target.value })}
          />
          <SelectField
            label={t.list.state}
            value={state}
            options={[
              { value: "running", label: t.list.anyState },
              { value: "all", label: t.list.allStates },
              ...STATES.map((one) => ({ value: one, label: t.states[one] })),
            ]}
            onChange={(value) => choose({ state: value === "running" ? null : value })}
          />
        </search>
      )}
      {drafts !== null && isSearched && shown.length === 0 ? <p>{t.list.none}</p> : null}
      <ul className="rule-list">
        {shown.map((draft) => (
          <DraftItem key={draft.id} draft={draft} />
        ))}
      </ul>
    </section>
  );
}

interface BeginProps {
  readonly owner: string;
  readonly name: string;
  readonly busy: boolean;
  readonly onBegin: (wanted: Parameters<ReturnType<typeof useMakeDraft>["mutate"]>[0]) => void;
}

function OwnRules({ ruleSet, owner, name, busy, onBegin }: BeginProps & { readonly ruleSet: RuleSet }) {
  const t = useDeskMessages();
  const { t: words, say } = useMessages();
  const speaking = useSpeaking(ruleSet);
  const [typed, setTyped] = useState("");
  const today = todayInTheNetherlands(new Date());
  const own = ruleSet.rules.filter((rule) => ownerOf(ruleSet, rule.issuer) === owner);
  const shown = own.filter((rule) =>
    ruleMentions(rule, speaking).some((text) => fold(text).includes(fold(typed))),
  );
  const called = (rule: Rule) => ruleName(ruleSet, rule.id, { say });
  return (
    <section className="stack" aria-labelledby="own-rules">
      <Heading level={2} id="own-rules">
        {t.list.rules(name)}
      </Heading>
      {own.length === 0 ? (
        <p>{t.list.noRules(name)}</p>
      ) : (
        <search className="filters">
          <TextField
            label={t.list.searchRules}
            type="search"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </search>
      )}
      {own.length > 0 && shown.length === 0 ? <p>{t.list.noRuleFits}</p> : null}
      <ul className="rule-list">
        {shown.map((rule) => (
          <li key={rule.id} className="rule-item own-rule">
            <div className="own-rule__text">
              {rule.effect === null ? (
                <span className="tag">{words.rules.noEffect}</span>
              ) : (
                <VerdictBadge verdict={rule.effect} />
              )}
              <p className="rule-item__words">
                <RouteLink to="/regels/$" params={{ _splat: rule.id }}>
                  {called(rule)}
                </RouteLink>
              </p>
              <p className="rule-item__meta">
                <span>{validInWords(rule.valid, speaking)}</span>
                {holdsOn(rule.valid, today) ? null : <span>{t.list.notToday}</span>}
              </p>
            </div>
            <div className="row">
              <Button
                aria-label={t.list.changeThis(called(rule))}
                unavailable={busy}
                onClick={() =>
                  onBegin({
                    owner,
                    title: t.list.changeTitle(called(rule)).slice(0, 200),
                    text: changeRuleText(ruleSet, rule),
                  })
                }
              >
                {t.list.change}
              </Button>
              <Button
                purpose="subtle"
                aria-label={t.list.withdrawThis(called(rule))}
                unavailable={busy}
                onClick={() =>
                  onBegin({
                    owner,
                    title: t.list.withdrawTitle(called(rule)).slice(0, 200),
                    text: withdrawRuleText(ruleSet, rule),
                  })
                }
              >
                {t.list.withdraw}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Restore({ owner, name, busy, onBegin }: BeginProps) {
  const t = useDeskMessages();
  const { language } = useMessages();
  const publications = useQuery(publicationsQuery).data;
  const [chosen, setChosen] = useState("");
  const earlier = publications?.slice(1) ?? [];
  const publication = earlier.find((one) => String(one.publication) === chosen) ?? earlier[0];
  return (
    <Card aria-labelledby="restore-title" className="stack">
      <Heading level={2} id="restore-title">
        {t.list.restoreTitle}
      </Heading>
      {publication === undefined ? (
        <p>{t.list.nothingToRestore}</p>
      ) : (
        <>
          <p>{t.list.restoreText(name)}</p>
          <div className="restore">
            <SelectField
              label={t.list.restoreFrom}
              value={String(publication.publication)}
              options={earlier.map((one) => ({
                value: String(one.publication),
                label: `${t.list.restoreChoice(formatMoment(one.publishedAt, language), one.hash.slice(0, 8))}${one.reason === null ? "" : `: ${one.reason}`}`,
              }))}
              onChange={setChosen}
            />
            <Button
              unavailable={busy}
              onClick={() => onBegin({ owner, publication: publication.publication })}
            >
              {t.list.restore}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}
