import type { DraftSummary } from "../api.ts";

/** A draft that waits for somebody, and what for. */
export interface Turn {
  readonly draft: DraftSummary;
  readonly why: "mayReview" | "mayPublish" | "yours";
}

const ORDER: readonly Turn["why"][] = ["mayReview", "mayPublish", "yours"];

/**
 * The drafts that wait for this person: first those that colleagues wait for, then those to publish, then their own.
 *
 * @param person the id of who looks
 */
export function yourTurn(drafts: readonly DraftSummary[], person: string): readonly Turn[] {
  return drafts
    .flatMap((draft): Turn[] => {
      if (draft.abilities.includes("approve")) return [{ draft, why: "mayReview" }];
      if (draft.state === "approved" && draft.abilities.includes("publish"))
        return [{ draft, why: "mayPublish" }];
      if (draft.state === "draft" && draft.editors.some(({ id }) => id === person))
        return [{ draft, why: "yours" }];
      return [];
    })
    .toSorted((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why));
}
