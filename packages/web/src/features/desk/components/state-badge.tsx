import {
  IconAlertTriangle,
  IconCalendarEvent,
  IconCheck,
  IconCircleX,
  IconEye,
  IconPencil,
  IconWorldCheck,
} from "@tabler/icons-react";
import { useDeskMessages } from "../../../messages/desk.ts";
import { Badge, type Tone } from "../../../primitives/badge.tsx";
import type { DraftState } from "../api.ts";

const SIGNS: Readonly<Record<DraftState, { readonly tone: Tone; readonly icon: typeof IconCheck }>> = {
  draft: { tone: "none", icon: IconPencil },
  "in-review": { tone: "care", icon: IconEye },
  approved: { tone: "go", icon: IconCheck },
  planned: { tone: "brand", icon: IconCalendarEvent },
  published: { tone: "best", icon: IconWorldCheck },
  failed: { tone: "stop", icon: IconAlertTriangle },
  withdrawn: { tone: "none", icon: IconCircleX },
};

/** Where a draft stands. */
export function StateBadge({ state }: { readonly state: DraftState }) {
  const t = useDeskMessages();
  return <Badge {...SIGNS[state]}>{t.states[state]}</Badge>;
}
