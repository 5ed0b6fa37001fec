import { useRoomMessages } from "../../../messages/rooms.ts";
import { VerdictBadge } from "../../../primitives/verdict.tsx";
import type { FitBeforehand } from "../hooks/use-fit.ts";
import { verdictOfFit } from "../model/fit.ts";

/** What the rules say beforehand, as the same badge as everywhere. */
export function FitMark({ fit }: { readonly fit: FitBeforehand }) {
  const t = useRoomMessages().invite;
  if (fit === undefined) return <span className="small">{t.checking}</span>;
  if (fit === null) return null;
  return <VerdictBadge verdict={verdictOfFit(fit)} />;
}
