import { type Decider, makeReceipt, type Receipt, type Situation } from "@akkoord/policy";
import { IconCloudUpload, IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError, send, UnreachableError } from "../../../platform/http.ts";
import { saveFile } from "../../../platform/save-file.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { SituationSummary } from "../../report/components/situation-summary.tsx";
import type { Rules } from "../../rule-sets/hooks/use-rules.ts";
import { useSession } from "../../session/hooks/use-session.ts";

interface ReceiptDialogProps {
  readonly open: boolean;
  readonly rules: Rules;
  readonly decider: Decider;
  readonly situation: Situation;
  readonly tool: string | null;
  readonly onClose: () => void;
}

/** Keep a proof of the answer: on the device, or, only when asked for, with the server. */
export function ReceiptDialog({ open, rules, decider, situation, tool, onClose }: ReceiptDialogProps) {
  const { t, language } = useMessages();
  const session = useSession();
  const keep = useMutation({
    mutationFn: () =>
      send<{ readonly id: string; readonly receipt: Receipt }>(
        "/v1/receipts",
        { situation, ruleSet: rules.published.hash, ...(tool === null ? {} : { tool }) },
        { csrfToken: session?.csrfToken ?? null, language },
      ),
    networkMode: "always",
  });

  function download(): void {
    const receipt = makeReceipt(decider, situation, tool);
    saveFile(`akkoord-${receipt.id.slice(0, 12)}.json`, "application/json", JSON.stringify(receipt, null, 2));
  }

  return (
    <Dialog open={open} title={t.receipt.title} onClose={onClose}>
      <div className="stack">
        <p>{t.receipt.lead}</p>
        <SituationSummary ruleSet={rules.ruleSet} situation={situation} />
        <div className="stack stack--tight">
          <Button purpose="primary" icon={<IconDownload aria-hidden="true" size={20} />} onClick={download}>
            {t.receipt.download}
          </Button>
          <p className="small">{t.receipt.downloadHelp}</p>
        </div>
        <div className="stack stack--tight">
          <Button
            icon={<IconCloudUpload aria-hidden="true" size={20} />}
            busy={keep.isPending}
            onClick={() => keep.mutate()}
          >
            {t.receipt.keep}
          </Button>
          <p className="small">{t.receipt.keepHelp}</p>
        </div>
        {keep.isSuccess ? (
          <Alert kind="ok" announce>
            <p>{t.receipt.kept}</p>
            <p className="literal">{keep.data?.id}</p>
          </Alert>
        ) : null}
        {keep.isError ? (
          <Alert kind="error" announce>
            <p>
              {keep.error instanceof UnreachableError ? t.failure.unreachable : t.receipt.failed}{" "}
              {keep.error instanceof ServerRefusalError ? keep.error.detail : null}
            </p>
          </Alert>
        ) : null}
      </div>
    </Dialog>
  );
}
