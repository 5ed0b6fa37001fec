import type { FindingKind } from "@akkoord/policy";
import {
  IconAlertTriangle,
  IconEqualNot,
  IconEyeOff,
  IconQuestionMark,
  IconToolsOff,
  IconUserQuestion,
  IconUsersMinus,
} from "@tabler/icons-react";
import { useFindingsMessages } from "../../../messages/findings.ts";

const ICONS: Readonly<Record<FindingKind, typeof IconEqualNot>> = {
  "norm-conflict": IconEqualNot,
  "normative-gap": IconQuestionMark,
  "tool-gap": IconToolsOff,
  "coalition-gap": IconUsersMinus,
  unworkable: IconAlertTriangle,
  "addressee-gap": IconUserQuestion,
  "dead-rule": IconEyeOff,
};

/** What kind of finding it is: word, sign and colour. */
export function KindBadge({ kind }: { readonly kind: FindingKind }) {
  const f = useFindingsMessages();
  const Icon = ICONS[kind];
  return (
    <span className={`finding-kind finding-kind--${kind}`}>
      <Icon aria-hidden="true" size={18} />
      {f.kinds[kind]}
    </span>
  );
}
