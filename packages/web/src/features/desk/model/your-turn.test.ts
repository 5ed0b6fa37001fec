import { describe, expect, it } from "vitest";
import type { DraftSummary } from "../api.ts";
import { yourTurn } from "./your-turn.ts";

const SANNE = { id: "sanne", name: "Sanne" };
const RUBEN = { id: "ruben", name: "Ruben" };

function draft(id: string, wanted: Partial<DraftSummary>): DraftSummary {
  return {
    id,
    owner: "bzk",
    title: id,
    state: "draft",
    revision: 1,
    base: "",
    author: SANNE,
    editors: [SANNE],
    reviewer: null,
    plannedFor: null,
    publication: null,
    failure: null,
    restores: null,
    createdAt: "",
    updatedAt: "",
    abilities: [],
    ...wanted,
  };
}

const DRAFTS = [
  draft("own", { abilities: ["edit", "submit"] }),
  draft("approved", { state: "approved", abilities: ["publish"] }),
  draft("review", { state: "in-review", abilities: ["approve", "return"] }),
  draft("of Ruben", { author: RUBEN, editors: [RUBEN], abilities: ["edit"] }),
  draft("published", { state: "published" }),
];

describe("whose turn it is", () => {
  it("puts what a colleague waits for first, and leaves out what others work on", () => {
    expect(yourTurn(DRAFTS, "sanne").map((turn) => [turn.draft.id, turn.why])).toEqual([
      ["review", "mayReview"],
      ["approved", "mayPublish"],
      ["own", "yours"],
    ]);
  });
});
