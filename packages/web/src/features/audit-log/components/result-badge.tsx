import { IconCheck, IconExclamationMark, IconX } from "@tabler/icons-react";
import { useAuditLogMessages } from "../../../messages/audit-log.ts";
import { Badge } from "../../../primitives/badge.tsx";
import type { AuditResult } from "../api.ts";

const LOOKS = {
  succeeded: { tone: "go", icon: IconCheck },
  refused: { tone: "stop", icon: IconX },
  failed: { tone: "care", icon: IconExclamationMark },
} as const;

/** How an attempt ended, as word, sign and colour. */
export function ResultBadge({ result }: { readonly result: AuditResult }) {
  const t = useAuditLogMessages();
  return <Badge {...LOOKS[result]}>{t.results[result]}</Badge>;
}
