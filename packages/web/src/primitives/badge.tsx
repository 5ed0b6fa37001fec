import type { Icon } from "@tabler/icons-react";
import { cx } from "./cx.ts";
import "../styles/badge.css";

/** What a badge means to whoever sees it, in the colours of the verdicts. */
export type Tone = "best" | "go" | "care" | "stop" | "none" | "split" | "brand";

interface BadgeProps {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly children: string;
}

/** A state as word, sign and colour, beside the verdicts and never mistaken for one. */
export function Badge({ tone, icon: Sign, children }: BadgeProps) {
  return (
    <span className={cx("utrecht-status-badge", "verdict", `badge--${tone}`)}>
      <span className="verdict__sign">
        <Sign aria-hidden="true" size={14} stroke={3} />
      </span>
      {children}
    </span>
  );
}
