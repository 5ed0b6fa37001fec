import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconXboxX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

const ICONS = { info: IconInfoCircle, ok: IconCircleCheck, warning: IconAlertTriangle, error: IconXboxX };

interface AlertProps {
  readonly kind?: keyof typeof ICONS;
  readonly children: ReactNode;
  /** Announce it when it appears; leave it out for what stands on the page from the start. */
  readonly announce?: boolean;
}

/** A message that stands out from the page around it. */
export function Alert({ kind = "info", children, announce = false }: AlertProps) {
  const Icon = ICONS[kind];
  return (
    <div
      className={cx("utrecht-alert", `utrecht-alert--${kind}`)}
      role={announce ? (kind === "error" ? "alert" : "status") : undefined}
    >
      <div className="utrecht-alert__icon">
        <Icon aria-hidden="true" size={26} />
      </div>
      <div className="utrecht-alert__content">
        <div className="utrecht-alert__message">{children}</div>
      </div>
    </div>
  );
}
