import { problemText, type RuleProblem, type RuleSet } from "@akkoord/policy";
import { draftSchema } from "@akkoord/policy-files/browser";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useId, useMemo, useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatDate, todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { useFragmentState } from "../../../platform/fragment-state.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Breadcrumbs } from "../../../primitives/breadcrumbs.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Card } from "../../../primitives/card.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { TextField } from "../../../primitives/fields.tsx";
import { ButtonLink, RouteLink } from "../../../primitives/link.tsx";
import { TabList, TabPanel } from "../../../primitives/tabs.tsx";
import { Heading } from "../../../primitives/text.tsx";
import { useRuleSet, useRuleSetList } from "../../rule-sets/hooks/use-rules.ts";
import { ruleSetInForce } from "../../rule-sets/model/in-force.ts";
import { Loading } from "../../shell/components/loading.tsx";
import { usePageTitle } from "../../shell/hooks/use-page-title.ts";
import type { Draft } from "../api.ts";
import { ActionBar } from "../components/action-bar.tsx";
import { CheckCard } from "../components/check-card.tsx";
import { DifferenceTab } from "../components/difference-tab.tsx";
import { FormTab } from "../components/form/form-tab.tsx";
import { LivePanel } from "../components/live-panel.tsx";
import { MergeView } from "../components/merge-view.tsx";
import { OwnerGate } from "../components/owner-gate.tsx";
import { ProblemList } from "../components/problem-list.tsx";
import { Refusal } from "../components/refusal.tsx";
import { Sentences } from "../components/sentences.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { TalkTab } from "../components/talk-tab.tsx";
import { Todo } from "../components/todo.tsx";
import { WithdrawButton } from "../components/withdraw-button.tsx";
import type { GoTo } from "../components/yaml-editor.tsx";
import { useDeskWorker } from "../hooks/use-desk-worker.ts";
import { commentsQuery, draftQuery, scenariosQuery } from "../hooks/use-drafts.ts";
import { type Editing, type Saving, useEditing } from "../hooks/use-editing.ts";
import { useLive } from "../hooks/use-live.ts";
import { formatClock, formatTime } from "../model/format-time.ts";
import { liveScenarios } from "../model/live-scenarios.ts";
import { readDraftText } from "../model/read-text.ts";
import "../../../styles/desk.css";

const YamlEditor = lazy(() =>
  import("../components/yaml-editor.tsx").then((module) => ({ default: module.YamlEditor })),
);

const TABS = ["form", "yaml", "difference", "talk"] as const;
type TabId = (typeof TABS)[number];

/** One draft: written, tried out and brought to publication. */
export function DraftPage() {
  return (
    <OwnerGate>
      <LoadedDraft />
    </OwnerGate>
  );
}

function LoadedDraft() {
  const t = useDeskMessages();
  const { id = "" } = useParams({ strict: false });
  const draft = useQuery(draftQuery(id));
  usePageTitle(draft.data?.title ?? t.documentTitle);
  if (draft.data !== undefined) return <Editor key={draft.data.id} draft={draft.data} />;
  if (draft.error === null) return <Loading />;
  const isGone = draft.error instanceof ServerRefusalError && draft.error.status === 404;
  return (
    <div className="wrap page stack">
      <Heading level={1}>{t.title}</Heading>
      {isGone ? <p>{t.editor.notFound}</p> : <Refusal error={draft.error} />}
      <div>
        <ButtonLink to="/beheer/concepten">{t.editor.back}</ButtonLink>
      </div>
    </div>
  );
}

