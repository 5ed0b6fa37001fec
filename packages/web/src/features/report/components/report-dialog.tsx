import type { Situation } from "@akkoord/policy";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { Disclosure } from "../../../primitives/disclosure.tsx";
import { Checkbox, TextArea } from "../../../primitives/fields.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { type Report, useSendReport } from "../hooks/use-send-report.ts";
import { SituationSummary } from "./situation-summary.tsx";

const LONGEST_REASON = 2000;

interface ReportDialogProps {
  readonly open: boolean;
  readonly rules: Rules;
  readonly situation: Situation;
  readonly tool: string | null;
  readonly onClose: () => void;
}

/** Report that an answer does not work, and see exactly what is sent. */
export function ReportDialog(props: ReportDialogProps) {
  const { t } = useMessages();
  return (
    <Dialog open={props.open} title={t.report.title} onClose={props.onClose}>
      <ReportForm {...props} />
    </Dialog>
  );
}

function ReportForm({ rules, situation, tool, onClose }: ReportDialogProps) {
  const { t } = useMessages();
  const session = useSession();
  const report = useSendReport();
  const [reason, setReason] = useState("");
  const [contact, setContact] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const quickId = useId();
  const message: Report = {
    ruleSet: rules.published.hash,
    tool,
    reason: reason.trim(),
    situation,
    ...(contact ? { contact: true } : {}),
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (message.reason === "") setError(t.report.reasonMissing);
    else report.mutate(message);
  }

  if (report.isSuccess)
    return (
      <div className="stack">
        <Alert kind="ok" announce>
          <p>
            <b>{t.report.sentTitle}</b>
          </p>
          <p className="small">{t.report.sentText(report.data?.id ?? "")}</p>
        </Alert>
        <Button purpose="primary" onClick={onClose}>
          {t.common.close}
        </Button>
      </div>
    );

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.report.lead}</p>
      <section aria-labelledby={quickId}>
        <h3 className="group-title" id={quickId}>
          {t.report.quickLabel}
        </h3>
        <ul className="row quick">
          {t.report.quick.map((sentence) => (
            <li key={sentence}>
              <button
                type="button"
                className="chip chip--example"
                onClick={() => {
                  setReason((before) => (before.trim() === "" ? sentence : `${before.trim()} ${sentence}`));
                  setError(null);
                }}
              >
                {sentence}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <TextArea
        label={t.report.reason}
        hint={t.report.reasonHelp}
        error={error}
        value={reason}
        maxLength={LONGEST_REASON}
        rows={4}
        onChange={(event) => {
          setReason(event.target.value);
          setError(null);
        }}
      />
      {session?.signedIn ? (
        <Checkbox
          label={t.report.contact}
          help={t.report.contactHelp}
          checked={contact}
          onChange={setContact}
        />
      ) : (
        <p className="small">{t.report.anonymous}</p>
      )}
      <section className="sent">
        <h3 className="group-title">{t.report.whatIsSent}</h3>
        <ul className="bullets">
          <li>{t.report.reasonSent}</li>
          <li>{t.report.ruleSet}</li>
          <li>{t.report.situation}</li>
        </ul>
        <SituationSummary ruleSet={rules.ruleSet} situation={situation} />
        <Disclosure summary={t.report.exact}>
          <pre className="literal">{JSON.stringify(message, null, 2)}</pre>
        </Disclosure>
      </section>
      {report.isError ? (
        <Alert kind="error" announce>
          <p>
            {report.error instanceof UnreachableError ? t.report.offline : t.report.failed}{" "}
            {report.error instanceof ServerRefusalError ? report.error.detail : null}
          </p>
        </Alert>
      ) : null}
      <Button type="submit" purpose="primary" busy={report.isPending} unavailable={report.isPending}>
        {report.isPending ? t.report.sending : t.report.send}
      </Button>
    </form>
  );
}
