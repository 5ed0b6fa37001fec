import { useState } from "react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import type { Draft } from "../api.ts";
import { useDraftAction } from "../hooks/use-drafts.ts";
import { Refusal } from "./refusal.tsx";

/** Ends a draft without publishing it; asked once more, because it cannot be undone. */
export function WithdrawButton({ draft }: { readonly draft: Draft }) {
  const t = useDeskMessages();
  const act = useDraftAction(draft);
  const [open, setOpen] = useState(false);
  if (!draft.abilities.includes("withdraw")) return null;
  return (
    <>
      <Button purpose="subtle" onClick={() => setOpen(true)}>
        {t.actions.withdraw}
      </Button>
      <Dialog open={open} title={t.actions.withdrawTitle} onClose={() => setOpen(false)}>
        <div className="stack">
          <p>{t.actions.withdrawText}</p>
          <Refusal error={act.error} />
          <div className="row">
            <Button
              purpose="primary"
              busy={act.isPending}
              onClick={() => act.mutate({ verb: "withdraw" }, { onSuccess: () => setOpen(false) })}
            >
              {t.actions.withdraw}
            </Button>
            <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