function Editor({ draft }: { readonly draft: Draft }) {
  const t = useDeskMessages();
  const list = useRuleSetList();
  const today = todayInTheNetherlands(new Date());
  const { hash } = ruleSetInForce(list, today);
  const base = useRuleSet(hash);
  const worker = useDeskWorker();
  const editing = useEditing(draft);
  // Own tools and sources only change with a publication; a new object with every save would start the work anew.
  const [rights] = useState(draft.rights);
  const kept = useQuery(scenariosQuery).data;
  const scenarios = useMemo(() => (kept === undefined ? null : liveScenarios(kept, today)), [kept, today]);
  const date = draft.plannedFor ?? today;
  const live = useLive({ worker, hash, ruleSet: base, text: editing.text, rights, date, scenarios });
  const [choice, choose] = useFragmentState();
  const [unlocked, unlock] = useState(false);

  const tab: TabId = TABS.find((one) => one === choice.get("tab")) ?? "form";
  const mayEdit = draft.abilities.includes("edit");
  const isEditing = mayEdit && (draft.state === "draft" || unlocked) && editing.found === null;
  const isOpen = draft.state !== "published" && draft.state !== "withdrawn";
  const besides = tab === "form" || tab === "yaml";
  return (
    <div className="wrap page desk">
      <Breadcrumbs current={editing.title || t.editor.untitled}>
        <RouteLink to="/beheer/concepten">{t.title}</RouteLink>
      </Breadcrumbs>
      <div className="desk__head">
        <Title editing={editing} locked={!isEditing} />
        <TabList
          name="draft"
          label={t.editor.tabs}
          chosen={tab}
          onChoose={(next) => choose({ tab: next === "form" ? null : next })}
          tabs={TABS.map((one) => ({ id: one, label: t.editor[one] }))}
        />
      </div>
      <div className="desk__meta">
        <StateBadge state={draft.state} />
        <SavingLine saving={editing.saving} draft={draft} />
        <WithdrawButton draft={draft} />
      </div>
      <Notices
        draft={draft}
        editing={editing}
        isEditing={isEditing}
        mayEdit={mayEdit}
        onUnlock={() => unlock(true)}
      />
      {editing.clash === null ? (
        <TabPanel name="draft" chosen={tab} className={besides && isOpen ? "desk__columns" : undefined}>
          {tab === "difference" ? (
            <DifferenceTab
              draft={draft}
              text={editing.text}
              worker={worker}
              current={{ hash, ruleSet: base }}
              date={date}
              from={choice.get("from") ?? "in-force"}
              to={choice.get("to") ?? "text"}
              onChoose={choose}
            />
          ) : null}
          {tab === "talk" ? (
            <TalkTab
              draft={draft}
              onCompare={(revision) =>
                choose({ tab: "difference", from: `revision-${revision}`, to: "text" })
              }
            />
          ) : null}
          {besides ? (
            <>
              <div className="stack">
                <Card as="div" className="stack">
                  {tab === "form" ? (
                    <FormSide
                      editing={editing}
                      live={live}
                      base={base}
                      draft={draft}
                      locked={!isEditing}
                      chosen={Number(choice.get("rule") ?? 0)}
                      onRule={(index) => choose({ rule: index === 0 ? null : String(index) })}
                      onYaml={() => choose({ tab: "yaml" })}
                    />
                  ) : (
                    <YamlSide editing={editing} live={live} base={base} locked={!isEditing} />
                  )}
                  <ActionBar
                    draft={draft}
                    editing={editing}
                    isEditing={isEditing}
                    hasProblems={live.problems.length > 0}
                    ruleSet={live.applied?.value.ruleSet ?? base}
                    date={date}
                  />
                </Card>
                {isOpen && needsCheck(draft, live) ? (
                  <CheckCard draft={draft} ruleSet={live.applied?.value.ruleSet ?? base} date={date} />
                ) : null}
              </div>
              {isOpen ? <LivePanel live={live} base={base} /> : null}
            </>
          ) : null}
        </TabPanel>
      ) : (
        <MergeView
          key={editing.clash.theirs.revision}
          clash={editing.clash}
          onTake={(content) => editing.takeMerged(content)}
        />
      )}
    </div>
  );
}

/** The server's check costs work, so it waits until there is something to decide. */
function needsCheck(draft: Draft, live: ReturnType<typeof useLive>): boolean {
  if (draft.state !== "draft") return true;
  if (live.problems.length > 0) return false;
  return (live.findings?.value ?? []).some(({ kind, state }) => kind === "norm-conflict" && state === "made");
}

interface SideProps {
  readonly editing: Editing;
  readonly live: ReturnType<typeof useLive>;
  readonly base: RuleSet;
  readonly locked: boolean;
}

interface FormSideProps extends SideProps {
  readonly draft: Draft;
  readonly chosen: number;
  readonly onRule: (index: number) => void;
  readonly onYaml: () => void;
}

function FormSide({ editing, live, base, locked, draft, chosen, onRule, onYaml }: FormSideProps) {
  const read = useMemo(() => readDraftText(editing.text), [editing.text]);
  const rules = read.readable ? read.rules : [];
  const only = rules.slice(Math.min(chosen, Math.max(0, rules.length - 1))).slice(0, 1);
  return (
    <>
      {locked ? <Sentences live={live} base={base} only={rules.map(({ id }) => id)} /> : null}
      <FormTab
        text={editing.text}
        read={read}
        ruleSet={live.applied?.value.ruleSet ?? base}
        base={base}
        owner={draft.owner}
        locked={locked}
        chosen={chosen}
        onChoose={onRule}
        onText={(text) => editing.type({ text })}
        onYaml={onYaml}
      />
      {read.readable ? <Todo text={editing.text} problems={live.problems} onYaml={onYaml} /> : null}
      {locked ? null : <Sentences live={live} base={base} only={only.map(({ id }) => id)} />}
    </>
  );
}

