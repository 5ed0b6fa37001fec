import { FINDING_KINDS, type FindingKind } from "@akkoord/policy";
import { useFindingsMessages } from "../../../messages/findings.ts";
import type { KindCounts } from "../api.ts";

interface KindChoicesProps {
  readonly counts: KindCounts | undefined;
  readonly chosen: FindingKind | null;
  readonly onChoose: (kind: FindingKind | null) => void;
}

/** How many findings there are of each kind; one tap shows only those, and one more all again. */
export function KindChoices({ counts, chosen, onChoose }: KindChoicesProps) {
  const f = useFindingsMessages();
  return (
    <ul className="kind-counts" aria-label={f.kind}>
      {FINDING_KINDS.map((kind) => (
        <li key={kind}>
          <button
            type="button"
            className={`kind-count kind-count--${kind}`}
            aria-pressed={kind === chosen}
            onClick={() => onChoose(kind === chosen ? null : kind)}
          >
            <span className="kind-count__number">{counts?.[kind] ?? "…"}</span>
            <span>{f.kinds[kind]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
