import { describe, expect, it } from "vitest";
import { EVERYTHING, queryOf } from "./search.ts";

describe("what an auditor looks for", () => {
  it("is everything when nothing was filled in", () => {
    expect(queryOf(EVERYTHING)).toEqual({});
    expect(queryOf({ ...EVERYTHING, action: "  " })).toEqual({});
  });

  it("takes the last day along, also at the end of a month", () => {
    const { since, until } = queryOf({ ...EVERYTHING, since: "2026-11-30", until: "2026-11-30" });
    expect(new Date(since ?? "")).toEqual(new Date(2026, 10, 30));
    expect(new Date(until ?? "")).toEqual(new Date(2026, 11, 1));
  });

  it("keeps what was filled in, without spaces around it", () => {
    expect(queryOf({ ...EVERYTHING, action: " audit.read ", result: "refused" })).toEqual({
      action: "audit.read",
      result: "refused",
    });
  });
});
