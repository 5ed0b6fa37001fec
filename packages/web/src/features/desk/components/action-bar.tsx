import type { RuleSet } from "@akkoord/policy";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { formatDate, todayInTheNetherlands } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { TextArea, TextField } from "../../../primitives/fields.tsx";
import { RouteLink } from "../../../primitives/link.tsx";
import type { Draft } from "../api.ts";
import { checkQuery, type DraftAction, useDraftAction } from "../hooks/use-drafts.ts";
import type { Editing } from "../hooks/use-editing.ts";
import { ChangedScenarios } from "./changed-scenarios.tsx";
import { Refusal } from "./refusal.tsx";

type Open = "return" | "publish" | null;

interface ActionBarProps {
  readonly draft: Draft;
  readonly editing: Editing;
  /** The form and the text can be changed now. */
  readonly isEditing: boolean;
  readonly hasProblems: boolean;
  readonly ruleSet: RuleSet;
  /** The day it would start. */
  readonly date: string;
}

/** The next step of the draft, and what else may be done with it. */
export function ActionBar({ draft, editing, isEditing, hasProblems, ruleSet, date }: ActionBarProps) {
  const t = useDeskMessages();
  const { language } = useMessages();
  const act = useDraftAction(draft);
  const isJudged = ["in-review", "approved", "planned", "failed"].includes(draft.state);
  const check = useQuery({ ...checkQuery(draft, date), enabled: isJudged });
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState<string | null>(null);
  const may = (ability: Draft["abilities"][number]) => draft.abilities.includes(ability);

  function take(action: DraftAction, said: string): void {
    setDone(null);
    act.mutate(action, {
      onSuccess: () => {
        setOpen(null);
        setDone(said);
      },
    });
  }

  async function submit(): Promise<void> {
    await editing.save();
    take({ verb: "submit" }, t.actions.done.submit);
  }

  const busy = act.isPending;
  const isUnsaved = editing.saving.kind !== "saved";
  return (
    <>
      {isJudged && check.data !== undefined ? (
        <ChangedScenarios ruleSet={ruleSet} scenarios={check.data.scenarioChanges.scenarios} />
      ) : null}
      <div className="actions">
        {open === null ? <Refusal error={act.error} /> : null}
        {done === null ? null : (
          <Alert kind="ok" announce>
            <p>{done}</p>
          </Alert>
        )}
        {draft.state === "published" ? (
          <p>
            {t.editor.publishedNow} <RouteLink to="/regels">{t.editor.seePublished}</RouteLink>
          </p>
        ) : null}
        <div className="row">
          {may("submit") ? (
            <Button
              purpose="primary"
              busy={busy}
              unavailable={hasProblems || busy}
              onClick={() => void submit()}
            >
              {t.actions.submit}
            </Button>
          ) : null}
          {may("approve") && !isEditing ? (
            <Button
              purpose="primary"
              busy={busy}
              // Nobody approves changes of scenarios before they could see them.
              unavailable={busy || check.isPending}
              onClick={() =>
                take(
                  { verb: "approve", scenarioChanges: check.data?.scenarioChanges.version ?? 0 },
                  t.actions.done.approve,
                )
              }
            >
              {t.actions.approve}
            </Button>
          ) : null}
          {may("publish") && !isEditing ? (
            <Button purpose="primary" onClick={() => setOpen("publish")}>
              {t.actions.publish}
            </Button>
          ) : null}
          {may("return") && !isEditing ? (
            <Button onClick={() => setOpen("return")}>{t.actions.return}</Button>
          ) : null}
          {isEditing ? (
            <Button unavailable={!isUnsaved} onClick={() => void editing.save()}>
              {t.editor.save}
            </Button>
          ) : null}
        </div>
        {may("submit") && hasProblems ? <p className="small">{t.actions.submitWaits}</p> : null}
        <Dialog open={open === "return"} title={t.actions.returnTitle} onClose={() => setOpen(null)}>
          <ReturnForm
            busy={busy}
            error={act.error}
            onReturn={(comment) => take({ verb: "return", comment }, t.actions.done.return)}
          />
        </Dialog>
        <Dialog open={open === "publish"} title={t.actions.publishTitle} onClose={() => setOpen(null)}>
          <PublishForm
            busy={busy}
            error={act.error}
            onPublish={(validFrom) =>
              take(
                { verb: "publish", validFrom },
                validFrom === null
                  ? t.actions.done.publish
                  : t.actions.done.plan(formatDate(validFrom, language)),
              )
            }
          />
        </Dialog>
      </div>
    </>
  );
}

interface ReturnFormProps {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onReturn: (comment: string) => void;
}

function ReturnForm({ busy, error, onReturn }: ReturnFormProps) {
  const t = useDeskMessages();
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (comment.trim() === "") setMissing(true);
        else onReturn(comment.trim());
      }}
    >
      <TextArea
        label={t.actions.returnLabel}
        error={missing ? t.actions.returnMissing : null}
        rows={4}
        value={comment}
        onChange={(event) => {
          setComment(event.target.value);
          setMissing(false);
        }}
      />
      <Refusal error={error} />
      <Button type="submit" purpose="primary" busy={busy}>
        {t.actions.return}
      </Button>
    </form>
  );
}

interface PublishFormProps {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onPublish: (validFrom: string | null) => void;
}

function PublishForm({ busy, error, onPublish }: PublishFormProps) {
  const t = useDeskMessages();
  const [when, setWhen] = useState<"now" | "day">("now");
  const [day, setDay] = useState("");
  const [missing, setMissing] = useState(false);
  const today = todayInTheNetherlands(new Date());
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (when === "now") onPublish(null);
        else if (day <= today) setMissing(true);
        else onPublish(day);
      }}
    >
      <fieldset className="fieldset">
        <legend className="visually-hidden">{t.actions.publishTitle}</legend>
        {(["now", "day"] as const).map((choice) => (
          <label key={choice} className="check-row">
            <input
              type="radio"
              name="when"
              className="check-row__box"
              checked={when === choice}
              onChange={() => setWhen(choice)}
            />
            <span>{choice === "now" ? t.actions.publishNow : t.actions.publishFrom}</span>
          </label>
        ))}
      </fieldset>
      {when === "day" ? (
        <TextField
          label={t.actions.publishDay}
          type="date"
          error={missing ? t.actions.publishDayMissing : null}
          value={day}
          onChange={(event) => {
            setDay(event.target.value);
            setMissing(false);
          }}
        />
      ) : null}
      <Refusal error={error} />
      <Button type="submit" purpose="primary" busy={busy}>
        {t.actions.publish}
      </Button>
    </form>
  );
}
