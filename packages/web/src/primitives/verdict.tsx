import type { OutcomeEffect } from "@akkoord/policy";
import {
  IconCheck,
  IconChecks,
  IconDots,
  IconEqualNot,
  IconExclamationMark,
  IconQuestionMark,
  IconStarFilled,
  IconX,
} from "@tabler/icons-react";
import { useMessages } from "../messages/language.tsx";
import { cx } from "./cx.ts";

/** What a badge can say: an outcome, a clash of rules, or that it depends on what is still open. */
export type Verdict = OutcomeEffect | "contested" | "depends";

const SIGNS = {
  required: IconChecks,
  recommended: IconStarFilled,
  permitted: IconCheck,
  discouraged: IconExclamationMark,
  prohibited: IconX,
  unspecified: IconQuestionMark,
  contested: IconEqualNot,
  depends: IconDots,
};

/** The verdict as word, sign and colour: the same everywhere. */
export function VerdictBadge({
  verdict,
  large = false,
}: {
  readonly verdict: Verdict;
  readonly large?: boolean;
}) {
  const { t } = useMessages();
  const Sign = SIGNS[verdict];
  return (
    <span className={cx("utrecht-status-badge", "verdict", `verdict--${verdict}`, large && "verdict--large")}>
      <span className="verdict__sign">
        <Sign aria-hidden="true" size={large ? 17 : 14} stroke={3.4} />
      </span>
      {t.verdict[verdict]}
    </span>
  );
}

/** The verdict as a cell of a table: sign and colour to see, the word for who cannot. */
export function VerdictCell({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useMessages();
  const Sign = SIGNS[verdict];
  return (
    <span className={cx("cell", `cell--${verdict}`)}>
      <Sign aria-hidden="true" size={20} stroke={2.6} />
      <span className="visually-hidden">{t.verdict[verdict]}</span>
    </span>
  );
}
