import { isDate } from "@akkoord/policy";
import { type FormEvent, useState } from "react";
import { useFindingsMessages } from "../../../messages/findings.ts";
import { todayInTheNetherlands } from "../../../messages/format.ts";
import { ServerRefusalError } from "../../../platform/http.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { TextArea, TextField } from "../../../primitives/fields.tsx";
import { useDecide } from "../hooks/use-findings.ts";

interface DecisionDialogProps {
  readonly family: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Leaves a finding as it is: why, and when to look at it again. */
export function AcceptDialog({ family, open, onClose, onSaved }: DecisionDialogProps) {
  const f = useFindingsMessages();
  const decide = useDecide(family);
  const [reason, setReason] = useState("");
  const [reviewDate, setReviewDate] = useState("");
  const [tried, setTried] = useState(false);
  const reasonMissing = reason.trim() === "";
  const dateWrong = !isDate(reviewDate) || reviewDate <= todayInTheNetherlands(new Date());

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (reasonMissing || dateWrong) return;
    decide.mutate(
      { verb: "_accept", body: { reason, reviewDate } },
      {
        onSuccess: () => {
          setReason("");
          setReviewDate("");
          setTried(false);
          onSaved();
        },
      },
    );
  }
  return (
    <Dialog open={open} title={f.acceptTitle} onClose={onClose}>
      <form className="stack" noValidate onSubmit={submit}>
        <p>{f.acceptLead}</p>
        <TextArea
          label={f.acceptReason}
          rows={4}
          maxLength={2000}
          value={reason}
          error={tried && reasonMissing ? f.acceptReasonNeeded : null}
          onChange={(event) => setReason(event.target.value)}
        />
        <TextField
          label={f.acceptDate}
          type="date"
          value={reviewDate}
          error={tried && dateWrong ? f.acceptDateNeeded : null}
          onChange={(event) => setReviewDate(event.target.value)}
        />
        <NotSaved error={decide.error} />
        <div>
          <Button type="submit" purpose="primary" busy={decide.isPending}>
            {f.accept}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Why a decision was not saved, in the words of the server where it gave some. */
export function NotSaved({ error }: { readonly error: Error | null }) {
  const f = useFindingsMessages();
  if (error === null) return null;
  return (
    <Alert kind="error" announce>
      {error instanceof ServerRefusalError && error.detail !== null ? error.detail : f.notSaved}
    </Alert>
  );
}