function YamlSide({ editing, live, base, locked }: SideProps) {
  const t = useDeskMessages();
  const { say, language } = useMessages();
  const helpId = useId();
  const ruleSet = live.applied?.value.ruleSet ?? base;
  const schema = useMemo(() => draftSchema(ruleSet), [ruleSet]);
  const [goTo, setGoTo] = useState<GoTo | null>(null);
  const textOf = useCallback(
    (problem: RuleProblem) => {
      const { message, remedy } = problemText(problem, language);
      return `${message} ${remedy}`;
    },
    [language],
  );
  return (
    <>
      <p className="small" id={helpId}>
        {t.yaml.help}
      </p>
      <Suspense fallback={<p className="yaml-editor yaml-editor--waiting small">{t.yaml.loading}</p>}>
        <YamlEditor
          text={editing.text}
          label={t.yaml.label}
          describedBy={helpId}
          locked={locked}
          schema={schema}
          problems={live.problems}
          problemText={textOf}
          say={say}
          phrases={t.yaml.phrases}
          goTo={goTo}
          onChange={(text) => editing.type({ text })}
        />
      </Suspense>
      <ProblemList
        problems={live.problems}
        onGo={(line) => setGoTo((before) => ({ line, times: (before?.times ?? 0) + 1 }))}
      />
      <Sentences live={live} base={base} only={null} />
    </>
  );
}

function Title({ editing, locked }: { readonly editing: Editing; readonly locked: boolean }) {
  const t = useDeskMessages();
  const [open, setOpen] = useState(false);
  return (
    <div className="desk__title">
      <Heading level={1}>{editing.title || t.editor.untitled}</Heading>
      {locked ? null : (
        <Button
          purpose="subtle"
          iconOnly
          icon={<IconPencil aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          {t.editor.rename}
        </Button>
      )}
      <Dialog open={open} title={t.editor.rename} onClose={() => setOpen(false)}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            setOpen(false);
          }}
        >
          <TextField
            label={t.editor.name}
            hint={t.editor.nameHelp}
            maxLength={200}
            value={editing.title}
            onChange={(event) => editing.type({ title: event.target.value })}
          />
          <Button type="submit" purpose="primary">
            {t.form.done}
          </Button>
        </form>
      </Dialog>
    </div>
  );
}

function SavingLine({ saving, draft }: { readonly saving: Saving; readonly draft: Draft }) {
  const t = useDeskMessages();
  const { language } = useMessages();
  const said =
    saving.kind === "saved"
      ? t.editor.saved(formatClock(saving.at, language))
      : saving.kind === "saving"
        ? t.editor.saving
        : saving.kind === "unreachable"
          ? t.editor.keptHere
          : t.editor.unsaved;
  return (
    <>
      <span>{t.editor.author(draft.author.name)}</span>
      {draft.reviewer === null ? null : <span>{t.editor.reviewer(draft.reviewer.name)}</span>}
      {draft.plannedFor === null || draft.state !== "planned" ? null : (
        <span>{t.editor.plannedFor(formatDate(draft.plannedFor, language))}</span>
      )}
      <span role="status" className="desk__saving">
        {said}
      </span>
    </>
  );
}

interface NoticesProps {
  readonly draft: Draft;
  readonly editing: Editing;
  readonly isEditing: boolean;
  readonly mayEdit: boolean;
  readonly onUnlock: () => void;
}

/** What somebody must know before they go on. */
function Notices({ draft, editing, isEditing, mayEdit, onUnlock }: NoticesProps) {
  const t = useDeskMessages();
  const { language } = useMessages();
  const comments = useQuery(commentsQuery(draft.id)).data;
  const lastReturn = comments?.findLast(({ kind }) => kind === "return");
  const isReturned = draft.state === "draft" && lastReturn?.revision === draft.revision;
  return (
    <div className="notices stack">
      {editing.found === null ? null : (
        <Alert kind="warning" announce>
          <p>{t.editor.unsavedFound(formatTime(editing.found.at, language))}</p>
          <div className="row">
            <Button purpose="primary" onClick={editing.continueFound}>
              {t.editor.continueUnsaved}
            </Button>
            <Button onClick={editing.dropFound}>{t.editor.dropUnsaved}</Button>
          </div>
        </Alert>
      )}
      {editing.saving.kind === "refused" ? (
        <Alert kind="error" announce>
          <p>{t.failed(editing.saving.detail ?? t.unexpected)}</p>
        </Alert>
      ) : null}
      {draft.state === "failed" && draft.failure !== null ? (
        <Alert kind="error">
          <div className="stack stack--tight">
            <p>{t.editor.failure}</p>
            <p className="small">{formatTime(draft.failure.at, language)}</p>
          </div>
        </Alert>
      ) : null}
      {isReturned && lastReturn !== undefined ? (
        <Alert kind="warning">
          <div className="stack stack--tight">
            <p>{t.editor.returned(lastReturn.author.name)}</p>
            <p className="comment">{lastReturn.text}</p>
          </div>
        </Alert>
      ) : null}
      {draft.state === "draft" || isEditing || draft.state === "published" ? null : (
        <Alert>
          <p>
            {draft.state === "in-review"
              ? t.editor.waitsForReview
              : draft.state === "withdrawn"
                ? t.editor.frozen
                : t.editor.waitsForPublication}
          </p>
          {mayEdit ? <Button onClick={onUnlock}>{t.editor.editAnyway}</Button> : null}
        </Alert>
      )}
    </div>
  );
}
