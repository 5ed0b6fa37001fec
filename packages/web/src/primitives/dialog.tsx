import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useMessages } from "../messages/language.tsx";
import { Button } from "./button.tsx";

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The browser's own modal dialog: a sheet from below on a phone, a card in the middle elsewhere.
 * Escape, the cross and a tap beside it close it; focus returns to where it was.
 */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const { t } = useMessages();
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is the tap beside the sheet.
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={titleId}
      // React lets this event bubble, so a sheet would close with every sheet that was opened from it.
      onClose={(event) => {
        if (event.target === element.current) onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      {open ? (
        <div className="dialog__inner">
          <div className="dialog__head">
            <h2 className="nl-heading nl-heading--level-2" id={titleId}>
              {title}
            </h2>
            <Button purpose="subtle" iconOnly icon={<IconX aria-hidden="true" />} onClick={onClose}>
              {t.common.close}
            </Button>
          </div>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
