import { IconKeyboard } from "@tabler/icons-react";
import { useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { useEnterSends } from "../hooks/use-enter-sends.ts";

/** What Enter does, and where unsent messages are. */
export function ComposerSettings() {
  const t = useChatMessages().composer;
  const [open, setOpen] = useState(false);
  const [enterSends, choose] = useEnterSends();
  return (
    <>
      <button
        type="button"
        className="chat-tool"
        aria-label={t.settings}
        title={t.settings}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <IconKeyboard aria-hidden="true" size={20} />
      </button>
      <Dialog open={open} title={t.settings} onClose={() => setOpen(false)}>
        <div className="stack">
          <p>{enterSends ? t.enterSends : t.enterBreaks}</p>
          <div>
            <Button onClick={() => choose(!enterSends)}>
              {enterSends ? t.toEnterBreaks : t.toEnterSends}
            </Button>
          </div>
          <p className="small">{t.keptHere}</p>
        </div>
      </Dialog>
    </>
  );
}
