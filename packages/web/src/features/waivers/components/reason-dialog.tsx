import { type FormEvent, useState } from "react";
import { useMessages } from "../../../messages/language.tsx";
import { useWaiverMessages } from "../../../messages/waivers.ts";
import { ServerRefusalError, UnreachableError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { Checkbox, TextArea, TextField } from "../../../primitives/fields.tsx";
import { useRuleSet } from "../../rule-sets/hooks/use-rules.ts";
import { participantName } from "../../rule-sets/model/names.ts";
import type { Cover, WaiverRequest } from "../api.ts";
import { useWaiverDeed } from "../hooks/use-waivers.ts";
import { asSent, CoverFields, coverProblem } from "./cover-fields.tsx";

const LONGEST_REASON = 2000;

interface ReasonDialogProps {
  readonly waiver: WaiverRequest;
  /** What is done; null keeps the dialog closed. */
  readonly deed: "agree" | "refuse" | "withdraw" | null;
  readonly onClose: () => void;
  readonly onDone: (deed: "agree" | "refuse" | "withdraw") => void;
}

/** Agrees, refuses or withdraws, with a reason; agreeing may make the waiver narrower. */
export function ReasonDialog({ waiver, deed, onClose, onDone }: ReasonDialogProps) {
  const t = useWaiverMessages().decide;
  const titles = { agree: t.agreeTitle, refuse: t.refuseTitle, withdraw: t.withdrawTitle };
  return (
    <Dialog open={deed !== null} title={deed === null ? "" : titles[deed]} onClose={onClose}>
      {deed === null ? null : <ReasonForm waiver={waiver} deed={deed} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

function ReasonForm({
  waiver,
  deed,
  onClose,
  onDone,
}: ReasonDialogProps & { readonly deed: "agree" | "refuse" | "withdraw" }) {
  const { t: common, say } = useMessages();
  const words = useWaiverMessages();
  const t = words.decide;
  const action = useWaiverDeed();
  const ruleSet = useRuleSet(waiver.ruleSet);
  const [reason, setReason] = useState("");
  const [lastDay, setLastDay] = useState(waiver.valid.to);
  const [cover, setCover] = useState<Cover>(waiver.cover);
  const [duties, setDuties] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const coverError = coverProblem(cover, words.request);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === "" || (deed === "agree" && coverError !== null)) return;
    const narrower =
      deed === "agree"
        ? {
            valid: { to: lastDay },
            duties,
            ...(cover === waiver.cover ? {} : { cover: asSent(cover) }),
          }
        : {};
    action.mutateAsync({ kind: deed, id: waiver.id, body: { reason: reason.trim(), ...narrower } }).then(
      () => onDone(deed),
      // The form itself says what went wrong.
      () => undefined,
    );
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      {deed === "agree" ? <p>{t.agreeLead}</p> : null}
      {deed === "withdraw" ? <p>{t.withdrawLead}</p> : null}
      <TextArea
        label={t.reason}
        hint={deed === "agree" ? t.reasonHelp : t.endReasonHelp}
        error={tried && reason.trim() === "" ? t.reasonMissing : null}
        value={reason}
        maxLength={LONGEST_REASON}
        rows={3}
        onChange={(event) => setReason(event.target.value)}
      />
      {deed === "agree" ? (
        <>
          <TextField
            label={words.request.toDay}
            type="date"
            min={waiver.valid.from}
            max={waiver.valid.to}
            value={lastDay}
            onChange={(event) => setLastDay(event.target.value)}
          />
          <CoverFields
            label={t.fewer}
            organisation={participantName(ruleSet, waiver.organisation, say)}
            cover={cover}
            among={waiver.cover}
            error={tried ? coverError : null}
            onChange={setCover}
          />
          <fieldset className="fieldset">
            <legend className="group-title">{t.more}</legend>
            <div className="checks">
              {ruleSet.vocabulary.duties
                .filter(({ id }) => !waiver.duties.includes(id))
                .map((duty) => (
                  <Checkbox
                    key={duty.id}
                    label={say(duty.words)}
                    checked={duties.includes(duty.id)}
                    onChange={(on) =>
                      setDuties(on ? [...duties, duty.id] : duties.filter((other) => other !== duty.id))
                    }
                  />
                ))}
            </div>
          </fieldset>
        </>
      ) : null}
      {action.isError ? (
        <Alert kind="error" announce>
          <p>
            {action.error instanceof UnreachableError ? common.failure.unreachable : t.failed}{" "}
            {action.error instanceof ServerRefusalError ? action.error.detail : null}
          </p>
        </Alert>
      ) : null}
      <div className="row">
        <Button type="submit" purpose="primary" busy={action.isPending} unavailable={action.isPending}>
          {t[deed]}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </form>
  );
}
