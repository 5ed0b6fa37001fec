import { IconCheck, IconClock, IconX } from "@tabler/icons-react";
import { usePeopleMessages } from "../../../messages/people.ts";
import { Badge } from "../../../primitives/badge.tsx";
import type { PersonState } from "../api.ts";

const LOOKS = {
  active: { tone: "go", icon: IconCheck },
  waiting: { tone: "none", icon: IconClock },
  ended: { tone: "stop", icon: IconX },
} as const;

/** Whether somebody may work here, as word, sign and colour. */
export function StateBadge({ state }: { readonly state: PersonState }) {
  const t = usePeopleMessages();
  return <Badge {...LOOKS[state]}>{t.states[state]}</Badge>;
}
